"""Guidance of counties: sponsorship, contact points, check campaigns, key supervision, dispatch meetings."""

from datetime import date
from decimal import Decimal
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from xuncha.basis.models import Document, Meeting
from xuncha.guidance.rules import CASE_LIFE, ActionKind, CaseState, ContactLevel, ContactPurpose, ReasonCode
from xuncha.kernel.numerals import half_up
from xuncha.orgs.models import Division
from xuncha.people.models import Person
from xuncha.records.fields import WordField
from xuncha.records.models import Office, Record, RecordQuerySet, Stateful
from xuncha.records.rules import OFFICE, Reach, Role

COUNTY = frozenset({Role.COUNTY_OFFICE})
CITY = Reach(office=OFFICE)
ABOUT_COUNTY = Reach(office=OFFICE, addressed="county", addressed_roles=COUNTY)


class SponsorshipQuerySet(RecordQuerySet["Sponsorship"]):
    def in_force_on(self, day: date) -> Self:
        """Pairs that hold on the day; the last day belongs to them."""
        return self.filter(Q(until=None) | Q(until__gte=day), at__lte=day)


class Sponsorship(Record):
    """A leading-group member paired with a county (包联) from `at`."""

    person = models.ForeignKey(
        Person, models.PROTECT, related_name="sponsorships", verbose_name="领导小组成员"
    )
    county = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name="县（市、区）")
    purpose = models.CharField("包联内容", max_length=100)
    document = models.ForeignKey(Document, models.PROTECT, related_name="+", verbose_name="依据文件")
    until = models.DateField("结束日期", null=True, blank=True)

    objects = SponsorshipQuerySet.as_manager()  # type: ignore[assignment, misc]  # knows more questions
    deeds = {"end": "结束包联"}
    reach = ABOUT_COUNTY

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["county"], condition=Q(until=None, voided_at=None), name="county_one_sponsor"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("at")), name="sponsorship_forward"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} — {self.county.short_name}"


class SponsorVisit(Record):
    """A sponsor's visit to the county on `at`: what was seen and what was suggested."""

    sponsorship = models.ForeignKey(Sponsorship, models.PROTECT, related_name="visits", verbose_name="包联")
    county = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name="县（市、区）")
    seen = models.CharField("了解情况", max_length=300)
    suggestion = models.CharField("工作建议", max_length=300, blank=True)

    reach = ABOUT_COUNTY

    def __str__(self) -> str:
        return f"{self.sponsorship.person}到{self.county.short_name}"


class ContactPointQuerySet(RecordQuerySet["ContactPoint"]):
    def in_force_on(self, day: date) -> Self:
        """Points that are designated on the day; the last day belongs to them."""
        return self.filter(Q(until=None) | Q(until__gte=day), at__lte=day)


class ContactPoint(Record):
    """A county, township or village designated on `at` as a contact point for a purpose."""

    level = WordField(ContactLevel, "层级")
    purpose = WordField(ContactPurpose, "用途")
    county = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name="县（市、区）")
    division = models.ForeignKey(Division, models.PROTECT, related_name="+", verbose_name="联系点")
    document = models.ForeignKey(Document, models.PROTECT, related_name="+", verbose_name="依据文件")
    until = models.DateField("结束日期", null=True, blank=True)

    objects = ContactPointQuerySet.as_manager()  # type: ignore[assignment, misc]  # knows more questions
    deeds = {"end": "取消联系点"}
    reach = ABOUT_COUNTY

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["division", "purpose"],
                condition=Q(until=None, voided_at=None),
                name="contact_point_once",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("at")), name="contact_point_forward"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.division}（{self.get_purpose_display()}）"


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


class CheckVisit(Record):
    """A team's check of one county on `at`."""

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
    text = models.CharField("问题", max_length=300)
    pointed_out = models.BooleanField("当场指出", default=True)
    guided = models.BooleanField("当场指导", default=False)

    deeds = {"group": "归入共性问题"}
    reach = ABOUT_COUNTY

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(guided=False) | Q(pointed_out=True), name="guided_once_pointed_out"
            )
        ]

    def __str__(self) -> str:
        return self.text


