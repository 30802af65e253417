"""What the leading group's special meeting gave: staff, vehicles, privileges; and the appraisal of those seconded."""

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
from xuncha.rounds.models import GroupMember
from xuncha.rounds.rules.groups import Seat
from xuncha.teams.models import Appraisal
from xuncha.teams.rules import Grade

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


def appraise(world: World) -> None:
    """Those who were seconded in the year, one appraisal each, resting on a seat they held."""
    for row in FACTS["appraisal"]:
        rng = world.dice.of("appraisal")
        seats: dict[int, GroupMember] = {}
        for held in world.rounds.values():
            for seat in (seat for group in held.groups for seat in group.seats if seat.pool_member_id):
                if seat.at.year == row["year"]:
                    seats.setdefault(seat.person_id, seat)
        paper = issue(world, "appraisal", at=row["on"], year=row["year"])
        for place, seat in enumerate(rng.sample(list(seats.values()), row["count"])):
            excellent = place < row["count"] // 5  # one in five may be excellent
            appraisal = Appraisal(
                year=row["year"],
                person=seat.person,
                seat=seat,
                grade=Grade.EXCELLENT if excellent else Grade.COMPETENT,
                award=FACTS["award"] if excellent else "",
                document=paper,
            )
            world.rows.enter(appraisal, office=world.home, at=row["on"])
