"""The law of recusal tried on pairs of a round, and what of a round waits to be checked, checked anew or decided."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q

from xuncha.records.models import RecordQuerySet
from xuncha.rounds.models import Group, GroupMember, RecusalCheck, RecusalHit, Round, Task
from xuncha.rounds.rules.groups import Errand, RecusalVerdict, Seat
from xuncha.rounds.rules.tasks import TaskState
from xuncha.talent.queries import dossiers, targets
from xuncha.talent.rules.dossiers import Dossier, Occasion, Target, digest
from xuncha.talent.rules.recusal import Hit, screen

Pair = tuple[int, int]  # person, organisation
Occasions = Round | Errand


@dataclass(frozen=True)
class Screened:
    hits: tuple[Hit, ...]
    inputs: str


@dataclass(frozen=True)
class Shown:
    """A check as a page shows it."""

    check: RecusalCheck
    hits: list[RecusalHit]
    stale: bool


@dataclass(frozen=True)
class Facts:
    """What is known of people and organisations for a round; the rules may be tried on any pair of them."""

    dossiers: Mapping[int, Dossier]
    targets: Mapping[int, Target]
    entries: Mapping[int, date]  # by organisation
    proposed: date  # the entry where none is planned
    led: Mapping[int, Collection[int]]

    def of(self, pair: Pair, *, leads: bool) -> Screened:
        asked = self._asked(pair, leads)
        return Screened(screen(*asked), digest(*asked))

    def hits(self, pair: Pair, *, leads: bool) -> tuple[Hit, ...]:
        """What the rules find, where nothing is kept that would have to be compared later."""
        return screen(*self._asked(pair, leads))

    def _asked(self, pair: Pair, leads: bool) -> tuple[Dossier, Target, Occasion]:
        person, unit = pair
        led = tuple(self.led.get(person, ())) if leads else ()
        occasion = Occasion(self.entries.get(unit, self.proposed), leads, led)
        return self.dossiers[person], self.targets[unit], occasion


def checks_on(occasion: Occasions) -> RecordQuerySet[RecusalCheck]:
    """The checks of this occasion."""
    column = "round" if isinstance(occasion, Round) else "errand"
    key = occasion.pk if isinstance(occasion, Round) else occasion.uid
    return RecusalCheck.objects.live().filter(**{column: key})


def check_for(occasion: Occasions, **columns: Any) -> RecusalCheck:
    """A check of this occasion that is not stored yet."""
    if isinstance(occasion, Round):
        return RecusalCheck(office=occasion.office, round=occasion, **columns)
    return RecusalCheck(
        office=occasion.office,
        errand=occasion.uid,
        errand_name=occasion.name,
        errand_on=occasion.at,
        **columns,
    )


def facts(round_: Occasions, pairs: Iterable[Pair], *, opened: bool) -> Facts:
    """Read in a number of queries that does not grow with the pairs."""
    asked = set(pairs)
    people, units = {person for person, _ in asked}, {unit for _, unit in asked}
    entries = _entries(round_, units)
    return Facts(
        dossiers(people, opened=opened),
        targets(units, office=round_.office, on=max(entries.values(), default=round_.at)),
        entries,
        round_.at,
        _led(round_, people),
    )


def tried(
    round_: Occasions, pairs: Iterable[Pair], leaders: Collection[int], *, opened: bool
) -> dict[Pair, Screened]:
    """Each pair → what the rules say of it, from the planned entry of its task."""
    asked = set(pairs)
    known = facts(round_, asked, opened=opened)
    return {pair: known.of(pair, leads=pair[0] in leaders) for pair in asked}


def in_force(checks: Collection[RecusalCheck], *, facts: bool = True) -> Mapping[int, list[RecusalHit]]:
    """Check → the ties that hold now."""
    rows = (
        RecusalHit.objects.live()
        .defer(*(() if facts else ("fact",)))
        .filter(check_row__in=checks, lapsed_on=None)
        .order_by("pk")
    )
    found: dict[int, list[RecusalHit]] = defaultdict(list)
    for row in rows.select_related("decided_by").defer(
        "decided_by__id_number", *(() if facts else ("fact",))
    ):
        found[row.check_row_id].append(row)
    return found


def leaders_of(checks: Iterable[RecusalCheck]) -> set[int]:
    return {check.person_id for check in checks if check.proposed == Seat.LEADER}


def seated_leaders(groups: Iterable[Group]) -> set[int]:
    held = GroupMember.objects.live().filter(group__in=groups, until=None, seat=Seat.LEADER)
    return set(held.values_list("person", flat=True))


def seated_pairs(groups: Iterable[Group]) -> set[Pair]:
    """Who sits in a group, towards each organisation it inspects."""
    tasks = Task.objects.live().filter(group__in=groups).exclude(state=TaskState.WITHDRAWN)
    units: dict[int | None, list[int]] = defaultdict(list)
    for group, unit in tasks.values_list("group", "organisation"):
        units[group].append(unit)
    seats = GroupMember.objects.live().filter(group__in=groups, until=None)
    return {(person, unit) for group, person in seats.values_list("group", "person") for unit in units[group]}


def shown(round_: Occasions, checks: Collection[RecusalCheck], *, facts: bool = True) -> list[Shown]:
    """The checks with their ties; stale where what the rules were given has changed since."""
    ties = in_force(checks, facts=facts)
    screened = [check for check in checks if check.inputs]
    pairs = [(one.person_id, one.organisation_id) for one in screened]
    now = tried(round_, pairs, leaders_of(screened), opened=False) if pairs else {}
    return [
        Shown(
            check,
            ties.get(check.pk, []),
            bool(check.inputs) and now[check.person_id, check.organisation_id].inputs != check.inputs,
        )
        for check in checks
    ]


# Wider than `notable`: whether what the rules were given has changed, no column says. The rest need not be read.
MAY_BE_NOTABLE = (
    ~Q(inputs="")
    | Q(verdict__in=["", RecusalVerdict.BARRED])
    | Exists(RecusalHit.objects.live().filter(check_row=OuterRef("pk"), lapsed_on=None))
)


def notable(rows: Iterable[Shown]) -> list[Shown]:
    """Those somebody should look at: undecided, stale, with a tie, or barred."""
    return [
        one
        for one in rows
        if one.stale or one.hits or not one.check.verdict or one.check.verdict == RecusalVerdict.BARRED
    ]


def _entries(round_: Occasions, units: Collection[int]) -> dict[int, date]:
    if isinstance(round_, Errand):
        return {}  # each counts from the day the errand began
    tasks = Task.objects.live().filter(round=round_, organisation__in=units, entry_planned_on__isnull=False)
    return {unit: day for unit, day in tasks.values_list("organisation", "entry_planned_on") if day}


def _led(round_: Occasions, people: Collection[int]) -> Mapping[int, list[int]]:
    """Person → the organisations to which the person led a group in an earlier round. Errands do not rotate."""
    if isinstance(round_, Errand):
        return {}
    seats = GroupMember.objects.live().filter(person__in=people, seat=Seat.LEADER, round__at__lt=round_.at)
    tasks = seats.exclude(group__tasks=None).filter(group__tasks__voided_at=None)
    found: dict[int, list[int]] = defaultdict(list)
    pairs = tasks.exclude(group__tasks__state=TaskState.WITHDRAWN).values_list(
        "person", "group__tasks__organisation"
    )
    for person, unit in pairs.distinct().order_by("person", "group__tasks__organisation"):
        found[person].append(unit)
    return found
