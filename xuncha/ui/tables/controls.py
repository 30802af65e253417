"""What the filter bar shows: the boxes to ask with, and chips for what is being asked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext

from xuncha.ui.http import Request
from xuncha.ui.tables.addresses import Asked
from xuncha.ui.tables.cells import shown, text_of, words
from xuncha.ui.tables.declare import Table
from xuncha.ui.tables.filters import HAS, YES_NO, options
from xuncha.ui.tables.paths import Kind, place

FEW = 200  # a relation with more rows than this is asked by text, never as a list of thousands
TABS = 8  # a life cycle of up to so many states stands as tabs above the list
INLINE = 3  # boxes that stand beside the search box; the rest wait behind one button


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class Control:
    """One box: `kind` is "choice", "dates", "text" or "number"; `until` is the second value of dates."""

    kind: str
    name: str
    label: str
    value: str = ""
    until: str = ""
    options: tuple[Option, ...] = ()


@dataclass(frozen=True)
class Chip:
    """One thing being asked, and the address without it."""

    name: str
    label: str
    value: str
    url: str


@dataclass(frozen=True)
class Tab:
    label: str
    url: str
    current: bool


def tabs(table: Table, asked: Asked) -> list[Tab]:
    """The states of the life cycle as tabs, with 全部 in front; none when there are too many."""
    if not _as_tabs(table):
        return []
    chosen = asked.get("state")
    states = [("", gettext("全部")), *words(table.filter_places["state"]).items()]
    return [Tab(label, asked.having(state=code), code == chosen) for code, label in states]


def inline(table: Table, asked: Asked) -> list[Control]:
    """The boxes that cost no query and always stand there."""
    return [_control(table, path, asked) for path in _inline_paths(table)]


def panel(table: Table, asked: Asked, request: Request) -> list[Control]:
    """The boxes behind the button; each relation costs one query."""
    return [_control(table, path, asked, request) for path in panel_paths(table)]


def names(boxes: Iterable[Control]) -> list[str]:
    """The parameters that these boxes ask."""
    return [
        n for b in boxes for n in ([f"{b.name}_after", f"{b.name}_before"] if b.kind == "dates" else [b.name])
    ]


def panel_paths(table: Table) -> list[str]:
    beside = {*_inline_paths(table), *(["state"] if _as_tabs(table) else [])}
    return [path for path in table.filter_places if path not in beside]


def chips(table: Table, asked: Asked, cleaned: dict[str, Any]) -> list[Chip]:
    """What is being asked, in words, each with the way to ask without it."""
    return [_chip(table, name, value, asked) for name, value in cleaned.items()]


def _as_tabs(table: Table) -> bool:
    found = table.filter_places.get("state")
    return found is not None and 1 < len(words(found)) <= TABS


def _inline_paths(table: Table) -> list[str]:
    cheap = (Kind.WORD, Kind.YES_NO)
    found = [path for path, p in table.filter_places.items() if p.kind in cheap]
    return [path for path in found if not (path == "state" and _as_tabs(table))][:INLINE]


def _control(table: Table, path: str, asked: Asked, request: Request | None = None) -> Control:
    found, label, value = table.filter_places[path], gettext(table.label(path)), asked.get(path)
    if found.kind in (Kind.DATE, Kind.MOMENT):
        return Control("dates", path, label, asked.get(f"{path}_after"), asked.get(f"{path}_before"))
    if found.kind in (Kind.WORD, Kind.YES_NO):
        pairs = words(found) or {code: str(word) for code, word in YES_NO}
        return Control("choice", path, label, value, options=_options(pairs, value))
    if found.kind is Kind.RELATED and request is not None:
        return _relation(path, found.related, label, asked, request)
    return Control("number" if found.kind in (Kind.NUMBER, Kind.MONEY) else "text", path, label, value)


def _relation(path: str, model: Any, label: str, asked: Asked, request: Request) -> Control:
    """A short list to choose from, or a box to name it in when there are too many."""
    rows = list(options(model, request).order_by("pk")[: FEW + 1])
    if len(rows) > FEW:
        return Control("text", path + HAS, label, asked.get(path + HAS))
    value = asked.get(path)
    return Control("choice", path, label, value, options=_options({str(r.pk): str(r) for r in rows}, value))


def _options(pairs: dict[Any, str], chosen: str) -> tuple[Option, ...]:
    return tuple(Option(str(code), label, str(code) == chosen) for code, label in pairs.items())


def _chip(table: Table, name: str, value: Any, asked: Asked) -> Chip:
    if name == "q":
        return Chip(name, gettext("查找"), str(value), asked.having(q=""))
    path = name.removesuffix(HAS)
    found = table.filter_places.get(path) or place(table.model, path)
    if isinstance(value, slice):
        url = asked.having(**{f"{name}_after": "", f"{name}_before": ""})
        return Chip(name, gettext(table.label(path)), _span(value), url)
    return Chip(name, gettext(table.label(path)), text_of(found)(value), asked.having(**{name: ""}))


def _span(dates: slice) -> str:
    facts = {"start": shown(_day(dates.start)), "end": shown(_day(dates.stop))}
    if dates.start and dates.stop:
        return gettext("%(start)s至%(end)s") % facts
    return (gettext("%(start)s起") if dates.start else gettext("截至%(end)s")) % facts


def _day(moment: date | datetime | None) -> date | None:
    """The range box widens days to moments: the first and last of each."""
    return moment.date() if isinstance(moment, datetime) else moment
