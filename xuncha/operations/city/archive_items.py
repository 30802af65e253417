"""What is filed for each line of a task's archive, when, and what was explained instead."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from random import Random
from typing import Any

from xuncha.archive.models import ArchiveItem, ArchiveVolume, Handover, RequiredPaper
from xuncha.archive.queries import digest_of_clue, digest_of_document
from xuncha.archive.rules import Phase, Retention, VolumeKind
from xuncha.basis.models import Document, Meeting
from xuncha.basis.rules import MeetingKind
from xuncha.clues.models import Clue
from xuncha.fieldwork.models import ImmediateNotice
from xuncha.operations.city import papers
from xuncha.operations.city.days import later
from xuncha.operations.city.stored import keep
from xuncha.operations.city.texts import choose, fill, table
from xuncha.operations.city.world import HeldGroup, HeldRound, HeldTask, World
from xuncha.papers.documents.inspection_reports import inspection_report
from xuncha.papers.engine.writer import write
from xuncha.papers.models import ReportVersion
from xuncha.rounds.models import Task
from xuncha.rounds.rules.groups import Seat

WORDS = table("archives")
PLAN, REPORT = "轮次巡察工作方案", "巡察报告"
SECONDMENT = "抽调人员函及回避核查材料"
MINUTES = {
    "领导小组会议纪要": (MeetingKind.LEADING_GROUP, "heard_on"),
    "书记专题会议纪要": (MeetingKind.SECRETARY, "decided_on"),
}
NOTICES = "立行立改通知书及办理反馈"
AFTER = (Phase.FEEDBACK, Phase.RECTIFICATION)


@dataclass
class Kept:
    """What may be filed, as an archivist finds it."""

    documents: dict[str, Document]  # by title
    clues: dict[int, list[Clue]]  # by task, as the rest
    reports: dict[int, ReportVersion]
    noticed: set[int]

    @classmethod
    def of(cls, world: World) -> "Kept":
        clues: dict[int, list[Clue]] = defaultdict(list)
        for clue in world.rows.all(Clue):
            clues[clue.task_id].append(clue)
        home = world.home.pk
        return cls(
            documents={row.title: row for row in world.rows.all(Document) if row.office_id == home},
            clues=clues,
            reports={row.report.task_id: row for row in world.rows.all(ReportVersion)},
            noticed={row.task_id for row in world.rows.all(ImmediateNotice)},
        )


@dataclass
class Box:
    """The archive of one task while it is being filled. `until`: the day before which everything is settled."""

    world: World
    kept: Kept
    held: HeldRound
    group: HeldGroup
    unit: HeldTask
    handover: Handover
    volumes: dict[str, ArchiveVolume]
    items: list[ArchiveItem]
    reached: dict[str, date]
    until: date | None = None

    @cached_property
    def rng(self) -> Random:
        return self.world.dice.of("archives")

    @property
    def task(self) -> Task:
        return self.unit.task

    @cached_property
    def archivist(self) -> int:
        liaison = next(seat.person for seat in self.group.seats if seat.seat == Seat.LIAISON)
        return liaison.user_id or self.group.leader

    def enter(self, row: Any, at: date, by: int = 0) -> Any:
        return self.world.rows.enter(row, office=self.world.home, at=at, by=by or self.archivist)

    def dated(self, phase: str) -> date | None:
        """The day that a paper of the phase bears; None when there is none yet."""
        days = {
            Phase.PREPARATION: self.task.notified_on,
            Phase.FIELD: self.task.left_on,
            Phase.REPORT: self.task.reported_on,
            Phase.FEEDBACK: self.task.fed_back_on,
            Phase.RECTIFICATION: self.reached.get("evaluated"),
        }
        return days[Phase(phase)]


def settle(box: Box, paper: RequiredPaper) -> None:
    """File the paper, explain why it is not there, or leave the line open."""
    reason = _reason(box, paper)
    dated = box.dated(paper.phase)
    if reason:
        day = min(later(box.handover.at, 6), box.until or box.world.profile.today)
        if box.until and paper.phase in AFTER:
            day = box.until
        box.world.rows.move(paper, "explain", at=day, by=box.archivist, note=reason, reason=reason)
    elif dated and (box.until or _by_now(box, paper)):
        _file(box, paper, dated)


def _reason(box: Box, paper: RequiredPaper) -> str:
    if paper.title == NOTICES and box.task.pk not in box.kept.noticed:
        return str(WORDS["absent"][NOTICES])
    if paper.title in WORDS["absent"] and paper.title != NOTICES:
        return str(WORDS["absent"][paper.title])
    if box.until is None or paper.phase not in AFTER:
        return ""
    if box.task.fed_back_on is None:
        return str(WORDS["absent"]["later"])
    dated = box.dated(paper.phase)
    return "" if dated and dated < box.until else str(WORDS["absent"]["rectification"])


def _by_now(box: Box, paper: RequiredPaper) -> bool:
    """While it is still being collected, a part of what there could be."""
    shares = {Phase.PREPARATION: 1.0, Phase.FIELD: 0.7, Phase.REPORT: 0.5}
    return box.rng.random() < shares.get(Phase(paper.phase), 0.0)


def _file(box: Box, paper: RequiredPaper, dated: date) -> None:
    document = _document(box, paper.title)
    if paper.title in MINUTES and document is None:
        return
    day = max(box.handover.at, later(dated, box.rng.randint(1, 6)))
    day = min(max(day, document.at if document else day), box.until or box.world.profile.today)
    low, high = WORDS["pages"].get(paper.title, WORDS["pages"]["usual"])
    item = ArchiveItem(
        volume=box.volumes[paper.volume],
        paper=paper,
        title=document.title if document else paper.title,
        document_number=document.number if document else "",
        dated_on=document.at if document else dated,
        pages=_leaves(document, low, high) if document else box.rng.randint(low, high),
        responsible=document.issuer if document else _responsible(box, paper),
        retention=paper.retention,
        document=document,
        digest=digest_of_document(document) if document else "",
    )
    if document:
        item.mark = document.mark
    elif paper.title == REPORT:
        _attach(box, item, day)
    else:
        item.shelf = choose(WORDS["shelf"], box.rng)
    box.items.append(box.enter(item, day))
    box.world.rows.move(paper, "file", at=day, by=box.archivist)


def _leaves(document: Document, low: int, high: int) -> int:
    """One paper lies in several archives and is as thick in all of them."""
    return low + document.uid.int % (high - low + 1)


def _responsible(box: Box, paper: RequiredPaper) -> str:
    return str(box.group.group.name if paper.volume == VolumeKind.GROUP else box.world.home.name)


def _attach(box: Box, item: ArchiveItem, day: date) -> None:
    """The report as it was handed in the last time, as a Word file."""
    version = box.kept.reports[box.task.pk]
    version.report.task.office = box.world.home
    content = write(inspection_report(version))
    name = fill(WORDS["report_file"], {"unit": box.unit.unit.short_name})
    item.attachment = keep(box.world, content, name=name, at=day, by=box.archivist)
    item.digest, item.title = item.attachment.digest, str(version.report)


def _document(box: Box, title: str) -> Document | None:
    """The paper of the register that the line means, where there is one."""
    if title == PLAN:
        return box.held.round.document
    if title == SECONDMENT:
        return next((seat.letter for seat in box.group.seats if seat.letter), None)
    if title in MINUTES:
        kind, name = MINUTES[title]
        meeting: Meeting | None = box.world.meetings.get((kind.value, getattr(box.task, name)))
        return meeting.minutes if meeting else None
    key = WORDS["registered"].get(title)
    slots = {
        "round": box.held.round.name,
        "group": box.group.group.name,
        "unit": box.unit.unit.short_name,
        "dept": WORDS["department"],
    }
    return box.kept.documents.get(papers.title_of(box.world, key, **slots)) if key else None


def seal(box: Box) -> None:
    """Clue material, under its number only, by the group's leader."""
    for clue in box.kept.clues[box.task.pk]:
        day = later(max(box.handover.at, clue.at), 5)
        limit = box.until or box.world.profile.today
        if day > limit:
            continue
        low, high = WORDS["pages"]["clue"]
        item = ArchiveItem(
            volume=box.volumes[VolumeKind.SEALED],
            clue=clue,
            dated_on=clue.at,
            pages=box.rng.randint(low, high),
            retention=Retention.THIRTY,
            digest=digest_of_clue(clue),
            mark=clue.mark,
        )
        box.items.append(box.enter(item, day, by=box.group.leader))
