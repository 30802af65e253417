"""Entering a year's working days, putting them into force, and replacing them by another version."""

from datetime import date

from django.db import transaction
from django.db.models import Max

from xuncha.calendars import queries
from xuncha.calendars.models import CalendarSpan, YearCalendar
from xuncha.calendars.rules import HEAD, CalendarState, Span, bundled, check_apart, check_span, table_of
from xuncha.kernel.marks import Mark
from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.kernel.workdays import check_table, check_year
from xuncha.records import actions as records
from xuncha.records.models import Record


def is_drafting(calendar: YearCalendar) -> bool:
    return bool(calendar.state == CalendarState.DRAFTING)


@transaction.atomic
def draw_up(calendar: YearCalendar, *, by: Viewer, at: date, from_bundle: bool = False) -> YearCalendar:
    """A year's calendar to be filled in, empty or with what comes with the system for that year."""
    records.require(calendar, HEAD, by=by)
    check_year(calendar.year)
    lines = bundled(calendar.year) if from_bundle else []
    if from_bundle and not lines:
        raise NotAllowed("系统没有随附%(year)s年的安排，请逐段登记或者从表格导入。", year=calendar.year)
    return _write(calendar, lines, by=by, at=at)


@transaction.atomic
def draw_up_again(
    calendar: YearCalendar, *, source: str, by: Viewer, at: date, basis: str = "", note: str = ""
) -> YearCalendar:
    """The next version of the same year, with the same days to begin with."""
    again = YearCalendar(office=calendar.office, year=calendar.year, source=source.strip())
    records.require(again, HEAD, by=by)
    return _write(again, queries.spans_of(calendar), by=by, at=at, basis=basis, note=note)


@transaction.atomic
def move(
    calendar: YearCalendar, verb: str, *, by: Viewer, at: date, basis: str = "", note: str = ""
) -> YearCalendar:
    """A step of its life. What is put into force takes the place of the version before it."""
    if verb == "adopt":
        _retire_others(calendar, by=by, at=at)
    return records.move(calendar, verb, by=by, at=at, basis=basis, note=note)


@transaction.atomic
def discard(calendar: YearCalendar, *, by: Viewer, at: date, note: str, basis: str = "") -> YearCalendar:
    """A draft that is not wanted after all."""
    records.require(calendar, HEAD, by=by)
    _require_drafting(calendar)
    return records.void(calendar, by=by, at=at, note=note, basis=basis)


@transaction.atomic
def add_span(span: CalendarSpan, *, by: Viewer, at: date) -> CalendarSpan:
    """One more line, while the calendar is being drawn up."""
    records.require(span.calendar, HEAD, by=by)
    _require_drafting(span.calendar)
    _check(span.calendar, span.as_span())
    span.mark = span.calendar.mark
    return records.enter(span, by=by, at=at)


@transaction.atomic
def change_span(
    span: CalendarSpan,
    *,
    by: Viewer,
    at: date,
    note: str,
    kind: str,
    first: date,
    last: date,
    occasion: str,
    basis: str = "",
) -> CalendarSpan:
    """A line put right, while the calendar is being drawn up."""
    records.require(span.calendar, HEAD, by=by)
    _require_drafting(span.calendar)
    _check(span.calendar, Span(kind, first, last), without=span)
    changes = {"kind": kind, "first": first, "last": last, "occasion": occasion}
    return records.correct(span, by=by, at=at, note=note, changes=changes, basis=basis)


@transaction.atomic
def drop_span(span: CalendarSpan, *, by: Viewer, at: date, note: str, basis: str = "") -> CalendarSpan:
    """A line taken out, while the calendar is being drawn up."""
    records.require(span.calendar, HEAD, by=by)
    _require_drafting(span.calendar)
    return records.void(span, by=by, at=at, note=note, basis=basis)


def calendar_complete(record: Record) -> None:
    """Guard of putting a calendar into force: its lines can be the whole notice of the year."""
    assert isinstance(record, YearCalendar)
    spans = queries.spans_of(record)
    if not spans:
        raise NotAllowed("尚未登记放假和调休上班日，不能启用。")
    check_table(table_of(record.year, spans))


def _write(
    calendar: YearCalendar, lines: list[Span], *, by: Viewer, at: date, basis: str = "", note: str = ""
) -> YearCalendar:
    versions = YearCalendar.objects.of(calendar.office_id).filter(year=calendar.year)
    last: int | None = versions.aggregate(last=Max("version"))["last"]
    calendar.version, calendar.mark = (last or 0) + 1, Mark.INTERNAL  # the notice is public
    records.enter(calendar, by=by, at=at, basis=basis, note=note)
    for line in lines:
        row = CalendarSpan(
            office=calendar.office, calendar=calendar, kind=line.kind, first=line.first, last=line.last,
            occasion=line.occasion, mark=calendar.mark,
        )  # fmt: skip
        records.enter(row, by=by, at=at)
    return calendar


def _retire_others(calendar: YearCalendar, *, by: Viewer, at: date) -> None:
    rows = YearCalendar.objects.of(calendar.office_id).filter(
        year=calendar.year, state=CalendarState.IN_FORCE
    )
    for row in rows.select_for_update():
        records.move(row, "retire", by=by, at=at, note="由%(next)s代替。" % {"next": calendar})


def _require_drafting(calendar: YearCalendar) -> None:
    """Whoever changes the lines of a calendar waits for whoever is changing them, or putting it into force."""
    if not is_drafting(YearCalendar.objects.select_for_update().get(pk=calendar.pk)):
        raise NotAllowed("工作日安排启用后不能修改，请另立新版本。")


def _check(calendar: YearCalendar, span: Span, without: CalendarSpan | None = None) -> None:
    check_span(calendar.year, span)
    others = CalendarSpan.objects.live().filter(calendar=calendar)
    if without:
        others = others.exclude(pk=without.pk)
    check_apart(span, [row.as_span() for row in others])
