"""Every page of the house that a signed-in person can open, found through its own address plate.

A door is a name of the URL configuration. Doors without arguments are opened as they are; those that name a row are
opened for the newest row this person sees, one in each state of its life. Lists are opened in several ways: first and
last page, with the panel of filters, by each filter and by a word. Files (spreadsheets, papers, JSON) are no pages.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.db.models import Model
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from xuncha.clues.models import Clue
from xuncha.desk.queries.blocks import IN_ORDER
from xuncha.fieldwork.models import Evidence, Petition, WorkingPaper
from xuncha.findings.models import FactAnswer
from xuncha.kernel.viewer import Viewer
from xuncha.orgs.models import Organisation
from xuncha.rounds.models import Group, Round
from xuncha.ui.reception.deeds import declared
from xuncha.ui.reception.entry import entries
from xuncha.ui.tables import registry
from xuncha.ui.tables.declare import Table
from xuncha.ui.tables.filters import YES_NO
from xuncha.ui.tables.paths import Kind

FILES = ("_excel", "_template", "_file", "_json", "_docx", "handover_list")
AWAY = {"accounts:sign_in", "accounts:sign_out", "accounts:language", "rounds:rounds_detail"}
BY_HAND: dict[str, type[Model]] = {  # doors for a row that no table's name tells
    "rounds:board": Round,
    "reports:round": Round,
    "reports:composite": Round,
    "reports:organisation": Organisation,
    "desk:workspace": Group,
    "fieldwork:petition_reporter": Petition,
    "fieldwork:paper_edit": WorkingPaper,
    "fieldwork:evidence_file": Evidence,
    "findings:fact_file": FactAnswer,
    "clues:open": Clue,
}
VALUES = {"year": [2019], "key": ["coverage.now", "round7.units", "findings.year"]}
STATES = 16  # rows of one kind that are opened, one a state
A_WORD = "试验"


def pages(viewer: Viewer) -> dict[str, str]:
    """Name → address of what there is to try; what this person may not open answers otherwise than 200."""
    found: dict[str, str] = {}
    for door, converters in sorted(_doors(get_resolver().url_patterns, "")):
        if door in AWAY or door.endswith(FILES):
            continue
        if not converters:
            found[door] = reverse(door)
        elif converters[0] in ("uid", "on"):
            for label, row in _rows(_model(door), viewer):
                for last in _last(door, converters[1:], row):
                    found[" ".join([door, *last]) + label] = reverse(door, args=[row.uid, *last])
        else:
            found |= _others(door, converters)
    for table in registry.tables():
        for way, address in _ways(table, viewer):
            found[f"{table.door}, {way}"] = address
    return found


def _doors(patterns: Iterable[URLPattern | URLResolver], namespace: str) -> Iterator[tuple[str, list[str]]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{pattern.namespace}:" if pattern.namespace else namespace
            yield from _doors(pattern.url_patterns, inner)
        elif pattern.name:
            yield namespace + pattern.name, list(pattern.pattern.converters)


def _model(door: str) -> type[Any] | None:
    """Whose uid the door asks for: the record an entry is made on, else the table whose name begins the door's."""
    if door in BY_HAND:
        return BY_HAND[door]
    app, _, name = door.partition(":")
    for entry in entries():
        if name in (f"{entry.name}_new", f"{entry.name}_sheet") and entry.model._meta.app_label == app:
            return entry.on
    begun = [table for table in registry.tables() if door.startswith(f"{table.door}_")]
    return max(begun, key=lambda table: len(table.door)).model if begun else None


def _rows(model: type[Any] | None, viewer: Viewer) -> Iterator[tuple[str, Any]]:
    if model is None:
        return
    seen = model.objects.visible_to(viewer).order_by("-pk")
    if not hasattr(model, "life"):
        yield from (("", row) for row in seen[:1])
        return
    for state in islice(model.life.states, STATES):
        yield from ((f", {state.value}", row) for row in seen.filter(state=state)[:1])


def _last(door: str, converters: list[str], row: Any) -> list[list[str]]:
    """What else the door asks for beside the row: nothing, one of its deeds, or a verb that leads on from its state."""
    if not converters:
        return [[]]
    if converters == ["deed"]:
        return [[name] for table, deeds in declared() if table.model is type(row) for name in deeds]
    if converters == ["verb"]:
        return [[step.verb] for step in row.life.steps if step.source == row.state]
    return []


def _others(door: str, converters: list[str]) -> dict[str, str]:
    """Doors of figures, years and blocks of the desk."""
    if door == "desk:block":
        return {f"{door} {block.name}": reverse(door, args=[block.name]) for block in IN_ORDER}
    if len(converters) != 1:
        return {}
    return {f"{door} {value}": reverse(door, args=[value]) for value in VALUES.get(converters[0], [])}


def _ways(table: Table, viewer: Viewer) -> Iterator[tuple[str, str]]:
    """How a list may be asked."""
    address = registry.list_url(table)
    yield "last page", f"{address}?cursor=last"
    yield "filters open", f"{address}?filters=open"
    if table.search:
        yield "a word", f"{address}?q={A_WORD}"
    for path, place in table.filter_places.items():
        value = _value(place, viewer)
        if value and place.kind in (Kind.DATE, Kind.MOMENT):
            yield f"since {path}", f"{address}?{path}_after={value}"
        elif value:
            yield f"by {path}", f"{address}?{path}={value}"


def _value(place: Any, viewer: Viewer) -> str:
    if place.kind is Kind.RELATED:
        manager = place.related._default_manager
        rows = manager.visible_to(viewer) if hasattr(manager, "visible_to") else manager.all()
        row = rows.order_by("-pk").first()
        return str(row.pk) if row else ""
    if place.kind is Kind.WORD:
        return str(place.field.choices[0][0])
    if place.kind is Kind.YES_NO:
        return YES_NO[0][0]
    return "2019-10-01" if place.kind in (Kind.DATE, Kind.MOMENT) else ""
