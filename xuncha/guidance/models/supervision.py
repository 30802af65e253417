"""Counties under key supervision: why, and what was done about it; meetings that dispatch the work."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from xuncha.basis.models import Document, Meeting
from xuncha.guidance.models.reach import ABOUT_COUNTY, CITY
from xuncha.guidance.rules import CASE_LIFE, ActionKind, CaseState, ReasonCode
from xuncha.records.fields import WordField
from xuncha.records.models import Office, Record, RecordQuerySet, Stateful


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
