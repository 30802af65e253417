"""Words, numbers, dates, icons and small parts as the office writes and draws them. Loaded in every template."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from django import template
from django.conf import settings
from django.forms import (
    BoundField,
    CheckboxInput,
    CheckboxSelectMultiple,
    FileInput,
    Select,
    SelectMultiple,
    Textarea,
)
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from xuncha.kernel.marks import Mark
from xuncha.kernel.numerals import NOTHING
from xuncha.kernel.stamps import Stamp
from xuncha.ui import icons, navigation
from xuncha.ui import panels as slots
from xuncha.ui.language import is_chinese
from xuncha.ui.lifecycles import tone_of
from xuncha.ui.reception.deeds import deeds_of
from xuncha.ui.reception.entry import offered, offered_above
from xuncha.ui.reception.rows import RowsBox
from xuncha.ui.reception.verbs import offers
from xuncha.ui.stamps import words
from xuncha.ui.tables.cells import chip

register = template.Library()
PARTS = (
    "tokens",
    "shell",
    "nav",
    "parts",
    "lights",
    "figures",
    "forms",
    "filters",
    "table",
    "detail",
    "charts",
)
STYLES = ("vendor/tabler.min.css", *(f"ui/{part}.css" for part in PARTS))
PRINT = "ui/print.css"
LEFT = ((0, "red"), (8, "orange"), (16, "amber"))  # fewer days left than this, and the light


@register.filter
def tr(text: object) -> str:
    """Translate a label that arrives as plain Chinese text."""
    return gettext(str(text)) if text else ""


@register.filter
def counted(number: object, measure: str) -> str:
    """A number with its measure word: 52件. English has none: the title says what is counted."""
    if number is None:
        return NOTHING
    text = f"{number:,}" if isinstance(number, int) else str(number)
    return text + measure if measure and is_chinese() else text


@register.filter
def day(value: date | None) -> str:
    """2019年10月14日, as running text has it; "" of none."""
    return date_format(_local(value), "DATE_FORMAT") if value else ""


@register.filter
def iso(value: date | None) -> str:
    """2019-10-14, as tables have it; — of none."""
    return _local(value).strftime("%Y-%m-%d") if value else NOTHING


@register.filter
def moment(value: datetime | None) -> str:
    """2019-10-14 09:30; — of none."""
    return _local(value).strftime("%Y-%m-%d %H:%M") if value else NOTHING


@register.filter
def plain(value: float | None) -> str:
    """A number as short as it can be written: 1,204, 12.5; — of none."""
    if value is None:
        return NOTHING
    return f"{int(value):,}" if float(value).is_integer() else f"{round(value, 2):,}"


@register.filter
def percent(value: Decimal | None) -> str:
    """73.81%, and 100% without places; — where there is no whole."""
    if value is None:
        return NOTHING
    return f"{value:f}%" if value % 1 else f"{int(value)}%"


@register.filter
def state(row: Any) -> SafeString:
    """The state of a life-cycled row as a chip."""
    return mark_safe(chip(gettext(row.life.states(row.state).label), tone_of(row.life, row.state)))


@register.simple_tag
def light(word: str, tone: str) -> SafeString:
    """A chip with its word. tone: green, amber, orange, red, grey or blue (under way)."""
    return mark_safe(chip(gettext(word), tone))


@register.simple_tag
def due(day: date | None, today: date) -> SafeString:
    """A deadline and how it stands: days left, or days overdue, with its light. Not for what is done."""
    if day is None:
        return mark_safe(f'<span class="x-none">{NOTHING}</span>')
    left = (day - today).days
    word = gettext("逾期%(days)s天") if left < 0 else gettext("余%(days)s天") if left else gettext("今日到期")
    tone = next((tone for limit, tone in LEFT if left < limit), "grey")
    return mark_safe(f"{day.isoformat()} {chip(word % {'days': abs(left)}, tone)}")


@register.simple_tag
def icon(name: str) -> SafeString:
    """A drawing of the sprite; silent, since a word stands beside it."""
    return icons.icon(name)


@register.simple_tag
def styles() -> SafeString:
    """The style sheets of every page, the base's first and print's last."""
    return _styles()


@register.simple_tag
def side_navigation(menu: Iterable[navigation.Section]) -> SafeString:
    return navigation.side(menu)


@register.simple_tag
def bottom_navigation(menu: Iterable[navigation.Section]) -> SafeString:
    return navigation.bottom(menu)


@register.simple_tag(takes_context=True)
def panels(context: template.Context, slot: str, row: Any = None) -> SafeString:
    """What other apps show in this slot of the page."""
    return slots.html(slot, context["request"], row)


@register.inclusion_tag("ui/_verbs.html", takes_context=True)
def verbs(context: template.Context, row: Any, without: str = "") -> dict[str, Any]:
    """Buttons for what this person may do with the row now; `without` names verbs in words, "a b"."""
    request = context["request"]
    found = [offer for offer in offers(request, row, without.split()) if not offer.hindrance]
    return {
        "offers": found,
        "deeds": deeds_of(request, row),
        "next": request.path,
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("ui/_waiting.html", takes_context=True)
def waiting(context: template.Context, row: Any, without: str = "") -> dict[str, Any]:
    """What is this person's to do but not yet, and why."""
    return {"waiting": [o for o in offers(context["request"], row, without.split()) if o.hindrance]}


