"""Working days as records: a year by its notice, and the days that the notice moves."""

from django.db import models
from django.db.models import F, Q

from xuncha.calendars.rules import CALENDAR_LIFE, CalendarState, DayKind, Span
from xuncha.kernel.viewer import Viewer
from xuncha.records.fields import WordField
from xuncha.records.models import Installation, Record, Stateful


class YearCalendar(Stateful):
    """One year's working days by the notice issued on `at`; every deadline counts by the version in force.

    Never edited once it has been in force: another notice, or a mistake, makes another version.
    """

    year = models.PositiveSmallIntegerField("年份")
    version = models.PositiveSmallIntegerField("版次", default=1)
    source = models.CharField("通知文号", max_length=100)
    adopted_on = models.DateField("启用日期", null=True, blank=True)
    retired_on = models.DateField("停用日期", null=True, blank=True)
    state = WordField(CalendarState, "状态", default=CalendarState.DRAFTING)

    life = CALENDAR_LIFE

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["office", "year", "version"],
                condition=Q(voided_at=None),
                name="calendar_version_once",
            ),
            models.UniqueConstraint(
                fields=["office", "year"],
                condition=Q(state="in_force", voided_at=None),
                name="one_calendar_in_force_a_year",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}年工作日安排（第{self.version}版）"

    def roles_of(self, viewer: Viewer) -> frozenset[str]:
        """The whole installation counts by one calendar: towards it only those of its own office hold a role."""
        at_home = Installation.objects.filter(home=self.office_id).exists()
        return super().roles_of(viewer) if at_home else frozenset()


class CalendarSpan(Record):
    """Days in a row, from `first` to `last`, that a notice makes days of rest or swaps for days of work."""

    calendar = models.ForeignKey(
        YearCalendar, models.PROTECT, related_name="spans", verbose_name="工作日安排"
    )
    kind = WordField(DayKind, "安排")
    first = models.DateField("起始日期")
    last = models.DateField("截止日期")
    occasion = models.CharField("节日", max_length=20, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="calendar_span_in_order"),
            models.UniqueConstraint(
                fields=["calendar", "first"], condition=Q(voided_at=None), name="calendar_span_once"
            ),
        ]

    def __str__(self) -> str:
        days = f"{self.first}" if self.first == self.last else f"{self.first}至{self.last}"
        return f"{self.occasion}{self.get_kind_display()}（{days}）"

    def roles_of(self, viewer: Viewer) -> frozenset[str]:
        return self.calendar.roles_of(viewer)

    @property
    def number(self) -> int:
        """How many days it is."""
        return (self.last - self.first).days + 1

    def as_span(self) -> Span:
        return Span(self.kind, self.first, self.last, self.occasion)
