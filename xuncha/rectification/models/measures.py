"""What becomes of a measure: what its owner says, what a check finds, what proves it, and a later due date."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from xuncha.files.models import Attachment
from xuncha.records.fields import WordField
from xuncha.records.models import Stateful
from xuncha.rectification.models.base import OnLedger, readers
from xuncha.rectification.models.ledgers import Item, Measure
from xuncha.rectification.models.samples import SampledItem
from xuncha.rectification.rules.measures import EXTENSION_LIFE, ExtensionState, Standing


class Proof(OnLedger):
    """Something that shows what was done about an item: a file, or a paper that lies somewhere."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="proofs", verbose_name="整改事项")
    measure = models.ForeignKey(
        Measure, models.PROTECT, null=True, blank=True, related_name="proofs", verbose_name="整改措施"
    )
    number = models.PositiveSmallIntegerField("编号")
    title = models.CharField("佐证材料", max_length=200)
    attachment = models.ForeignKey(
        Attachment, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="附件"
    )
    shelf = models.CharField("纸质件存放处", max_length=100, blank=True)

    inside = ("item",)
    reach = readers("item__ledger")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="proof_number_once"),
            models.CheckConstraint(
                condition=Q(attachment__isnull=False) | ~Q(shelf=""), name="proof_lies_somewhere"
            ),
        ]

    def __str__(self) -> str:
        return f"证{self.number} {self.title}"


class SelfReport(OnLedger):
    """What the owner says of a measure on a day. It changes nothing that a check has found."""

    measure = models.ForeignKey(Measure, models.PROTECT, related_name="self_reports", verbose_name="整改措施")
    claimed = WordField(Standing, "自报进度")
    percent = models.PositiveSmallIntegerField("自报完成比例（%）")
    text = models.TextField("进展情况")

    inside = ("measure",)
    reach = readers("measure__item__ledger")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(percent=100, claimed=Standing.FINISHED)
                | Q(percent__lt=100) & ~Q(claimed=Standing.FINISHED),
                name="self_report_percent_fits",
            )
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.get_claimed_display()}"


class Verification(OnLedger):
    """What a check found of a measure, beside the report that was checked."""

    measure = models.ForeignKey(
        Measure, models.PROTECT, related_name="verifications", verbose_name="整改措施"
    )
    report = models.ForeignKey(
        SelfReport,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="verifications",
        verbose_name="所核自报",
    )
    sampled = models.ForeignKey(
        SampledItem, models.PROTECT, null=True, blank=True, related_name="verifications", verbose_name="抽查"
    )
    on_site = models.BooleanField("现场核查", default=False)
    found = WordField(Standing, "核查进度")
    percent = models.PositiveSmallIntegerField("核查完成比例（%）")
    text = models.TextField("核查情况")

    reach = readers("measure__item__ledger")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(percent=100, found=Standing.FINISHED)
                | Q(percent__lt=100) & ~Q(found=Standing.FINISHED),
                name="verification_percent_fits",
            )
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.get_found_display()}"

    def agrees(self) -> bool:
        """Whether the check found what the owner had said."""
        return self.report is None or self.report.claimed == self.found


class Extension(OnLedger, Stateful):
    """A later due date for a measure: asked for with a reason, decided by somebody else."""

    measure = models.ForeignKey(Measure, models.PROTECT, related_name="extensions", verbose_name="整改措施")
    number = models.PositiveSmallIntegerField("次数")
    old_due_on = models.DateField("现行期限")
    new_due_on = models.DateField("申请期限")
    reason = models.TextField("延期理由")
    decided_on = models.DateField("审批日期", null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="审批人",
    )
    state = WordField(ExtensionState, "状态", default=ExtensionState.REQUESTED)

    life = EXTENSION_LIFE
    reach = readers("measure__item__ledger")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["measure", "number"], name="extension_number_once"),
            models.UniqueConstraint(
                fields=["measure"],
                condition=Q(state=ExtensionState.REQUESTED, voided_at=None),
                name="one_extension_waits",
            ),
            models.CheckConstraint(
                condition=Q(new_due_on__gte=F("old_due_on")), name="extension_moves_forward"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[ExtensionState.GRANTED, ExtensionState.REFUSED])
                | Q(decided_on__isnull=False, decided_by__isnull=False) & ~Q(decided_by=F("by")),
                name="extension_decided_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"第{self.number}次延期至{self.new_due_on.isoformat()}"
