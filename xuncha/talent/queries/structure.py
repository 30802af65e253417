"""How the pool is made up on a day, against what it should look like."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from xuncha.people.rules import Rank, Sex
from xuncha.records.models import RecordQuerySet
from xuncha.talent.models import Channel, PoolMember, PoolTarget
from xuncha.talent.rules import IN_THE_POOL, PoolKind, Specialty
from xuncha.talent.rules.targets import STRUCTURES, AgeBand, Measure, Part, Range, band, born_between, parts

WORDS: dict[Measure, Any] = {
    Measure.AGE: AgeBand,
    Measure.RANK: Rank,
    Measure.SPECIALTY: Specialty,
    Measure.SEX: Sex,
    Measure.POOL: PoolKind,
}
READ = {
    Measure.AGE: "person__born_on",
    Measure.RANK: "rank",
    Measure.SPECIALTY: "specialty",
    Measure.SEX: "person__sex",
    Measure.CHANNEL: "channel",
    Measure.POOL: "pool",
}
Targets = Mapping[tuple[Measure, str], Range]


@dataclass(frozen=True)
class Structure:
    """One way to look at the pool: its parts in order, which add up to `total`."""

    measure: Measure
    parts: list[Part]
    total: int


def in_pool(office: int) -> RecordQuerySet[PoolMember]:
    """Who is in the pool now, posted and paused included."""
    return PoolMember.objects.of(office).filter(state__in=IN_THE_POOL)


def size_of(office: int) -> int:
    return in_pool(office).count()


def targets_on(office: int, day: date) -> Targets:
    """What holds on the day: of each measure and part the latest row that has taken effect."""
    rows = PoolTarget.objects.of(office).filter(at__lte=day).order_by("at", "pk")
    found = {
        (Measure(measure), code): Range(least, most)
        for measure, code, least, most in rows.values_list("measure", "code", "least", "most")
    }
    return {key: span for key, span in found.items() if span}


def capacity_on(office: int, day: date) -> int | None:
    """How many the pool may have at most; None where nothing is set."""
    return targets_on(office, day).get((Measure.CAPACITY, ""), Range()).most


def structures(members: RecordQuerySet[PoolMember], office: int, day: date) -> list[Structure]:
    """The members by age, rank, specialty, sex, channel and pool, in three queries."""
    lines = list(members.order_by().values_list(*READ.values()))
    targets, named = targets_on(office, day), channels(office)
    return [
        Structure(measure, _parts(measure, [line[place] for line in lines], targets, named, day), len(lines))
        for place, measure in enumerate(READ)
        if measure in STRUCTURES
    ]


def labels(measure: Measure, named: Mapping[str, str]) -> list[tuple[str, str]]:
    """Code and label of every part of a measure."""
    if measure == Measure.CHANNEL:
        return list(named.items())
    return [(word.value, word.label) for word in WORDS[measure]]


def choices(office: int) -> Iterator[tuple[Measure, str, str]]:
    """(measure, code, label) of everything a target may be set for."""
    named = channels(office)
    for measure in Measure:
        if measure in STRUCTURES:
            yield from ((measure, code, label) for code, label in labels(measure, named))
        else:
            yield measure, "", ""


def _parts(
    measure: Measure, values: list[Any], targets: Targets, named: Mapping[str, str], day: date
) -> list[Part]:
    read = (lambda born: band(born, day).value) if measure == Measure.AGE else str
    numbers = Counter(read(value) for value in values)
    own = {code: span for (of, code), span in targets.items() if of == measure}
    return list(parts(measure, numbers, labels(measure, named), own))


def part_of(
    members: RecordQuerySet[PoolMember], measure: Measure, code: str, day: date
) -> RecordQuerySet[PoolMember]:
    """Those of the members who make up one part."""
    if measure != Measure.AGE:
        return members.filter(**{READ[measure]: code})
    first, last = born_between(AgeBand(code), day)
    if first:
        members = members.filter(person__born_on__gte=first)
    return members.filter(person__born_on__lte=last) if last else members


def channels(office: int) -> dict[str, str]:
    rows = Channel.objects.of(office).order_by("at", "pk")
    return {str(key): name for key, name in rows.values_list("pk", "name")}
