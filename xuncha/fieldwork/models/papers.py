"""Working papers (底稿), every draft of them, and the evidence they rest on."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from xuncha.fieldwork.models.base import FieldMatter
from xuncha.fieldwork.rules.base import READERS
from xuncha.fieldwork.rules.papers import CITABLE, PAPER_LIFE, UNREVIEWED, UNSIGNED, EvidenceKind, PaperState
from xuncha.files.models import Attachment
from xuncha.records.fields import WordField
from xuncha.records.models import Record
from xuncha.records.rules import GROUP, Reach


class WorkingPaper(FieldMatter):
    """One problem as a group has looked into it, begun on `at`; its text stands in its versions.

    Who wrote, reviewed and signed it are three persons: the actions look at every draft's writer, the
    constraints at the latest.
    """

    number = models.PositiveSmallIntegerField("底稿号")
    title = models.CharField("底稿标题", max_length=200)
    amount = models.DecimalField("涉及金额（万元）", max_digits=14, decimal_places=2, null=True, blank=True)
    period = models.CharField("问题发生时间", max_length=60, blank=True)
    clause = models.CharField("违反的规定", max_length=200, blank=True)
    heading = models.CharField("拟列类别", max_length=60, blank=True)
    version = models.PositiveSmallIntegerField("版次", default=1)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="撰写人"
    )
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="复核人",
    )
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="签批人",
    )
    signed_on = models.DateField("签批日期", null=True, blank=True)
    state = WordField(PaperState, "状态", default=PaperState.DRAFT)

    life = PAPER_LIFE

    class Meta(FieldMatter.Meta):
        constraints = [
            models.UniqueConstraint(fields=["task", "number"], name="paper_number_once"),
            models.CheckConstraint(
                condition=Q(reviewed_by=None) | ~Q(reviewed_by=F("written_by")), name="paper_not_reviewed_by_writer"
            ),
            models.CheckConstraint(
                condition=Q(signed_by=None) | (~Q(signed_by=F("written_by")) & ~Q(signed_by=F("reviewed_by"))),
                name="paper_signed_by_a_third",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[*UNREVIEWED]) | Q(reviewed_by__isnull=False), name="paper_reviewed_has_reviewer"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[*UNSIGNED], signed_by=None, signed_on=None)
                | Q(signed_by__isnull=False, signed_on__isnull=False) & ~Q(state__in=[*UNSIGNED]),
                name="paper_signed_has_signer",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    @property
    def text(self) -> str:
        """The problem as the latest version describes it: a query of its own, for the page of one paper."""
        return self.latest().text

    def latest(self) -> "PaperVersion":
        return self.versions.get(number=self.version)

    def may_be_cited(self) -> bool:
        return PaperState(self.state) in CITABLE


class PaperVersion(Record):
    """What was saved of a working paper at one time, by whom; never overwritten."""

    paper = models.ForeignKey(WorkingPaper, models.PROTECT, related_name="versions", verbose_name="工作底稿")
    number = models.PositiveSmallIntegerField("版次")
    title = models.CharField("底稿标题", max_length=200)
    text = models.TextField("问题描述")
    amount = models.DecimalField("涉及金额（万元）", max_digits=14, decimal_places=2, null=True, blank=True)
    period = models.CharField("问题发生时间", max_length=60, blank=True)
    clause = models.CharField("违反的规定", max_length=200, blank=True)

    inside = ("paper",)
    reach = Reach(office=READERS, group="paper__task__group", group_roles=GROUP)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["paper", "number"], name="paper_version_once")]

    def __str__(self) -> str:
        return f"{self.paper.title} v{self.number}"


class Evidence(Record):
    """One piece of evidence of a working paper (证1、证2……); it may point at a record of the same task's fieldwork."""

    paper = models.ForeignKey(WorkingPaper, models.PROTECT, related_name="evidence", verbose_name="工作底稿")
    number = models.PositiveSmallIntegerField("证据号")
    kind = WordField(EvidenceKind, "证据类型")
    title = models.CharField("证据名称", max_length=200)
    source = models.CharField("来源", max_length=200)
    page = models.CharField("页码", max_length=40, blank=True)
    source_subject = models.CharField("所引记录种类", max_length=60, blank=True)  # "fieldwork.talk"
    source_uid = models.UUIDField("所引记录标识", null=True, blank=True)
    attachment = models.ForeignKey(
        Attachment, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="附件"
    )

    inside = ("paper",)
    reach = Reach(office=READERS, group="paper__task__group", group_roles=GROUP)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["paper", "number"], name="evidence_number_once"),
            models.CheckConstraint(
                condition=Q(source_subject="", source_uid=None)
                | (~Q(source_subject="") & Q(source_uid__isnull=False)),
                name="evidence_source_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"证{self.number} {self.title}"
