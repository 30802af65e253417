"""What a list page shows: one page of rows, how many there are in all, and the ways to ask further."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import BadRequest
from django.db.models import DecimalField, FloatField, QuerySet, Sum
from django.utils.translation import gettext

from xuncha.kernel.marks import Mark, highest
from xuncha.ui.http import Request
from xuncha.ui.language import is_chinese
from xuncha.ui.stamps import is_marked
from xuncha.ui.tables import controls
from xuncha.ui.tables.addresses import Asked
from xuncha.ui.tables.cells import css_class, shown
from xuncha.ui.tables.declare import Column, Table
from xuncha.ui.tables.fetching import fetching
from xuncha.ui.tables.filters import filtered
from xuncha.ui.tables.keyset import LAST, Keyset, Page
from xuncha.ui.tables.paths import Kind, Place
from xuncha.ui.tables.registry import list_url
from xuncha.ui.tables.rows import drawn, label_of
from xuncha.ui.tables.sight import sight

# Beyond it a list says "10,000+": nobody pages that far, and counting a million costs more than showing fifty.
COUNTED = 10_000


@dataclass(frozen=True)
class Count:
    """How many rows there are, exactly up to COUNTED."""

    number: int

    @property
    def exact(self) -> bool:
        return self.number <= COUNTED

    def __str__(self) -> str:
        return f"{self.number:,}" if self.exact else f"{COUNTED:,}+"


@dataclass(frozen=True)
class Head:
    """The head of a column; `url` asks for the other order, `sorted` is "", "ascending" or "descending"."""

    label: str
    css: str
    url: str = ""
    sorted: str = ""


@dataclass(frozen=True)
class Question:
    """What was asked of a table: the rows that answer it, in which order, and the words for both."""

    table: Table
    asked: Asked
    order: str
    values: dict[str, Any]
    queryset: QuerySet[Any]

    @property
    def keyset(self) -> Keyset:
        keys = (self.table.key(self.order),) if self.order else self.table.keys
        return Keyset(keys, salt=self.table.door)

    @property
    def words(self) -> list[controls.Chip]:
        """All that is being asked, in words."""
        return controls.chips(self.table, self.asked, self.values)


def question(request: Request, table: Table) -> Question:
    """The rows this person may see, filtered as the address says. BadRequest for what makes no sense."""
    if request.GET.get("filters", "") not in ("", "open"):
        raise BadRequest("filters")
    order = request.GET.get("sort", "")
    if order and order.removeprefix("-") not in table.sortable:
        raise BadRequest("sort")
    values, queryset = filtered(table, request, table.model.objects.visible_to(request.viewer))
    return Question(table, Asked(request), order, values, queryset)


def listing(request: Request, table: Table) -> dict[str, Any]:
    """The context of ui/list.html. At most three queries, one more for each relation while the panel is open."""
    q = question(request, table)
    seen = sight(table.places.values(), request)
    fetched = fetching(table, seen)
    rows = fetched.rows(seen.asked_of(q.queryset, request))
    page = q.keyset.page(rows, request.GET.get("cursor", ""), get=fetched.get)
    count, tabs = _count(q, page, request), controls.tabs(table, q.asked)
    boxes = controls.inline(table, q.asked)
    panel = controls.panel(table, q.asked, request) if request.GET.get("filters") else []
    base = list_url(table)
    return {
        "table": table,
        "asked": q.asked,
        "count": count,
        "heads": _heads(q),
        "rows": drawn(table, table.columns, page.rows, fetched, seen, base),
        "is_empty": not page.rows,
        "totals": _totals(q, count),
        "pager": _pager(q.asked, page),
        "chips": [chip for chip in q.words if not (chip.name == "state" and tabs)],
        "tabs": tabs,
        "question": q.asked.get("q"),
        "search_hint": _search_hint(table),
        "boxes": boxes,
        "panel": panel,
        "has_panel": bool(controls.panel_paths(table)),
        "panel_url": q.asked.having(filters="" if panel else "open"),
        "kept": q.asked.kept("q", *controls.names([*boxes, *panel])),
        "excel_url": q.asked.at(f"{base}excel/") if page.rows else "",
        "page_mark": highest(map(fetched.get("mark"), page.rows))
        if is_marked(table.model)
        else Mark.INTERNAL,
        "slot": f"{table.model._meta.label_lower}.list",
    }


def _count(q: Question, page: Page, request: Request) -> Count:
    """One page that begins and ends here is its own count; otherwise the database counts as far as COUNTED."""
    if not (page.previous or page.following or request.GET.get("cursor")):
        return Count(len(page.rows))
    return counted(q.queryset)


def counted(queryset: QuerySet[Any]) -> Count:
    return Count(queryset.order_by().values("pk")[: COUNTED + 1].count())


def _search_hint(table: Table) -> str:
    """What the search box looks at, in the words of the columns."""
    labels = dict.fromkeys(gettext(table.label(path)) for path in table.search)
    return gettext("查找%(what)s") % {"what": ("、" if is_chinese() else ", ").join(labels)} if labels else ""


def _heads(q: Question) -> list[Head]:
    return [_head(q, column) for column in q.table.columns]


def _head(q: Question, column: Column) -> Head:
    place = q.table.places[column.path]
    label, css = label_of(column, place), css_class(place)
    if not column.sort:
        return Head(label, css)
    current = q.order or q.table.order[0]
    descending = current.startswith("-") if current.removeprefix("-") == column.path else None
    url = q.asked.having(sort=column.path if descending else f"-{column.path}")
    return Head(label, css, url, {None: "", True: "descending", False: "ascending"}[descending])


def _totals(q: Question, count: Count) -> list[str]:
    """The foot of the list, a cell a column; nothing when no column is summed or there is too much to sum."""
    summed = [column.path for column in q.table.columns if column.total]
    if not summed or not count.exact or not count.number:
        return []
    sums = q.queryset.order_by().aggregate(**{f"sum_{n}": Sum(path) for n, path in enumerate(summed)})
    values = {path: _sum(q.table.places[path], sums[f"sum_{n}"]) for n, path in enumerate(summed)}
    cells = [values.get(column.path, "") for column in q.table.columns]
    return [cells[0] or gettext("合计"), *cells[1:]]


def _sum(place: Place, value: Any) -> str:
    """Databases differ in the type of a sum and in its places; the column says what they are."""
    if value is None:
        return ""
    if isinstance(place.field, DecimalField):
        return shown(Decimal(value).quantize(Decimal(1).scaleb(-place.field.decimal_places)))
    if isinstance(place.field, FloatField):
        return shown(float(value))
    return shown(int(value) if place.kind is Kind.NUMBER else value)


def _pager(asked: Asked, page: Page) -> dict[str, str]:
    """Addresses to first, previous, following and last page; empty where there is none."""
    return {
        "first": asked.having() if page.previous else "",
        "previous": asked.having(cursor=page.previous) if page.previous else "",
        "following": asked.having(cursor=page.following) if page.following else "",
        "last": asked.having(cursor=LAST) if page.following else "",
    }
