"""The groups' reports: drafted, handed in as versions, reviewed, answered, and sent back where the round says so."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from random import Random

from xuncha.fieldwork.models import Forum, Hearing, Loan, Petition, SitIn, Talk, Visit, WorkingPaper
from xuncha.fieldwork.models.base import FieldRecord
from xuncha.findings.models import Finding
from xuncha.findings.rules import FindingState
from xuncha.operations.city.days import in_words, later
from xuncha.operations.city.texts import choose, fill, inside_quotes, table
from xuncha.operations.city.world import HeldGroup, HeldRound, HeldTask, World
from xuncha.papers.models import InspectionReport, ReportVersion, ReviewOpinion
from xuncha.papers.queries import REPORTED
from xuncha.papers.rules import PARTS, Aspect
from xuncha.records.rules import Role
from xuncha.rounds.models import Task
from xuncha.rounds.rules.groups import Seat

WORDS = table("inspection_reports")
COUNTED: dict[str, type[FieldRecord]] = {
    "hearings": Hearing,
    "talks": Talk,
    "petitions": Petition,
    "loans": Loan,
    "forums": Forum,
    "sitins": SitIn,
    "visits": Visit,
}
ASPECTS = (*Aspect, Aspect.FACTS, Aspect.FACTS, Aspect.WORDING)  # facts are questioned most
REVIEW = 5  # working days a report that was sent back spends with the group


@dataclass
class Desk:
    """One task's report while it is being written."""

    world: World
    held: HeldRound
    group: HeldGroup
    unit: HeldTask
    counts: dict[str, int]
    found: list[Finding]  # whatever was not dropped

    @cached_property
    def rng(self) -> Random:
        return self.world.dice.of("inspection_reports")

    @property
    def task(self) -> Task:
        return self.unit.task

    @cached_property
    def writer(self) -> int:
        """The liaison, where they have an account; else the leader."""
        liaison = next(seat.person for seat in self.group.seats if seat.seat == Seat.LIAISON)
        return liaison.user_id or self.group.leader

    @cached_property
    def by_area(self) -> list[tuple[str, int]]:
        return Counter(finding.focus.short for finding in self.found).most_common()

    @cached_property
    def slots(self) -> dict[str, object]:
        task, total = self.task, sum((f.amount or Decimal() for f in self.found), Decimal())
        name, count = self.by_area[0] if self.by_area else ("", 0)
        assert task.entered_on
        return {
            **self.counts,
            "u": self.unit.unit.short_name,
            "group": self.group.group.name,
            "kind": task.kind.label,
            "entered": in_words(task.entered_on),
            "until": in_words(task.left_on or self.world.profile.today),
            "problems": len(self.found),
            "sum": total,
            "name": name,
            "count": count,
        }

    def say(self, pattern: str) -> str:
        return fill(choose(pattern, self.rng), self.slots)

    def parts(self) -> dict[str, str]:
        texts = {
            "basics": self._basics(),
            "assessment": self._assessment(),
            "causes": [self.say(line) for line in WORDS["causes"]["lines"]],
            "advice": self._advice(),
        }
        return {name: "\n".join(lines) for name, lines in texts.items()}

    def _basics(self) -> list[str]:
        words = WORDS["basics"]
        counted = [words["counts"]] if self.counts["talks"] else []
        patterns = [words["opening"], *counted, words["papers"], self.rng.choice(words["closing"])]
        return [self.say(pattern) for pattern in patterns]

    def _assessment(self) -> list[str]:
        words = WORDS["assessment"]
        areas = "、".join(fill(words["area"], {"name": n, "count": c}) for n, c in self.by_area)
        money = self.say(words["money"]) if self.slots["sum"] else ""
        turn = fill(words["turn"], {**self.slots, "areas": areas, "money": money})
        return [self.say(self.rng.choice(words["merit"])), turn]

    def _advice(self) -> list[str]:
        words = WORDS["advice"]
        third = words["money" if self.slots["sum"] else "plain"]
        return [self.say(line) for line in (words["first"], words["second"], third, words["last"])]


