"""How often and when the members of the pool served, and whose place in it should be looked at again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Max

from xuncha.kernel.viewer import Viewer
from xuncha.rounds.models import GroupMember
from xuncha.talent.models import PoolMember, Renewal, Unavailability
from xuncha.talent.queries.structure import targets_on
from xuncha.talent.rules import IN_THE_POOL, Absence
from xuncha.talent.rules.targets import Measure, Range
from xuncha.teams.models import Appraisal
from xuncha.teams.rules import Concern, Limits, Rest, Standing, concerns, rest


@dataclass(frozen=True)
class Served:
    """A member with the number of their seats and the last day of the latest; `posted` while one goes on."""

    member: PoolMember
    times: int
    last: date | None
    posted: bool

    def rest(self, day: date) -> Rest:
        return rest(self.last, self.posted, day)


def served(viewer: Viewer, day: date) -> list[Served]:
    """Everybody in the pool of the viewer's office, in two queries."""
    rows = PoolMember.objects.visible_to(viewer).filter(office=viewer.office, state__in=IN_THE_POOL)
    rows = (
        rows.select_related("person", "organisation").defer("person__id_number").order_by("entered_on", "pk")
    )
    times: dict[int, int] = {}
    last: dict[int, date] = {}
    posted = set()
    seats = GroupMember.objects.of(viewer.office or 0).filter(pool_member__isnull=False, at__lte=day)
    for person, until in seats.values_list("person", "until"):
        times[person] = times.get(person, 0) + 1
        if until is None or until >= day:
            posted.add(person)
        else:
            last[person] = max(last.get(person, until), until)
    return [
        Served(row, times.get(row.person_id, 0), last.get(row.person_id), row.person_id in posted)
        for row in rows
    ]


def limits_on(office: int, day: date) -> Limits:
    targets = targets_on(office, day)

    def most(measure: Measure) -> int | None:
        return targets.get((measure, ""), Range()).most

    return Limits(most(Measure.TERM), most(Measure.AGE_LIMIT), most(Measure.IDLE))


def to_review(viewer: Viewer, day: date) -> list[tuple[Served, list[Concern]]]:
    """Members whose place should be looked at again, with why; appraisals and sanctions as far as the viewer reads them."""
    limits = limits_on(viewer.office or 0, day)
    renewed, grades, sanctioned = _renewed(viewer), _grades(viewer), _sanctioned(viewer, day)
    found = []
    for one in served(viewer, day):
        why = list(concerns(_standing(one, renewed, grades, sanctioned), limits, day))
        if why:
            found.append((one, why))
    return found


def _standing(
    one: Served, renewed: Mapping[int, date], grades: Mapping[int, str], sanctioned: frozenset[int]
) -> Standing:
    member, person = one.member, one.member.person
    entered = member.entered_on or member.at
    return Standing(
        member.pool,
        person.born_on,
        max(entered, renewed.get(member.pk, entered)),
        one.last,
        one.posted,
        grades.get(person.pk, ""),
        person.pk in sanctioned,
    )


def _renewed(viewer: Viewer) -> dict[int, date]:
    rows = Renewal.objects.visible_to(viewer).order_by()
    return dict(rows.values("member").annotate(last=Max("at")).values_list("member", "last"))


def _grades(viewer: Viewer) -> dict[int, str]:
    """Each person's latest grade."""
    return dict(Appraisal.objects.visible_to(viewer).order_by("year", "pk").values_list("person", "grade"))


def _sanctioned(viewer: Viewer, day: date) -> frozenset[int]:
    rows = Unavailability.objects.visible_to(viewer).filter(reason=Absence.SANCTION, at__lte=day)
    return frozenset(rows.exclude(until__lt=day).values_list("person", flat=True))
