"""One round of one county: its paper and list, two groups, recusal, authorisation and tasks."""

from dataclasses import dataclass
from datetime import date

from xuncha.basis.models import Document
from xuncha.basis.rules import Stated
from xuncha.kernel.deadlines import add_months
from xuncha.linkage.models import Filing
from xuncha.linkage.rules import FilingKind
from xuncha.operations.city.days import between, later, workday
from xuncha.operations.city.papers import issue, put_line, state
from xuncha.operations.city.profile import CountyRoundSpec
from xuncha.operations.city.tasks import Steps, after_feedback, take
from xuncha.operations.city.texts import fill, table
from xuncha.operations.city.world import County, HeldTask, World
from xuncha.orgs.models import Organisation
from xuncha.records.rules import Level, Role
from xuncha.rounds.models import Authorisation, Group, GroupMember, RecusalCheck, Round, Task, TaskMode, Term
from xuncha.rounds.rules.groups import RecusalVerdict, Seat
from xuncha.rounds.rules.kinds import Mode, TaskKind

WORDS = table("words")
SEATS = (Seat.LEADER, Seat.DEPUTY, Seat.LIAISON, Seat.MEMBER, Seat.MEMBER)


@dataclass(frozen=True)
class Target:
    """A task to be: `problems` is the length of its list."""

    unit: Organisation
    problems: int
    kind: TaskKind = TaskKind.ROUTINE
    mode: Mode = Mode.OWN
    parent: Task | None = None


