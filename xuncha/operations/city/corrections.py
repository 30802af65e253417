"""Later wordings of findings that had been handed over, each by a letter of the office."""

from collections.abc import Iterable

from xuncha.findings.models import Correction, Finding
from xuncha.operations.city.days import later
from xuncha.operations.city.papers import issue
from xuncha.operations.city.texts import table
from xuncha.operations.city.world import World

WORDS = table("words")["corrections"]


def correct_some(world: World) -> None:
    """A few of the last feedback, whose units had shown further papers."""
    frozen = [
        finding
        for held in world.rounds.values()
        for task in held.tasks
        for finding in task.findings
        if finding.fed_back_on and finding.fed_back_on.year == world.profile.year
    ]
    if frozen:
        correct(world, world.dice.of("corrections").sample(frozen, WORDS["number"]))


def correct(world: World, findings: Iterable[Finding]) -> None:
    for finding in findings:
        assert finding.fed_back_on
        day = later(finding.fed_back_on, 4)
        paper = issue(world, "correction", at=day, unit=finding.task.organisation.short_name)
        row = Correction(
            finding=finding,
            before=finding.facts,
            after=finding.facts + WORDS["addition"],
            reason=WORDS["reason"],
            document=paper,
        )
        world.rows.enter(row, office=world.home, at=day)
