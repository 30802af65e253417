"""The rules of recusal tried on people of a round: what they find is kept with the check, until it is found no more.

A tie that was found before keeps its ruling. A new one takes a decided check back to who decides.
"""

from collections.abc import Collection, Iterable
from datetime import date

from django.db import transaction

from xuncha.audit import actions as audit
from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.people.models import Person
from xuncha.records import actions as records
from xuncha.rounds.actions.groups import STAFFING, require_open
from xuncha.rounds.models import Group, RecusalCheck, RecusalHit, Round
from xuncha.rounds.queries.recusal import targets
from xuncha.rounds.queries.screening import (
    Occasions,
    Pair,
    Screened,
    check_for,
    checks_on,
    in_force,
    leaders_of,
    seated_leaders,
    seated_pairs,
    tried,
)
from xuncha.rounds.rules.groups import RecusalVerdict, Seat

AGAIN = "情况变化，按规则重新核查"


@transaction.atomic
def screen_round(
    round_: Round, *, by: Viewer, at: date, basis: str = "", note: str = ""
) -> list[RecusalCheck]:
    """Everybody who sits in a group of the round or is proposed for one, towards each organisation."""
    groups = round_.groups.live().filter(dissolved_on=None)
    checks = list(round_.recusal_checks.live())
    pairs = seated_pairs(groups) | {(one.person_id, one.organisation_id) for one in checks}
    if not pairs:
        raise NotAllowed("本轮尚无拟任人员，无法核查回避。")
    seated = {person for person, _ in seated_pairs(groups)}
    proposed = leaders_of(one for one in checks if one.person_id not in seated)
    return run(round_, pairs, seated_leaders(groups) | proposed, by=by, at=at)


@transaction.atomic
def screen_group(
    group: Group, *, by: Viewer, at: date, basis: str = "", note: str = ""
) -> list[RecusalCheck]:
    """Everybody who sits in the group."""
    pairs = seated_pairs([group])
    if not pairs:
        raise NotAllowed("“%(group)s”尚未分配巡察任务或者尚无人员，无法核查回避。", group=group.name)
    return run(group.round, pairs, seated_leaders([group]), by=by, at=at)


@transaction.atomic
def check_all(
    group: Group,
    *,
    people: Collection[Person],
    by: Viewer,
    at: date,
    leader: Person | None = None,
    basis: str = "",
    note: str = "",
) -> list[RecusalCheck]:
    """Those who are meant for the group, one perhaps as its leader, towards each of its organisations."""
    units = list(targets(group).values_list("pk", flat=True))
    if not units:
        raise NotAllowed("“%(group)s”尚未分配巡察任务，无法核查回避。", group=group.name)
    meant = {person.pk for person in people} | ({leader.pk} if leader else set())
    leaders = {leader.pk} if leader else set()
    return run(group.round, {(person, unit) for person in meant for unit in units}, leaders, by=by, at=at)


@transaction.atomic
def screen_check(
    check: RecusalCheck, *, by: Viewer, at: date, basis: str = "", note: str = ""
) -> RecusalCheck:
    """One check again, for the seat it was meant for or the person has by now."""
    leaders = leaders_of([check])
    if check.round is not None:
        leaders |= seated_leaders(check.round.groups.live())
    (again,) = run(check.occasion, {(check.person_id, check.organisation_id)}, leaders, by=by, at=at)
    return again


@transaction.atomic
def run(
    round_: Occasions, pairs: Collection[Pair], leaders: Collection[int], *, by: Viewer, at: date
) -> list[RecusalCheck]:
    """Open a check where there is none, and keep with each what the rules find. Declarations are opened for it."""
    records.require(check_for(round_), STAFFING, by=by)
    if isinstance(round_, Round):
        require_open(round_)
    found = tried(round_, pairs, leaders, opened=True)
    people = {person for person, _ in pairs}
    audit.record_by(
        by,
        verb="open relatives",
        subject=f"{_kind(round_)} {round_.uid}",
        note=",".join(str(person) for person in sorted(people)),
    )
    rows = checks_on(round_).filter(person__in=people)
    checks = {(one.person_id, one.organisation_id): one for one in rows}
    for person, unit in sorted(set(pairs) - set(checks)):
        check = check_for(round_, person_id=person, organisation_id=unit)
        checks[person, unit] = records.enter(check, by=by, at=at)
    ties = in_force(list(checks.values()))
    for pair in sorted(pairs):
        _keep(checks[pair], found[pair], ties.get(checks[pair].pk, []), pair[0] in leaders, by=by, at=at)
    return [checks[pair] for pair in sorted(pairs)]


def _kind(occasion: Occasions) -> str:
    return occasion._meta.label_lower if isinstance(occasion, Round) else "errand"


def _keep(
    check: RecusalCheck, found: Screened, ties: Iterable[RecusalHit], leads: bool, *, by: Viewer, at: date
) -> None:
    known = {tie.key: tie for tie in ties}
    hits = {hit.key: hit for hit in found.hits}
    for key in known.keys() - hits.keys():
        records.fill(known[key], "lapse", by=by, at=at, sets={"lapsed_on": at})
    fresh = [hit for key, hit in hits.items() if key not in known]
    for hit in fresh:
        row = RecusalHit(
            office=check.office,
            check_row=check,
            rule=hit.rule,
            weight=hit.weight,
            fact=hit.fact,
            key=hit.key,
        )
        records.enter(row, by=by, at=at)
    _note_inputs(check, found.inputs, Seat.LEADER if leads else Seat.MEMBER, by=by, at=at)
    if fresh and check.verdict and check.verdict != RecusalVerdict.BARRED:
        undone = {"verdict": "", "reason": "", "decided_on": None, "decided_by_id": None}
        records.correct(check, by=by, at=at, note=AGAIN, changes=undone)


def _note_inputs(check: RecusalCheck, inputs: str, seat: Seat, *, by: Viewer, at: date) -> None:
    """When and on what the rules were tried; the same again is no news."""
    now = {"inputs": inputs, "proposed": seat}
    if not check.inputs:
        records.fill(check, "screen", by=by, at=at, sets=now | {"screened_on": at})
    elif any(getattr(check, name) != value for name, value in now.items()):
        records.correct(check, by=by, at=at, note=AGAIN, changes=now | {"screened_on": at})