class CountyRound:
    """Builds one round; every day of its calendar is shifted by the county's own few working days."""

    def __init__(self, world: World, county: County, term: Term, number: int, spec: CountyRoundSpec) -> None:
        self.world, self.county, self.number, self.spec = world, county, number, spec
        self.rng = world.dice.of(f"county/{county.office.code}")
        self.shift = self.rng.randint(0, 4)
        self.leader = world.rows.actor(county.office.pk, (Role.COUNTY_OFFICE,))
        self.paper, self.round = self._propose(term)
        self.groups = [self._group(place) for place in range(2)]

    def hold(self, targets: list[Target]) -> list[HeldTask]:
        """The tasks on the round's list, carried out as far as they have come."""
        held = [self._task(place, target) for place, target in enumerate(targets)]
        state(self.world, self.paper, Stated.TASKS, len(held))
        for place, (group, members) in enumerate(self.groups):
            self._clear(members, [one.unit for one in held[place::2]])
            self._authorise(group)
        for task in held:
            take(self.world, task, self._steps(task))
        if self.spec.feedback:
            closed = workday(add_months(self._day(self.spec.feedback), 7))
            if closed <= self.world.profile.today:
                self.world.rows.move(self.round, "close", at=closed)
        return held

    def _day(self, day: date) -> date:
        return later(day, self.shift)

    def _propose(self, term: Term) -> tuple[Document, Round]:
        county, spec = self.county, self.spec
        ordinal = WORDS["rounds"]["ordinals"][self.number - 1]
        name = fill(WORDS["counties"]["round"], {"county": county.name, "number": ordinal})
        approved = self._day(spec.approved)
        paper = issue(self.world, "round_plan", at=approved, county=county, round=name)
        row = Round(term=term, number=self.number, name=name, rule_set=self.world.rule_set, document=paper)
        self.world.rows.enter(row, office=county.office, at=self._day(spec.proposed))
        self.world.rows.move(row, "submit", at=later(approved, -2))
        self.world.rows.move(row, "approve", at=approved, basis=paper.title)
        self.world.rows.move(row, "authorise", at=self._day(spec.authorised))
        self.world.rows.move(row, "mobilise", at=self._day(spec.mobilised))
        self._file(paper, row, approved)
        return paper, row

    def _file(self, paper: Document, round_: Round, approved: date) -> None:
        """The county files its round's plan with the city in time."""
        world, filed = self.world, later(approved, 3)
        row = Filing(
            kind=FilingKind.ROUND_PLAN,
            round=round_,
            document=paper,
            receiver=world.home,
            due_on=later(approved, 5),
        )
        world.rows.enter(row, office=self.county.office, at=filed)
        by = world.users[Role.GENERAL].pk
        world.rows.fill(row, "acknowledge", at=later(filed, 1), by=by, received_on=later(filed, 1))

    def _group(self, place: int) -> tuple[Group, list[GroupMember]]:
        county, spec = self.county, self.spec
        ordinal = WORDS["rounds"]["ordinals"][place]
        over = workday(add_months(self._day(spec.feedback), 1)) if spec.feedback else None
        group = Group(
            round=self.round,
            number=place + 1,
            name=fill(WORDS["rounds"]["county_group"], {"county": county.name, "number": ordinal}),
        )
        at, rows = self._day(spec.authorised), self.world.rows
        rows.enter(group, office=county.office, at=at)
        if over:
            rows.fill(group, "dissolve", at=over, dissolved_on=over)
        # Leaders change groups from round to round, the others stay together.
        leader = county.leaders[(place + self.number) % 2]
        people = [leader, *county.staff[place * 5 : place * 5 + 4]]
        members = []
        for person, seat in zip(people, SEATS, strict=True):
            member = GroupMember(round=self.round, group=group, person=person, seat=seat)
            members.append(rows.enter(member, office=county.office, at=at))
            if over:
                rows.fill(member, "release", at=over, until=over)
        return group, members

    def _task(self, place: int, target: Target) -> HeldTask:
        world, spec = self.world, self.spec
        task = Task(
            round=self.round,
            group=self.groups[place % 2][0],
            organisation=target.unit,
            kind=target.kind,
            parent_task=target.parent,
            counts=target.kind == TaskKind.ROUTINE,
            upper_round=world.profile.upper_round if target.mode == Mode.LINKED else "",
            entry_planned_on=self._day(spec.entry),
            exit_planned_on=self._day(spec.exit),
        )
        world.rows.enter(task, office=self.county.office, at=self._day(spec.proposed))
        world.rows.add(TaskMode(task=task, mode=target.mode))
        heading = target.kind.label if target.kind == TaskKind.LOOKBACK else target.mode.label
        put_line(world, self.paper, place + 1, target.unit.name, heading=heading, unit=target.unit)
        return HeldTask(task, target.unit, self.leader, target.problems)

    def _clear(self, members: list[GroupMember], units: list[Organisation]) -> None:
        """Every member checked against every unit of the group, between approval and authorisation."""
        day = later(self._day(self.spec.approved), 2)
        for member in members:
            for unit in units:
                check = RecusalCheck(
                    round=self.round,
                    person_id=member.person_id,
                    organisation=unit,
                    verdict=RecusalVerdict.CLEAR,
                    decided_on=day,
                    decided_by=self.county.director,
                )
                # Counties enter the check with its verdict, on the day it is decided.
                self.world.rows.enter(check, office=self.county.office, at=day)

    def _authorise(self, group: Group) -> None:
        at = self._day(self.spec.authorised)
        paper = issue(
            self.world, "authorisation", at=at, county=self.county, round=self.round.name, group=group.name
        )
        self.world.rows.enter(Authorisation(group=group, document=paper), office=self.county.office, at=at)

    def _steps(self, held: HeldTask) -> Steps:
        spec, rng = self.spec, self.rng
        enter = later(self._day(spec.entry), rng.randint(0, 1))
        short = held.unit.level == Level.VILLAGE or held.task.kind == TaskKind.LOOKBACK
        leave = later(enter, rng.randint(14, 18)) if short else self._day(spec.exit)
        notify = later(self._day(spec.entry), -11)
        if not (spec.decided and spec.feedback):
            return Steps(notify, enter, leave, report=later(leave, rng.randint(2, 4)))
        decide = self._day(spec.decided)
        feedback = between(rng, self._day(spec.feedback), later(self._day(spec.feedback), 5))
        return Steps(
            notify,
            enter,
            leave,
            report=later(decide, -rng.randint(8, 9)),
            review=later(decide, -7),
            hear=later(decide, -5),
            decide=decide,
            feed_back=feedback,
            **after_feedback(rng, feedback, self.world.profile.today),
        )
