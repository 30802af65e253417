"""Rectification of the inspected units: one ledger a task, one item a frozen finding, measures with owner and due date."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from random import Random

from xuncha.basis.models import Document
from xuncha.findings.models import Finding
from xuncha.operations.city.days import between, later, months_later
from xuncha.operations.city.findings_text import Slots
from xuncha.operations.city.papers import issue
from xuncha.operations.city.rectification_chain import Worked, follow
from xuncha.operations.city.texts import choose, fill, lines, table
from xuncha.operations.city.world import County, HeldTask, World
from xuncha.people.models import Post
from xuncha.records.models import Office
from xuncha.records.rules import Level, Role
from xuncha.rectification.models import Item, ItemClass, Ledger, Measure, Yield
from xuncha.rectification.rules import MeasureKind, OwnerKind, YieldKind

WORDS = table("words")["rectification"]
OwnerOf = Callable[[], Post]


@dataclass(frozen=True)
class Progress:
    """How far a round's rectification has come, in shares of its items; the rest is under way."""

    done: float
    staged: float
    standing: float
    overdue: float
    untouched: float = 0.0
    measures: tuple[int, int] = (1, 3)


OLD = Progress(done=0.93, staged=0.03, standing=0.02, overdue=0.02)
RECENT = Progress(done=0.81, staged=0.07, standing=0.02, overdue=0.03)
COUNTY_OLD = Progress(done=0.90, staged=0.05, standing=0.0, overdue=0.03, measures=(1, 1))
COUNTY_RECENT = Progress(done=0.62, staged=0.08, standing=0.0, overdue=0.05, untouched=0.02, measures=(1, 1))


def rectify(
    world: World, held: HeldTask, progress: Progress, owner: OwnerOf, *, county: County | None = None
) -> Ledger | None:
    """The ledger of a task whose rectification plan has been accepted; None before that."""
    start = held.plan_accepted
    if start is None or held.feedback is None:
        return None
    office, rng = world.office(held.task), world.dice.of("rectification")
    ledger = _open(world, held, start, office, county)
    classes = _classes(world, ledger, held, office)
    worked = []
    for serial, finding in enumerate(held.findings, 1):
        item = Item(
            ledger=ledger,
            item_class=classes[finding.focus_id],
            finding=finding,
            serial=serial,
            title=finding.title,
            due_on=_due(rng, held.feedback.at),
        )
        world.rows.enter(item, office=office, at=ledger.at, role=Role.RECTIFICATION)
        worked.append(_work(world, rng, item, finding, progress, owner))
    if county is None:
        follow(world, held, ledger, worked)
    return ledger


def _open(world: World, held: HeldTask, start: date, office: Office, county: County | None) -> Ledger:
    unit = held.unit
    key = "county_unit_plan" if county else "unit_plan"
    plan = issue(
        world, key, at=start, county=county, source=unit.name, unit=unit.short_name, role=Role.RECTIFICATION
    )
    ledger = Ledger(
        owner_kind=OwnerKind.TASK,
        task=held.task,
        title=fill(WORDS["ledger"], {"unit": unit.short_name}),
        source=held.feedback,
        plan=plan,
    )
    world.rows.enter(ledger, office=office, at=start, role=Role.RECTIFICATION)
    report = _report(world, held, county)
    if report:
        world.rows.fill(ledger, "file_report", at=report.at, basis=report.title, final_report=report)
    return ledger


def _report(world: World, held: HeldTask, county: County | None) -> Document | None:
    """The city's units report their progress in writing."""
    assert held.feedback
    day = months_later(held.feedback.at, 2)
    if county or day > world.profile.today:
        return None
    unit = held.unit
    return issue(
        world, "unit_report", at=day, source=unit.name, unit=unit.short_name, role=Role.RECTIFICATION
    )


def _classes(world: World, ledger: Ledger, held: HeldTask, office: Office) -> dict[int, ItemClass]:
    """One class a focus area, in the dictionary's order."""
    classes = {}
    areas = sorted({finding.focus for finding in held.findings}, key=lambda area: area.serial)
    for serial, area in enumerate(areas, 1):
        row = ItemClass(ledger=ledger, serial=serial, title=area.short)
        classes[area.pk] = world.rows.enter(row, office=office, at=ledger.at, role=Role.RECTIFICATION)
    return classes


def _due(rng: Random, feedback: date) -> date:
    """Within the two months of the era, some within half a year or a year."""
    return months_later(feedback, rng.choices((1, 2, 6, 12), (25, 60, 10, 5))[0])


