"""Archives of the latest rounds' tasks: begun with their checklists, filled, handed over, signed for by the office."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from xuncha.archive.models import ArchiveItem, ArchiveVolume, Handover, RequiredPaper
from xuncha.archive.queries import catalogue
from xuncha.archive.rules import (
    HandoverState,
    ListLine,
    Retention,
    VolumeKind,
    archival_number,
    checklist,
    list_digest,
    series,
)
from xuncha.operations.city.archive_items import WORDS, Box, Kept, seal, settle
from xuncha.operations.city.days import later, months_later
from xuncha.operations.city.texts import fill
from xuncha.operations.city.world import HeldGroup, HeldRound, HeldTask, World
from xuncha.records.rules import Role
from xuncha.rounds.models import Task, TaskMode

EARLY = 6  # a round whose first archive is handed over before the feedback, with the office yet to sign


def file(world: World) -> None:
    """After the documents have their numbers: archives bear them."""
    kept, days = Kept.of(world), world.rows.reached(Task)
    modes = {row.task_id: row.mode for row in world.rows.all(TaskMode)}
    boxes: list[Box] = []
    for number, held in world.rounds.items():
        for group in held.groups if number >= WORDS["first_round"] else ():
            for unit in group.tasks:
                if _is_begun(world, unit):
                    box = _open(world, kept, held, group, unit, days[unit.task.pk])
                    box.until = _until(world, box, early=number == EARLY and not _has(boxes, number))
                    boxes.append(_fill(box, modes[unit.task.pk]))
    _number(boxes)
    for box in boxes:
        if box.until:
            _hand_over(box)


def _is_begun(world: World, unit: HeldTask) -> bool:
    """Soon after the exit; where the report is still being reviewed some have not begun yet."""
    task = unit.task
    if task.left_on is None or later(task.left_on, 3) > world.profile.today:
        return False
    return task.heard_on is not None or world.dice.of("archives").random() < 0.5


def _has(boxes: Iterable[Box], number: int) -> bool:
    return any(box.held.spec.number == number for box in boxes)


def _open(
    world: World, kept: Kept, held: HeldRound, group: HeldGroup, unit: HeldTask, reached: dict[str, date]
) -> Box:
    task = unit.task
    assert task.left_on
    slots = {"unit": unit.unit.short_name, "round": held.round.name}
    handover = Handover(task=task, fonds=WORDS["fonds"], title=fill(WORDS["title"], slots))
    if task.fed_back_on:
        handover.due_on = months_later(task.fed_back_on, 1)
    box = Box(world, kept, held, group, unit, handover, {}, [], reached)
    box.enter(handover, later(task.left_on, 3))
    return box


def _until(world: World, box: Box, *, early: bool) -> date | None:
    """The day of handing over: within a month of the feedback, or with the papers of the rectification.

    None while the papers are still being collected.
    """
    archived, fed_back = box.reached.get("archived"), box.task.fed_back_on
    if archived and fed_back:
        return later(archived, -8) if box.task.uid.int % 3 == 0 else later(months_later(fed_back, 1), -2)
    return later(world.profile.today, -4) if early else None


def _fill(box: Box, mode: str) -> Box:
    at = box.handover.at
    for kind in VolumeKind:
        title = fill(WORDS["volume"], {"unit": box.unit.unit.short_name, "kind": kind.label})
        volume = ArchiveVolume(handover=box.handover, kind=kind, title=title)
        box.volumes[kind] = box.enter(volume, at)
    for serial, line in enumerate(checklist(catalogue(), box.task.kind, {mode}), 1):
        paper = RequiredPaper(
            handover=box.handover,
            serial=serial,
            phase=line.phase,
            volume=line.volume,
            title=line.title,
            retention=line.retention,
        )
        settle(box, box.enter(paper, at))
    seal(box)
    return box


def _number(boxes: list[Box]) -> None:
    """Archival numbers run through the office's series in the order of filing."""
    last: Counter[str] = Counter()
    items = [(item, box.handover.fonds) for box in boxes for item in box.items]
    for item, fonds in sorted(items, key=lambda pair: pair[0].at):
        kind, retention = VolumeKind(item.volume.kind), Retention(item.retention)
        item.series = series(fonds, kind, item.dated_on.year, retention)
        last[item.series] += 1
        item.serial = last[item.series]
        item.number = archival_number(item.series, item.serial)


def _hand_over(box: Box) -> None:
    """By the list of what lies in the volumes; the office signs within days."""
    world, day = box.world, box.until
    assert day
    lines = [_line(item) for item in sorted(box.items, key=_place)]
    digest, basis = list_digest(lines), WORDS["basis"]
    world.rows.move(
        box.handover, "hand_over", at=day, by=box.archivist, basis=basis, listed=len(lines), digest=digest
    )
    if box.reached.get("archived"):
        general = world.users[Role.GENERAL]
        world.rows.move(
            box.handover,
            "accept",
            at=later(day, 3),
            by=general.pk,
            basis=WORDS["basis"],
            signed_by=general.name,
        )
    assert box.handover.state != HandoverState.COLLECTING


def _place(item: ArchiveItem) -> tuple[str, str, int]:
    return str(item.volume.kind), item.series, item.serial


def _line(item: ArchiveItem) -> ListLine:
    return ListLine(
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
