"""The working days of a year as an office enters them from the yearly notice: vocabularies, life, arithmetic."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from xuncha.kernel.lifecycle import LifeCycle, Step
from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.words import Word
from xuncha.kernel.workdays import DAY, BuiltIn, YearTable, check_days
from xuncha.records.rules import Role

HEAD = frozenset({Role.DIRECTOR, Role.COUNTY_OFFICE})
LONGEST = 31  # days of one line; the longest holiday has had ten


class DayKind(Word):
    REST = "rest", "放假"
    WORK = "work", "调休上班"


class CalendarState(Word):
    DRAFTING = "drafting", "编制中"
    IN_FORCE = "in_force", "已启用"
    RETIRED = "retired", "已停用"


# fmt: off
CALENDAR_LIFE = LifeCycle(
    "工作日安排",
    CalendarState,
    Step(
        "adopt", "启用", CalendarState.DRAFTING, CalendarState.IN_FORCE, HEAD,
        guards=("calendar_complete",), sets="adopted_on",
    ),
    Step("retire", "停用", CalendarState.IN_FORCE, CalendarState.RETIRED, HEAD, needs_note=True, sets="retired_on"),
)
# fmt: on


@dataclass(frozen=True)
class Span:
    """Days in a row that are all of rest, or all swapped days of work; both ends included."""

    kind: str
    first: date
    last: date
    occasion: str = ""

    def days(self) -> Iterator[date]:
        day = self.first
        while day <= self.last:
            yield day
            day += DAY


def table_of(year: int, spans: Iterable[Span], source: str = "") -> YearTable:
    """The year as the kernel counts by it."""
    days: dict[str, set[date]] = {kind: set() for kind in DayKind}
    for span in spans:
        days[span.kind].update(span.days())
    return YearTable(year, frozenset(days[DayKind.REST]), frozenset(days[DayKind.WORK]), source)


def check_span(year: int, span: Span) -> None:
    """Refuse a line that cannot stand in the notice of that year."""
    if span.last < span.first:
        raise NotAllowed("截止日期早于起始日期。")
    if (span.last - span.first).days >= LONGEST:
        raise NotAllowed("一段不超过31天，请核对起止日期。")
    check_days(table_of(year, [span]))


def check_apart(span: Span, others: Iterable[Span]) -> None:
    """Refuse a line that names a day which another one names already."""
    for other in others:
        if span.first <= other.last and other.first <= span.last:
            raise NotAllowed(
                "与已登记的%(first)s至%(last)s重叠。",
                first=other.first.isoformat(),
                last=other.last.isoformat(),
            )


def bundled(year: int) -> list[Span]:
    """What comes with the system for that year, line by line; nothing for a year it does not know."""
    known = BuiltIn()
    table = known.table(year) if known.covers(year) else YearTable(year, frozenset(), frozenset())
    lines: list[Span] = []
    for day, kind in sorted(
        [(d, DayKind.REST) for d in table.rest] + [(d, DayKind.WORK) for d in table.work]
    ):
        line = Span(kind, day, day, known.occasion(day))
        if lines and _continues(lines[-1], line):
            line = Span(kind, lines.pop().first, day, line.occasion)
        lines.append(line)
    return lines


def _continues(before: Span, line: Span) -> bool:
    return (before.kind, before.occasion, before.last + DAY) == (line.kind, line.occasion, line.first)


def years_in_words(years: Iterable[int]) -> str:
    """2004, 2005, 2006, 2010 → “2004—2006、2010”."""
    runs: list[list[int]] = []
    for year in sorted(set(years)):
        if runs and runs[-1][-1] == year - 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return "、".join(f"{run[0]}—{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
