"""Findings by the hundred thousand, with items and measures, into a demo installation that stands: for measuring.

They hang on the tasks that are there and carry their dates; no row that was there is changed. What papers state
is not raised with them, so the ties of the years they fall into no longer hold.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import cycle
from random import Random
from typing import Any, TypeVar

from django.db import models, transaction

from xuncha.findings.models import Finding
from xuncha.findings.rules import FindingState, Weight
from xuncha.kernel.refusals import BadInput
from xuncha.operations.city.bulk import Table, keep_sequences
from xuncha.operations.city.dice import Dice, portions
from xuncha.operations.city.findings_text import Text, fitting, write
from xuncha.operations.city.mass_sources import Ledgered, Source, sources
from xuncha.operations.city.rows import noon
from xuncha.operations.city.texts import table
from xuncha.records.marks import usual
from xuncha.records.models import Installation, Office, Passage
from xuncha.records.queries import installation
from xuncha.rectification.models import Item, Measure
from xuncha.rectification.rules import ItemState, MeasureKind

BATCH = 20_000  # findings a transaction
TEXTS = 40  # different texts a task
DONE = 0.8  # share of items that are struck off
MODELS = (Finding, Item, Measure, Passage)
WEIGHTS = [Weight.ORDINARY.value] * 12 + [Weight.CONSIDERABLE.value] * 7 + [Weight.MAJOR.value]
MEASURES = table("words")["mass"]["measures"]
UNSAID = {  # what a finding may say and these do not
    "period": "", "persons": "", "sources": "", "finder_id": None, "of_principal": False, "four_winds": False,
    "near_people": False, "common": False, "systemic": False, "unrectified": False, "watched": False, "watch_reason": "",
}  # fmt: skip
Row = dict[str, Any]
T = TypeVar("T")


@dataclass
class Heap:
    """Lines waiting to be written, by model, with the keys that are given to them."""

    tables: dict[type[models.Model], Table] = field(
        default_factory=lambda: {model: Table(model) for model in MODELS}
    )
    keys: dict[type[models.Model], int] = field(default_factory=dict)
    lines: dict[type[models.Model], list[list[Any]]] = field(
        default_factory=lambda: {model: [] for model in MODELS}
    )
    written: int = 0

    def __post_init__(self) -> None:
        self.keys = {model: table_.next_key() for model, table_ in self.tables.items()}

    def put(self, model: type[models.Model], row: Row) -> int:
        """Queue a row and give it its key."""
        key = row["id"] = self.keys[model]
        self.keys[model] += 1
        self.lines[model].append(self.tables[model].line(row))
        return key

    @transaction.atomic
    def write(self) -> None:
        for model, lines in self.lines.items():
            if lines:
                self.tables[model].insert(lines)
                self.written += len(lines)
                self.lines[model] = []
        keep_sequences(MODELS)


def load(
    number: int, *, seed: int, spread: bool, passages: bool, progress: Callable[[int, int], None]
) -> int:
    """Write `number` findings, half to the home office and half to its counties unless not `spread`.

    `progress` is told the findings and the rows written so far, after each batch. Answers with the rows written.
    BadInput on an installation that is no demonstration.
    """
    place = installation()
    if not place.is_demo:
        raise BadInput("只能向演示数据中批量生成：本机为正式数据。")
    heap = Heap()
    # A second run goes on where the first ended, with identifiers of its own.
    dice = Dice(seed, f"{place.home.code}/mass/{heap.keys[Finding]}")
    made = 0
    for source, share in _shares(place, number, spread):
        for _ in _fill(heap, dice, source, share, passages):
            made += 1
            if made % BATCH == 0:
                heap.write()
                progress(made, heap.written)
    if made % BATCH:
        heap.write()
        progress(made, heap.written)
    return heap.written


def _shares(place: Installation, number: int, spread: bool) -> list[tuple[Source, int]]:
    """How many findings each task takes; refused before anything is written when they do not fit."""
    counties = list(Office.objects.filter(parent=place.home).order_by("code")) if spread else []
    at_home = number - number // 2 if counties else number
    shares: list[tuple[Source, int]] = []
    for offices, part in (([place.home], at_home), (counties, number - at_home)):
        found = sources(offices, place.home, place.today)
        if part and not found:
            raise BadInput("没有已进驻的巡察任务，无法生成问题。")
        shares += zip(found, portions(part, len(found)), strict=True) if found else []
    for source, share in shares:
        source.require_room(share)
    return shares


def _fill(heap: Heap, dice: Dice, source: Source, number: int, passages: bool) -> Iterator[None]:
    """One task's new findings, each with its item and measure when the task has a ledger."""
    rng = dice.of("rows")
    texts = cycle(_texts(rng, source))
    for place in range(number):
        text = next(texts)
        struck_off = _one(rng, source.ledgered.done) if source.ledgered and rng.random() < DONE else None
        row = _finding(dice, rng, source, text, source.serial + place, struck_off)
        key = heap.put(Finding, row)
        if source.ledgered:
            _item(heap, dice, source, source.ledgered, row, key, place, struck_off)
        if passages:
            _trail(heap, row, source, struck_off)
        yield


