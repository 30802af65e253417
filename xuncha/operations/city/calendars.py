"""The office's own working days, year by year as the notices came; the next year's is still being drawn up."""

from collections import Counter
from datetime import date
from typing import Any

from xuncha.calendars.models import CalendarSpan, YearCalendar
from xuncha.calendars.rules import Span, bundled
from xuncha.kernel.marks import Mark
from xuncha.operations.city.texts import table
from xuncha.operations.city.world import World
from xuncha.records.rules import Role


def keep(world: World) -> None:
    versions: Counter[int] = Counter()
    for row in table("calendars")["calendar"]:
        versions[row["year"]] += 1
        _draw_up(world, row, versions[row["year"]])


def _draw_up(world: World, row: dict[str, Any], version: int) -> None:
    at, known = row["on"], max(row["on"], world.profile.start)
    calendar = YearCalendar(year=row["year"], version=version, source=row["source"], mark=Mark.INTERNAL)
    world.rows.enter(calendar, office=world.home, at=at, role=Role.DIRECTOR, known=known)
    for span in _spans(row):
        line = CalendarSpan(
            calendar=calendar,
            kind=span.kind,
            first=span.first,
            last=span.last,
            occasion=span.occasion,
            mark=Mark.INTERNAL,
        )
        world.rows.enter(line, office=world.home, at=at, role=Role.DIRECTOR, known=known)
    if "adopted" in row:
        world.rows.move(calendar, "adopt", at=row["adopted"], basis=row["source"])
    if "retired" in row:
        world.rows.move(calendar, "retire", at=row["retired"], note=row["note"])


def _spans(row: dict[str, Any]) -> list[Span]:
    return [_span(line) for line in row["days"]] if "days" in row else bundled(row["year"])


def _span(line: str) -> Span:
    kind, first, last, occasion = line.split()
    return Span(kind, date.fromisoformat(first), date.fromisoformat(last), occasion)
