"""What the groups found: listed, dropped or settled on the spot, as far as each task has come."""

from collections.abc import Iterator
from datetime import date
from random import Random

from xuncha.findings.models import Finding
from xuncha.findings.rules import Weight
from xuncha.operations.city import findings_text
from xuncha.operations.city.days import between, later
from xuncha.operations.city.findings_text import Text
from xuncha.operations.city.texts import table
from xuncha.operations.city.world import HeldTask, World

WEIGHTS = [Weight.ORDINARY] * 12 + [Weight.CONSIDERABLE] * 7 + [Weight.MAJOR]
DROPPED = table("words")["findings"]["dropped"]


def find(world: World, held: HeldTask, *, dropped: int = 0, settled: int = 0) -> None:
    """Findings of one task: `held.problems` for its list, more that were dropped or settled on site (not listed)."""
    task = held.task
    if task.entered_on is None:
        return
    rng = world.dice.of("findings")
    texts = findings_text.write(rng, held.unit, held.problems + dropped + settled, task.entered_on.year)
    extra = set(rng.sample(range(len(texts)), dropped + settled))
    listed = [text for place, text in enumerate(texts) if place not in extra]
    rest = [texts[place] for place in sorted(extra)]
    last = task.left_on or world.profile.today
    serials = iter(range(1, len(texts) + 1))
    for finding in _enter(world, held, rng, listed, serials, last):
        held.findings.append(finding)
        _confirm(world, held, finding, rng)
    for place, finding in enumerate(_enter(world, held, rng, rest, serials, last)):
        finding.in_text = finding.in_list = False
        if place < dropped:
            world.rows.move(
                finding, "drop", at=_decided(held, finding), by=held.leader, note=rng.choice(DROPPED)
            )
        else:
            finding.immediate = True
            _confirm(world, held, finding, rng, all_of_them=True)


def _enter(
    world: World, held: HeldTask, rng: Random, texts: list[Text], serials: Iterator[int], last: date
) -> Iterator[Finding]:
    office, start = world.office(held.task), held.task.entered_on
    assert start
    for text in texts:
        template = text.template
        finding = Finding(
            task=held.task,
            serial=next(serials),
            title=text.title,
            facts=text.facts,
            focus=world.focus[template.category[0]],
            category=world.categories[template.category],
            nature=template.nature,
            weight=rng.choice(WEIGHTS),
            amount=text.amount,
            clause=template.clause,
            in_text=rng.random() < 0.62,  # the list is longer than the text (domain reference §4.6)
            immediate=rng.random() < 0.07,
        )
        yield world.rows.enter(finding, office=office, at=between(rng, later(start, 3), last), by=held.leader)


def _confirm(
    world: World, held: HeldTask, finding: Finding, rng: Random, *, all_of_them: bool = False
) -> None:
    """Findings are confirmed before the report; while it is being reviewed some are still being worded."""
    task = held.task
    if task.reported_on is None:
        return
    if task.heard_on or all_of_them or rng.random() < 0.8:
        world.rows.move(finding, "confirm", at=_decided(held, finding), by=held.leader)


def _decided(held: HeldTask, finding: Finding) -> date:
    """The day on which the group's meeting settled it: before the report, never before it was found."""
    task = held.task
    return max(finding.at, later(task.reported_on, -1) if task.reported_on else finding.at)
