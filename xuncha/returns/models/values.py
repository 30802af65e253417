"""Numbers that lower offices filed, in rows that an index answers.

Beside the filings, which keep what was frozen, as the search index stands beside the texts: written anew from a filing
whenever it changes hands, and holding just what stands as filed.
"""

from typing import Self

from django.db import models
from django.db.models import Q

from xuncha.kernel.viewer import Viewer
from xuncha.records.fields import WordField
from xuncha.records.models import Office
from xuncha.returns.engine.periods import Offset, PeriodKind
from xuncha.returns.rules.values import ASKERS, FILERS, Origin


class FiledValueQuerySet(models.QuerySet["FiledValue"]):
    def visible_to(self, viewer: Viewer) -> Self:
        """What this person's own office filed, and what was filed with it. Nobody sees what passed between others."""
        own, asked = viewer.offices(FILERS), viewer.offices(ASKERS)
        if not own and not asked:
            return self.none()
        return self.standing().filter(Q(county__in=own) | Q(asker__in=asked))

    def standing(self) -> Self:
        return self.filter(stands=True)


class FiledValue(models.Model):
    """One number of one filing: the indicator `code` over the days that `offset` makes of the period ending `until`.

    Where two cells or two filings of a county say the same, the last one `stands`; only what stands is read.
    """

    id = models.BigAutoField(primary_key=True)
    filing = models.UUIDField("报送件")
    asker = models.ForeignKey(
        Office, models.PROTECT, related_name="+", db_index=False, verbose_name="接收机构"
    )
    county = models.ForeignKey(
        Office, models.PROTECT, related_name="+", db_index=False, verbose_name="报送机构"
    )
    period = WordField(PeriodKind, "报送周期", max_length=8)
    until = models.DateField("数据截至")
    offset = WordField(Offset, "期间")
    code = models.CharField("指标", max_length=8)
    cell = models.CharField("单元格", max_length=10)
    value = models.DecimalField("数值", max_digits=18, decimal_places=4, null=True)
    origin = WordField(Origin, "来源", max_length=12)
    stands = models.BooleanField("采用", default=False)

    objects = FiledValueQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["filing", "cell"], name="filed_value_once_a_cell"),
            # one county as it goes
            models.UniqueConstraint(
                fields=["county", "asker", "period", "offset", "until", "code"],
                condition=Q(stands=True),
                name="filed_value_stands_once",
            ),
        ]
        indexes = [
            # all counties side by side, in the order of their numbers and out of the index alone
            models.Index(
                fields=["asker", "code", "period", "offset", "until", "value", "county"],
                condition=Q(stands=True),
                name="filed_value_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.until} {self.value}"


class FiledSeries(models.Model):
    """What an office has been sent at all: asked of ten million numbers, the question would cost more than the answer."""

    id = models.BigAutoField(primary_key=True)
    asker = models.ForeignKey(
        Office, models.PROTECT, related_name="+", db_index=False, verbose_name="接收机构"
    )
    period = WordField(PeriodKind, "报送周期", max_length=8)
    offset = WordField(Offset, "期间")
    code = models.CharField("指标", max_length=8)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["asker", "code", "period", "offset"], name="filed_series_once")
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.period} {self.offset}"
