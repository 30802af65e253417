"""Who goes to the counties: a few of the pool drawn for each check team, all of them cleared towards its counties."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from xuncha.guidance.models import Campaign, CheckMember, CheckTeam, CheckVisit
from xuncha.operations.city.days import later
from xuncha.operations.city.texts import table
from xuncha.operations.city.ties import errand_facts
from xuncha.operations.city.world import World
from xuncha.orgs.models import Organisation
from xuncha.people.models import Person
from xuncha.records.rules import Role
from xuncha.rounds.models import RecusalCheck, RecusalHit
from xuncha.rounds.queries.screening import Facts
from xuncha.rounds.rules.groups import RecusalVerdict, Ruling, Seat

WORDS = table("words")
A_TEAM = 3  # members of the pool in each
CONSIDERED = 24  # of the pool, from whom those without a tie are taken


def draw(world: World, campaign: Campaign, visits: Sequence[CheckVisit]) -> None:
    """Members for every team of the campaign, with the checks that cleared them and their heads."""
    rng = world.dice.of("check teams")
    by_team: dict[int, list[CheckVisit]] = defaultdict(list)
    for visit in visits:
        by_team[visit.team_id].append(visit)
    entered = [one for one in world.pool if one.entered_on and one.entered_on < campaign.plan.at]
    people = [one.person for one in rng.sample(entered, CONSIDERED)]
    heads = [held[0].team.head for held in by_team.values()]
    units = [world.committees[visit.county_id] for visit in visits]
    known = errand_facts(world, [*people, *heads], units, campaign.at)
    for held in by_team.values():
        team, targets = held[0].team, [world.committees[visit.county_id] for visit in held]
        free = [p for p in people if not any(known.of((p.pk, unit.pk), leads=False).hits for unit in targets)]
        chosen = free[:A_TEAM]
        people = [person for person in people if person not in chosen]
        _check(world, campaign, team.head, targets, known, leads=True)
        for place, person in enumerate(chosen):
            _check(world, campaign, person, targets, known, leads=False)
            _seat(world, campaign, team, person, place)


def _seat(world: World, campaign: Campaign, team: CheckTeam, person: Person, place: int) -> None:
    work = WORDS["guidance"]["work"][place % len(WORDS["guidance"]["work"])]
    row = CheckMember(campaign=campaign, team=team, person=person, work=work)
    world.rows.enter(row, office=world.home, at=campaign.at, role=Role.GUIDANCE)
    world.rows.fill(row, "release", at=campaign.until or campaign.at, until=campaign.until)


def _check(
    world: World,
    campaign: Campaign,
    person: Person,
    units: Sequence[Organisation],
    known: Facts,
    *,
    leads: bool,
) -> None:
    """Tried when the plan was out, decided the day after by a leader; a head with a tie stays in spite of it."""
    tried_on, decided_on = campaign.plan.at, later(campaign.plan.at, 1)
    judge, by = world.leading_group[-1], world.users[Role.DIRECTOR].pk
    for unit in units:
        hits = known.of((person.pk, unit.pk), leads=leads).hits
        reason = WORDS["recusal"]["ties"][hits[0].rule] if hits else ""
        check = RecusalCheck(
            errand=campaign.uid,
            errand_name=campaign.name,
            errand_on=campaign.at,
            person=person,
            organisation=unit,
        )
        world.rows.enter(check, office=world.home, at=tried_on, role=Role.GUIDANCE)
        seat = Seat.LEADER if leads else Seat.MEMBER
        world.rows.fill(check, "screen", at=tried_on, proposed=seat, screened_on=tried_on)
        for hit in hits:
            tie = RecusalHit(check_row=check, rule=hit.rule, weight=hit.weight, fact=hit.fact, key=hit.key)
            world.rows.enter(tie, office=world.home, at=tried_on, role=Role.GUIDANCE)
            ruled: dict[str, Any] = {"ruling": Ruling.WAIVED, "reason": WORDS["recusal"]["ties"][hit.rule]}
            world.rows.fill(
                tie, "rule", at=decided_on, by=by, decided_on=decided_on, decided_by=judge, **ruled
            )
        verdict = RecusalVerdict.WAIVED if hits else RecusalVerdict.CLEAR
        sets: dict[str, Any] = {
            "verdict": verdict,
            "reason": reason,
            "decided_on": decided_on,
            "decided_by": judge,
        }
        world.rows.fill(check, "decide", at=decided_on, by=by, **sets)
