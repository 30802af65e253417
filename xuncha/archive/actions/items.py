"""Filing: items into volumes, lines of the checklist settled. Nothing of it once the archive is handed over."""

from collections.abc import Collection
from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max

from xuncha.archive import queries
from xuncha.archive.models import ArchiveItem, ArchiveVolume, Handover, RequiredPaper
from xuncha.archive.rules import (
    ARCHIVISTS,
    SEALERS,
    HandoverState,
    PaperState,
    Retention,
    VolumeKind,
    archival_number,
    series,
)
from xuncha.files import actions as files
from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.records import actions as records
from xuncha.records.models import Office, Record


def takes_papers(volume: ArchiveVolume) -> bool:
    return volume.kind != VolumeKind.SEALED and is_collecting(volume.handover)


def takes_clues(volume: ArchiveVolume) -> bool:
    return volume.kind == VolumeKind.SEALED and is_collecting(volume.handover)


def is_collecting(handover: Handover) -> bool:
    return bool(handover.state == HandoverState.COLLECTING)


@transaction.atomic
def file_paper(
    item: ArchiveItem, *, by: Viewer, at: date, upload: "UploadedFile[bytes] | None" = None
) -> ArchiveItem:
    """File a document of the register, an uploaded file, or a paper that lies on a shelf."""
    _prepare(item, VolumeKind.OFFICE, VolumeKind.GROUP)
    records.require(item, ARCHIVISTS, by=by)
    _check_paper(item)
    if upload is not None:
        item.attachment = files.store(
            upload.read(),
            name=upload.name or "",
            media_type=upload.content_type or "",
            office=item.office,
            by=by,
            at=at,
        )
        item.digest = item.attachment.digest
    if item.document is not None:
        _describe(item)
    _check_source(item)
    return _enter(item, by=by, at=at)


@transaction.atomic
def seal_clue(item: ArchiveItem, *, by: Viewer, at: date) -> ArchiveItem:
    """File a clue's material under its archival number and nothing else."""
    _prepare(item, VolumeKind.SEALED)
    records.require(item, SEALERS, by=by)
    if item.clue is None or item.clue.task_id != item.volume.handover.task_id:
        raise NotAllowed("该线索不属于本任务。")
    item.digest = queries.digest_of_clue(item.clue)
    return _enter(item, by=by, at=at)


@transaction.atomic
def take_out(item: ArchiveItem, *, by: Viewer, at: date, note: str) -> ArchiveItem:
    """Take an item filed by mistake out again. Its number is not given a second time."""
    handover = item.volume.handover
    records.require(item, SEALERS if item.clue_id else ARCHIVISTS, by=by)
    _require_open(handover)
    records.void(item, by=by, at=at, note=note)
    paper = item.paper
    if paper and paper.state == PaperState.PRESENT and not paper.items.live().exists():
        records.move(paper, "withdraw", by=by, at=at, note=note)
    return item


def settle(
    paper: RequiredPaper, verb: str, *, by: Viewer, at: date, basis: str = "", note: str = ""
) -> RequiredPaper:
    """Explain why a document is absent, or collect it after all."""
    sets = {"reason": note.strip()[:200] if verb == "explain" else ""}
    return records.move(paper, verb, by=by, at=at, basis=basis, note=note, sets=sets)


@transaction.atomic
def explain_all(
    handover: Handover, *, papers: Collection[RequiredPaper], by: Viewer, at: date, note: str, basis: str = ""
) -> Handover:
    """The same reason for several documents that are absent: all of them or none."""
    for paper in papers:
        settle(paper, "explain", by=by, at=at, basis=basis, note=note)
    return handover


def archive_open(record: Record) -> None:
    """Guard of the checklist's steps: the archive is not handed over yet."""
    assert isinstance(record, RequiredPaper)
    _require_open(record.handover)


def _prepare(item: ArchiveItem, *kinds: VolumeKind) -> None:
    """Whose it is, and that its volume takes it. Whoever files into the same office's series waits."""
    item.office_id = item.volume.office_id
    Office.objects.select_for_update().get(pk=item.office_id)
    if item.volume.kind not in kinds:
        raise NotAllowed("线索材料单独密封成卷，不与其他文件混装。")
    _require_open(item.volume.handover)


def _require_open(handover: Handover) -> None:
    state = Handover.objects.values_list("state", flat=True).get(pk=handover.pk)
    if state != HandoverState.COLLECTING:
        raise NotAllowed("归档材料已经移交，不能增减。需要补充的，请先退回整理。")


def _check_paper(item: ArchiveItem) -> None:
    paper = item.paper
    if paper is None:
        return
    if paper.handover_id != item.volume.handover_id or paper.volume != item.volume.kind:
        raise NotAllowed("“%(title)s”不应归入本卷。", title=paper.title)


def _describe(item: ArchiveItem) -> None:
    """What the register says of the document stands for what was left empty; the digest without a file is its own."""
    document = item.document
    assert document
    item.title = item.title or document.title
    item.document_number = item.document_number or document.number
    item.responsible = item.responsible or document.issuer
    item.dated_on = item.dated_on or document.at
    item.digest = item.digest or queries.digest_of_document(document)


def _check_source(item: ArchiveItem) -> None:
    if not item.title.strip():
        raise NotAllowed("请填写题名。")
    if item.dated_on is None:
        raise NotAllowed("请填写文件日期。")
    if not (item.document or item.attachment or item.shelf.strip()):
        raise NotAllowed("请选择登记的公文、上传电子文件，或者注明纸质件存放处。")


def _enter(item: ArchiveItem, *, by: Viewer, at: date) -> ArchiveItem:
    if item.dated_on > at:
        raise NotAllowed("文件日期晚于归档日期，请核对。")
    volume = item.volume
    item.series = series(
        volume.handover.fonds, VolumeKind(volume.kind), item.dated_on.year, Retention(item.retention)
    )
    among = ArchiveItem._base_manager.filter(office=item.office_id, series=item.series)
    item.serial = (among.aggregate(last=Max("serial"))["last"] or 0) + 1
    item.number = archival_number(item.series, item.serial)
    records.enter(item, by=by, at=at)
    paper = item.paper
    if paper and paper.state != PaperState.PRESENT:
        records.move(paper, "file", by=by, at=at, sets={"reason": ""})
    return item
