"""Key supervision of a county, from its document to its effect. A case is dated as its document."""

from collections.abc import Collection
from datetime import date

from django.db import transaction

from xuncha.basis.models import Document, Meeting
from xuncha.basis.rules import MeetingKind
from xuncha.guidance.actions.common import enter, require_below
from xuncha.guidance.models import (
    CaseAction,
    CaseReason,
    SupervisionCase,
)
from xuncha.guidance.rules import (
    ActionKind,
    CaseState,
    ReasonCode,
)
from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.records import actions as records
from xuncha.records.models import Office


@transaction.atomic
def open_case(
    county: Office,
    *,
    document: Document,
    matter: str,
    reasons: Collection[ReasonCode],
    due_on: date,
    by: Viewer,
) -> SupervisionCase:
    """Key supervision of a county, opened by its document, for the reasons named."""
    require_below(document.office, county)
    if not reasons:
        raise NotAllowed("请写明重点督办的原因。")
    if due_on < document.at:
        raise NotAllowed("整改期限早于督办文件日期，请核对。")
    case = SupervisionCase(
        office=document.office, county=county, document=document, matter=matter, due_on=due_on
    )
    enter(case, by=by, at=document.at)
    for code in dict.fromkeys(reasons):
        enter(CaseReason(office=case.office, case=case, county=county, code=code), by=by, at=document.at)
    return case


@transaction.atomic
def act(
    case: SupervisionCase,
    kind: ActionKind,
    *,
    by: Viewer,
    at: date,
    meeting: Meeting | None = None,
    note: str = "",
) -> CaseAction:
    """A step taken on `at` while the case is open. A talk is dated by its record."""
    if case.state == CaseState.CLOSED:
        raise NotAllowed("重点督办已经结束，不能再登记督办情况。")
    if at < case.at:
        raise NotAllowed("督办日期早于立案日期，请核对。")
    if kind == ActionKind.TALK and (meeting is None or meeting.kind != MeetingKind.TALK or meeting.at != at):
        raise NotAllowed("约谈应附同日的约谈记录。")
    row = CaseAction(office=case.office, case=case, county=case.county, kind=kind, meeting=meeting, note=note)
    return enter(row, by=by, at=at)


@transaction.atomic
def move_case(
    case: SupervisionCase, verb: str, *, by: Viewer, at: date, basis: str = "", note: str = ""
) -> SupervisionCase:
    """One step of a case. Its effect is checked only after something was done about it."""
    if verb == "check" and not case.case_actions.live().filter(at__lte=at).exists():
        raise NotAllowed("尚未登记督办情况，不能核查成效。")
    return records.move(case, verb, by=by, at=at, basis=basis, note=note)
