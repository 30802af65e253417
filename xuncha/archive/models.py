"""The archive of a task: what must be filed, its volumes, their items, and the hand-over to the office."""

from django.db import models
from django.db.models import Q

from xuncha.archive.rules import (
    GROUP_READERS,
    HANDOVER_LIFE,
    OPENERS,
    PAPER_LIFE,
    READERS,
    SHELF_LIFE,
    SHELF_READERS,
    HandoverState,
    PaperSort,
    PaperState,
    Phase,
    Retention,
    ShelfState,
    VolumeKind,
)
from xuncha.basis.models import Document
from xuncha.clues.models import Clue
from xuncha.files.models import Attachment
from xuncha.kernel.marks import Mark
from xuncha.kernel.viewer import Viewer
from xuncha.records.fields import WordField
from xuncha.records.models import Record, Stateful
from xuncha.records.rules import Reach
from xuncha.rounds.models import Task


class Handover(Stateful):
    """The archive of one task, begun on `at`: collected by its group, handed over by a list, accepted by the office.

    `listed` and `digest` are the number of items and the digest of the list as it was handed over.
    """

    task = models.ForeignKey(Task, models.PROTECT, related_name="handovers", verbose_name="巡察任务")
    title = models.CharField("归档移交", max_length=120)
    fonds = models.CharField("全宗号", max_length=8)
    due_on = models.DateField("移交期限", null=True, blank=True)
    handed_on = models.DateField("移交日期", null=True, blank=True)
    listed = models.PositiveIntegerField("移交件数", null=True, blank=True)
    digest = models.CharField("清单摘要", max_length=64, blank=True)
    accepted_on = models.DateField("接收日期", null=True, blank=True)
    signed_by = models.CharField("接收签字人", max_length=40, blank=True)
    state = WordField(HandoverState, "状态", default=HandoverState.COLLECTING)

    life = HANDOVER_LIFE
    reach = Reach(office=READERS, group="task__group", group_roles=GROUP_READERS)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["task"], condition=Q(voided_at=None), name="task_has_one_archive"
            ),
            models.CheckConstraint(
                condition=Q(state="collecting") | Q(handed_on__isnull=False) & ~Q(digest=""),
                name="handover_has_its_list",
            ),
            models.CheckConstraint(
                condition=~Q(state="accepted") | Q(accepted_on__isnull=False) & ~Q(signed_by=""),
                name="handover_is_signed_for",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class RequiredPaper(Stateful):
    """One line of a task's checklist: a document that must be filed, or whose absence is explained."""

    handover = models.ForeignKey(Handover, models.PROTECT, related_name="papers", verbose_name="归档移交")
    serial = models.PositiveSmallIntegerField("序号")
    phase = WordField(Phase, "阶段")
    volume = WordField(VolumeKind, "应归入")
    title = models.CharField("应归文件", max_length=120)
    retention = WordField(Retention, "保管期限")
    reason = models.CharField("缺失理由", max_length=200, blank=True)
    state = WordField(PaperState, "状态", default=PaperState.MISSING)

    life = PAPER_LIFE
    inside = ("handover",)
    reach = Reach(office=READERS, group="handover__task__group", group_roles=GROUP_READERS)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["handover", "serial"], name="required_paper_once"),
            models.CheckConstraint(
                condition=~Q(state="absent") | ~Q(reason=""), name="absent_paper_is_explained"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ArchiveVolume(Record):
    """A volume (卷) of a task's archive. Marked as high as the highest of its items (I12)."""

    handover = models.ForeignKey(Handover, models.PROTECT, related_name="volumes", verbose_name="归档移交")
    kind = WordField(VolumeKind, "案卷类型")
    title = models.CharField("案卷题名", max_length=120)

    inside = ("handover",)
    reach = Reach(office=READERS, group="handover__task__group", group_roles=GROUP_READERS)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["handover", "kind"], condition=Q(voided_at=None), name="volume_once_a_kind"
            )
        ]

    def __str__(self) -> str:
        return self.title


