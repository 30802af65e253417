"""What counties say of themselves: their statements and their staff."""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q

from xuncha.basis.models import Decision
from xuncha.guidance.models.reach import ABOUT_COUNTY, COUNTY
from xuncha.guidance.models.supervision import DispatchMeeting
from xuncha.kernel.numerals import half_up
from xuncha.records.models import Office, Record
from xuncha.records.rules import Reach, Role


class CountyStatement(Record):
    """What one county stated at a dispatch meeting."""

    dispatch = models.ForeignKey(
        DispatchMeeting, models.PROTECT, related_name="county_statements", verbose_name="调度会"
    )
    county = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name="县（市、区）")
    text = models.CharField("发言要点", max_length=300)

    inside = ("dispatch",)
    reach = ABOUT_COUNTY

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dispatch", "county"], condition=Q(voided_at=None), name="county_states_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.county.short_name}发言"


class DispatchTask(Record):
    """What one county took home from a dispatch meeting: owed by a day, done on a day."""

    dispatch = models.ForeignKey(
        DispatchMeeting, models.PROTECT, related_name="county_tasks", verbose_name="调度会"
    )
    county = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name="责任县（市、区）")
    decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="会议决定"
    )
    text = models.CharField("调度任务", max_length=300)
    due_on = models.DateField("完成期限")
    done_on = models.DateField("完成日期", null=True, blank=True)
    result = models.CharField("完成情况", max_length=300, blank=True)

    deeds = {"finish": "报告完成"}
    inside = ("dispatch",)
    reach = ABOUT_COUNTY

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(done_on=None) | Q(done_on__gte=F("at")) & ~Q(result=""),
                name="dispatch_task_done_is_told",
            )
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def late_days(self) -> int | None:
        """How many days after its day it was done; None while it is not, or where it was in time."""
        return (self.done_on - self.due_on).days if self.done_on and self.done_on > self.due_on else None


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
