"""Groups and who sits in them. Nobody takes a seat past an undecided or barring recusal check (I4)."""

from collections.abc import Collection
from datetime import date

from django.db import transaction

from xuncha.basis.models import Document
from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.orgs.models import Organisation
from xuncha.people.models import Person
from xuncha.records import actions as records
from xuncha.rounds.models import Authorisation, Group, GroupMember, RecusalCheck, RecusalHit, Round
from xuncha.rounds.queries.recusal import require_cleared, require_staffed, rests_on, targets
from xuncha.rounds.rules.groups import RecusalVerdict, Ruling, Seat, verdict_of
from xuncha.rounds.rules.roles import HEAD, OFFICE
from xuncha.rounds.rules.rounds import RoundState
from xuncha.rounds.rules.tasks import TaskState
from xuncha.talent import actions as talent
from xuncha.talent.models import PoolMember
from xuncha.talent.rules import OFFICE as TALENT_OFFICE
from xuncha.talent.rules import MemberState

STAFFING = OFFICE | TALENT_OFFICE
SEATING = TALENT_OFFICE  # who sits in a group is drawn from the pool, which is not every section's
IN_HAND = (TaskState.LISTED, TaskState.NOTIFIED, TaskState.ENTERED, TaskState.LEFT, TaskState.REPORTED)


@transaction.atomic
def form(round_: Round, *, number: int, name: str, by: Viewer, at: date) -> Group:
    """A group of the round, with nobody in it yet."""
    return enter(Group(office=round_.office, round=round_, number=number, name=name), by=by, at=at)


@transaction.atomic
def enter(group: Group, *, by: Viewer, at: date) -> Group:
    """A group as it was filled in."""
    records.require(group, STAFFING, by=by)
    require_open(group.round)
    return records.enter(group, by=by, at=at)


@transaction.atomic
def check(round_: Round, person: Person, organisation: Organisation, *, by: Viewer, at: date) -> RecusalCheck:
    """The recusal check of a person towards an organisation on this occasion, opened if there is none."""
    there = RecusalCheck.objects.live().filter(round=round_, person=person, organisation=organisation).first()
    if there:
        return there
    opened = RecusalCheck(office=round_.office, round=round_, person=person, organisation=organisation)
    return open_check(opened, by=by, at=at)


@transaction.atomic
def open_check(check: RecusalCheck, *, by: Viewer, at: date) -> RecusalCheck:
    """A check as it was filled in; refused where the pair has one on this occasion."""
    records.require(check, STAFFING, by=by)
    if check.round is not None:
        require_open(check.round)
    return records.enter(check, by=by, at=at)


@transaction.atomic
def decide_all(
    round_: Round,
    *,
    checks: Collection[RecusalCheck],
    verdict: RecusalVerdict,
    by: Viewer,
    at: date,
    reason: str = "",
    basis: str = "",
) -> list[RecusalCheck]:
    """The same verdict on several checks of the round: all of them or none."""
    return [decide(one, verdict, by=by, at=at, reason=reason, basis=basis) for one in checks]


@transaction.atomic
def decide(
    check: RecusalCheck, verdict: RecusalVerdict, *, by: Viewer, at: date, reason: str = "", basis: str = ""
) -> RecusalCheck:
    """A named official decides a check, once; later knowledge is a correction with its reason."""
    _require_official(check, reason if verdict != RecusalVerdict.CLEAR else "-", by=by, at=at)
    ties = list(check.hits.live().filter(lapsed_on=None))
    if verdict == RecusalVerdict.CLEAR and ties:
        raise NotAllowed(
            "%(check)s：按规则查出%(count)s项情形，请逐项决定，或者写明理由一并决定。",
            check=check,
            count=len(ties),
        )
    ruling = _ruling(verdict)
    for tie in ties:
        if not tie.ruling:
            _rule(tie, ruling, by=by, at=at, reason=reason, basis=basis)
    if verdict == RecusalVerdict.WAIVED and any(tie.ruling == Ruling.ACCEPTED for tie in ties):
        raise NotAllowed("%(check)s：已有情形决定应当回避。", check=check)
    return _settle(check, verdict, by=by, at=at, reason=reason, basis=basis)


@transaction.atomic
def rule(
    tie: RecusalHit, ruling: Ruling, *, by: Viewer, at: date, reason: str = "", basis: str = ""
) -> RecusalHit:
    """A named official accepts or waives one tie with a reason; the last one settles the check."""
    check = tie.check_row
    _require_official(check, reason, by=by, at=at)
    _rule(tie, ruling, by=by, at=at, reason=reason, basis=basis)
    ties = check.hits.live().filter(lapsed_on=None).order_by("pk")
    if not check.verdict and not ties.filter(ruling="").exists():
        verdict = verdict_of(one.ruling for one in ties)
        said = "；".join(dict.fromkeys(one.reason for one in ties if one.ruling == _ruling(verdict)))
        _settle(check, verdict, by=by, at=at, reason=said, basis=basis)
    return tie


@transaction.atomic
def post(
    group: Group,
    person: Person,
    seat: Seat,
    *,
    by: Viewer,
    at: date,
    pool_member: PoolMember | None = None,
    letter: Document | None = None,
) -> GroupMember:
    """Give a person a seat. A member of the pool is posted there too; core staff have no `pool_member`."""
    row = GroupMember(
        office=group.office, group=group, person=person, pool_member=pool_member, seat=seat, letter=letter
    )
    return take_seat(row, by=by, at=at)