def _one(rng: Random, things: Sequence[T]) -> T:
    """As rng.choice, in a third of its time."""
    return things[int(rng.random() * len(things))]


def _texts(rng: Random, source: Source) -> list[Text]:
    """Enough different texts that a page of them reads like a list of different problems."""
    most = len(fitting(source.unit.unit_class))
    year = source.found[0].year
    return [
        text for share in portions(TEXTS, -(-TEXTS // most)) for text in write(rng, source.unit, share, year)
    ]


def _record(dice: Dice, source: Source, label: str, at: date) -> Row:
    """The columns that every business record has."""
    return {
        "uid": dice.uid(label),
        "office_id": source.office,
        "mark": usual().value,
        "by_id": source.by,
        "at": at,
        "recorded_at": noon(at),
        "voided_at": None,
    }


def _finding(
    dice: Dice, rng: Random, source: Source, text: Text, serial: int, struck_off: date | None
) -> Row:
    template = text.template
    return {
        **_record(dice, source, "finding", _one(rng, source.found)),
        "task_id": source.task,
        "serial": serial,
        "title": text.title,
        "facts": text.facts,
        "focus_id": source.focus[template.category[0]],
        "category_id": source.categories[template.category],
        "nature": template.nature.value,
        "weight": _one(rng, WEIGHTS),
        "amount": text.amount,
        "clause": template.clause,
        **UNSAID,
        "in_text": serial % 5 < 3,
        "in_list": True,
        "immediate": serial % 13 == 0,
        "fed_back_on": source.fed_back,
        "accepted_on": struck_off,
        "state": _state(source, struck_off).value,
    }


def _state(source: Source, struck_off: date | None) -> FindingState:
    if struck_off:
        return FindingState.ACCEPTED
    if source.fed_back:
        return FindingState.FED_BACK
    return FindingState.CONFIRMED if source.reported else FindingState.DRAFT


def _item(
    heap: Heap,
    dice: Dice,
    source: Source,
    ledger: Ledgered,
    finding: Row,
    key: int,
    place: int,
    done_on: date | None,
) -> None:
    item = heap.put(
        Item,
        {
            **_record(dice, source, "item", ledger.opened),
            "ledger_id": ledger.ledger,
            "item_class_id": ledger.item_class,
            "finding_id": key,
            "serial": ledger.serial + place,
            "title": finding["title"],
            "due_on": ledger.due,
            "first_due_on": None,
            "done_on": done_on,
            "state": (ItemState.DONE if done_on else ItemState.UNDER_WAY).value,
        },
    )
    heap.put(
        Measure,
        {
            **_record(dice, source, "measure", ledger.opened),
            "item_id": item,
            "serial": 1,
            "text": MEASURES[place % len(MEASURES)],
            "kind": MeasureKind.DATED.value,
            "owner_id": ledger.owner,
            "department_id": source.unit.pk,
            "lead_id": None,
            "due_on": ledger.due,
            "first_due_on": None,
            "done_on": done_on,
        },
    )


def _trail(heap: Heap, finding: Row, source: Source, struck_off: date | None) -> None:
    """The steps of one finding, so that its state on a day can be told; items go without."""
    before = ""
    for verb, after, day in _steps(finding, source, struck_off):
        passage = {
            "office_id": source.office,
            "subject": Finding._meta.label_lower,
            "subject_uid": finding["uid"],
            "verb": verb,
            "before": before,
            "after": after.value,
            "by_id": source.by,
            "at": day,
            "recorded_at": noon(day),
            "basis": "",
            "note": "",
            "changes": {},
        }
        heap.put(Passage, passage)
        before = after.value


def _steps(finding: Row, source: Source, struck_off: date | None) -> Iterator[tuple[str, FindingState, date]]:
    found = finding["at"]
    yield "enter", FindingState.DRAFT, found
    if source.reported or source.fed_back:
        yield "confirm", FindingState.CONFIRMED, found
    if source.fed_back:
        yield "feed_back", FindingState.FED_BACK, source.fed_back
    if struck_off:
        yield "rectify", FindingState.RECTIFIED, struck_off
        yield "accept", FindingState.ACCEPTED, struck_off
