"""A small office in which a sentinel stands in every sealed column of a clue, and an account for every role around it."""

from dataclasses import dataclass, field
from datetime import date

from xuncha.accounts.models import User
from xuncha.clues.actions import access, handling
from xuncha.clues.models import Clue
from xuncha.clues.rules import Content, Subject
from xuncha.clues.tests.builders import (
    DECIDED_ON,
    answered,
    approver,
    decided,
    disposed,
    handed,
    keeper,
    line_of,
    registered,
    ruled,
    slip,
)
from xuncha.fieldwork.models import Petition, PetitionReporter
from xuncha.findings.tests.builders import installation, task
from xuncha.orgs.models import Organisation
from xuncha.people.models import Grant
from xuncha.people.tests.builders import person
from xuncha.records import actions as records
from xuncha.records.models import Office
from xuncha.records.rules import Role
from xuncha.records.tests.builders import DAY, county, province, user, viewer
from xuncha.rounds.models import GroupMember, Task
from xuncha.rounds.rules.groups import Seat

HALVES = ("夜枭七号", "收受黄金九百两")
SENTINEL = "".join(HALVES)
PIECES = (*HALVES, "夜枭", "黄金九百")  # nothing that the letters of a token could spell by chance
TODAY = date(2019, 12, 31)
SEATS = {
    Role.GROUP_LEADER: Seat.LEADER,
    Role.LIAISON: Seat.LIAISON,
    Role.MEMBER: Seat.MEMBER,
    Role.PETITION_CLERK: Seat.PETITIONS,
}
SECRET = Content(
    summary=f"{SENTINEL}一",
    organisation=f"{SENTINEL}二",
    reporter=f"{SENTINEL}三",
    named=True,
    subjects=(Subject(f"{SENTINEL}四", is_principal=True), Subject(f"{SENTINEL}五")),
)


@dataclass
class Planted:
    """`sent` went all the way to its result and a copy; `overdue` is owed and was reminded of; `fresh` was registered.

    `petition` was signed: who wrote it is sealed as well.
    """

    task: Task
    sent: Clue
    overdue: Clue
    decided: Clue
    fresh: Clue
    receiver: Organisation
    petition: Petition
    accounts: dict[Role, User] = field(default_factory=dict)

    @property
    def office(self) -> Office:
        return self.task.office

    @property
    def clues(self) -> tuple[Clue, ...]:
        return (self.sent, self.overdue, self.decided, self.fresh)


def planted() -> Planted:
    on = ruled(task(entered_on=date(2018, 12, 1)))
    installation(on.office)
    sent, overdue, waiting = (decided(on, content=SECRET) for _ in range(3))
    batch = handed(sent, overdue)
    slip(batch, 2, 2)
    handed(copied=(sent,))
    for clue in (sent, overdue):
        clue.refresh_from_db()
    disposed(sent)
    answered(sent)
    handling.remind(line_of(overdue), by=keeper(on.office), at=TODAY)
    fresh = registered(on, content=SECRET)
    world = Planted(on, sent, overdue, waiting, fresh, batch.receiver, signed_petition(on))
    for role in Role:
        world.accounts[role] = account(world, role)
    access.grant_access(
        overdue, user=user(), reason="审核", until=TODAY, by=approver(on.office), at=DECIDED_ON
    )
    return world


def signed_petition(on: Task) -> Petition:
    """Received while the group was on site; the sentinel signed it."""
    common = {"office": on.office, "by": on.by, "at": DAY}
    row = Petition(
        task=on, serial=1, channel="letter", named=True, objects_reflected="某科", summary="反映报销", scope="within",
        **common,
    )  # fmt: skip
    by = viewer(office=on.office)
    records.enter(row, by=by, at=DAY)
    records.enter(PetitionReporter(petition=row, name=SENTINEL, contact=SENTINEL, **common), by=by, at=DAY)
    return row


def account(world: Planted, *roles: Role) -> User:
    """Someone who holds each role where it is held: in the office, the group, the receiver, a county, the province.

    A group has one leader: who is to be more than that is given the other roles as well.
    """
    leader = world.accounts.get(Role.GROUP_LEADER) if Role.GROUP_LEADER in roles else None
    made = leader or user(username=f"walker-{roles[0]}-of-{len(roles)}")
    for role in roles:
        if not leader or role != Role.GROUP_LEADER:
            _give(world, made, role)
    return made


def _give(world: Planted, made: User, role: Role) -> None:
    if role in SEATS:
        group = world.task.group
        assert group
        GroupMember.objects.create(
            group=group, round=group.round, person=person(office=world.office, user=made), seat=SEATS[role], office=group.office,
            by=made, at=DAY,
        )  # fmt: skip
        return
    office, body = world.office, None
    if role == Role.COUNTY_OFFICE:
        office = county(world.office)
    elif role == Role.PROVINCIAL_OFFICE:
        office = province()
    elif role == Role.UNIT_CONTACT:
        body = world.task.organisation
    elif role == Role.CLUE_RECEIVER:
        body = world.receiver
    Grant.objects.create(user=made, role=role, office=office, organisation=body, since=DAY, by=made)
