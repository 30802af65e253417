"""What the archive is asked: the list of a hand-over, how complete a task is, what a register row's digest is."""

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from xuncha.archive.models import ArchiveItem, Handover, RequiredPaper
from xuncha.archive.rules import (
    ListLine,
    Mandatory,
    PaperState,
    Phase,
    Retention,
    VolumeKind,
    digest_of,
)
from xuncha.basis.models import Document
from xuncha.clues.models import Clue
from xuncha.rounds.models import Task

CATALOGUE = Path(__file__).parent / "data" / "checklist.csv"


@cache
def catalogue() -> tuple[Mandatory, ...]:
    """The bundled catalogue of mandatory documents."""
    with CATALOGUE.open(encoding="utf-8", newline="") as file:
        return tuple(_mandatory(line) for line in csv.DictReader(file))


def _mandatory(line: dict[str, str]) -> Mandatory:
    return Mandatory(
        phase=Phase(line["phase"]),
        volume=VolumeKind(line["volume"]),
        title=line["title"],
        retention=Retention(line["retention"]),
        kinds=frozenset(line["kinds"].split()),
    )


def archive_of(task: Task) -> Handover | None:
    """The archive that was begun for the task; None before."""
    return Handover.objects.live().filter(task=task).first()


def begun_of(tasks: Sequence[Task]) -> set[int]:
    """The keys of those tasks whose archive was begun."""
    return set(Handover.objects.live().filter(task__in=tasks).values_list("task", flat=True))


def papers_of(handover: Handover) -> list[tuple[RequiredPaper, list[ArchiveItem]]]:
    """The checklist in its order, each line with what is filed for it."""
    items: dict[int | None, list[ArchiveItem]] = {}
    for item in items_of(handover):
        items.setdefault(item.paper_id, []).append(item)
    papers = RequiredPaper.objects.live().filter(handover=handover).order_by("serial")
    return [(paper, items.get(paper.pk, [])) for paper in papers]


def items_of(handover: Handover) -> list[ArchiveItem]:
    """Everything in its volumes, by archival number."""
    rows = ArchiveItem.objects.live().filter(volume__handover=handover)
    return list(rows.select_related("volume").order_by("volume__kind", "series", "serial"))


@dataclass(frozen=True)
class Completeness:
    """The checklist of a task counted by how its lines stand."""

    present: int
    absent: int
    missing: int

    @property
    def all(self) -> int:
        return self.present + self.absent + self.missing


def completeness(handover: Handover) -> Completeness:
    states = RequiredPaper.objects.live().filter(handover=handover).values_list("state", flat=True)
    found = Counter(states)
    return Completeness(
        *(found[state] for state in (PaperState.PRESENT, PaperState.ABSENT, PaperState.MISSING))
    )


def missing(handover: Handover) -> list[str]:
    """Titles of what is neither filed nor explained."""
    lines = RequiredPaper.objects.live().filter(handover=handover, state=PaperState.MISSING)
    return list(lines.order_by("serial").values_list("title", flat=True))


def hand_over_list(handover: Handover) -> list[ListLine]:
    """What is handed over, line by line. Clue material by its number only."""
    return list(_lines(handover))


def _lines(handover: Handover) -> Iterator[ListLine]:
    for item in items_of(handover):
        yield ListLine(
            number=item.number,
            title=item.title,
            document_number=item.document_number,
            day=item.dated_on.isoformat(),
            responsible=item.responsible,
            pages=item.pages,
            retention=Retention(item.retention).label,
            digest=item.digest,
            sealed=item.clue_id is not None,
        )


def digest_of_document(document: Document) -> str:
    """Of what the register of official documents says of it."""
    names = ("uid", "number", "kind", "direction", "title", "issuer", "at")
    return digest_of({name: getattr(document, name) for name in names})


def digest_of_clue(clue: Clue) -> str:
    """Of a clue's envelope. Its content stays sealed where it is."""
    return digest_of({name: getattr(clue, name) for name in ("uid", "number", "at")})
