"""Thresholds as rows: versions of an office's scheme, each in use from a day."""

from django.db import models
from django.db.models import Q

from xuncha.records.fields import WordField
from xuncha.records.models import Record
from xuncha.records.rules import OFFICE, Reach
from xuncha.reminders.rules.kinds import Kind
from xuncha.reminders.rules.thresholds import Audience


class Scheme(Record):
    """One version of an office's thresholds, in use from `at` until a later one is."""

    name = models.CharField("催办规则", max_length=60)

    reach = Reach(office=OFFICE)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["office", "name"], condition=Q(voided_at=None), name="scheme_name_once"
            ),
            models.UniqueConstraint(
                fields=["office", "at"], condition=Q(voided_at=None), name="one_scheme_from_a_day"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Threshold(Record):
    """So many calendar days before the due day (negative: after it) this audience is told.

    Lines without a kind hold for all things that have no lines of their own.
    """

    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="thresholds", verbose_name="催办规则")
    kind = WordField(Kind, "事项", blank=True)
    days = models.SmallIntegerField("提前天数")
    audience = WordField(Audience, "提醒对象")

    reach = Reach(office=OFFICE)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "kind", "days", "audience"],
                condition=Q(voided_at=None),
                name="threshold_once",
            )
        ]

    def __str__(self) -> str:
        when = f"到期前{self.days}天" if self.days > 0 else f"逾期{-self.days}天" if self.days else "到期当日"
        return f"{when}提醒{self.get_audience_display()}"
