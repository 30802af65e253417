"""A year's working days for tests."""

from datetime import date

from xuncha.calendars import actions
from xuncha.calendars.models import CalendarSpan, YearCalendar
from xuncha.calendars.rules import DayKind
from xuncha.kernel.viewer import Viewer
from xuncha.records.models import Office

NOTICED = date(2018, 12, 6)
NEW_YEAR = (DayKind.REST, date(2031, 1, 1), date(2031, 1, 3), "元旦")


def calendar(
    office: Office, by: Viewer, year: int = 2031, source: str = "国办发明电〔2030〕9号"
) -> YearCalendar:
    """A draft without lines."""
    return actions.draw_up(YearCalendar(office=office, year=year, source=source), by=by, at=NOTICED)


def span(
    of: YearCalendar, by: Viewer, kind: DayKind, first: date, last: date, occasion: str = ""
) -> CalendarSpan:
    row = CalendarSpan(office=of.office, calendar=of, kind=kind, first=first, last=last, occasion=occasion)
    return actions.add_span(row, by=by, at=NOTICED)


def in_force(office: Office, by: Viewer, *lines: tuple[DayKind, date, date, str]) -> YearCalendar:
    """A year in force with New Year's Day and these lines."""
    drawn_up = calendar(office, by)
    for line in (NEW_YEAR, *lines):
        span(drawn_up, by, *line)
    return actions.move(drawn_up, "adopt", by=by, at=NOTICED)
