"""Putting the facts of a finding to the unit, its answer, and the leader's decision on an objection."""

from datetime import date
from typing import Any

from django.core.files import File
from django.db import transaction

from xuncha.files import actions as files
from xuncha.findings import queries
from xuncha.findings.models import FactAnswer, Finding
from xuncha.findings.rules import DECIDED, FROZEN, PUTTERS, FactState, FindingState
from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.records import actions as records
from xuncha.records.models import Record
from xuncha.records.rules import Role
from xuncha.rounds.models import Task


@transaction.atomic
def put(answer: FactAnswer, *, by: Viewer, at: date) -> FactAnswer:
    """Put the finding to the unit as it reads today. One at a time, and before it is fed back."""
    finding = answer.finding
    answer.office_id = finding.office_id
    records.require(answer, PUTTERS, by=by)
    queries.locked(finding.task)
    if finding.state in FROZEN or finding.state == FindingState.DROPPED:
        raise NotAllowed("问题已经反馈或者不采用，不再送核。")
    if queries.open_answer(finding):
        raise NotAllowed("该问题已送被巡察党组织核实，尚未办结。")
    if answer.due_on and answer.due_on < at:
        raise NotAllowed("答复期限不能早于送核日期。")
    answer.title, answer.facts = finding.title, finding.facts or finding.title
    answer.state = FactState.PUT
    return records.enter(answer, by=by, at=at)


@transaction.atomic
def move(
    answer: FactAnswer, verb: str, *, by: Viewer, at: date, basis: str = "", note: str = ""
) -> FactAnswer:
    """Confirm, withdraw, or decide on an objection; the reason of a decision stays on the row."""
    step = answer.life.step(verb, answer.state, answer.roles_of(by))
    sets: dict[str, Any] = {"reason": note} if step.target in DECIDED else {}
    if verb == "confirm":
        _check_on_paper(answer, by, basis)
    return records.move(answer, verb, by=by, at=at, basis=basis, note=note, sets=sets)


@transaction.atomic
def object_to(
    answer: FactAnswer,
    *,
    by: Viewer,
    at: date,
    objection: str,
    evidence: str = "",
    upload: "File[bytes] | None" = None,
    basis: str = "",
    note: str = "",
) -> FactAnswer:
    """The unit does not agree, and says why; with evidence where it has some."""
    answer.life.step("object", answer.state, answer.roles_of(by))
    if not objection.strip():
        raise NotAllowed("请写明异议内容。")
    _check_on_paper(answer, by, basis)
    sets: dict[str, Any] = {"objection": objection, "evidence": evidence}
    if upload is not None:
        media_type = getattr(upload, "content_type", None) or "application/octet-stream"
        sets["attachment"] = files.store(
            upload.read(), name=upload.name or "", media_type=media_type, office=answer.office, by=by, at=at
        )
    return records.move(answer, "object", by=by, at=at, basis=basis, note=note, sets=sets)


def objections_decided(record: Record) -> None:
    """Guard of feedback, of a task as of one finding: no objection of the unit lies undecided."""
    assert isinstance(record, (Task, Finding))
    task = record if isinstance(record, Task) else record.task
    waiting = queries.undecided(task).count()
    if waiting:
        raise NotAllowed("被巡察党组织对%(count)s个问题的异议尚未作出决定，不能反馈。", count=waiting)


def _check_on_paper(answer: FactAnswer, by: Viewer, basis: str) -> None:
    """Whoever enters an answer for the unit names the paper it came on."""
    if Role.UNIT_CONTACT not in answer.roles_of(by) and not basis.strip():
        raise NotAllowed("代为登记答复的，请在依据中写明书面答复的文号或者名称。")
