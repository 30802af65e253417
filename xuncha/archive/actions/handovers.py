"""The hand-over of a task's archive: begun with its checklist and volumes, handed over by a list, accepted."""

from datetime import date
from typing import Any

from django.db import transaction

from xuncha.archive import queries
from xuncha.archive.models import ArchiveVolume, Handover, RequiredPaper
from xuncha.archive.rules import (
    ARCHIVISTS,
    GIVERS,
    HandoverState,
    VolumeKind,
    check_fonds,
    checklist,
    list_digest,
)
from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.records import actions as records
from xuncha.records.models import Record
from xuncha.rounds.models import Task
from xuncha.rounds.queries.deadlines import due_by

DEADLINE = "D26"  # the rule that says by when a round's files are handed over
NAMED = 5  # documents named in a refusal
BEGINNERS = ARCHIVISTS | GIVERS


def may_begin(task: Task) -> bool:
    """Once the group has left the site."""
    return task.left_on is not None


@transaction.atomic
def begin(handover: Handover, *, by: Viewer, at: date) -> Handover:
    """Begin a task's archive: the checklist of its kind and an empty volume of each kind."""
    task = handover.task
    handover.office_id = task.office_id
    records.require(handover, BEGINNERS, by=by)
    check_fonds(handover.fonds)
    if task.left_on is None or at < task.left_on:
        raise NotAllowed("巡察组撤点以后才能建立归档目录。")
    if queries.archive_of(task) is not None:
        raise NotAllowed("该任务已经建立归档目录。")
    handover.title = "%(unit)s（%(round)s）归档材料" % {
        "unit": task.organisation.short_name,
        "round": task.round.name,
    }
    handover.due_on = _due(task)
    records.enter(handover, by=by, at=at)
    _list_papers(handover, by=by, at=at)
    for kind in VolumeKind:
        _open(handover, kind, by=by, at=at)
    return handover


def move(handover: Handover, verb: str, *, by: Viewer, at: date, basis: str = "", note: str = "") -> Handover:
    """One step of the hand-over. What is handed over is frozen by the digest of its list."""
    sets: dict[str, Any] = {}
    if verb == "hand_over":
        lines = queries.hand_over_list(handover)
        sets = {"listed": len(lines), "digest": list_digest(lines)}
    elif verb == "send_back":
        sets = {"handed_on": None, "listed": None, "digest": ""}
    return records.move(handover, verb, by=by, at=at, basis=basis, note=note, sets=sets)


@transaction.atomic
def accept(
    handover: Handover, *, signed_by: str, by: Viewer, at: date, basis: str = "", note: str = ""
) -> Handover:
    """The office signs for exactly the list that was handed over."""
    if list_digest(queries.hand_over_list(handover)) != handover.digest:
        raise NotAllowed("案卷内容与移交清单不一致，请退回整理后重新移交。")
    sets = {"signed_by": signed_by.strip()}
    return records.move(handover, "accept", by=by, at=at, basis=basis, note=note, sets=sets)


def papers_settled(record: Record) -> None:
    """Guard of handing over: something is filed, and whatever is missing is explained."""
    assert isinstance(record, Handover)
    if not queries.items_of(record):
        raise NotAllowed("案卷内尚无文件，不能移交。")
    _require_settled(record)


def archive_complete(record: Record) -> None:
    """Guard of a task's archiving (domain §4.2): the checklist is settled and the office has accepted the volumes."""
    assert isinstance(record, Task)
    handover = queries.archive_of(record)
    if handover is None:
        raise NotAllowed("尚未建立归档目录，不能归档。")
    _require_settled(handover)
    if handover.state != HandoverState.ACCEPTED:
        raise NotAllowed("归档材料尚未由巡察办接收，不能归档。")


def _require_settled(handover: Handover) -> None:
    missing = queries.missing(handover)
    if missing:
        raise NotAllowed(
            "尚有%(count)s项应归文件未归入也未说明：%(titles)s。",
            count=len(missing),
            titles="、".join(missing[:NAMED]),
        )


def _list_papers(handover: Handover, *, by: Viewer, at: date) -> None:
    modes = set(handover.task.modes.values_list("mode", flat=True))
    lines = checklist(queries.catalogue(), handover.task.kind, modes)
    for serial, line in enumerate(lines, 1):
        row = RequiredPaper(
            office_id=handover.office_id, handover=handover, serial=serial, phase=line.phase, volume=line.volume,
            title=line.title, retention=line.retention, mark=handover.mark,
        )  # fmt: skip
        records.enter(row, by=by, at=at)


def _open(handover: Handover, kind: VolumeKind, *, by: Viewer, at: date) -> None:
    title = "%(unit)s%(kind)s" % {"unit": handover.task.organisation.short_name, "kind": kind.label}
    row = ArchiveVolume(
        office_id=handover.office_id, handover=handover, kind=kind, title=title, mark=handover.mark
    )
    records.enter(row, by=by, at=at)


def _due(task: Task) -> date | None:
    due = due_by(task.round, DEADLINE, task.fed_back_on) if task.fed_back_on else None
    return due.date if due else None