def _work(
    world: World, rng: Random, item: Item, finding: Finding, progress: Progress, owner: OwnerOf
) -> Worked:
    """One item along its life, with the measures that carry it and what came of it."""
    today = world.profile.today
    fate = _fate(rng, item, progress, today)
    done_on = staged = None
    if fate != "untouched":
        started = later(item.at, rng.randint(1, 5))
        world.rows.move(item, "start", at=started)
        if fate == "done":
            done_on = min(between(rng, later(started, 5), max(item.due_on, later(started, 8))), today)
            world.rows.move(item, "complete", at=done_on, by=_striker(world, item))
            _settle(world, finding, done_on)
            _yield(world, rng, item, done_on)
        elif fate in ("staged", "standing"):
            staged = min(later(started, rng.randint(20, 35)), today)
            world.rows.move(item, "stage", at=staged)
            if fate == "standing":
                world.rows.move(item, "stand", at=min(later(staged, 10), today))
        elif fate == "overdue":
            world.rows.move(item, "lapse", at=min(max(later(item.due_on, 3), later(started, 2)), today))
    number = rng.randint(*progress.measures)
    # An item is struck off when all its measures are finished, staged when the first of them is.
    finished = [done_on] * number if done_on else [staged, *[None] * (number - 1)]
    return Worked(item, _measures(world, rng, item, finding, finished, owner), staged)


def _striker(world: World, item: Item) -> int:
    """In the city it is the director who strikes off: the section enters what the unit applied for."""
    return world.users[Role.DIRECTOR].pk if item.office_id == world.home.pk else 0


def _fate(rng: Random, item: Item, progress: Progress, today: date) -> str:
    """What becomes of the item; what is due in the future is not overdue, and may still be under way."""
    share = rng.random()
    for name in ("done", "staged", "standing", "overdue", "untouched"):
        share -= getattr(progress, name)
        if share < 0:
            late = later(item.due_on, 3) > today
            return "under_way" if late and name in ("overdue", "done") else name
    return "under_way"


def _settle(world: World, finding: Finding, day: date) -> None:
    """The finding is reported as rectified and struck off."""
    world.rows.move(finding, "rectify", at=max(later(day, -3), finding.fed_back_on or day))
    world.rows.move(finding, "accept", at=day)


def _measures(
    world: World,
    rng: Random,
    item: Item,
    finding: Finding,
    finished: Sequence[date | None],
    owner: OwnerOf,
) -> list[Measure]:
    """As many measures as there are days by which they were finished, None for one that is not."""
    unit, rows = finding.task.organisation, []
    patterns = rng.sample(_patterns(finding.category.code), len(finished))
    for serial, (pattern, by_day) in enumerate(zip(patterns, finished, strict=True), 1):
        measure = Measure(
            item=item,
            serial=serial,
            text=fill(choose(pattern, rng), Slots(rng, unit.short_name, Level(unit.level), item.at.year)),
            kind=_kind(rng, finding, by_day),
            owner=owner(),
            lead=world.posts[unit.pk][0],
            department=unit,
            due_on=item.due_on,
        )
        world.rows.enter(measure, office=world.office(item), at=item.at, role=Role.RECTIFICATION)
        if by_day:
            done_on = max(later(by_day, -rng.randint(0, 4)), item.at)
            world.rows.fill(measure, "finish", at=done_on, done_on=done_on)
        rows.append(measure)
    return rows


def _kind(rng: Random, finding: Finding, done_on: date | None) -> MeasureKind:
    if finding.immediate:
        return MeasureKind.IMMEDIATE
    return MeasureKind.LONG_TERM if done_on is None and rng.random() < 0.3 else MeasureKind.DATED


def _patterns(category: str) -> list[str]:
    """Measures for the finding's second-level category."""
    second = category.rpartition(".")[0]
    return [text for code, text in lines("measures") if code == second]


def _yield(world: World, rng: Random, item: Item, day: date) -> None:
    """One item in six leaves something that can be counted."""
    if rng.random() > 0.16:
        return
    kind = rng.choices(list(YieldKind), (1, 6, 6, 4, 3))[0]
    row = Yield(
        item=item,
        kind=kind,
        title=fill(rng.choice(WORDS["yields"][kind]), {"title": item.title}),
        amount=Decimal(rng.randint(20, 6000)) / 100 if kind == YieldKind.MONEY else None,
        persons=rng.randint(1, 6) if kind == YieldKind.PERSONS else None,
    )
    world.rows.enter(row, office=world.office(item), at=day, role=Role.RECTIFICATION)
