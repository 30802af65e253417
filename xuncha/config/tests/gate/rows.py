"""A row of every kind to knock with: one of the reference city's, with as many neighbours as it can have."""

from datetime import date
from functools import cache
from typing import Any

from django.conf import settings
from django.db.models import Q

from xuncha.accounts.models import User
from xuncha.archive.rules import VolumeKind
from xuncha.clues.models import ClueGrant
from xuncha.config.doors.running import Door, addresses
from xuncha.files.models import Attachment
from xuncha.identity.models import Recovery
from xuncha.operations.states import verbs
from xuncha.people.models import Emergency
from xuncha.records.models import Installation, Office
from xuncha.records.rules import Role
from xuncha.reports.models import TieExplanation
from xuncha.returns.queries.summary import summary
from xuncha.rounds.models import Group, Task

FILES = ("attachment", "file", "report", "data")  # the row to knock with has its file
# What some doors wait for: the row to knock with is one of which it is so.
READY = {
    "findings.finding": Q(fed_back_on__isnull=False),  # only then is it told to a unit
    "rounds.task": Q(notified_on__isnull=False),
    "fieldwork.petition": Q(named=True),  # only then is there a reporter to be opened
    "archive.archiveitem": Q(volume__kind=VolumeKind.GROUP),  # of these the sections open no file
}


def row_of(model: type[Any]) -> Any:
    """One of the city's, or one made for the purpose; None where there is neither."""
    rows: Any = model._base_manager.order_by("pk")
    names = {field.name for field in model._meta.concrete_fields}
    if "voided_at" in names:
        rows = rows.filter(voided_at=None)
    for condition in _wishes(model, names):
        rows = rows.filter(condition) if rows.filter(condition).exists() else rows
    return rows.first() or _made(model)


def _made(model: type[Any]) -> Any:
    """What no city should have in it: a role lent in an emergency, somebody who lost his password, a figure that does not tie."""
    of, by = User.objects.order_by("pk")[:2]
    asked = {"user": of, "by": by, "asked_as": Role.SYSTEM_ADMIN, "reason": "遗失"}
    office = Installation.objects.get().home
    if model is Recovery:
        return Recovery.objects.create(**asked)
    if model is Emergency:
        return Emergency.objects.create(**asked, role=Role.DIRECTOR, office=office)
    if model is TieExplanation:
        columns = {
            "tie": "sum",
            "name": "合计",
            "left": 1,
            "right": 2,
            "text": "口径不同",
            "person": "苗向楠",
        }
        return TieExplanation.objects.create(
            **columns, office=office, year=2019, at=date(2019, 12, 31), by_id=by.pk
        )
    return None


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
    wishes = [READY[label]] if (label := str(model._meta.label_lower)) in READY else []
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
def _arguments(house: object) -> dict[str, dict[str, str]]:
    """The arguments of every address of this table of addresses, by its name."""
    return dict(addresses())


def arguments(name: str) -> dict[str, str]:
    return _arguments(settings.ROOT_URLCONF)[name]


SAMPLES: dict[str, Any] = {
    "year": 2019,
    "secret": "none",
    "number": 1,
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
    if door.name == "returns:summary_cell":
        return summary(row).lines[0].cell.cell
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
