"""Key supervision of a county: proposed by lines, decided by a person, from its document to its effect."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal

from django.db import transaction

from xuncha.basis.models import Document, Meeting
from xuncha.basis.rules import MeetingKind
from xuncha.guidance.actions.common import enter, require_below
from xuncha.guidance.models import (
    CaseAction,
    CaseGauge,
    CaseJudgement,
    CaseReason,
    SupervisionCase,
    SupervisionLine,
)
from xuncha.guidance.queries.gauges import Reading, lines_on, proposal_of, readings
from xuncha.guidance.rules import (
    ANSWERING,
    GAUGE_OF,
    GUIDES,
    ActionKind,
    CaseState,
    Gauge,
    Judgement,
    ReasonCode,
)
from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.records import actions as records
from xuncha.records.models import Office

RATE_LIMIT = Decimal(100)


@transaction.atomic
def set_line(row: SupervisionLine, *, by: Viewer, at: date) -> SupervisionLine:
    """From `at` this line holds; the one before ends on that day."""
    records.require(row, GUIDES, by=by)
    if row.gauge != Gauge.LATE_REPLIES and row.value > RATE_LIMIT:
        raise NotAllowed("督办线是百分比的，不能超过100。")
    before = SupervisionLine.objects.of(row.office_id).filter(gauge=row.gauge, until=None).first()
    if before is not None:
        if at <= before.at:
            raise NotAllowed("现行督办线自%(day)s起执行，新的督办线应晚于这一天。", day=before.at)
        records.fill(before, "end", by=by, at=at, sets={"until": at}, basis=row.basis)
    return records.enter(row, by=by, at=at, basis=row.basis)


@transaction.atomic
def end_line(
    row: SupervisionLine, *, by: Viewer, at: date, basis: str = "", note: str = ""
) -> SupervisionLine:
    """The line holds no longer from `at`."""
    records.require(row, GUIDES, by=by)
    if at < row.at:
        raise NotAllowed("停用日期早于执行日期，请核对。")
    return records.fill(row, "end", by=by, at=at, sets={"until": at}, basis=basis, note=note)


@transaction.atomic
def decline(row: CaseJudgement, *, by: Viewer, at: date) -> CaseJudgement:
    """A person decides not to supervise a county that the lines propose; why is kept with what it stood at."""
    records.require(row, GUIDES, by=by)
    proposal = proposal_of(row.county, at)
    if proposal is None or row.county.parent_id != row.office_id:
        raise NotAllowed("%(county)s当日没有触及督办线，无需研判。", county=row.county.short_name)
    if proposal.case is not None:
        raise NotAllowed("%(county)s已经立案督办。", county=row.county.short_name)
    if not row.reason.strip():
        raise NotAllowed("请写明暂不督办的理由。")
    row.verdict, row.grounds = Judgement.DECLINED, proposal.grounds
    return records.enter(row, by=by, at=at)


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
    case = SupervisionCase(county=county, document=document, matter=matter, due_on=due_on)
    return enter_case(case, reasons=reasons, by=by, at=document.at)


@transaction.atomic
def enter_case(
    case: SupervisionCase, *, reasons: Collection[ReasonCode], by: Viewer, at: date
) -> SupervisionCase:
    """A case as it was filled in, dated as its document. What the county stood at that day is frozen with it."""
    day = case.document.at
    case.office = case.document.office
    require_below(case.office, case.county)
    if not reasons:
        raise NotAllowed("请写明重点督办的原因。")
    if case.due_on < day:
        raise NotAllowed("整改期限早于督办文件日期，请核对。")
    still = SupervisionCase.objects.of(case.office_id).filter(county=case.county, closed_on=None)
    if still.exists():
        raise NotAllowed("%(county)s正在重点督办，请在原督办件办理。", county=case.county.short_name)
    enter(case, by=by, at=day)
    for code in dict.fromkeys(reasons):
        enter(CaseReason(office=case.office, case=case, county=case.county, code=code), by=by, at=day)
    _freeze(case, reasons, by=by, at=day)
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
    due_on: date | None = None,
) -> CaseAction:
    """A step taken on `at` while the case is open. A talk is dated by its record."""
    row = CaseAction(case=case, kind=kind, meeting=meeting, note=note, due_on=due_on)
    return enter_action(row, by=by, at=at)


@transaction.atomic
def enter_action(row: CaseAction, *, by: Viewer, at: date) -> CaseAction:
    """A step as it was filled in."""
    case = row.case
    row.office, row.county = case.office, case.county
    if case.state == CaseState.CLOSED:
        raise NotAllowed("重点督办已经结束，不能再登记督办情况。")
    if at < case.at:
        raise NotAllowed("督办日期早于立案日期，请核对。")
    if row.due_on is not None and row.due_on < at:
        raise NotAllowed("答复期限早于督办日期，请核对。")
    held = row.meeting
    if row.kind == ActionKind.TALK and (held is None or held.kind != MeetingKind.TALK or held.at != at):
        raise NotAllowed("约谈应附同日的约谈记录。")
    return enter(row, by=by, at=at)


@transaction.atomic
def reply(
    action: CaseAction, *, reply: str, by: Viewer, at: date, basis: str = "", note: str = ""
) -> CaseAction:
    """The county answers, or the office enters what came on paper. A late reply stays late."""
    records.require(action, ANSWERING, by=by)
    if not reply.strip():
        raise NotAllowed("请填写答复内容。")
    if at < action.at:
        raise NotAllowed("答复日期早于督办日期，请核对。")
    sets = {"reply": reply.strip(), "replied_on": at}
    return records.fill(action, "reply", by=by, at=at, sets=sets, basis=basis, note=note)


@transaction.atomic
def check_case(
    case: SupervisionCase, *, effect: str, by: Viewer, at: date, basis: str = "", note: str = ""
) -> SupervisionCase:
    """The effect is checked: what the county stands at now, beside what it stood at when the case was opened."""
    _require_acted(case, at)
    if not effect.strip():
        raise NotAllowed("请写明成效核查情况。")
    sets = {"effect": effect.strip()}
    records.move(case, "check", by=by, at=at, basis=basis, note=note or effect.strip(), sets=sets)
    read = readings([case.county], at)[case.county_id]
    for row in case.gauges.live():
        _measure(row, read[Gauge(row.gauge)], by=by, at=at)
    return case


@transaction.atomic
def move_case(
    case: SupervisionCase, verb: str, *, by: Viewer, at: date, basis: str = "", note: str = ""
) -> SupervisionCase:
    """One step of a case. Of a check the note is what it found, and it comes only after something was done."""
    if verb == "check":
        return check_case(case, effect=note, by=by, at=at, basis=basis)
    return records.move(case, verb, by=by, at=at, basis=basis, note=note)


def _require_acted(case: SupervisionCase, at: date) -> None:
    if not case.case_actions.live().filter(at__lte=at).exists():
        raise NotAllowed("尚未登记督办情况，不能核查成效。")


def _freeze(case: SupervisionCase, reasons: Collection[ReasonCode], *, by: Viewer, at: date) -> None:
    """The gauges of the reasons, and of whatever line the county crosses; and who decided on which grounds."""
    read = readings([case.county], at)[case.county_id]
    lines, proposal = lines_on(case.office_id, at), proposal_of(case.county, at)
    crossed = [one.reading.gauge for one in proposal.crossed] if proposal else []
    named = [GAUGE_OF[ReasonCode(code)] for code in reasons if code in GAUGE_OF]
    for gauge in dict.fromkeys([*named, *crossed]):
        row = CaseGauge(
            office=case.office,
            case=case,
            county=case.county,
            gauge=gauge,
            line=lines[gauge].value if gauge in lines else None,
            before=read[gauge].value,
            before_rows=read[gauge].rows,
        )
        enter(row, by=by, at=at)
    if proposal:
        judged = CaseJudgement(
            office=case.office,
            county=case.county,
            case=case,
            verdict=Judgement.OPENED,
            grounds=proposal.grounds,
            reason=case.matter,
        )
        enter(judged, by=by, at=at)


def _measure(row: CaseGauge, now: Reading, *, by: Viewer, at: date) -> None:
    """A first measure fills the row; a later one takes its place, and the passage keeps what was there."""
    sets = {"after": now.value, "after_rows": now.rows, "after_on": at}
    if row.after_on is None:
        records.fill(row, "measure", by=by, at=at, sets=sets)
    else:
        records.correct(row, by=by, at=at, note="再次核查成效", changes=sets)
