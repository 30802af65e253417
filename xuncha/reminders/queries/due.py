"""What falls due, as one person sees it: counted and listed from all sources at once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from xuncha.kernel.deadlines import Lights
from xuncha.kernel.figures import Period
from xuncha.kernel.viewer import Viewer
from xuncha.reminders.queries.counting import CountedLine
from xuncha.reminders.queries.sources.base import Due
from xuncha.reminders.queries.sources.catalogue import SOURCES, STORED
from xuncha.rounds.queries.owed import Owed, owed
from xuncha.ui.lines import Line, Seen, readers, seen

READERS = readers(SOURCES)


@dataclass(frozen=True)
class DueLine:
    """A line, and how many days ago it was due or are left."""

    line: Line
    owed: Owed


def stored(viewer: Viewer) -> Seen:
    """What has its day in a column, as this person sees it."""
    return seen(STORED, viewer)


def tally(
    stored: Seen, spans: Mapping[str, Period], counted: Sequence[CountedLine]
) -> list[tuple[Due, dict[str, int]]]:
    """By source of which the viewer sees something, how many rows are due in each span. One query."""
    asked = {name: Q(("line_day__range", (span.start, span.end))) for name, span in spans.items()}
    known = dict(stored.count(**asked))
    sizes = {source: known.get(source, dict.fromkeys(spans, 0)) for source in SOURCES}
    for each in counted:
        for name, span in spans.items():
            sizes[each.source][name] += each.line.day in span
    return list(sizes.items())


def first(stored: Seen, period: Period, counted: Iterable[CountedLine], limit: int) -> list[Line]:
    """The first lines of a period. One query."""
    found = [each.line for each in counted if each.line.day in period]
    return sorted([*found, *stored.read(period, limit=limit)], key=lambda line: line.day)[:limit]


def dated(lines: Iterable[Line], lights: Lights) -> list[DueLine]:
    """The lines with the days that have passed since, or are left until, they fall due."""
    return [DueLine(line, owed(line.kind, line.day, lights)) for line in lines]
