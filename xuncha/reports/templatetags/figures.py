"""How a figure is shown on a page: as the report prints it, or, to an English reader, as its exact value."""

from datetime import date

from django import template
from django.utils.formats import date_format
from django.utils.translation import get_language

from xuncha.kernel.numerals import NOTHING
from xuncha.reports.queries.values import Value
from xuncha.ui.templatetags.office import counted

register = template.Library()


@register.filter
def shown(value: Value) -> str:
    """预计73.81%, 40余次; in English 73.81%, 43. The marks of a projection and a round number stand beside it."""
    return value.printed if _in_chinese() else _plain(value)


@register.filter
def exactly(value: Value) -> str:
    """43次; in English 43."""
    return value.exact if _in_chinese() else _plain(value)


def _in_chinese() -> bool:
    return (get_language() or "zh").startswith("zh")


def _plain(value: Value) -> str:
    match value.value:
        case None:
            return NOTHING
        case [low, high]:
            return counted(f"{low}–{high}" if low != high else str(low), value.unit)
        case str() as text if value.unit == "%":
            return f"{text}%"
        case str() as text:
            return date_format(date.fromisoformat(text), "DATE_FORMAT")
        case number:
            return counted(number, value.unit)
