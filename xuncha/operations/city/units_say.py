"""What inspected organisations said of the groups: requests to stand back, and how the group behaved."""

from xuncha.accounts.models import User
from xuncha.operations.city.accounts import silent
from xuncha.operations.city.days import later
from xuncha.operations.city.texts import fill, table
from xuncha.operations.city.world import HeldGroup, HeldRound, HeldTask, World
from xuncha.orgs.models import Organisation
from xuncha.records.rules import Role
from xuncha.rounds.rules.groups import Seat
from xuncha.teams.models import ConductEvaluation, RecusalRequest
from xuncha.teams.rules import QUESTIONS

WORDS = table("units_say")
LATEST = 3  # rounds in which units could ask by themselves


class Contacts:
    """The accounts of the units' contacts: the demonstration's own, and silent ones."""

    def __init__(self, world: World) -> None:
        self._world = world
        own = world.unit(table("accounts")["contact_unit"])
        self._accounts: dict[int, User] = {own.pk: world.users[Role.UNIT_CONTACT]}

    def of(self, unit: Organisation) -> int:
        if unit.pk not in self._accounts:
            name = fill(WORDS["contact"], {"unit": unit.short_name})
            self._accounts[unit.pk] = silent(self._world, f"contact-{len(self._accounts)}", name)
        return self._accounts[unit.pk].pk


def speak(world: World) -> None:
    contacts = Contacts(world)
    for place, held in enumerate(list(world.rounds.values())[-LATEST:]):
        _ask(world, contacts, held, WORDS["recusal"]["reasons"][place])
    for held in world.rounds.values():
        for task in held.tasks:
            fed_back = task.task.fed_back_on
            if fed_back and fed_back.year == world.profile.year:
                _evaluate(world, contacts, task)


def _ask(world: World, contacts: Contacts, held: HeldRound, reason: str) -> None:
    """One request a round: refused after the notice, or made while the group is there and not yet decided."""
    group, task = _asking(world, held)
    row, notified = task.task, task.task.notified_on
    assert notified
    open_ = row.left_on is None
    member = next(seat for seat in group.seats if seat.seat == Seat.MEMBER)
    request = RecusalRequest(task=row, member=member, reason=reason)
    day = later(world.profile.today, -2) if open_ else later(notified, 2)
    world.rows.enter(request, office=world.home, at=day, by=contacts.of(task.unit))
    if not open_:
        note = world.dice.of("recusal requests").choice(WORDS["recusal"]["rejected"])
        world.rows.move(request, "reject", at=later(day, 3), by=world.users[Role.DIRECTOR].pk, note=note)


def _asking(world: World, held: HeldRound) -> tuple[HeldGroup, HeldTask]:
    """The first unit that a group is still with; else the demonstration's own, else the first that was inspected."""
    pairs = [(group, task) for group in held.groups for task in group.tasks if task.task.entered_on]
    own = world.unit(table("accounts")["contact_unit"])
    return min(pairs, key=lambda pair: (pair[1].task.left_on is not None, pair[1].unit is not own))


def _evaluate(world: World, contacts: Contacts, held: HeldTask) -> None:
    rng, day = world.dice.of("conduct"), held.task.fed_back_on
    assert day
    marks = {name: rng.choice(WORDS["conduct"]["marks"]) for name in QUESTIONS}
    row = ConductEvaluation(task=held.task, remarks=rng.choice(WORDS["conduct"]["remarks"]), **marks)
    world.rows.enter(row, office=world.home, at=later(day, rng.randint(3, 9)), by=contacts.of(held.unit))
