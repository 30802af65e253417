"""What goes wrong in real offices: only a city whose profile asks for it has it.

Mergers, splits, kept organisations, overlapping rounds, postponed and withdrawn tasks stand in the profile itself.
"""

from copy import copy
from datetime import date
from random import Random
from typing import Any

from xuncha.clues.models import Clue
from xuncha.clues.rules import ClueState
from xuncha.findings.models import Finding
from xuncha.findings.rules import FindingState
from xuncha.kernel.deadlines import add_months
from xuncha.leadership.models import Briefing, NamedMatter
from xuncha.leadership.rules import MatterState
from xuncha.operations.city import corrections
from xuncha.operations.city.days import later
from xuncha.operations.city.texts import table
from xuncha.operations.city.world import World
from xuncha.records.models import Record
from xuncha.records.rules import Role
from xuncha.rectification.models import Closure, Item, Measure
from xuncha.rounds.models import Task

WORDS = table("words")["messes"]


def stir(world: World) -> None:
    """Reopen, correct and void as much as the profile says."""
    facts = world.profile.messes
    if not facts:
        return
    rng = world.dice.of("messes")
    _reopen_items(world, rng, facts["reopened"])
    _reopen_matters(world, rng, facts["matters"])
    _reopen_clues(world, rng, facts["clues"])
    _correct(world, rng, facts["corrected"])
    _void(world, rng, facts["voided"])


def _own(world: World, model: Any) -> list[Any]:
    """Rows of the home office, in their order."""
    return [row for row in world.rows.all(model) if row.office_id == world.home.pk]


def _reopen_items(world: World, rng: Random, number: int) -> None:
    """Problems that came back after they had been struck off; most are rectified once more."""
    last = later(world.profile.today, -40)
    done = [item for item in _own(world, Item) if item.finding and item.done_on and item.done_on < last]
    for item in rng.sample(done, number):
        assert item.done_on
        assert item.finding
        day = later(item.done_on, rng.randint(5, 20))
        world.rows.move(item, "reopen", at=day, note=WORDS["reopened"], done_on=None)
        for closure in world.rows.all(Closure):
            if closure.item_id == item.pk:
                world.rows.move(closure, "reopen", at=day, note=WORDS["reopened"])
        world.rows.move(item.finding, "reopen", at=day, note=WORDS["reopened"], accepted_on=None)
        again = later(day, 12)
        if rng.random() < 0.7 and again <= world.profile.today:
            _rectify_again(world, item, day, again)


def _rectify_again(world: World, item: Item, reopened: date, again: date) -> None:
    """Struck off again only by something new that was done since."""
    measures = [row for row in world.rows.all(Measure) if row.item_id == item.pk]
    measure = Measure(
        item=item,
        serial=len(measures) + 1,
        text=WORDS["measure"],
        owner=measures[0].owner,
        department=measures[0].department,
        due_on=again,
    )
    world.rows.enter(measure, office=world.home, at=reopened, role=Role.RECTIFICATION)
    world.rows.fill(measure, "finish", at=again, done_on=again)
    world.rows.move(item, "complete", at=again)
    assert item.finding
    world.rows.move(item.finding, "rectify", at=again)
    world.rows.move(item.finding, "accept", at=again)


def _reopen_matters(world: World, rng: Random, number: int) -> None:
    last = later(world.profile.today, -15)
    closed = [
        row for row in _own(world, NamedMatter) if row.state == MatterState.CLOSED and row.closed_on < last
    ]
    for matter in rng.sample(closed, number):
        day = later(matter.closed_on, 9)
        world.rows.move(matter, "reopen", at=day, note=WORDS["reopened"], closed_on=None)


def _reopen_clues(world: World, rng: Random, number: int) -> None:
    last = later(world.profile.today, -15)
    closed = [row for row in _own(world, Clue) if row.state == ClueState.CLOSED and row.closed_on < last]
    for clue in rng.sample(closed, number):
        day = later(clue.closed_on, 7)
        world.rows.move(clue, "reopen", at=day, note=WORDS["reopened"], closed_on=None)
        line = next(row for row in world.lines_of[clue.pk] if row.leads)
        owed = {"answered_on": None, "due_on": add_months(day, 3)}
        world.rows.correct(line, at=day, note=WORDS["reopened"], changes=owed)


def _correct(world: World, rng: Random, number: int) -> None:
    """Later wordings of frozen findings by a paper; dates of tasks that had been entered wrongly."""
    frozen = [
        row for row in _own(world, Finding) if row.state in (FindingState.FED_BACK, FindingState.ACCEPTED)
    ]
    corrections.correct(world, rng.sample(frozen, number))
    left = [row for row in _own(world, Task) if row.left_on and row.reported_on]
    for task in rng.sample(left, number // 2):
        world.rows.correct(
            task, at=task.reported_on, note=WORDS["date"], changes={"left_on": later(task.left_on, -1)}
        )


def _void(world: World, rng: Random, number: int) -> None:
    """Rows that were entered twice, and voided when it was seen."""
    for model in (Finding, Briefing, Task):
        for row in rng.sample(_own(world, model), number):
            double = _double(world, row)
            world.rows.void(double, at=later(row.at, 2), note=WORDS["voided"])


def _double(world: World, row: Record) -> Record:
    """The same once more, as it stood when it was entered."""
    double = copy(row)
    double._state = copy(row._state)
    if isinstance(double, Finding):
        double.state, double.fed_back_on, double.accepted_on = FindingState.DRAFT, None, None
    if isinstance(double, Task):
        dates = (
            "notified_on",
            "entered_on",
            "left_on",
            "reported_on",
            "heard_on",
            "decided_on",
            "fed_back_on",
        )
        for name in dates:
            setattr(double, name, None)
        double.state = double.life.initial.value
    return world.rows.enter(double, office=world.home, at=row.at)
