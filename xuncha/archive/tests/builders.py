"""Archives for tests: a task whose group has left, its archive begun, filled, handed over."""

from datetime import date
from typing import Any

from xuncha.archive.actions import handovers, items
from xuncha.archive.models import ArchiveItem, ArchiveVolume, Handover, RequiredPaper
from xuncha.archive.rules import Retention, VolumeKind
from xuncha.findings.tests.builders import towards
from xuncha.kernel.viewer import Viewer
from xuncha.records.models import Office
from xuncha.records.rules import Role
from xuncha.records.tests.builders import office
from xuncha.rounds.models import Task
from xuncha.rounds.rules.tasks import TaskState
from xuncha.rounds.tests import builders as rounds

LEFT_ON = date(2019, 6, 20)
BEGUN_ON = date(2019, 6, 25)
FILED_ON = date(2019, 9, 2)
HANDED_ON = date(2019, 10, 10)
ACCEPTED_ON = date(2019, 10, 12)


def task(of: Office | None = None, **over: Any) -> Task:
    """A task of a group of its own, evaluated and waiting for its archive."""
    round_ = rounds.round_(**({"office": of} if of else {"office": office()}))
    values: dict[str, Any] = {
        "group": rounds.group(round=round_),
        "state": TaskState.EVALUATED,
        "left_on": LEFT_ON,
    }
    return rounds.task(**(values | over))


def handover(on: Task | None = None, **over: Any) -> Handover:
    """A task's archive, begun by its liaison."""
    target = on or task(**over)
    row = Handover(task=target, fonds="A012")
    return handovers.begin(row, by=towards(Role.LIAISON, target), at=BEGUN_ON)


def liaison(of: Handover) -> Viewer:
    return towards(Role.LIAISON, of.task)


def volume(of: Handover, kind: VolumeKind = VolumeKind.GROUP) -> ArchiveVolume:
    row: ArchiveVolume = of.volumes.select_related("handover__task").get(kind=kind)
    return row


def item(of: Handover, kind: VolumeKind = VolumeKind.GROUP, **over: Any) -> ArchiveItem:
    """A paper on a shelf."""
    values: dict[str, Any] = {
        "volume": volume(of, kind), "title": "谈话记录", "dated_on": date(2019, 5, 6), "pages": 12,
        "responsible": "第一巡察组", "retention": Retention.THIRTY, "shelf": "3号柜2层",
    }  # fmt: skip
    upload = over.pop("upload", None)
    return items.file_paper(ArchiveItem(**(values | over)), by=liaison(of), at=FILED_ON, upload=upload)


def explained(of: Handover) -> Handover:
    """Every line of the checklist that has no item is explained."""
    for paper in RequiredPaper.objects.filter(handover=of, state="missing"):
        items.settle(paper, "explain", by=liaison(of), at=FILED_ON, note="本任务未形成该文件")
    return of


def handed_over(of: Handover) -> Handover:
    item(of)
    return handovers.move(explained(of), "hand_over", by=liaison(of), at=HANDED_ON)


def accepted(of: Handover) -> Handover:
    by = towards(Role.GENERAL, of.task)
    return handovers.accept(handed_over(of), signed_by="收件人甲", by=by, at=ACCEPTED_ON)
