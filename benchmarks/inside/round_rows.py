"""A large round while its groups are on site: its people, groups, tasks and checklists, in bulk as generators may.

The life cycles are the real ones (`Rows.move`), so that every state has the passages that lead to it.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count
from typing import Any

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX

from xuncha.accounts.models import User
from xuncha.basis.models import Document
from xuncha.basis.rules import Direction, DocumentKind
from xuncha.fieldwork.models import GroupMeeting, JournalEntry, MaterialRequest
from xuncha.fieldwork.rules.methods import MeetingKind
from xuncha.operations.city.dice import Dice
from xuncha.operations.city.rows import Rows
from xuncha.orgs.models import Organisation
from xuncha.people.models import Person
from xuncha.people.rules import Sex
from xuncha.records.models import Office
from xuncha.records.queries import installation
from xuncha.records.rules import Role
from xuncha.rounds.models import (
    Authorisation,
    Group,
    GroupMember,
    RecusalCheck,
    Round,
    StepTemplate,
    Task,
    TaskMode,
    TaskStep,
)
from xuncha.rounds.rules.groups import RecusalVerdict, Seat
from xuncha.rounds.rules.kinds import Mode, TaskKind
from xuncha.rounds.rules.tasks import TaskState

SEED = 2019
PROPOSED, APPROVED, ENTERED = date(2019, 9, 2), date(2019, 9, 12), date(2019, 10, 8)
LEAVING = date(2020, 1, 6)
WORK = 60  # days on which records are made
SEATS = (Seat.LEADER, Seat.DEPUTY, Seat.LIAISON, Seat.PETITIONS, *[Seat.MEMBER] * 4)
WITH_ACCOUNT = 6  # seats of a group whose people sign in
# How far the tasks of a group are, in turn: most on site, some further.
WAYS: tuple[tuple[tuple[str, date], ...], ...] = (
    (),
    (),
    (),
    (("leave", date(2019, 12, 13)),),
    (
        ("leave", date(2019, 12, 10)),
        ("report", date(2019, 12, 16)),
        ("review", date(2019, 12, 18)),
        ("hear", date(2019, 12, 20)),
        ("decide", date(2019, 12, 23)),
    ),
    (
        ("leave", date(2019, 12, 10)),
        ("report", date(2019, 12, 16)),
        ("review", date(2019, 12, 18)),
        ("hear", date(2019, 12, 20)),
        ("decide", date(2019, 12, 23)),
        ("feed_back", date(2019, 12, 27)),
    ),
)


@dataclass
class Team:
    """A group with its seats and those of their people who sign in."""

    group: Group
    seats: list[GroupMember] = field(default_factory=list)
    users: dict[str, int] = field(default_factory=dict)
    tasks: list[Task] = field(default_factory=list)

    def by(self, seat: Seat) -> int:
        return self.users[seat]


@dataclass
class Builder:
    """What every row needs: where it goes, whose it is, and who enters it."""

    rows: Rows = field(default_factory=lambda: Rows(Dice(SEED, "large round")))
    home: Office = field(default_factory=lambda: installation().home)
    papers: "count[int]" = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        self.director = User.objects.get(username="director")
        self.keeper = User.objects.get(username="clues").pk
        for role in Role:
            self.rows.appoint(self.home, role, self.director)

    def enter(self, row: Any, at: date, by: int = 0) -> Any:
        return self.rows.enter(row, office=self.home, at=at, by=by or self.director.pk)

    def document(self, kind: DocumentKind, title: str, at: date) -> Document:
        row = Document(
            number=f"试巡发〔2019〕{next(self.papers)}号",
            kind=kind,
            direction=Direction.OUT,
            title=title,
            issuer=self.home.name,
        )
        found: Document = self.enter(row, at)
        return found


def round_of(b: Builder) -> Round:
    """A further round of the term, mobilised."""
    pattern = Round.objects.filter(office=b.home).select_related("term", "rule_set").order_by("-number")[0]
    row = Round(term=pattern.term, number=pattern.number + 1, name="规模试验轮", rule_set=pattern.rule_set)
    b.enter(row, PROPOSED)
    for verb, at in (
        ("submit", PROPOSED),
        ("approve", APPROVED),
        ("authorise", APPROVED),
        ("mobilise", APPROVED),
    ):
        b.rows.move(row, verb, at=at, by=b.director.pk)
    for n, department in enumerate(Organisation.objects.filter(office=b.home).order_by("pk")[:15]):
        letter = b.document(DocumentKind.LETTER, "关于商请提供有关情况的函", APPROVED)
        asked = MaterialRequest(
            round=row,
            department=department,
            document=letter,
            subject="提供有关情况",
            due_on=ENTERED,
            received_on=ENTERED if n % 3 else None,
            volumes=n if n % 3 else None,
        )
        b.enter(asked, APPROVED)
    return row


def team_of(b: Builder, round_: Round, n: int) -> Team:
    """A group with eight seats, authorised, and its journal and meetings so far."""
    row = Group(round=round_, number=n + 1, name=f"第{n + 1}试验组")
    team = Team(b.enter(row, APPROVED))
    for place, seat in enumerate(SEATS):
        person = Person(name=f"试验{n + 1}-{place + 1}", sex=next(iter(Sex)), born_on=date(1980, 1, 1))
        if place < WITH_ACCOUNT:
            user = b.rows.add(
                User(username=f"bench-{n}-{place}", name=person.name, password=UNUSABLE_PASSWORD_PREFIX)
            )
            team.users.setdefault(seat, user.pk)
            person.user = user
        b.enter(person, PROPOSED)
        team.seats.append(b.enter(GroupMember(round=round_, group=row, person=person, seat=seat), APPROVED))
    letter = b.document(DocumentKind.DECISION, f"关于授权{row.name}的决定", APPROVED)
    b.enter(Authorisation(group=row, document=letter), APPROVED)
    for day in range(WORK):
        at = ENTERED + timedelta(days=day)
        entry = JournalEntry(group=row, progress="谈话、受理信访、调阅资料。")
        b.enter(entry, at, team.by(Seat.LIAISON))
        if day % 7 == 0:
            meeting = GroupMeeting(
                group=row,
                kind=list(MeetingKind)[day % 2],
                attendance="全组人员",
                agenda="研究底稿",
                decisions="研究底稿，安排下周工作。",
            )
            b.enter(meeting, at, team.by(Seat.LIAISON))
    return team


def task_of(b: Builder, team: Team, place: int, template: StepTemplate, pattern: Organisation) -> Task:
    """A unit of its own, its task with the checklist, as far along as its place in the group says."""
    group = team.group
    unit = Organisation(
        name=f"中共规模试验单位{group.number}-{place + 1}委员会",
        short_name=f"试验单位{group.number}-{place + 1}",
        kind=pattern.kind,
        unit_class=pattern.unit_class,
        level=pattern.level,
        division_id=pattern.division_id,
        parent_id=pattern.parent_id,
    )
    b.enter(unit, date(2011, 1, 1))
    task = Task(
        round=group.round,
        group=group,
        organisation=unit,
        kind=TaskKind.ROUTINE,
        template=template,
        counts=False,
        counts_reason="规模试验",
        unplanned_reason="规模试验",
        entry_planned_on=ENTERED,
        exit_planned_on=LEAVING,
    )
    b.enter(task, PROPOSED)
    b.rows.add(TaskMode(task=task, mode=Mode.OWN))
    for seat in team.seats:
        cleared = RecusalCheck(
            round=group.round,
            person=seat.person,
            organisation=unit,
            verdict=RecusalVerdict.CLEAR,
            decided_on=APPROVED,
        )
        b.enter(cleared, PROPOSED)
    b.rows.move(task, "notify", at=APPROVED, by=b.director.pk)
    b.rows.move(task, "enter", at=ENTERED, by=team.by(Seat.LEADER))
    for verb, at in WAYS[place % len(WAYS)]:
        b.rows.move(task, verb, at=at, by=b.director.pk)
    team.tasks.append(task)
    return task


def checklist(b: Builder, task: Task, template: StepTemplate) -> None:
    """The template's steps as rows; those of the stages behind the task are done."""
    order = list(TaskState)
    for step in template.steps.all():
        row = TaskStep(
            task=task,
            serial=step.serial,
            purpose=step.purpose,
            text=step.text,
            stage=step.stage,
            mandatory=step.mandatory,
            who=step.who,
        )
        b.enter(row, APPROVED)
        if order.index(TaskState(step.stage)) < order.index(TaskState(task.state)):
            b.rows.fill(row, "finish", at=ENTERED, done_on=ENTERED, settled_by_id=b.director.pk)
