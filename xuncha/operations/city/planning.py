"""The rounds that are left of the term, as the office planned them at the end of the year: a draft to be confirmed."""

import json
from typing import Any

from xuncha.accounts.models import User
from xuncha.operations.city.texts import table
from xuncha.operations.city.world import World
from xuncha.records import actions as records
from xuncha.records.models import Passage, Record, recorded_noon
from xuncha.records.rules import Role
from xuncha.rounds.actions import planner
from xuncha.rounds.engine.planner.read import read_one
from xuncha.rounds.engine.planner.write import as_json
from xuncha.rounds.models import PlannedRound, PlannedTarget, RoundScheme, Stipulation, Term
from xuncha.rounds.queries.planner import Left, Past, instance_of, left_of
from xuncha.rounds.queries.viewer import viewer_of
from xuncha.rounds.rules.planner import StipulationKind

WORDS = table("words")["planning"]
SECONDS = 15
MODELS: tuple[type[Record], ...] = (Stipulation, RoundScheme, PlannedRound, PlannedTarget)


def plan(world: World) -> None:
    """Once everything is written: what is left is asked of the rows."""
    today, home = world.profile.today, world.home
    clerk = viewer_of(User.objects.get(pk=world.users[Role.GENERAL].pk))
    left = left_of(home.pk, today)
    assert left
    for values in _wishes(left):
        row = Stipulation(uid=_uid(world, Stipulation), office=home, term=left.term, **values)
        planner.stipulate(row, by=clerk, at=today)
    usual = {one.name: one.value for one in Past(home.pk, today).usual()}
    scheme = RoundScheme(
        uid=_uid(world, RoundScheme),
        office=home,
        term=Term.objects.get(pk=left.term.pk),
        number=1,
        deadline=left.term.ends_on,
        seconds=SECONDS,
        **usual,
    )
    asked = as_json(instance_of(scheme, left, today))
    scheme.asked = json.dumps(asked, ensure_ascii=False)
    records.enter(scheme, by=clerk, at=today)
    planner.fill_in(
        scheme,
        planner.answer(read_one(asked), seconds=None, seed=0, cases=None) | {"seconds": None},
        by=clerk,
        at=today,
    )
    planner.adopt(scheme, by=clerk, at=today)
    _dated(world)


def _wishes(left: Left) -> list[dict[str, Any]]:
    """Two that come first, and two that one group takes."""
    units = [item.organisation for item in left.items]
    first, second, third, fourth = units[0], units[len(units) // 2], units[-2], units[-1]
    return [
        {"kind": StipulationKind.PRIORITY, "organisation": first, "weight": 5, "reason": WORDS["first"]},
        {"kind": StipulationKind.PRIORITY, "organisation": second, "weight": 3, "reason": WORDS["second"]},
        {"kind": StipulationKind.SAME_GROUP, "organisation": third, "other": fourth, "reason": WORDS["pair"]},
    ]


def _uid(world: World, model: type[Record]) -> Any:
    return world.dice.uid(model._meta.label_lower)


def _dated(world: World) -> None:
    """Known at noon of the day, like everything else of the city."""
    noon = recorded_noon(world.profile.today)
    for model in MODELS:
        rows = model._base_manager.filter(office=world.home)
        Passage.objects.filter(subject_uid__in=rows.values("uid")).update(recorded_at=noon)
        rows.update(recorded_at=noon)