@register.inclusion_tag("ui/_entries.html", takes_context=True)
def entries(context: template.Context, row: Any) -> dict[str, Any]:
    """What this person may enter on the row; what comes late stands in a menu of its own."""
    request = context["request"]
    return {"entries": offered(request, row), "late": offered(request, row, late=True)}


@register.inclusion_tag("ui/_entries.html", takes_context=True)
def entries_above(context: template.Context, table: Any) -> dict[str, Any]:
    """What this person may enter above a list."""
    return {"entries": offered_above(context["request"], table.model)}


@register.filter
def is_wide(field: BoundField) -> bool:
    """Long texts and lists to choose from take the whole width."""
    return isinstance(field.field.widget, (Textarea, SelectMultiple, CheckboxSelectMultiple, RowsBox))


@register.inclusion_tag("ui/_figure.html")
def figure(
    printed: object,
    *,
    url: str = "",
    name: str = "",
    definition: str = "",
    as_of: date | None = None,
    large: bool = False,
    late: bool = False,
) -> dict[str, Any]:
    """A figure: printed value (with its measure word), the address of its rows, its definition on hover and focus.

    `late` sets it in the accent colour: for the one number that matters on a page.
    """
    return dict(locals())


@register.inclusion_tag("ui/_progress.html")
def progress(
    value: Decimal | float | None, reference: Decimal | float | None = None, label: str = ""
) -> dict[str, Any]:
    """A bar from 0 to 100 with a mark at `reference` (for example the share of the term that has passed)."""
    return {
        "value": _within(value),
        "reference": None if reference is None else _within(reference),
        "label": label,
    }


@register.inclusion_tag("ui/_stepper.html")
def stepper(stages: Iterable[Any]) -> dict[str, Any]:
    """The stages of a life cycle, from `lifecycles.stages`."""
    return {"stages": stages}


@register.inclusion_tag("ui/_chart.html")
def chart(value: Any, name: str) -> dict[str, Any]:
    """A `charts.Chart` beside its table; `name` is unique on the page. The page adds block `charts`."""
    return {"chart": value, "name": name}


@register.filter
def styled(field: BoundField) -> SafeString:
    """A form's box in the look of the house, tied to its help and its errors."""
    widget, notes = field.field.widget, []
    if field.help_text:
        notes.append(f"{field.auto_id}_help")
    if field.errors:
        notes.append(f"{field.auto_id}_errors")
    attributes: dict[str, str | bool] = {"class": _css(widget)}
    if notes:
        attributes["aria-describedby"] = " ".join(notes)
    if field.errors:
        attributes["aria-invalid"] = "true"
    return field.as_widget(attrs=attributes)


@cache
def _styles() -> SafeString:
    """The addresses of static files do not change while the process lives."""
    links = [f'<link rel="stylesheet" href="{static(path)}">' for path in STYLES]
    return mark_safe("\n".join([*links, f'<link rel="stylesheet" href="{static(PRINT)}" media="print">']))


def _css(widget: object) -> str:
    if isinstance(widget, CheckboxInput):
        return "x-check"
    if isinstance(widget, CheckboxSelectMultiple):
        return "x-checks"
    if isinstance(widget, Select):
        return "x-box x-select"
    return "x-file" if isinstance(widget, FileInput) else "x-box"


def _within(value: Decimal | float | None) -> float:
    return round(min(max(float(value or 0), 0.0), 100.0), 2)


def _local(value: date) -> date:
    return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value


@register.simple_tag(takes_context=True)
def print_stamp(context: dict[str, Any]) -> str:
    """What stands on a page when it is printed. A page that does not say how it is marked is marked as high as may be."""
    viewer = context.get("viewer")
    if not viewer:
        return ""
    mark = Mark(str(context.get("page_mark") or settings.MARK_CAP))
    return words(Stamp(mark, viewer.name, timezone.localtime()))
