"""What the pool should look like, in rows that hold from a day on."""

from django.db import models
from django.db.models import F, Q

from xuncha.records.fields import WordField
from xuncha.records.models import Record
from xuncha.records.rules import Reach
from xuncha.talent.models.pool import READERS
from xuncha.talent.rules.targets import Measure


class PoolTarget(Record):
    """From `at` on a measure lies between `least` and `most`, until a later row; both empty: no target any more.

    `code` names the part of the pool whose share (per cent) is meant, e.g. an age band; "" for plain numbers.
    """

    measure = WordField(Measure, "事项")
    code = models.CharField("部分代码", max_length=24, blank=True, editable=False)
    label = models.CharField("部分", max_length=40, blank=True)
    least = models.PositiveSmallIntegerField("下限", null=True, blank=True)
    most = models.PositiveSmallIntegerField("上限", null=True, blank=True)

    reach = Reach(office=READERS)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["office", "measure", "code", "at"],
                condition=Q(voided_at=None),
                name="pool_target_once_a_day",
            ),
            models.CheckConstraint(
                condition=Q(least=None) | Q(most=None) | Q(most__gte=F("least")), name="pool_target_range"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_measure_display()}{self.label}"
