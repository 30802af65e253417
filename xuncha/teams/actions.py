"""Appraising those who served."""

from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet

from xuncha.basis.models import Document
from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.people.models import Person
from xuncha.records import actions as records
from xuncha.rounds.models import GroupMember
from xuncha.teams.models import Appraisal
from xuncha.teams.rules import APPRAISERS, Grade


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
) -> Appraisal:
    """The office's appraisal of a person for a year, resting on a seat held in it: by default the last one."""
    resting_on = seat or _seats(person, year).order_by("at", "pk").last()
    if resting_on is None or not _seats(person, year).filter(pk=resting_on.pk).exists():
        raise NotAllowed("%(name)s在%(year)s年没有抽调任职，不能考核。", name=person.name, year=year)
    row = Appraisal(
        office=resting_on.office, year=year, person=person, seat=resting_on, grade=grade, award=award.strip(),
        document=document,
    )  # fmt: skip
    records.require(row, APPRAISERS, by=by)
    if by.person == person.pk:
        raise NotAllowed("不能考核本人。")
    if at < date(year, 1, 1):
        raise NotAllowed("考核日期不能早于考核年度。")
    if Appraisal.objects.of(row.office_id).filter(year=year, person=person).exists():
        raise NotAllowed("%(name)s%(year)s年度已经考核。", name=person.name, year=year)
    return records.enter(row, by=by, at=at)


def _seats(person: Person, year: int) -> QuerySet[GroupMember]:
    """The seats a person held on any day of the year."""
    held = Q(until=None) | Q(until__gte=date(year, 1, 1))
    return GroupMember.objects.live().filter(held, person=person, at__lte=date(year, 12, 31))
