"""Who is where on a day, and the days of city and counties on one line of time."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from xuncha.kernel.viewer import Viewer
from xuncha.kernel.words import Word
from xuncha.linkage.models import Campaign, CampaignGroup, CountyCall, CountyTask, Target
from xuncha.rounds.models import Task
from xuncha.rounds.rules.tasks import IDLE


class Place(Word):
    ON_SITE = "on_site", "在点"
    TO_COME = "to_come", "待进驻"
    GONE = "gone", "已撤点"
    NOWHERE = "nowhere", "未列任务"


TONES = {Place.ON_SITE: "blue", Place.TO_COME: "amber", Place.GONE: "green", Place.NOWHERE: "grey"}


@dataclass(frozen=True)
class Stay:
    """One task's days: as they came, else as they are planned; None where not even that is known."""

    unit: str
    group: str
    start: date | None
    end: date | None
    entered: bool
    left: bool

    def is_on(self, day: date) -> bool:
        return self.entered and self.start is not None and self.start <= day and not self.is_over(day)

    def is_over(self, day: date) -> bool:
        return self.left and self.end is not None and self.end < day


@dataclass(frozen=True)
class Line:
    """A city group, or a county, with its stays in the order of their days."""

    name: str
    city: bool
    stays: tuple[Stay, ...]

    def on(self, day: date) -> "Now":
        here = tuple(stay for stay in self.stays if stay.is_on(day))
        ahead = [stay for stay in self.stays if not stay.is_on(day) and not stay.is_over(day)]
        if here:
            return Now(self, Place.ON_SITE, here, len(ahead))
        if ahead:
            return Now(self, Place.TO_COME, tuple(ahead[:1]), len(ahead))
        return Now(self, Place.GONE if self.stays else Place.NOWHERE, (), 0)

    @property
    def start(self) -> date | None:
        return min((stay.start for stay in self.stays if stay.start), default=None)

    @property
    def end(self) -> date | None:
        return max((stay.end or stay.start for stay in self.stays if stay.start), default=None)

    @property
    def ended(self) -> bool:
        """Whether the last day has come, and is not only planned."""
        return all(stay.left for stay in self.stays)


@dataclass(frozen=True)
class Now:
    """Where a line is on a day: `stays` are those on site, or the next to come; `ahead` how many are still to come."""

    line: Line
    place: Place
    stays: tuple[Stay, ...]
    ahead: int

    @property
    def tone(self) -> str:
        return TONES[self.place]


def lines(campaign: Campaign, viewer: Viewer) -> list[Line]:
    """The groups sent, then the counties called; as far as the viewer sees their rows. Five queries."""
    return [*_groups(campaign, viewer), *_counties(campaign, viewer)]


def _groups(campaign: Campaign, viewer: Viewer) -> Iterable[Line]:
    targets = Target.objects.visible_to(viewer).filter(campaign=campaign, task__voided_at=None)
    by_group: dict[int | None, list[Task]] = defaultdict(list)
    for target in _with_days(targets):
        by_group[target.task.group_id].append(target.task)
    sent = CampaignGroup.objects.visible_to(viewer).filter(campaign=campaign).select_related("group")
    for row in sent.order_by("group__number"):
        yield Line(row.group.name, True, _stays(by_group[row.group_id]))


def _counties(campaign: Campaign, viewer: Viewer) -> Iterable[Line]:
    entered = CountyTask.objects.visible_to(viewer).filter(campaign=campaign, task__voided_at=None)
    by_county: dict[int, list[Task]] = defaultdict(list)
    for row in _with_days(entered):
        by_county[row.county_id].append(row.task)
    called = CountyCall.objects.visible_to(viewer).filter(campaign=campaign).select_related("county")
    for call in called.order_by("county__code"):
        found = by_county[call.county_id]
        yield Line(call.county.short_name, False, _stays(found))


def _with_days(rows: Any) -> Any:
    live = rows.exclude(task__state__in=IDLE)
    return live.select_related("task__organisation", "task__group").order_by("pk")


def _stays(tasks: Iterable[Task]) -> tuple[Stay, ...]:
    found = [
        Stay(
            unit=task.organisation.short_name,
            group=task.group.name if task.group else "",
            start=task.entered_on or task.entry_planned_on,
            end=task.left_on or task.exit_planned_on,
            entered=task.entered_on is not None,
            left=task.left_on is not None,
        )
        for task in tasks
    ]
    return tuple(sorted(found, key=lambda stay: (stay.start or date.max, stay.unit)))


@dataclass(frozen=True)
class Bar:
    """A stay on the line of time, in percent of its length."""

    stay: Stay
    left: float
    width: float


@dataclass(frozen=True)
class Row:
    line: Line
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Calendar:
    """`months` are (first day, its place in percent); `today` the place of the day asked about, None off the line."""

    first: date
    last: date
    months: tuple[tuple[date, float], ...]
    today: float | None
    rows: tuple[Row, ...]


def calendar(found: list[Line], day: date) -> Calendar | None:
    """City and counties from the first day of the first month to the last of the last; None without a single day."""
    days = [edge for line in found for edge in (line.start, line.end) if edge]
    if not days:
        return None
    first, last = min(days).replace(day=1), _month_after(max(days)) - timedelta(1)
    whole = (last - first).days + 1

    def at(when: date) -> float:
        return round(100 * (when - first).days / whole, 2)

    def bar(stay: Stay) -> Bar:
        start = stay.start or first
        end = max(stay.end or start, start)
        return Bar(stay, at(start), round(max(at(end + timedelta(1)) - at(start), 0.4), 2))

    rows = tuple(Row(line, tuple(bar(stay) for stay in line.stays if stay.start)) for line in found)
    months, month = [], first
    while month <= last:
        months.append((month, at(month)))
        month = _month_after(month)
    return Calendar(first, last, tuple(months), at(day) if first <= day <= last else None, rows)


def _month_after(day: date) -> date:
    return (day.replace(day=28) + timedelta(4)).replace(day=1)
