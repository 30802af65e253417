"""Material asked of other departments before a round goes on site, and what came back."""

from xuncha.fieldwork.models import MaterialRequest
from xuncha.operations.city.days import between, later
from xuncha.operations.city.papers import issue, send
from xuncha.operations.city.texts import table
from xuncha.operations.city.world import HeldRound, World

DEPARTMENTS = table("staff")["material"]


def ask(world: World, held: HeldRound) -> None:
    """Every department is asked after the plan's approval and answers before entry."""
    rng = world.dice.of("material")
    asked = later(held.spec.approved, 3)
    due = later(asked, 7)  # D2
    for key, subject in DEPARTMENTS.items():
        unit = world.unit(key)
        if held.spec.number <= 2 and rng.random() < 0.25:
            continue  # not every department was asked in the first rounds
        received = min(between(rng, later(asked, 3), later(due, 1)), later(held.spec.routine.entry, -1))
        letter = issue(world, "material", at=asked, round=held.round.name, dept=unit.short_name)
        send(world, letter, unit, due=due, replied=received)
        request = MaterialRequest(
            round=held.round,
            department=unit,
            document=letter,
            subject=subject,
            due_on=due,
        )
        world.rows.enter(request, office=world.home, at=asked)
        world.rows.fill(request, "receive", at=received, received_on=received, volumes=rng.randint(1, 14))
