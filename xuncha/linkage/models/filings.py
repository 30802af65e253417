"""What a lower office files with the one above, and the receipt."""

from django.db import models
from django.db.models import F, Q

from xuncha.basis.models import Document
from xuncha.files.models import Attachment
from xuncha.linkage.models.campaigns import Campaign
from xuncha.linkage.rules import RECEIVERS, FilingKind
from xuncha.records.fields import WordField
from xuncha.records.models import Office, Record
from xuncha.records.rules import OFFICE, Reach
from xuncha.rounds.models import Round, Task


class Filing(Record):
    """A document filed upward on `at`, with the upper office's receipt."""

    campaign = models.ForeignKey(
        Campaign, models.PROTECT, null=True, blank=True, related_name="filings", verbose_name="联动巡察"
    )
    kind = WordField(FilingKind, "报送类型")
    round = models.ForeignKey(
        Round, models.PROTECT, null=True, blank=True, related_name="filings", verbose_name="轮次"
    )
    task = models.ForeignKey(
        Task, models.PROTECT, null=True, blank=True, related_name="filings", verbose_name="巡察任务"
    )
    document = models.ForeignKey(Document, models.PROTECT, related_name="+", verbose_name="报送文件")
    receiver = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name="接收机构")
    attachment = models.ForeignKey(
        Attachment, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="报送文本"
    )
    due_on = models.DateField("报送期限", null=True, blank=True)
    received_on = models.DateField("回执日期", null=True, blank=True)

    deeds = {"acknowledge": "回执"}
    inside = ("campaign",)
    reach = Reach(office=OFFICE, addressed="receiver", addressed_roles=RECEIVERS)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="unit_report") | Q(task__isnull=False), name="filed_report_names_its_task"
            ),
            models.CheckConstraint(
                condition=Q(received_on=None) | Q(received_on__gte=F("at")),
                name="filing_received_after_filed",
            ),
            models.UniqueConstraint(
                fields=["task", "receiver"],
                condition=Q(kind="unit_report", voided_at=None),
                name="unit_report_filed_once",
            ),
        ]

    def __str__(self) -> str:
        return self.document.title