@transaction.atomic
def take_seat(row: GroupMember, *, by: Viewer, at: date) -> GroupMember:
    """A seat as it was filled in: by a member of the pool, or by a person of the core staff."""
    records.require(row, SEATING, by=by)
    row.round = row.group.round
    _take_person(row)
    require_open(row.round)
    _check_seat(row)
    _check_recusal(row, at)
    if row.pool_member:
        _draw(row, row.pool_member, by=by, at=at)
    return records.enter(row, by=by, at=at)


@transaction.atomic
def release(member: GroupMember, *, by: Viewer, at: date, basis: str = "", note: str = "") -> GroupMember:
    """A seat ends and its holder goes home, back into the pool."""
    records.require(member, SEATING, by=by)
    records.fill(member, "release", by=by, at=at, sets={"until": at}, basis=basis, note=note)
    pooled = member.pool_member
    if pooled and pooled.state == MemberState.POSTED:
        talent.move(pooled, "release", by=by, at=at)
    return member


@transaction.atomic
def authorise(group: Group, *, document: Document, by: Viewer, at: date) -> Authorisation:
    """The decision that sends a group out, for this round only (一次一授权)."""
    return grant(Authorisation(office=group.office, group=group, document=document), by=by, at=at)


@transaction.atomic
def grant(row: Authorisation, *, by: Viewer, at: date) -> Authorisation:
    """An authorisation as it was filled in."""
    records.require(row, HEAD, by=by)
    require_staffed(row.group)
    row.rests_on = rests_on(row.group)
    return records.enter(row, by=by, at=at, basis=str(row.document)[:200])


@transaction.atomic
def dissolve(group: Group, *, by: Viewer, at: date, basis: str = "", note: str = "") -> Group:
    """The group has handed over: its seats end, and with them what its members could read."""
    records.require(group, HEAD, by=by)
    if group.tasks.live().filter(state__in=IN_HAND).exists():
        raise NotAllowed("本组尚有任务未提交报告并通过审核，不能撤组。")
    for member in group.members.live().filter(until=None).select_related("pool_member"):
        release(member, by=by, at=at)
    return records.fill(group, "dissolve", by=by, at=at, sets={"dissolved_on": at}, basis=basis, note=note)


def require_open(round_: Round) -> None:
    if round_.state in (RoundState.CLOSED, RoundState.CANCELLED):
        raise NotAllowed("本轮已经办结或者终止。")


def _check_seat(row: GroupMember) -> None:
    """I3: one leader a group, one seat a person and round."""
    taken = GroupMember.objects.live().filter(round=row.round, until=None)
    if row.group.dissolved_on:
        raise NotAllowed("该巡察组已经撤组。")
    if row.seat == Seat.LEADER and taken.filter(group=row.group, seat=Seat.LEADER).exists():
        raise NotAllowed("“%(group)s”已有组长。", group=row.group.name)
    if GroupMember.objects.live().filter(round=row.round, person=row.person).exists():
        raise NotAllowed("“%(name)s”本轮已在巡察组任职。", name=row.person.name)


def _take_person(row: GroupMember) -> None:
    """A member of the pool is a person already."""
    known: int | None = row.person_id
    if known is None and row.pool_member is None:
        raise NotAllowed("请选择人才库成员，或者选择人员。")
    if known is None and row.pool_member:
        row.person = row.pool_member.person


def _check_recusal(row: GroupMember, day: date) -> None:
    """I4: a decided check that does not bar, dated within the round, for every organisation of the group."""
    if not targets(row.group).exists():
        raise NotAllowed("“%(group)s”尚未分配巡察任务，无法核查回避。", group=row.group.name)
    require_cleared(row.group, [row.person], day, leader=row.person if row.seat == Seat.LEADER else None)


def _require_official(check: RecusalCheck, reason: str, *, by: Viewer, at: date) -> None:
    records.require(check, HEAD, by=by)
    if by.person == check.person_id:
        raise NotAllowed("不能决定本人的回避事项。")
    if not reason.strip():
        raise NotAllowed("请写明应当回避或者可不回避的理由。")
    if at < check.at:
        raise NotAllowed("决定日期不能早于核查日期。")


def _rule(tie: RecusalHit, ruling: Ruling, *, by: Viewer, at: date, reason: str, basis: str) -> None:
    if at < tie.at:
        raise NotAllowed("决定日期不能早于核查日期。")
    sets = {"ruling": ruling, "reason": reason.strip()[:200], "decided_on": at, "decided_by_id": by.person}
    records.fill(tie, "rule", by=by, at=at, sets=sets, basis=basis)


def _settle(
    check: RecusalCheck, verdict: RecusalVerdict, *, by: Viewer, at: date, reason: str, basis: str
) -> RecusalCheck:
    sets = {
        "verdict": verdict,
        "reason": reason.strip()[:200],
        "decided_on": at,
        "decided_by_id": by.person,
    }
    return records.fill(check, "decide", by=by, at=at, sets=sets, basis=basis)


def _ruling(verdict: RecusalVerdict) -> Ruling:
    return Ruling.ACCEPTED if verdict == RecusalVerdict.BARRED else Ruling.WAIVED


def _draw(row: GroupMember, pooled: PoolMember, *, by: Viewer, at: date) -> None:
    if pooled.person_id != row.person_id or pooled.office_id != row.office_id:
        raise NotAllowed("所选人才库成员不是本人。")
    talent.move(pooled, "post", by=by, at=at)
