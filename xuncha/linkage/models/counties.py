"""What the counties bring in: their own plans, and the tasks of theirs that belong to the campaign."""

from django.db import models
from django.db.models import F, Q

from xuncha.basis.models import Document
from xuncha.files.models import Attachment
from xuncha.linkage.models.campaigns import COUNTY, Campaign
from xuncha.records.models import Office, Record
from xuncha.records.rules import OFFICE, Reach
from xuncha.rounds.models import Task


class CountyPlan(Record):
    """A county's own linkage plan, made on `at` and filed with the city."""

    campaign = models.ForeignKey(
        Campaign, models.PROTECT, related_name="county_plans", verbose_name="联动巡察"
    )
    county = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name="县级巡察办")
    document = models.ForeignKey(Document, models.PROTECT, related_name="+", verbose_name="县级联动方案")
    attachment = models.ForeignKey(
        Attachment, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="方案文本"
    )
    filed_on = models.DateField("报备日期", null=True, blank=True)
    received_on = models.DateField("回执日期", null=True, blank=True)

    deeds = {"receive": "回执"}
    inside = ("campaign",)
    reach = Reach(office=OFFICE, addressed="county", addressed_roles=COUNTY)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "county"], condition=Q(voided_at=None), name="county_plan_once"
            ),
            models.CheckConstraint(
                condition=Q(filed_on=None) | Q(filed_on__gte=F("at")), name="county_plan_filed_after_made"
            ),
            models.CheckConstraint(
                condition=Q(received_on=None) | Q(filed_on__isnull=False, received_on__gte=F("filed_on")),
                name="county_plan_received_once_filed",
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
