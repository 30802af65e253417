"""Check campaigns in the counties: teams, visits, aspects, and problems that counties have in common."""

from django.db import models
from django.db.models import F, Q

from xuncha.basis.models import Document
from xuncha.guidance.models.reach import ABOUT_COUNTY, ABOVE, CITY
from xuncha.people.models import Person
from xuncha.records.models import Office, Record
from xuncha.rectification.models import Item


class Campaign(Record):
    """A check of the counties by the office's teams, begun on `at`."""

    name = models.CharField("督导检查", max_length=100)
    plan = models.ForeignKey(Document, models.PROTECT, related_name="+", verbose_name="督导方案")
    circular = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="情况通报"
    )
    until = models.DateField("结束日期", null=True, blank=True)

    deeds = {"issue_circular": "印发通报", "end": "结束检查"}
    reach = CITY

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("at")), name="check_forward")
        ]

    def __str__(self) -> str:
        return self.name


class CheckTeam(Record):
    """A check team (检查组) of a campaign; its members are drawn for the occasion."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="teams", verbose_name="督导检查")
    number = models.PositiveSmallIntegerField("组别")
    name = models.CharField("检查组", max_length=40)
    head = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="带队人")

    reach = CITY

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "number"], condition=Q(voided_at=None), name="check_team_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


class CheckMember(Record):
    """Someone drawn into a check team for the occasion; nobody who has to keep out of one of its counties."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="+", verbose_name="督导检查")
    team = models.ForeignKey(CheckTeam, models.PROTECT, related_name="members", verbose_name="检查组")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="姓名")
    work = models.CharField("分工", max_length=60, blank=True)
    until = models.DateField("归队日期", null=True, blank=True)

    deeds = {"release": "归队"}
    reach = ABOVE

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "person"],
                condition=Q(until=None, voided_at=None),
                name="check_member_in_one_team",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("at")), name="check_member_forward"
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)


class CheckVisit(Record):
    """A team's check of one county on `at`, planned or held."""

    team = models.ForeignKey(CheckTeam, models.PROTECT, related_name="visits", verbose_name="检查组")
    county = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name="县（市、区）")

    reach = ABOUT_COUNTY

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["team", "county"], condition=Q(voided_at=None), name="check_visit_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.team} {self.county.short_name}"


class Aspect(Record):
    """One aspect a campaign checks."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="aspects", verbose_name="督导检查")
    serial = models.PositiveSmallIntegerField("序号")
    title = models.CharField("检查方面", max_length=60)

    reach = CITY

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "serial"], condition=Q(voided_at=None), name="aspect_serial_once"
            )
        ]

    def __str__(self) -> str:
        return self.title


class CommonProblem(Record):
    """A problem common to counties, synthesised on `at` from the county problems grouped under it."""

    campaign = models.ForeignKey(
        Campaign, models.PROTECT, related_name="common_problems", verbose_name="督导检查"
    )
    aspect = models.ForeignKey(
        Aspect, models.PROTECT, related_name="common_problems", verbose_name="检查方面"
    )
    serial = models.PositiveSmallIntegerField("序号")
    title = models.CharField("共性问题", max_length=200)

    reach = CITY

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "serial"], condition=Q(voided_at=None), name="common_problem_once"
            )
        ]

    def __str__(self) -> str:
        return self.title


class CountyProblem(Record):
    """A problem seen in one county on `at`, pointed out and guided on the spot or not."""

    visit = models.ForeignKey(CheckVisit, models.PROTECT, related_name="problems", verbose_name="检查")
    county = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name="县（市、区）")
    aspect = models.ForeignKey(Aspect, models.PROTECT, related_name="+", verbose_name="检查方面")
    common = models.ForeignKey(
        CommonProblem,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="members",
        verbose_name="归入共性问题",
    )
    item = models.OneToOneField(
        Item,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="county_problem",
        verbose_name="整改事项",
    )
    text = models.CharField("问题", max_length=300)
    pointed_out = models.BooleanField("当场指出", default=True)
    guided = models.BooleanField("当场指导", default=False)

    deeds = {"group": "归入共性问题", "rectify": "列入县级整改台账", "ungroup": "移出共性问题"}
    inside = ("visit",)
    reach = ABOUT_COUNTY

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(guided=False) | Q(pointed_out=True), name="guided_once_pointed_out"
            )
        ]

    def __str__(self) -> str:
        return self.text
