"""What a check found point by point, what shows its problems, and what a second look made of their rectification."""

from collections.abc import Iterable, Sequence
from datetime import date

from xuncha.guidance.models import (
    Aspect,
    CheckEvidence,
    CheckPoint,
    CheckVisit,
    CountyProblem,
    PointResult,
    Recheck,
)
from xuncha.guidance.rules import RecheckResult, Score
from xuncha.operations.city.texts import table
from xuncha.operations.city.world import World
from xuncha.records.rules import Role
from xuncha.rectification.rules.items import ItemState

WORDS = table("words")["guidance"]
SHOWN = 0.4  # share of the problems for which a paper was kept
LOOKED_AT = 0.5  # share of those struck off
PARTLY = 0.15


def fill(world: World, aspect: Aspect, points: Sequence[str], visits: Sequence[CheckVisit]) -> None:
    """The points of one aspect, and what was found of each in every county."""
    rng = world.dice.of("check points")
    for serial, text in enumerate(points, 1):
        point = CheckPoint(aspect=aspect, serial=serial, text=text)
        world.rows.enter(point, office=world.home, at=aspect.at, role=Role.GUIDANCE)
        for visit in visits:
            score = rng.choices((Score.SOUND, Score.PARTLY, Score.LACKING), (5, 3, 2))[0]
            note = "" if score == Score.SOUND else rng.choice(WORDS["notes"][score])
            row = PointResult(visit=visit, county_id=visit.county_id, point=point, score=score, note=note)
            world.rows.enter(row, office=world.home, at=visit.at, role=Role.GUIDANCE)


def lay(world: World, problem: CountyProblem) -> None:
    """A paper that shows the problem, where one was kept."""
    rng = world.dice.of("check evidence")
    if rng.random() < SHOWN:
        row = CheckEvidence(problem=problem, title=rng.choice(WORDS["evidence"]), shelf=WORDS["shelf"])
        world.rows.enter(row, office=world.home, at=problem.at, role=Role.GUIDANCE)


def look_again(world: World, seen: Iterable[Sequence[CountyProblem]], on: date) -> None:
    """Some of what was struck off by then was looked at again, and held."""
    rng = world.dice.of("rechecks")
    for problem in (one for problems in seen for one in problems):
        item = problem.item
        if item is None or item.state != ItemState.DONE or item.done_on is None or item.done_on > on:
            continue
        if rng.random() < LOOKED_AT:
            result = RecheckResult.PARTLY if rng.random() < PARTLY else RecheckResult.DONE
            text = WORDS["rechecked"][result]
            row = Recheck(problem=problem, county_id=problem.county_id, result=result, text=text)
            world.rows.enter(row, office=world.home, at=on, role=Role.GUIDANCE)
