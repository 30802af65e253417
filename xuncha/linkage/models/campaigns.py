"""The city's campaign: its plan, the groups it sends, what they inspect in it, and the counties that take part."""

from django.db import models
from django.db.models import F, Q

from xuncha.basis.models import Document
from xuncha.records.models import Office, Record
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


class Target(Record):
    """A task of the city's round that belongs to the campaign: a linked inspection or a look-back, since `at`."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="targets", verbose_name="联动巡察")
    task = models.OneToOneField(
        Task, models.PROTECT, related_name="campaign_target", verbose_name="市级巡察任务"
    )

    reach = Reach(office=OFFICE, group="task__group", group_roles=GROUP)

    def __str__(self) -> str:
        return str(self.task)


class CountyCall(Record):
    """A county that takes part, called on `at`; its own plan is owed by `plan_due_on`. Its page is the county's door."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="calls", verbose_name="联动巡察")
    county = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name="县级巡察办")
    plan_due_on = models.DateField("方案报备期限", null=True, blank=True)

    reach = Reach(office=OFFICE, addressed="county", addressed_roles=COUNTY)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "county"], condition=Q(voided_at=None), name="county_called_once"
            ),
            models.CheckConstraint(
                condition=Q(plan_due_on=None) | Q(plan_due_on__gte=F("at")), name="county_plan_due_after_call"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.campaign.name} · {self.county.short_name}"
