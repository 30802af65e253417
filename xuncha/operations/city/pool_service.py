"""What the pool should look like, and what its members learned."""

from decimal import Decimal

from xuncha.operations.city.dice import spread
from xuncha.operations.city.texts import table
from xuncha.operations.city.world import World
from xuncha.records.rules import Role
from xuncha.talent.models import PoolTarget, Renewal, Training
from xuncha.talent.queries.structure import WORDS
from xuncha.talent.rules import IN_THE_POOL, TrainingResult
from xuncha.talent.rules.targets import Measure

FACTS = table("pool")


def set_targets(world: World) -> None:
    """By the director, from one day on."""
    for measure, code, least, most in FACTS["targets"]:
        label = WORDS[Measure(measure)](code).label if code else ""
        row = PoolTarget(measure=measure, code=code, label=label, least=least or None, most=most or None)
        world.rows.enter(row, office=world.home, at=FACTS["since"], role=Role.DIRECTOR)


def train(world: World) -> None:
    """Courses before rounds, with some of those who were in the pool by then."""
    rng = world.dice.of("pool/courses")
    for day, course, host, days, hours, number in FACTS["courses"]:
        there = [row for row in world.pool if row.entered_on and row.entered_on <= day]
        able = [row for row in there if row.left_on is None or row.left_on > day]
        for member in spread(rng, able, min(number, len(able))):
            row = Training(
                person=member.person,
                course=course,
                organiser=host,
                days=Decimal(days),
                hours=hours,
                result=TrainingResult.EXCELLENT if rng.random() < 0.2 else TrainingResult.PASSED,
            )
            world.rows.enter(row, office=world.home, at=day, role=Role.GUIDANCE)


def renew(world: World) -> None:
    """Some of the first ones stay for another term, decided ahead of its end."""
    rng, facts = world.dice.of("pool/renewals"), FACTS["renewals"]
    first = min(row.entered_on for row in world.pool if row.entered_on)
    able = [row for row in world.pool if row.entered_on == first and row.state in IN_THE_POOL]
    for member in spread(rng, able, facts["number"]):
        row = Renewal(member=member, reason=facts["reason"])
        world.rows.enter(row, office=world.home, at=facts["on"], role=Role.GUIDANCE)
