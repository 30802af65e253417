"""What an owner hands in: versions of the plan and reports on its progress, signed by its principal."""

from django.db import models
from django.db.models import Q

from xuncha.basis.models import Document
from xuncha.files.models import Attachment
from xuncha.records.fields import WordField
from xuncha.records.models import Stateful
from xuncha.rectification.models.base import OnLedger, readers
from xuncha.rectification.models.ledgers import Ledger
from xuncha.rectification.rules.ledgers import Body
from xuncha.rectification.rules.plans import (
    PENDING,
    PLAN_LIFE,
    PROGRESS_LIFE,
    SIGNED_OFF,
    Stance,
    SubmissionState,
)


class Submission(OnLedger, Stateful):
    """A version handed in on `at`. The principal's sign-off says who signed, when and on which paper."""

    ledger = models.ForeignKey(Ledger, models.PROTECT, related_name="%(class)ss", verbose_name="整改台账")
    number = models.PositiveSmallIntegerField("版次")
    principal = models.CharField("签批的主要负责人", max_length=40, blank=True)
    paper = models.CharField("签批文件", max_length=200, blank=True)
    signed_on = models.DateField("签批日期", null=True, blank=True)
    accepted_on = models.DateField("审核通过日期", null=True, blank=True)
    attachment = models.ForeignKey(
        Attachment, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="附件"
    )
    state = WordField(SubmissionState, "状态", default=SubmissionState.SUBMITTED)

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(fields=["ledger", "number"], name="%(class)s_number_once"),
            models.UniqueConstraint(
                fields=["ledger"],
                condition=Q(state__in=[*PENDING], voided_at=None),
                name="%(class)s_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[*SIGNED_OFF])
                | Q(signed_on__isnull=False) & ~Q(principal="") & ~Q(paper=""),
                name="%(class)s_is_signed_off",
            ),
        ]


class PlanSubmission(Submission):
    """One version of a rectification plan with its lines as they were handed in."""

    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="整改方案"
    )
    lines = models.JSONField("方案内容", default=list)  # [{"serial", "title", "measures": [{"text", …}]}]

    life = PLAN_LIFE
    inside = ("ledger",)
    reach = readers("ledger")

    class Meta(Submission.Meta):
        pass

    def __str__(self) -> str:
        return f"{self.ledger}整改方案第{self.number}版"

    def measure_count(self) -> int:
        return sum(len(line["measures"]) for line in self.lines)


class PlanOpinion(OnLedger):
    """What one body says of one version of a plan."""

    submission = models.ForeignKey(
        PlanSubmission, models.PROTECT, related_name="opinions", verbose_name="整改方案"
    )
    body = WordField(Body, "审核单位")
    stance = WordField(Stance, "审核结论")
    text = models.TextField("审核意见")
    paper = models.CharField("书面意见", max_length=200, blank=True)

    reach = readers("submission__ledger")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "body"], condition=Q(voided_at=None), name="one_plan_opinion_a_body"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_body_display()}{self.get_stance_display()}"


class ProgressReport(Submission):
    """A report on the whole ledger with its counts on that day, and the principal's own account."""

    text = models.TextField("整改进展情况")
    own_account = models.TextField("主要负责人组织落实情况")
    done = models.PositiveIntegerField("已完成")
    basic = models.PositiveIntegerField("基本完成")
    open = models.PositiveIntegerField("未完成")

    life = PROGRESS_LIFE
    inside = ("ledger",)
    reach = readers("ledger")

    class Meta(Submission.Meta):
        pass

    def __str__(self) -> str:
        return f"{self.ledger}整改进展报告第{self.number}版"

    def due(self) -> int:
        """What was to be rectified: the sum of its parts, and nothing that could differ from it (I6)."""
        return self.done + self.basic + self.open