class ArchiveItem(Record):
    """An item (件) filed on `at` into a volume, with the digest of the file or register row that it is.

    Clue material bears nothing but its archival number: neither title nor the clue's own number.
    """

    volume = models.ForeignKey(ArchiveVolume, models.PROTECT, related_name="items", verbose_name="案卷")
    paper = models.ForeignKey(
        RequiredPaper, models.PROTECT, null=True, blank=True, related_name="items", verbose_name="应归文件"
    )
    series = models.CharField("档号前段", max_length=40)
    serial = models.PositiveIntegerField("件号")
    number = models.CharField("档号", max_length=50)
    title = models.CharField("题名", max_length=200, blank=True)
    document_number = models.CharField("文号", max_length=60, blank=True)
    dated_on = models.DateField("文件日期")
    pages = models.PositiveIntegerField("页数")
    responsible = models.CharField("责任者", max_length=100, blank=True)
    retention = WordField(Retention, "保管期限")
    shelf = models.CharField("纸质件存放处", max_length=100, blank=True)
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="登记的公文"
    )
    attachment = models.ForeignKey(
        Attachment, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="电子文件"
    )
    clue = models.ForeignKey(
        Clue, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="线索"
    )
    digest = models.CharField("摘要", max_length=64, blank=True)

    holds = ("document", "clue")
    inside = ("volume",)
    reach = Reach(office=READERS, group="volume__handover__task__group", group_roles=GROUP_READERS)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "number"], name="archival_number_never_reused"),
            models.UniqueConstraint(
                fields=["clue"], condition=Q(voided_at=None), name="clue_sealed_once"
            ),
            models.CheckConstraint(condition=Q(pages__gt=0), name="archive_item_has_pages"),
            models.CheckConstraint(
                condition=~Q(digest="") | Q(clue=None, document=None, attachment=None) & ~Q(shelf=""),
                name="archive_item_has_digest_or_shelf",
            ),
            models.CheckConstraint(
                condition=Q(clue=None) & ~Q(title="")
                | Q(
                    clue__isnull=False, title="", document_number="", responsible="", document=None,
                    attachment=None,
                ),
                name="clue_material_bears_its_number_only",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.number} {self.title}".rstrip()

    def opens_to(self, viewer: Viewer) -> bool:
        """Whether this person may open the stored file."""
        openers = OPENERS[VolumeKind(self.volume.kind)]
        return self.attachment_id is not None and not self.roles_of(viewer).isdisjoint(openers)


class ShelfPaper(Stateful):
    """A paper marked above what the installation may hold: its number and where it lies, nothing of what it says.

    There is no title and no remark on purpose. `level` is the paper's own mark, `mark` that of this line about it.
    """

    number = models.CharField("登记编号", max_length=20)
    sort = WordField(PaperSort, "类别")
    level = WordField(Mark, "原件密级")
    paper_number = models.CharField("原件编号", max_length=40, blank=True)
    copies = models.PositiveSmallIntegerField("份数", default=1)
    shelf = models.CharField("存放位置", max_length=60)
    holder = models.CharField("保管人", max_length=40)
    task = models.ForeignKey(
        Task, models.PROTECT, null=True, blank=True, related_name="shelf_papers", verbose_name="所属任务"
    )
    ended_on = models.DateField("清退销毁日期", null=True, blank=True)
    state = WordField(ShelfState, "状态", default=ShelfState.KEPT)

    life = SHELF_LIFE
    reach = Reach(office=SHELF_READERS, group="task__group", group_roles=GROUP_READERS)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "number"], name="shelf_paper_number_never_reused"),
            models.CheckConstraint(condition=Q(copies__gt=0), name="shelf_paper_has_copies"),
            models.CheckConstraint(
                condition=Q(state="kept", ended_on=None) | ~Q(state="kept") & Q(ended_on__isnull=False),
                name="shelf_paper_is_kept_until_its_end",
            ),
        ]

    def __str__(self) -> str:
        return self.number
