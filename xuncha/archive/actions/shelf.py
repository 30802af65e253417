"""Papers above the cap: registered by number and shelf, moved, given back or destroyed."""

from datetime import date

from django.db import transaction

from xuncha.archive.models import ShelfPaper
from xuncha.archive.rules import GROUP_READERS, SHELF_CLERKS, SHELF_NUMBER, ShelfState, check_level
from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.records import actions as records
from xuncha.records import marks
from xuncha.records.models import Office

REGISTRARS = SHELF_CLERKS | GROUP_READERS


@transaction.atomic
def register(paper: ShelfPaper, *, by: Viewer, at: date) -> ShelfPaper:
    """Register a paper under the year's next number; numbers of voided ones are not given again."""
    if paper.task is not None:
        paper.office_id = paper.task.office_id
    records.require(paper, REGISTRARS, by=by)
    check_level(paper.level, marks.cap())
    if not (paper.shelf.strip() and paper.holder.strip()):
        raise NotAllowed("请写明存放位置和保管人。")
    Office.objects.select_for_update().get(pk=paper.office_id)  # numbers follow one another
    drawn = ShelfPaper._base_manager.filter(office=paper.office_id, at__year=at.year).count()
    paper.number = SHELF_NUMBER % {"year": at.year, "serial": drawn + 1}
    return records.enter(paper, by=by, at=at)


def move(
    paper: ShelfPaper, verb: str, *, by: Viewer, at: date, basis: str = "", note: str = ""
) -> ShelfPaper:
    return records.move(paper, verb, by=by, at=at, basis=basis, note=note)


def relocate(paper: ShelfPaper, *, shelf: str, holder: str, by: Viewer, at: date, note: str) -> ShelfPaper:
    """Lay it elsewhere, or into other hands; where it lay stays in its history."""
    records.require(paper, REGISTRARS, by=by)
    if not is_kept(paper):
        raise NotAllowed("纸质件已经清退或者销毁。")
    there = {"shelf": shelf.strip(), "holder": holder.strip()}
    changes = {name: text for name, text in there.items() if text != getattr(paper, name)}
    return records.correct(paper, by=by, at=at, note=note, changes=changes)


def is_kept(paper: ShelfPaper) -> bool:
    return bool(paper.state == ShelfState.KEPT)
