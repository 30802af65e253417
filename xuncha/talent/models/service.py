"""When people can be drawn, and what they learned for it."""

from django.db import models
from django.db.models import F, Q

from xuncha.people.models import Person
from xuncha.records.fields import WordField
from xuncha.records.models import Record
from xuncha.records.rules import Reach
from xuncha.talent.models.pool import READERS
from xuncha.talent.rules import DECLARED, HEAD, Absence, TrainingResult


class Unavailability(Record):
    """A person cannot be drawn from `at` to the last day `until`, which is open while nobody knows it."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="unavailabilities", verbose_name="姓名")
    reason = WordField(Absence, "原因")
    until = models.DateField("截止日期", null=True, blank=True)
    details = models.CharField("说明", max_length=200, blank=True)

    reach = Reach(office=DECLARED | HEAD)  # of health and sanctions
    deeds = {"end": "恢复可抽调"}

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("at")), name="unavailability_forward"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.get_reason_display()}"


class Training(Record):
    """A course that a person attended, begun on `at`."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="trainings", verbose_name="姓名")
    course = models.CharField("培训班次", max_length=80)
    organiser = models.CharField("主办单位", max_length=60, blank=True)
    days = models.DecimalField("天数", max_digits=4, decimal_places=1)
    hours = models.PositiveSmallIntegerField("学时")
    result = WordField(TrainingResult, "结果", default=TrainingResult.ATTENDED)

    reach = Reach(office=READERS)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "course", "at"], condition=Q(voided_at=None), name="trained_once"
            ),
            models.CheckConstraint(condition=Q(days__gt=0) & Q(hours__gt=0), name="training_has_length"),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.course}"
