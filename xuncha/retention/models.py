"""Schedules of the office, destructions by them, and what each destruction names."""

from django.apps import apps
from django.db import models
from django.db.models import F, Q

from xuncha.records.fields import WordField
from xuncha.records.models import Record, Stateful
from xuncha.records.rules import Reach
from xuncha.retention.rules import (
    COUNTED_FROM,
    DESTRUCTION_LIFE,
    READERS,
    DestructionState,
    Matter,
)


class Schedule(Record):
    """From `at` on, content of this kind is kept for so many years."""

    matter = WordField(Matter, "内容")
    years = models.PositiveSmallIntegerField("保管年限")
    basis = models.CharField("依据", max_length=200)
    ended_on = models.DateField("停用日期", null=True, blank=True)

    reach = Reach(office=READERS)
    deeds = {"end": "停用"}

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["office", "matter"],
                condition=Q(voided_at=None, ended_on=None),
                name="one_schedule_a_matter",
            ),
            models.CheckConstraint(condition=Q(years__gte=1, years__lte=100), name="schedule_of_some_years"),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("at")), name="schedule_forward"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_matter_display()}{self.years}年"

    @property
    def counted_from(self) -> str:
        """The day from which the years count."""
        return COUNTED_FROM[Matter(self.matter)]


class Destruction(Stateful):
    """What fell due by `until`, proposed on `at`, approved by another person, destroyed under the eyes of a third."""

    schedule = models.ForeignKey(
        Schedule, models.PROTECT, related_name="destructions", verbose_name="保管期限"
    )
    number = models.CharField("销毁编号", max_length=20)
    until = models.DateField("到期截至")
    listed = models.PositiveIntegerField("件数")
    digest = models.CharField("清单摘要", max_length=64)
    approved_on = models.DateField("批准日期", null=True, blank=True)
    destroyed_on = models.DateField("销毁日期", null=True, blank=True)
    witness = models.CharField("监销人", max_length=40, blank=True)
    state = WordField(DestructionState, "状态", default=DestructionState.PROPOSED)

    life = DESTRUCTION_LIFE
    reach = Reach(office=READERS)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "number"], name="destruction_number_once"),
            models.CheckConstraint(
                condition=~Q(state="destroyed") | Q(destroyed_on__isnull=False) & ~Q(witness=""),
                name="destruction_is_witnessed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.schedule.get_matter_display()}"


class DestructionLine(Record):
    """A record whose sealed content goes. It is named by its identifier: a name would tell what is to be forgotten."""

    destruction = models.ForeignKey(
        Destruction, models.PROTECT, related_name="lines", verbose_name="到期销毁"
    )
    serial = models.PositiveSmallIntegerField("序号")
    subject = models.CharField("对象", max_length=60, editable=False)
    subject_uid = models.UUIDField("对象标识", editable=False)
    counted_from = models.DateField("起算日期")
    due_on = models.DateField("到期日期")

    inside = ("destruction",)
    reach = Reach(office=READERS)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["destruction", "serial"], name="destruction_line_once"),
            models.UniqueConstraint(fields=["destruction", "subject_uid"], name="destruction_names_once"),
        ]

    def __str__(self) -> str:
        return f"{self.destruction.number}-{self.serial}"

    @property
    def named(self) -> str:
        """The record, as far as the list names it."""
        return f"{apps.get_model(self.subject)._meta.label_lower} {self.subject_uid}"
