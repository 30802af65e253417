"""The problems a look-back goes back to, what it said of each, and what is still to be done about that."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from xuncha.findings.models import Finding
from xuncha.rectification.models import Item, Verdict
from xuncha.rectification.rules.items import VERIFIED
from xuncha.rectification.rules.lookbacks import AGAIN, Outcome
from xuncha.rounds.models import Task
from xuncha.rounds.rules.kinds import TaskKind


@dataclass(frozen=True)
class Recheck:
    """An earlier problem, where its item stands, and the verdict; None while there is none."""

    finding: Finding
    item: Item | None
    verdict: Verdict | None

    @property
    def waits(self) -> bool:
        """Whether the verdict sends back an item that has not been reopened."""
        if self.verdict is None or self.verdict.outcome not in AGAIN or self.verdict.reopened_on:
            return False
        return can_be_reopened(self.item)


@dataclass(frozen=True)
class Lookback:
    """All of one look-back: `new` are problems it found itself."""

    rechecks: list[Recheck]
    new: int

    def count(self, outcome: Outcome) -> int:
        return sum(each.verdict is not None and each.verdict.outcome == outcome for each in self.rechecks)

    @property
    def counts(self) -> Mapping[str, int]:
        return {outcome.label: self.count(outcome) for outcome in Outcome}

    @property
    def silent(self) -> int:
        return sum(each.verdict is None for each in self.rechecks)

    @property
    def waiting(self) -> int:
        return sum(each.waits for each in self.rechecks)


def looks_back(task: Task) -> bool:
    return task.kind == TaskKind.LOOKBACK and task.parent_task_id is not None


def earlier(task: Task) -> QuerySet[Finding]:
    """Problems handed over in the task before. Whoever looks back reads them, though another group found them."""
    return Finding.objects.live().frozen().filter(task=task.parent_task_id).order_by("serial")


def unjudged(task: Task) -> QuerySet[Finding]:
    judged = Verdict.objects.live().filter(task=task).values("finding")
    return earlier(task).exclude(pk__in=judged)


def item_of(finding: Finding) -> Item | None:
    return Item.objects.live().filter(finding=finding).first()


def lookback(task: Task) -> Lookback:
    """In four questions."""
    verdicts = {row.finding_id: row for row in Verdict.objects.live().filter(task=task)}
    items = {row.finding_id: row for row in Item.objects.live().filter(finding__task=task.parent_task_id)}
    rechecks = [Recheck(row, items.get(row.pk), verdicts.get(row.pk)) for row in earlier(task)]
    return Lookback(rechecks, Finding.objects.filter(task=task).of_report().count())


def can_be_reopened(item: Item | None) -> bool:
    return item is not None and item.state in VERIFIED
