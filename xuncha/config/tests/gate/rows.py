"""A row of every kind to knock with: one of the reference city's, with as many neighbours as it can have."""

from datetime import date
from functools import cache
from typing import Any

from django.db.models import Q

from xuncha.clues.models import ClueGrant
from xuncha.config.doors.running import Door, addresses
from xuncha.files.models import Attachment
from xuncha.operations.states import verbs
from xuncha.records.models import Installation, Office
from xuncha.rounds.models import Group, Task

FILES = ("attachment", "file", "report", "data")  # the row to knock with has its file
# What is told to a unit once something has happened: the row to knock with is one of which that is so.
TOLD = {
    "findings.finding": Q(fed_back_on__isnull=False),
    "rounds.task": Q(notified_on__isnull=False),
}


def row_of(model: type[Any]) -> Any:
    """None where the city has none."""
    rows: Any = model._base_manager.order_by("pk")
    names = {field.name for field in model._meta.concrete_fields}
    if "voided_at" in names:
        rows = rows.filter(voided_at=None)
    for condition in _wishes(model, names):
        rows = rows.filter(condition) if rows.filter(condition).exists() else rows
    return rows.first()


def with_files(row: Any) -> Any:
    """The row with a file in every place for one: what no row of the city has is given to it."""
    names = {field.name for field in row._meta.concrete_fields}
    empty = [name for name in FILES if name in names and getattr(row, f"{name}_id", row) is None]
    if empty:
        columns = dict.fromkeys(empty, Attachment.objects.order_by("pk").first())
        type(row)._base_manager.filter(pk=row.pk).update(**columns)
        row.refresh_from_db()
    return row


def _wishes(model: type[Any], names: set[str]) -> list[Q]:
    reach = model.reach
    wishes = [TOLD[label]] if (label := str(model._meta.label_lower)) in TOLD else []
    wishes += [Q(**{f"{path}__isnull": False}) for path in (reach.group, reach.organisation) if path]
    wishes += [Q(**{f"{reach.addressed}__isnull": False})] if reach.addressed else []
    wishes += [Q(**{f"{name}__isnull": False}) for name in FILES if name in names]
    wishes += [Q(office=Installation.objects.get().home_id)] if "office" in names else []
    return wishes


def in_state(row: Any, door: Door) -> Any:
    """The row, or another of its kind, in the state in which the door asks it; None where none can stand in it."""
    if not door.state or row.state == door.state:
        return row
    return verbs._set_over(type(row)._base_manager.filter(pk=row.pk), type(row), door.state)


@cache
def _arguments() -> dict[str, dict[str, str]]:
    return dict(addresses())


def arguments(name: str) -> dict[str, str]:
    return _arguments()[name]


SAMPLES: dict[str, Any] = {
    "year": 2019,
    "secret": "none",
    "reports:of_kind kind": "half-year",
    "reports:of_kind_file kind": "half-year",
    "reports:design_edit kind": "annual",
    "form": "docx",
    "reports:cutoff_report form": "json",
    "rectification:ledger_view view": "table",
    "talent:structure_part measure": "sex",
    "talent:structure_part code": "male",
}


def sample(door: Door, name: str, row: Any) -> Any:
    """A sensible value of an argument that is neither a row nor part of the declaration."""
    if door.name == "guidance:county":
        return Office.objects.filter(parent=Installation.objects.get().home_id).order_by("code")[0].code
    if door.name == "returns:series":
        return Office.objects.filter(parent=Installation.objects.get().home_id).order_by("code")[0].code
    if door.name == "reports:cutoff_rows":
        return row.figures.order_by("pk")[0].key
    if door.name == "clues:end_grant":
        days = {"since": date(2019, 1, 1), "until": date(2019, 12, 31)}
        return ClueGrant.objects.create(
            clue=row, user_id=row.by_id, by_id=row.by_id, reason="核实", **days
        ).pk
    if name == "pk":
        return 1
    return SAMPLES.get(f"{door.name} {name}", SAMPLES.get(name, "none"))


def group() -> Group:
    return Group.objects.live().filter(office=Installation.objects.get().home_id).order_by("-pk")[0]


def group_task() -> Task:
    return Task.objects.live().filter(office=Installation.objects.get().home_id).order_by("-pk")[0]
