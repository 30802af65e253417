"""The calendar that every deadline is counted by."""

from collections import defaultdict
from datetime import date

from xuncha.calendars.models import CalendarSpan, YearCalendar
from xuncha.calendars.rules import CalendarState, Span, table_of
from xuncha.kernel.deadlines import Lights, lights
from xuncha.kernel.workdays import BuiltIn, Calendar, WithTables
from xuncha.records.models import Installation


def calendar() -> Calendar:
    """The bundled years, corrected and continued by what the installation's office has put into force. One query."""
    in_force = CalendarSpan.objects.live().filter(
        calendar__state=CalendarState.IN_FORCE,
        calendar__voided_at=None,
        calendar__office__in=Installation.objects.values("home"),
    )
    years: dict[int, list[Span]] = defaultdict(list)
    for year, kind, first, last in in_force.values_list("calendar__year", "kind", "first", "last"):
        years[year].append(Span(kind, first, last))
    tables = tuple(table_of(year, spans) for year, spans in sorted(years.items()))
    return WithTables(BuiltIn(), tables) if tables else BuiltIn()


def lights_of(day: date) -> Lights:
    """The lights of a day, with the calendar they were counted by. One query."""
    return lights(day, calendar())


def spans_of(year: YearCalendar) -> list[Span]:
    """Its lines in the order of days."""
    return [row.as_span() for row in CalendarSpan.objects.live().filter(calendar=year).order_by("first")]


def in_force(office: int) -> set[int]:
    """The years that the office has put into force itself."""
    rows = YearCalendar.objects.of(office).filter(state=CalendarState.IN_FORCE)
    return set(rows.values_list("year", flat=True))
