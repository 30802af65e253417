"""Appraising those who served: notes, the leader's grading, the year's grade within its quota, and telling the unit."""

from datetime import date

from django.db import transaction

from xuncha.basis.models import Document
from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.people.models import Person
from xuncha.records import actions as records
from xuncha.rounds.models import GroupMember
from xuncha.teams.models import Appraisal, AppraisalQuota, SeatGrading, SeatNote
from xuncha.teams.queries.appraisals import quota_on, seats_in, tally
from xuncha.teams.rules import APPRAISERS, GROUP_LEADER, Grade, GradingState, most_excellent


@transaction.atomic
def note(row: SeatNote, *, by: Viewer, at: date) -> SeatNote:
    """The leader notes how a member of the group works."""
    _of_own_group(row, row.seat, by=by, at=at)
    return records.enter(row, by=by, at=at)


@transaction.atomic
def grade_seat(row: SeatGrading, *, by: Viewer, at: date) -> SeatGrading:
    """The leader's grading of somebody who was seconded to the group, once a seat."""
    _of_own_group(row, row.seat, by=by, at=at)
    if row.seat.pool_member_id is None:
        raise NotAllowed("组长鉴定只对抽调人员作出。")
    if SeatGrading.objects.live().filter(seat=row.seat).exists():
        raise NotAllowed("%(name)s本轮已经鉴定。", name=row.seat.person.name)
    return records.enter(row, by=by, at=at)


@transaction.atomic
def move_grading(
    row: SeatGrading, verb: str, *, by: Viewer, at: date, basis: str = "", note: str = ""
) -> SeatGrading:
    """The office's review, or the leader's second try as it stands."""
    return records.move(row, verb, by=by, at=at, basis=basis, note=note)


@transaction.atomic
def grade_again(
    row: SeatGrading, *, grade: Grade, text: str, by: Viewer, at: date, basis: str = "", note: str = ""
) -> SeatGrading:
    """What the leader makes of a grading that was sent back; what it was before stays in the passage."""
    row.life.step("propose", row.state, row.roles_of(by))
    said = {"grade": Grade(grade), "text": text.strip()}
    changes = {name: value for name, value in said.items() if value != getattr(row, name)}
    if changes:
        records.correct(row, by=by, at=at, note=note or "退回后重新鉴定", changes=changes)
    return records.move(row, "propose", by=by, at=at, basis=basis, note=note)


@transaction.atomic
def appraise(
    person: Person,
    *,
    year: int,
    grade: Grade,
    by: Viewer,
    at: date,
    seat: GroupMember | None = None,
    award: str = "",
    document: Document | None = None,
    basis: str = "",
) -> Appraisal:
    """The office's appraisal of a person for a year, resting on a seat held in it: by default the last one."""
    resting_on = seat or seats_in(year).filter(person=person).order_by("at", "pk").last()
    if resting_on is None or resting_on.person_id != person.pk:
        raise NotAllowed("%(name)s在%(year)s年没有抽调任职，不能考核。", name=person.name, year=year)
    row = Appraisal(year=year, seat=resting_on, grade=grade, award=award.strip(), document=document)
    return enter(row, by=by, at=at, basis=basis)


@transaction.atomic
def enter(row: Appraisal, *, by: Viewer, at: date, basis: str = "") -> Appraisal:
    """An appraisal as it was filled in on a seat: of the person who holds it. Beyond the quota only with its basis."""
    person, year = row.seat.person, row.year
    row.office, row.person = row.seat.office, person
    records.require(row, APPRAISERS, by=by)
    if not seats_in(year).filter(pk=row.seat_id, person=person).exists():
        raise NotAllowed("%(name)s在%(year)s年没有抽调任职，不能考核。", name=person.name, year=year)
    if by.person == person.pk:
        raise NotAllowed("不能考核本人。")
    if at < date(year, 1, 1):
        raise NotAllowed("考核日期不能早于考核年度。")
    if Appraisal.objects.of(row.office_id).filter(year=year, person=person).exists():
        raise NotAllowed("%(name)s%(year)s年度已经考核。", name=person.name, year=year)
    waiting = SeatGrading.objects.live().filter(seat=row.seat).exclude(state=GradingState.REVIEWED)
    if waiting.exists():
        raise NotAllowed("%(name)s的组长鉴定尚未审核，请先审核。", name=person.name)
    if row.grade == Grade.EXCELLENT and not basis.strip():
        _require_quota(row, at)
    return records.enter(row, by=by, at=at, basis=basis)


@transaction.atomic
def tell(
    row: Appraisal, *, letter: Document | None = None, by: Viewer, at: date, basis: str = "", note: str = ""
) -> Appraisal:
    """The home unit is told of the appraisal, once."""
    records.require(row, APPRAISERS, by=by)
    if at < row.at:
        raise NotAllowed("告知日期不能早于考核日期。")
    sets = {"told_on": at, **({"letter_id": letter.pk} if letter else {})}
    return records.fill(row, "tell", by=by, at=at, sets=sets, basis=basis, note=note)


@transaction.atomic
def set_quota(row: AppraisalQuota, *, by: Viewer, at: date, basis: str = "") -> AppraisalQuota:
    """The share of excellent ones from `at` on."""
    records.require(row, APPRAISERS, by=by)
    if AppraisalQuota.objects.of(row.office_id).filter(at=at).exists():
        raise NotAllowed("自该日起的优秀比例已经设定。")
    return records.enter(row, by=by, at=at, basis=basis)


def _of_own_group(row: SeatNote | SeatGrading, seat: GroupMember, *, by: Viewer, at: date) -> None:
    row.office_id = seat.office_id
    records.require(row, GROUP_LEADER, by=by)
    if by.person == seat.person_id:
        raise NotAllowed("不能鉴定本人。")
    if at < seat.at:
        raise NotAllowed("日期不能早于到组日期（%(day)s）。", day=seat.at)


def _require_quota(row: Appraisal, at: date) -> None:
    """The one about to be entered counts among those appraised."""
    found = tally(row.office_id, row.year, with_person=row.person_id)
    percent = quota_on(row.office_id, at)
    most = most_excellent(found.appraised, percent)
    if found.excellent + 1 > most:
        raise NotAllowed(
            "%(year)s年度参加考核%(number)s名，优秀比例%(percent)s%%，最多%(most)s名，已有%(there)s名；确需增加的，请写明依据。",
            year=row.year,
            number=found.appraised,
            percent=percent,
            most=most,
            there=found.excellent,
        )
