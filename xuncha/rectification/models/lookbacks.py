"""The verdict of a look-back on a problem that was handed over before."""

from django.db import models
from django.db.models import Q

from xuncha.findings.models import Finding
from xuncha.records.fields import WordField
from xuncha.records.models import Record
from xuncha.records.rules import Reach
from xuncha.rectification.models.base import STAFF
from xuncha.rectification.rules.lookbacks import AGAIN, Outcome
from xuncha.rounds.models import Task


class Verdict(Record):
    """What the group of a look-back found of one earlier problem. The unit is told with the feedback, not before."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="verdicts", verbose_name="“回头看”任务")
    finding = models.ForeignKey(Finding, models.PROTECT, related_name="verdicts", verbose_name="前次反馈问题")
    outcome = WordField(Outcome, "复查结论")
    text = models.TextField("复查情况")
    reopened_on = models.DateField("重新整改日期", null=True, blank=True)

    deeds = {"reopen": "重新整改"}
    reach = Reach(office=STAFF, group="task__group")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["task", "finding"], condition=Q(voided_at=None), name="one_verdict_a_problem"
            ),
            models.CheckConstraint(
                condition=Q(reopened_on=None) | Q(outcome__in=[*AGAIN]), name="genuine_is_not_reopened"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.finding} {self.get_outcome_display()}"
