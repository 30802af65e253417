"""The counterpart grid: reports of the counties on the units that correspond to the city's, and chasing them."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from xuncha.basis.models import Document
from xuncha.files.models import Attachment
from xuncha.findings.models import Finding
from xuncha.linkage.models.campaigns import COUNTY, Campaign
from xuncha.linkage.rules import GLYPHS, Channel, Stage, stage
from xuncha.orgs.models import Organisation
from xuncha.records.fields import WordField
from xuncha.records.models import Office, Record, RecordQuerySet
from xuncha.records.rules import GROUP, OFFICE, Reach
from xuncha.rounds.models import Task


class CounterpartQuerySet(RecordQuerySet["Counterpart"]):
    def missing_on(self, day: date) -> Self:
        """Cells asked by the day and not received by then: those to chase."""
        return self.filter(Q(received_on=None) | Q(received_on__gt=day), at__lte=day)


class Counterpart(Record):
    """One cell of the grid city unit × county: asked on `at`, received, read, used in a finding (以下看上)."""

    campaign = models.ForeignKey(
        Campaign, models.PROTECT, related_name="counterparts", verbose_name="联动巡察"
    )
    task = models.ForeignKey(Task, models.PROTECT, related_name="counterparts", verbose_name="市级联动任务")
    county = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name="县级巡察办")
    unit = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="县级对口单位"
    )
    letter = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="商请函"
    )
    report = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="对口单位巡察报告"
    )
    attachment = models.ForeignKey(
        Attachment, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="报告文本"
    )
    due_on = models.DateField("报送期限", null=True, blank=True)
    sent_on = models.DateField("报送日期", null=True, blank=True)
    received_on = models.DateField("收到日期", null=True, blank=True)
    read_on = models.DateField("阅研日期", null=True, blank=True)
    used_on = models.DateField("运用日期", null=True, blank=True)
    finding = models.ForeignKey(
        Finding, models.PROTECT, null=True, blank=True, related_name="counterparts", verbose_name="印证的问题"
    )

    objects = CounterpartQuerySet.as_manager()  # type: ignore[assignment, misc]  # knows more questions
    deeds = {"send": "报送", "receive": "收到", "read": "阅研", "use": "运用"}
    inside = ("campaign",)
    reach = Reach(
        office=OFFICE, group="task__group", group_roles=GROUP, addressed="county", addressed_roles=COUNTY
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "task", "county"],
                condition=Q(voided_at=None),
                name="counterpart_cell_once",
            ),
            models.CheckConstraint(
                condition=Q(due_on=None) | Q(due_on__gte=F("at")), name="counterpart_due_after_asked"
            ),
            models.CheckConstraint(
                condition=Q(sent_on=None) | Q(sent_on__gte=F("at")), name="counterpart_sent_after_asked"
            ),
            models.CheckConstraint(
                condition=Q(received_on=None) | Q(sent_on=None) | Q(received_on__gte=F("sent_on")),
                name="counterpart_received_after_sent",
            ),
            models.CheckConstraint(
                condition=Q(received_on=None) | Q(received_on__gte=F("at")),
                name="counterpart_received_after_asked",
            ),
            models.CheckConstraint(
                condition=Q(read_on=None) | Q(received_on__isnull=False, read_on__gte=F("received_on")),
                name="counterpart_read_once_received",
            ),
            models.CheckConstraint(
                condition=Q(used_on=None)
                | Q(received_on__isnull=False, finding__isnull=False, used_on__gte=F("received_on")),
                name="counterpart_used_once_received",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task.organisation.short_name} × {self.county.short_name}"

    @property
    def stage_code(self) -> Stage:
        """How far the cell has come."""
        return stage(self.sent_on, self.received_on, self.read_on, self.used_on)

    @property
    def glyph(self) -> str:
        """The same in one character."""
        return GLYPHS[self.stage_code]

    @property
    def stage(self) -> str:
        """The word for it."""
        return self.stage_code.label


class Chase(Record):
    """A county was reminded on `at` of what it owes: its plan, or one report of the grid (催报)."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="chases", verbose_name="联动巡察")
    county = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name="县级巡察办")
    counterpart = models.ForeignKey(
        Counterpart,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="chases",
        verbose_name="对口单位巡察报告",
    )
    channel = WordField(Channel, "催报方式")
    letter = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="催报函"
    )
    until = models.DateField("催报要求报送日期", null=True, blank=True)
    text = models.CharField("催报情况", max_length=200, blank=True)

    reach = Reach(office=OFFICE, addressed="county", addressed_roles=COUNTY)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(channel="letter") | Q(letter__isnull=False), name="chase_by_letter_names_it"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("at")), name="chase_asks_for_a_later_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.county.short_name}（{self.get_channel_display()}催报）"
