"""How those who were seconded were found: by their leaders, by the office, and what their units were told."""

from datetime import date

from xuncha.operations.city.days import later
from xuncha.operations.city.papers import issue
from xuncha.operations.city.texts import table
from xuncha.operations.city.world import HeldGroup, World
from xuncha.records.rules import Role
from xuncha.rounds.models import GroupMember
from xuncha.rounds.rules.groups import Seat
from xuncha.teams.models import Appraisal, AppraisalQuota, Refusal, SeatGrading, SeatNote
from xuncha.teams.rules import Conduct, Grade, RefusalReason

FACTS = table("resources")


def appraise(world: World) -> None:
    """Those who were seconded in the year, one appraisal each, resting on a seat they held."""
    quota = AppraisalQuota(percent=FACTS["quota"])
    world.rows.enter(quota, office=world.home, at=FACTS["quota_since"], role=Role.DIRECTOR)
    for row in FACTS["appraisal"]:
        rng = world.dice.of("appraisal")
        seats: dict[int, tuple[HeldGroup, GroupMember]] = {}
        for held in world.rounds.values():
            for group in held.groups:
                for seat in (seat for seat in group.seats if seat.pool_member_id):
                    if seat.at.year == row["year"]:
                        seats.setdefault(seat.person_id, (group, seat))
        paper = issue(world, "appraisal", at=row["on"], year=row["year"])
        for place, (group, seat) in enumerate(rng.sample(list(seats.values()), row["count"])):
            excellent = place < row["count"] * FACTS["quota"] // 100
            grade = Grade.EXCELLENT if excellent else Grade.COMPETENT
            _grade(world, group, seat, grade, row["on"])
            appraisal = Appraisal(
                year=row["year"],
                person=seat.person,
                seat=seat,
                grade=grade,
                award=FACTS["award"] if excellent else "",
                document=paper,
            )
            world.rows.enter(appraisal, office=world.home, at=row["on"])
            told = later(row["on"], 3)
            world.rows.fill(appraisal, "tell", at=told, told_on=told)


def refuse(world: World) -> None:
    """Some who were asked for the last round and did not come."""
    rng = world.dice.of("refusals")
    held = world.rounds[max(world.rounds)]
    sitting = {seat.person_id for group in held.groups for seat in group.seats}
    asked = [row for row in world.pool if row.person_id not in sitting and row.entered_on]
    before = [row for row in asked if row.entered_on and row.entered_on < held.spec.authorised]
    for member, (reason, details) in zip(
        rng.sample(before, len(FACTS["refusals"])), FACTS["refusals"], strict=True
    ):
        row = Refusal(person=member.person, round=held.round, reason=RefusalReason(reason), details=details)
        world.rows.enter(row, office=world.home, at=held.spec.authorised, role=Role.GUIDANCE)


def _grade(world: World, group: HeldGroup, seat: GroupMember, grade: Grade, appraised: date) -> None:
    """By the group's leader when the seat ended, or ahead of the year's appraisal; reviewed by the office."""
    at = min(seat.until or appraised, later(appraised, -6))
    leader = next(one.person for one in group.seats if one.seat == Seat.LEADER)
    row = SeatGrading(seat=seat, grade=grade, text=world.dice.of("gradings").choice(FACTS["graded"]))
    by = leader.user_id or 0
    if grade == Grade.EXCELLENT:
        note = SeatNote(seat=seat, conduct=Conduct.GOOD, text=FACTS["noted"])
        world.rows.enter(note, office=world.home, at=later(at, -10), by=by, role=Role.DIRECTOR)
    world.rows.enter(row, office=world.home, at=at, by=by, role=Role.DIRECTOR)
    world.rows.move(row, "review", at=later(at, 2), by=world.users[Role.GUIDANCE].pk)