def write(world: World) -> None:
    """Reports of the latest rounds' tasks. What is handed in has its problems confirmed before."""
    counts = {name: Counter(row.task_id for row in world.rows.all(model)) for name, model in COUNTED.items()}
    papers = Counter(row.task_id for row in world.rows.all(WorkingPaper))
    sent_back = world.rows.steps_of(Task, "send_back")
    found: dict[int, list[Finding]] = defaultdict(list)
    for finding in world.rows.all(Finding):
        if finding.state != FindingState.DROPPED:
            found[finding.task_id].append(finding)
    for number, held in world.rounds.items():
        for group in held.groups if number >= WORDS["first_round"] else ():
            for unit in (unit for unit in group.tasks if unit.task.entered_on):
                key = unit.task.pk
                counted = {name: kept[key] for name, kept in counts.items()} | {"papers": papers[key]}
                _report(Desk(world, held, group, unit, counted, found[key]), sent_back.get(key, []))


def _report(desk: Desk, sent_back: list[date]) -> None:
    task, world = desk.task, desk.world
    if task.left_on is None:
        if desk.rng.random() < 0.4:
            _begin_early(desk)
        return
    report = InspectionReport(task=task)
    begun = later(task.left_on, 1)
    world.rows.enter(report, office=world.home, at=begun, by=desk.writer)
    if task.reported_on is None:
        return
    _settle(desk, task.reported_on)
    parts, first = desk.parts(), min(later(begun, 2), later(task.reported_on, -1))
    changes = {name: parts[name] for name in PARTS}
    world.rows.correct(report, at=max(begun, first), note="修改报告文稿", changes=changes)
    days = [*(later(day, -2) for day in sent_back), task.reported_on]
    for number, day in enumerate(days, 1):
        version = _hand_in(desk, report, number, day, parts)
        _review(
            desk, version, day, sent_back[number - 1] if number <= len(sent_back) else desk.held.spec.reviewed
        )


def _begin_early(desk: Desk) -> None:
    """Still on site: the first part is there, the others wait."""
    world, words = desk.world, WORDS["basics"]
    report = InspectionReport(task=desk.task, basics=desk.say(words["begun"]))
    world.rows.enter(
        report, office=world.home, at=later(world.profile.today, -desk.rng.randint(2, 6)), by=desk.writer
    )


def _settle(desk: Desk, reported: date) -> None:
    """No report is handed in with problems that nobody has settled."""
    for finding in desk.found:
        if finding.state == FindingState.DRAFT:
            day = max(finding.at, later(reported, -1))
            desk.world.rows.move(finding, "confirm", at=day, by=desk.unit.leader)


def _hand_in(
    desk: Desk, report: InspectionReport, number: int, day: date, parts: dict[str, str]
) -> ReportVersion:
    listed = [finding for finding in desk.found if finding.state in REPORTED]
    problems = [
        {
            "serial": finding.serial,
            "focus": finding.focus.short,
            "title": finding.title,
            "facts": finding.facts,
            "amount": str(finding.amount) if finding.amount is not None else "",
        }
        for finding in sorted(listed, key=lambda one: (one.focus.serial, one.serial))
    ]
    version = ReportVersion(report=report, number=number, problems=problems, **parts)
    return desk.world.rows.enter(version, office=desk.world.home, at=day, by=desk.group.leader)


def _review(desk: Desk, version: ReportVersion, handed_in: date, until: date | None) -> None:
    """Opinions from several sides; answered by the end of the review, while it lasts by the day on which they could."""
    rng, world, today = desk.rng, desk.world, desk.world.profile.today
    aspects = rng.sample(ASPECTS, rng.randint(2, 4))
    used: set[str] = set()
    for place, aspect in enumerate(aspects):
        words = WORDS["review"][aspect.value]
        pick = rng.randrange(len(words["text"]))
        finding = rng.choice(desk.found)
        text = fill(words["text"][pick], {"title": inside_quotes(finding.title)})
        day = later(handed_in, rng.randint(1, 2))
        day = min(day, until or today)
        if text in used or day > today:
            continue
        used.add(text)
        opinion = ReviewOpinion(version=version, aspect=aspect, text=text)
        world.rows.enter(opinion, office=world.home, at=day, role=Role.GENERAL)
        answered = min(later(day, rng.randint(1, 3)), until or date.max)
        if answered <= today and (until or place):
            answer = words["answer"][pick]
            world.rows.fill(
                opinion, "answer", at=answered, by=desk.writer, answer=answer, answered_on=answered
            )
