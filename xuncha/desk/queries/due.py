"""What is late, what falls due next, and who owes it: the list by which reminders go, as one person sees it."""

from dataclasses import dataclass
from datetime import date, timedelta

from xuncha.calendars.queries import lights_of
from xuncha.kernel.figures import Period
from xuncha.kernel.viewer import Viewer
from xuncha.kernel.workdays import DAY
from xuncha.records.rules import GROUP
from xuncha.reminders.queries import due as reminders
from xuncha.reminders.queries.counting import counted_lines
from xuncha.reminders.queries.due import DueLine, dated

SOON = timedelta(days=10)
AHEAD = timedelta(days=30)  # as far as the list looks
READERS = reminders.READERS - GROUP  # a group's own days stand with its tasks


@dataclass(frozen=True)
class Owed:
    """How much of one kind is late, and the list of that kind."""

    kind: str
    late: int
    url: str


@dataclass(frozen=True)
class Due:
    """late, soon   how many are past due, and how many fall due within ten days
    kinds        the kinds of which something is late
    overdue      what is late, the longest first
    coming       what falls due within a month, the next first
    """

    late: int
    soon: int
    kinds: list[Owed]
    overdue: list[DueLine]
    coming: list[DueLine]

    @property
    def more(self) -> bool:
        return self.late > len(self.overdue) or self.soon > len(self.coming)


def due(viewer: Viewer, day: date, limit: int) -> Due:
    """In six queries."""
    known = lights_of(day)
    counted = counted_lines(viewer, known.calendar)
    late, ahead = Period(date.min, day - DAY), Period(day, day + AHEAD)
    stored = reminders.stored(viewer)
    tally = reminders.tally(stored, {"late": late, "soon": Period(day, day + SOON)}, counted)
    return Due(
        late=sum(sizes["late"] for _, sizes in tally),
        soon=sum(sizes["soon"] for _, sizes in tally),
        kinds=[Owed(source.label, sizes["late"], source.address) for source, sizes in tally if sizes["late"]],
        overdue=dated(reminders.first(stored, late, counted, limit), known),
        coming=dated(reminders.first(stored, ahead, counted, limit), known),
    )
