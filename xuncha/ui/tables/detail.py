"""What the page of one row shows: its name and state, its fields, its stages, its history and what belongs to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Any
from uuid import UUID

from django.db.models import ForeignObjectRel
from django.http import Http404
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from xuncha.kernel.marks import Mark, highest
from xuncha.ui.http import Request
from xuncha.ui.lifecycles import Stage, stages
from xuncha.ui.stamps import is_marked
from xuncha.ui.tables.cells import NONE, css_class, html_of
from xuncha.ui.tables.declare import Column, Table
from xuncha.ui.tables.fetching import Whole
from xuncha.ui.tables.history import Event, history
from xuncha.ui.tables.listing import Count, Head, counted
from xuncha.ui.tables.paths import Kind, Place, getter, place
from xuncha.ui.tables.registry import list_url, may_open, table_of
from xuncha.ui.tables.rows import drawn, label_of, value_html
from xuncha.ui.tables.sight import Sight, sight
from xuncha.ui.tables.spoken import joined

SHORT = 8  # rows of a list that belongs to another row
HALF = 22  # characters that stand in one of two columns of fields


@dataclass(frozen=True)
class Field:
    label: str
    html: SafeString
    is_long: bool
    css: str


@dataclass(frozen=True)
class Short:
    """The first rows of what belongs to this row; `url` opens all of them."""

    table: Table
    title: str
    heads: list[Head]
    rows: SafeString
    count: Count
    url: str
    more: bool
    mark: Mark


def find(request: Request, table: Table, uid: UUID) -> tuple[Any, Sight]:
    """The row, if this person may see it, and which of its relations they may open. Http404 otherwise."""
    reads = table.detail_reads
    seen = sight([*table.detail_columns.values(), *table.fact_columns.values()], request)
    rows = table.model.objects.visible_to(request.viewer)
    rows = seen.asked_of(joined(rows, reads).only(*reads), request)
    row = rows.filter(uid=uid).first()
    if row is None:
        raise Http404
    return row, seen


def detail(request: Request, table: Table, uid: UUID) -> dict[str, Any]:
    """The context of ui/detail.html. Pages made by hand begin with it and add their own."""
    row, seen = find(request, table, uid)
    events = history(row)
    mark = gettext(row.get_mark_display()) if hasattr(row, "mark") else ""
    lists = [short for name in table.lists if (short := short_list(request, table, row, name))]
    heading = {escape(str(row)), state_chip(table, row)}  # stands in the header already
    return {
        "table": table,
        "row": row,
        "state": state_chip(table, row),
        "facts": [f for f in fields(table, table.fact_columns, row, seen) if f.html != NONE],
        "fields": [f for f in fields(table, table.detail_columns, row, seen) if f.html not in heading],
        "stages": _stages(row, events),
        "history": events,
        "mark": mark,
        "page_mark": _page_mark(row, lists),
        "lists": lists,
        "list_url": list_url(table),
        "slot": table.model._meta.label_lower,
    }


def _page_mark(row: Any, lists: list[Short]) -> Mark:
    """The page shows the row and the first of what belongs to it."""
    return highest([getattr(row, "mark", Mark.INTERNAL), *(short.mark for short in lists)])


def state_chip(table: Table, row: Any) -> SafeString:
    """The row's state with its light; "" for a row without one."""
    if not hasattr(row, "life"):
        return mark_safe("")
    return mark_safe(html_of(place(table.model, "state"), dict(table.tones))(row.state))


def fields(table: Table, shown: Mapping[Column, Place], row: Any, seen: Sight) -> list[Field]:
    return [_field(table, column, p, row, seen) for column, p in shown.items()]


def _field(table: Table, column: Column, p: Place, row: Any, seen: Sight) -> Field:
    is_long = p.kind in (Kind.TEXT, Kind.RELATED) and len(str(getter(p.path)(row) or "")) > HALF
    return Field(label_of(column, p), mark_safe(value_html(table, p, seen)(row)), is_long, css_class(p))


def short_list(request: Request, owner: Table, row: Any, name: str) -> Short | None:
    """What belongs to `row` along a reverse relation; None when the person may not open that kind of record."""
    relation = owner.relation(name)
    table, remote = table_of(relation.related_model), relation.field.name
    if table is None or not may_open(request, table):
        return None
    rows = table.model.objects.visible_to(request.viewer).filter(**{remote: row.pk})
    fetched, unseen = Whole(table), Sight({}, {})
    found = list(fetched.rows(_ordered(table, rows))[: SHORT + 1])
    if table.model is owner.model and not found:
        return None  # hardly any row has others of its kind under it: no need to say so
    columns = [c for c in table.columns if c.path.split("__")[0] != remote or c.path == table.link_path]
    base = list_url(table)
    return Short(
        table,
        title=_short_title(owner, table, relation),
        heads=[Head(label_of(c, table.places[c.path]), css_class(table.places[c.path])) for c in columns],
        rows=drawn(table, columns, found[:SHORT], fetched, unseen, base),
        count=counted(rows) if len(found) > SHORT else Count(len(found)),
        url=f"{base}?{remote}={row.pk}",
        more=len(found) > SHORT,
        mark=highest(row.mark for row in found if is_marked(table.model)),
    )


def _short_title(owner: Table, table: Table, relation: ForeignObjectRel) -> str:
    """Two relations to the same kind of record, and one to its own kind, are told by what the row is to them."""
    several = sum(owner.relation(name).related_model is table.model for name in owner.lists) > 1
    if not several and table.model is not owner.model:
        return gettext(table.title)
    role = gettext(str(relation.field.verbose_name))
    return gettext("%(title)s（作为%(role)s）") % {"title": gettext(table.title), "role": role}


def _ordered(table: Table, rows: Any) -> Any:
    return rows.order_by(*(key.ordering(backward=False) for key in table.keys), "pk")


def _stages(row: Any, events: list[Event]) -> list[Stage]:
    if not hasattr(row, "life"):
        return []
    reached: dict[str, date] = {event.after: event.at for event in events if event.after}
    return stages(row.life, str(row.state), reached)
