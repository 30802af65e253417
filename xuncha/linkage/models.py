"""Linkage: the city's campaign, the counties' plans, the counterpart grid and what is filed upward."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from xuncha.basis.models import Document
from xuncha.findings.models import Finding
from xuncha.linkage.rules import RECEIVERS, FilingKind, stage
from xuncha.orgs.models import Organisation
from xuncha.records.fields import WordField
from xuncha.records.models import Office, Record, RecordQuerySet
from xuncha.records.rules import GROUP, OFFICE, Reach, Role
from xuncha.rounds.models import Group, Round, Task, Term

COUNTY = frozenset({Role.COUNTY_OFFICE})


class Campaign(Record):
    """One linkage campaign under an upper round; `at` is the day its plan was issued."""

    term = models.ForeignKey(Term, models.PROTECT, related_name="campaigns", verbose_name="届")
    name = models.CharField("联动巡察", max_length=100)
    upper_round = models.CharField("上级轮次", max_length=80)
    theme = models.CharField("联动主题", max_length=100)
    round = models.ForeignKey(Round, models.PROTECT, related_name="campaigns", verbose_name="本级轮次")
    plan = models.ForeignKey(Document, models.PROTECT, related_name="+", verbose_name="联动工作方案")

    reach = Reach(office=OFFICE)

    def __str__(self) -> str:
        return self.name


class CampaignGroup(Record):
    """A city group sent into the campaign on `at`."""

    campaign = models.ForeignKey(
        Campaign, models.PROTECT, related_name="sent_groups", verbose_name="联动巡察"
    )
    group = models.ForeignKey(Group, models.PROTECT, related_name="+", verbose_name="巡察组")

    reach = Reach(office=OFFICE)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "group"], condition=Q(voided_at=None), name="campaign_group_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.group)


class CountyPlan(Record):
    """A county's own linkage plan, made on `at` and filed with the city."""

    campaign = models.ForeignKey(
        Campaign, models.PROTECT, related_name="county_plans", verbose_name="联动巡察"
    )
    county = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name="县级巡察办")
    document = models.ForeignKey(Document, models.PROTECT, related_name="+", verbose_name="县级联动方案")
    filed_on = models.DateField("报备日期", null=True, blank=True)

    reach = Reach(office=OFFICE, addressed="county", addressed_roles=COUNTY)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "county"], condition=Q(voided_at=None), name="county_plan_once"
            ),
            models.CheckConstraint(
                condition=Q(filed_on=None) | Q(filed_on__gte=F("at")), name="county_plan_filed_after_made"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.county.short_name}联动方案"


class CountyTask(Record):
    """A county's task that belongs to the campaign: linked inspection or look-back, as the county reported it."""

    campaign = models.ForeignKey(
        Campaign, models.PROTECT, related_name="county_tasks", verbose_name="联动巡察"
    )
    county = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name="县级巡察办")
    task = models.OneToOneField(
        Task, models.PROTECT, related_name="campaign_entry", verbose_name="县级巡察任务"
    )

    reach = Reach(office=OFFICE, addressed="county", addressed_roles=COUNTY)

    def __str__(self) -> str:
        return str(self.task)


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
    received_on = models.DateField("收到日期", null=True, blank=True)
    read_on = models.DateField("阅研日期", null=True, blank=True)
    used_on = models.DateField("运用日期", null=True, blank=True)
    finding = models.ForeignKey(
        Finding, models.PROTECT, null=True, blank=True, related_name="counterparts", verbose_name="印证的问题"
    )

    objects = CounterpartQuerySet.as_manager()  # type: ignore[assignment, misc]  # knows more questions
    deeds = {"receive": "收到", "read": "阅研", "use": "运用"}
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
    def stage(self) -> str:
        """The word for how far the cell has come."""
        return stage(self.received_on, self.read_on, self.used_on).label


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
    due_on = models.DateField("报送期限", null=True, blank=True)
    received_on = models.DateField("回执日期", null=True, blank=True)

    deeds = {"acknowledge": "回执"}
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
