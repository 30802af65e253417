"""What the leading group's special meeting gave: staff, vehicles, privileges."""

from xuncha.basis.models import AgendaItem, Decision
from xuncha.leadership.models import PrivilegeEntry, StaffAddition, Vehicle
from xuncha.leadership.rules import Privilege
from xuncha.operations.city.leadership import decide
from xuncha.operations.city.papers import issue
from xuncha.operations.city.people import Register
from xuncha.operations.city.texts import day, fill, split, table
from xuncha.operations.city.world import World
from xuncha.people.models import Post, Tenure
from xuncha.people.rules import Rank
from xuncha.rounds.rules.groups import Seat

FACTS = table("resources")


def receive(world: World, register: Register) -> None:
    """Staff, vehicles and privileges, each by the decision that gave it."""
    items = {row.agenda_item.subject: row.agenda_item for row in world.briefings["lg", FACTS["meeting"]]}
    topic = items[FACTS["topic"]]
    decide(world, topic, FACTS["county_decision"])
    _add_staff(world, register, decide(world, topic, FACTS["staff_decision"]))
    _add_vehicles(world, decide(world, topic, FACTS["vehicle_decision"]))
    _grant_privileges(world, items[FACTS["privilege_topic"]])


def _add_staff(world: World, register: Register, decision: Decision) -> None:
    for line in FACTS["staff"]:
        on_text, title = split(line)
        on = day(on_text)
        assert on
        person = register.person(world.home, ages=(26, 32), at=on)
        post = Post(organisation=world.unit(table("staff")["office"]), title=title, rank=Rank.CLERK)
        world.rows.enter(post, office=world.home, at=on)
        world.rows.enter(Tenure(person=person, post=post), office=world.home, at=on)
        row = StaffAddition(person=person, decision=decision, title=title)
        world.rows.enter(row, office=world.home, at=on)


def _add_vehicles(world: World, decision: Decision) -> None:
    for number in range(1, len(world.profile.rounds[-1].pool) + 1):
        models = FACTS["vehicle_models"]
        row = Vehicle(
            plate=fill(FACTS["plate"], {"number": number}),
            model=models[(number - 1) % len(models)],
            group_number=number,
            decision=decision,
        )
        world.rows.enter(row, office=world.home, at=FACTS["vehicles_on"])


def _grant_privileges(world: World, item: AgendaItem) -> None:
    """Both lists for every leader of the round then under way."""
    decide(world, item, FACTS["privilege_decision"])
    on = FACTS["privileges_on"]
    paper = issue(world, "privilege", at=on, approver=world.secretary, approved=on)
    current = [held for held in world.rounds.values() if held.spec.authorised <= on][-1]
    for seat in (seat for group in current.groups for seat in group.seats if seat.seat == Seat.LEADER):
        for privilege in Privilege:
            row = PrivilegeEntry(seat=seat, person=seat.person, privilege=privilege, document=paper)
            world.rows.enter(row, office=world.home, at=on)
