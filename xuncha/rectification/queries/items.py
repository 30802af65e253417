"""What a ledger still lacks, what is late, and how items stood on a day."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from xuncha.findings.models import Finding
from xuncha.records.models import Passage, RecordQuerySet
from xuncha.rectification.models import Item, Ledger, Measure
from xuncha.rectification.rules import DONE, OPEN, STAGED, MeasureKind, Progress, Tally

STATE_ON = "state_on"  # what `with_state_on` annotates


def without_measures(ledger: Ledger) -> QuerySet[Item]:
    """Items for which no measure is planned yet."""
    measures = Measure.objects.live().filter(item=OuterRef("pk"))
    return Item.objects.live().filter(~Exists(measures), ledger=ledger).order_by("serial")


def uncovered(ledger: Ledger) -> QuerySet[Finding]:
    """Problems handed over in the ledger's task that are not on the ledger yet (I5)."""
    on_ledger = Item.objects.live().filter(finding=OuterRef("pk"))
    handed_over = Finding.objects.live().frozen().filter(task=ledger.task_id)
    return handed_over.filter(~Exists(on_ledger)).order_by("serial")


def progress(item: Item) -> list[Progress]:
    """How far the item's measures are, in their order."""
    rows = Measure.objects.live().filter(item=item).order_by("serial").values_list("kind", "done_on")
    return [Progress(MeasureKind(kind), done_on) for kind, done_on in rows]


def reopened_on(item: Item) -> date | None:
    """The day of the item's last reopening."""
    steps = Passage.objects.filter(subject_uid=item.uid, verb="reopen").order_by("-at", "-id")
    return steps.values_list("at", flat=True).first()


def standing(items: RecordQuerySet[Item], day: date, states: Iterable[str]) -> QuerySet[Item]:
    """Those that were in one of these states at the end of that day."""
    return items.with_state_on(day).filter(Q((f"{STATE_ON}__in", list(states))))


def tally_on(items: RecordQuerySet[Item], day: date) -> Tally:
    """How these items stood at the end of that day, in one question. An item not yet entered is not due."""
    sizes = dict(items.with_state_on(day).order_by().values_list(STATE_ON).annotate(n=Count("pk")))
    return Tally(*(sum(sizes.get(state, 0) for state in part) for part in (DONE, STAGED, OPEN)))
