"""How those who served were found: the leader's notes and grading, and the office's appraisal of the year."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q

from xuncha.basis.models import Document
from xuncha.people.models import Person
from xuncha.records.fields import WordField
from xuncha.records.models import Record, Stateful
from xuncha.records.rules import Reach
from xuncha.rounds.models import GroupMember
from xuncha.teams.rules import (
    APPRAISAL_READERS,
    GRADING_LIFE,
    GROUP_LEADER,
    QUOTA,
    Conduct,
    Grade,
    GradingState,
)

OF_A_SEAT = Reach(office=APPRAISAL_READERS, group="seat__group", group_roles=GROUP_LEADER)


class SeatNote(Record):
    """What a group's leader noted of a member's work on a day."""

    seat = models.ForeignKey(GroupMember, models.PROTECT, related_name="notes", verbose_name="抽调任职")
    conduct = WordField(Conduct, "类别", default=Conduct.PLAIN)
    text = models.CharField("情况", max_length=400)

    reach = OF_A_SEAT

    def __str__(self) -> str:
        return f"{self.seat.person}{self.get_conduct_display()}"


class SeatGrading(Stateful):
    """The leader's grading of a seconded member at the end of a round, reviewed by the office."""

    seat = models.ForeignKey(GroupMember, models.PROTECT, related_name="gradings", verbose_name="抽调任职")
    grade = WordField(Grade, "建议等次")
    text = models.TextField("鉴定意见")
    reviewed_on = models.DateField("审核日期", null=True, blank=True)
    state = WordField(GradingState, "状态", default=GradingState.PROPOSED)

    life = GRADING_LIFE
    reach = OF_A_SEAT

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["seat"], condition=Q(voided_at=None), name="seat_graded_once"),
            models.CheckConstraint(
                condition=Q(reviewed_on=None) | Q(reviewed_on__gte=F("at")), name="grading_reviewed_after"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seat.person}鉴定"


class Appraisal(Record):
    """The office's annual appraisal of a seconded cadre, resting on at least one seat held in the year."""

    year = models.PositiveSmallIntegerField("年度")
    person = models.ForeignKey(Person, models.PROTECT, related_name="appraisals", verbose_name="姓名")
    seat = models.ForeignKey(GroupMember, models.PROTECT, related_name="appraisals", verbose_name="抽调任职")
    grade = WordField(Grade, "考核等次")
    award = models.CharField("奖励", max_length=40, blank=True)
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="通报文件"
    )
    told_on = models.DateField("告知单位日期", null=True, blank=True)
    letter = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="告知函"
    )

    reach = Reach(office=APPRAISAL_READERS)
    deeds = {"tell": "告知所在单位"}

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["office", "year", "person"], condition=Q(voided_at=None), name="appraisal_once_a_year"
            ),
            models.CheckConstraint(
                condition=Q(told_on=None) | Q(told_on__gte=F("at")), name="appraisal_told_after"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.year}年度"


class AppraisalQuota(Record):
    """From `at` on so many per cent of those appraised in a year may be excellent."""

    percent = models.PositiveSmallIntegerField(
        "优秀比例（%）", default=QUOTA, validators=[MaxValueValidator(100)]
    )

    reach = Reach(office=APPRAISAL_READERS)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["office", "at"], condition=Q(voided_at=None), name="appraisal_quota_once_a_day"
            ),
            models.CheckConstraint(condition=Q(percent__lte=100), name="appraisal_quota_is_a_share"),
        ]

    def __str__(self) -> str:
        return f"{self.percent}%"