class SupervisionCaseQuerySet(RecordQuerySet["SupervisionCase"]):
    def talked_by(self, day: date) -> Self:
        """Cases in which the county's secretary was talked to by the day."""
        actions = CaseAction.objects.live().filter(case=OuterRef("pk"), kind=ActionKind.TALK, at__lte=day)
        return self.filter(Exists(actions))


class SupervisionCase(Stateful):
    """Key supervision of one county, opened on `at`."""

    county = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name="县（市、区）")
    document = models.ForeignKey(Document, models.PROTECT, related_name="+", verbose_name="督办文件")
    matter = models.CharField("督办事项", max_length=200)
    due_on = models.DateField("整改期限")
    closed_on = models.DateField("结束日期", null=True, blank=True)
    state = WordField(CaseState, "状态", default=CaseState.OPENED)

    objects = SupervisionCaseQuerySet.as_manager()  # type: ignore[assignment, misc]  # knows more questions
    life = CASE_LIFE
    reach = ABOUT_COUNTY

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="closed", closed_on__isnull=False) | ~Q(state="closed") & Q(closed_on=None),
                name="case_closed_is_dated",
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gte=F("at")), name="case_closed_after"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.county.short_name}重点督办"


class CaseReason(Record):
    """Why a county is supervised: one reason code."""

    case = models.ForeignKey(SupervisionCase, models.PROTECT, related_name="reasons", verbose_name="重点督办")
    county = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name="县（市、区）")
    code = WordField(ReasonCode, "督办原因")

    reach = ABOUT_COUNTY

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "code"], condition=Q(voided_at=None), name="case_reason_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.get_code_display())


class CaseAction(Record):
    """A step of supervision taken on `at`: letter, talk with the county secretary, visit, circular, dispatch."""

    case = models.ForeignKey(
        SupervisionCase, models.PROTECT, related_name="case_actions", verbose_name="重点督办"
    )
    county = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name="县（市、区）")
    kind = WordField(ActionKind, "督办方式")
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="约谈记录"
    )
    note = models.CharField("情况", max_length=300, blank=True)

    reach = ABOUT_COUNTY

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="talk") | Q(meeting__isnull=False), name="talk_has_its_record"
            )
        ]

    def __str__(self) -> str:
        return f"{self.county.short_name} {self.get_kind_display()}"


class DispatchMeeting(Record):
    """A dispatch meeting (调度会) held on `at`: the office director and one group leader of each county attend."""

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="dispatch", verbose_name="会议")
    rule = models.CharField("参会要求", max_length=100)

    reach = CITY

    def __str__(self) -> str:
        return self.meeting.title


class CountyStatement(Record):
    """What one county stated at a dispatch meeting."""

    dispatch = models.ForeignKey(
        DispatchMeeting, models.PROTECT, related_name="county_statements", verbose_name="调度会"
    )
    county = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name="县（市、区）")
    text = models.CharField("发言要点", max_length=300)

    reach = ABOUT_COUNTY

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dispatch", "county"], condition=Q(voided_at=None), name="county_states_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.county.short_name}发言"


class Staffing(Record):
    """A county office's posts approved (编制) and filled (实有) as of `at`: the staffing rate's two sides."""

    county = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name="县（市、区）")
    approved = models.PositiveSmallIntegerField("编制数")
    filled = models.PositiveSmallIntegerField("实有数")

    reach = Reach(
        office=frozenset({Role.DIRECTOR, Role.GUIDANCE, Role.LEADER, Role.GENERAL}),
        addressed="county",
        addressed_roles=COUNTY,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["office", "county", "at"], condition=Q(voided_at=None), name="staffing_once_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.county.short_name} {self.filled}/{self.approved}"

    @property
    def rate(self) -> Decimal | None:
        """The staffing rate (到位率) in percent; None where no posts are approved."""
        return half_up(self.filled, self.approved)
