"""What planning starts from: who is left, how the office has worked so far, and the instance made of both."""

import itertools
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import mean, median

from django.utils.translation import gettext

from xuncha.calendars.queries import calendar
from xuncha.kernel.workdays import Calendar, count_workdays, is_workday
from xuncha.orgs.rules import UnitClass
from xuncha.rounds.engine.planner.instance import Group, Instance, Organisation, Pair, Rules
from xuncha.rounds.engine.planner.problem import BEYOND
from xuncha.rounds.engine.planner.why import scaled
from xuncha.rounds.models import Group as RoundGroup
from xuncha.rounds.models import PlanItem, RoundScheme, Stipulation, Task, Term
from xuncha.rounds.queries.frame import Frame, frame
from xuncha.rounds.rules import planner as law
from xuncha.rounds.rules.coverage import Milestone
from xuncha.rounds.rules.planner import StipulationKind
from xuncha.rounds.rules.tasks import IDLE

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Usual:
    """A parameter as the office's past has it; `source` says from what, `values` fill in the sentence."""

    name: str
    value: int
    source: str
    values: tuple[tuple[str, object], ...] = ()

    @property
    def said(self) -> str:
        return gettext(self.source) % dict(self.values)


@dataclass(frozen=True)
class Pace:
    """What organisations of one class took so far: working days of a group for each, and those it was there."""

    unit_class: UnitClass
    effort: int
    stay: int
    tasks: int


@dataclass(frozen=True)
class Left:
    """Where the term stands: `from_day` is the day from which the next round can be prepared."""

    frame: Frame
    term: Term
    items: tuple[PlanItem, ...]
    from_day: date
    running_until: date | None

    @property
    def by_class(self) -> list[tuple[UnitClass, int]]:
        count = Counter(item.unit_class for item in self.items)
        return [(word, count[word]) for word in UnitClass if count[word]]


def left_of(office: int, day: date) -> Left | None:
    """Units on the plan that are neither inspected nor on the list of an approved round; None without a plan."""
    measured = frame(office, day)
    if measured.term is None or measured.version is None:
        return None
    rows = measured.planned().exclude(measured.covered(Milestone.SCHEDULED)).select_related("organisation")
    exits = measured.outstanding().values_list("left_on", "exit_planned_on")
    running = [last for left_on, planned in exits if (last := left_on or planned)]
    until = max(running, default=None)
    return Left(measured, measured.term, tuple(rows.order_by("pk")), max(day, until or day), until)


@dataclass(frozen=True)
class _Stay:
    """A group's time at one organisation."""

    round: int
    group: int
    unit_class: str
    enters: date
    leaves: date


class Past:
    """How the office worked in the rounds it has carried out, as far as tasks tell."""

    def __init__(self, office: int, day: date) -> None:
        self.office, self.day = office, day
        self.calendar = calendar()
        self.stays = list(self._read())

    def _read(self) -> Iterable[_Stay]:
        tasks = Task.objects.counting().filter(office=self.office, group__isnull=False)
        rows = tasks.filter(entered_on__lte=self.day).exclude(state__in=IDLE)
        columns = ("round", "group", "organisation__unit_class", "entered_on", "left_on", "exit_planned_on")
        for round_, group, unit_class, enters, left_on, planned in rows.values_list(*columns):
            leaves = left_on or planned
            if leaves and leaves >= enters and unit_class != UnitClass.VILLAGE:
                yield _Stay(round_, group, unit_class, enters, leaves)

    def days(self, first: date, last: date) -> int:
        """Working days from the first to the last, both included."""
        return max(count_workdays(first - DAY, last, self.calendar).days, 1)

    def windows(self) -> list[tuple[date, date]]:
        """(first entry, last exit) of each round, in their order."""
        rounds: dict[int, list[_Stay]] = defaultdict(list)
        for one in self.stays:
            rounds[one.round].append(one)
        return sorted(
            (min(one.enters for one in stays), max(one.leaves for one in stays)) for stays in rounds.values()
        )

    def turns(self) -> dict[tuple[int, int], list[_Stay]]:
        """What each group did in each round."""
        found: dict[tuple[int, int], list[_Stay]] = defaultdict(list)
        for one in self.stays:
            found[one.round, one.group].append(one)
        return found

    def paces(self) -> dict[UnitClass, Pace]:
        """By class; a group's time in a round is shared out evenly among its organisations."""
        efforts: dict[str, list[float]] = defaultdict(list)
        stays: dict[str, list[int]] = defaultdict(list)
        for own in self.turns().values():
            whole = self.days(min(one.enters for one in own), max(one.leaves for one in own))
            for one in own:
                efforts[one.unit_class].append(whole / len(own))
                stays[one.unit_class].append(self.days(one.enters, one.leaves))
        return {
            UnitClass(word): Pace(
                UnitClass(word),
                max(int(median(efforts[word])), 1),
                int(median(stays[word])),
                len(stays[word]),
            )
            for word in efforts
        }

    def usual(self) -> list[Usual]:
        """The parameters in the order of the form, each with where it comes from."""
        turns, windows = self.turns(), self.windows()
        if not turns:
            return _without_past()
        groups = Counter(round_ for round_, _ in turns)
        last = max(self.stays, key=lambda one: one.enters).round
        most = max(
            self.days(min(o.enters for o in own), max(o.leaves for o in own)) for own in turns.values()
        )
        years = Counter(first.year for first, _ in windows)
        gaps = [
            count_workdays(before, after, self.calendar).days - 1
            for (_, before), (after, _) in itertools.pairwise(windows)
        ]
        gap = max(min((one for one in gaps if one >= 0), default=law.PREPARED), 0)
        prepared = min(self._prepared(), gap)
        targets = max(len(own) for own in turns.values())
        count = RoundGroup.objects.live().filter(round=last).count() or groups[last]
        known = (("rounds", len(windows)),)
        return [
            Usual("groups", count, "最近一轮的巡察组数"),
            Usual("targets", targets, "已开展的%(rounds)s轮中一个组一轮最多巡察的家数", known),
            Usual("per_year", max(years.values()), "已开展的%(rounds)s轮中一年最多进驻的轮次", known),
            Usual("most_days", most, "已开展的%(rounds)s轮中一个组一轮最长的现场工作日", known),
            Usual("preparation", prepared, "各轮从酝酿到首批进驻的中位数，不超过两轮间隔"),
            Usual("feedback", gap - prepared, "两轮最短间隔减去进驻前准备"),
            Usual("gap", gap, "已开展的%(rounds)s轮中前一轮全部撤点到后一轮首批进驻的最短间隔", known),
            Usual("even", law.EVEN, "一周以内的差别视为均衡"),
            Usual("pace", 100, "按以往各类单位的现场时间"),
        ]

    def _prepared(self) -> int:
        first: dict[int, date] = {}
        for one in self.stays:
            first[one.round] = min(one.enters, first.get(one.round, one.enters))
        rows = Task.objects.filter(round__in=first).values_list("round", "round__at").distinct()
        known = [count_workdays(at, first[key], self.calendar).days for key, at in rows if at <= first[key]]
        return int(median(known)) if known else law.PREPARED


def _without_past() -> list[Usual]:
    values = {
        "groups": law.GROUPS, "targets": law.TARGETS, "per_year": law.PER_YEAR, "most_days": law.ON_SITE,
        "preparation": law.PREPARED, "feedback": law.RESTED, "gap": law.PREPARED + law.RESTED,
        "even": law.EVEN, "pace": 100,
    }  # fmt: skip
    return [Usual(name, value, "尚无已开展的轮次，为通常数值") for name, value in values.items()]


def stipulated(term: Term) -> list[Stipulation]:
    """What holds for the proposals to come."""
    rows = Stipulation.objects.live().filter(term=term, until=None)
    return list(rows.select_related("organisation", "other").order_by("kind", "pk"))


def instance_of(scheme: RoundScheme, left: Left, day: date) -> Instance:
    """The scheme's parameters, the organisations that are left, and what is stipulated, for the engine."""
    past = Past(scheme.office_id, day)
    wishes = stipulated(scheme.term)
    of = {item.organisation_id: item for item in left.items}
    rules = Rules(
        preparation=scheme.preparation,
        feedback=scheme.feedback,
        gap=scheme.gap,
        targets=scheme.targets,
        most_days=scheme.most_days,
        per_year=scheme.per_year,
        even=scheme.even,
    )
    rest, work = _moved(past.calendar, left.from_day, scheme.deadline)
    start = _start(left, rules, past.calendar)
    units = tuple(_organisation(item, past.paces(), wishes) for item in left.items)
    last = date(scheme.deadline.year + BEYOND + 4, 12, 31)
    whole = Instance(
        start=start,
        deadline=scheme.deadline,
        rules=rules,
        organisations=units,
        groups=tuple(_groups(scheme.groups, wishes, start, last)),
        pairs=tuple(_pairs(wishes, of)),
        rest=rest,
        work=work,
        name=str(scheme),
    )
    return whole if scheme.pace == 100 else scaled(whole, scheme.pace)


def _start(left: Left, rules: Rules, known: Calendar) -> date:
    """After a round that is running its feedback comes before the next is prepared, and the gap is kept."""
    day, wait = left.from_day + DAY, 0
    if left.running_until and left.running_until >= left.frame.day:
        wait = rules.between - rules.preparation
    while wait > 0:
        wait -= is_workday(day, known)
        day += DAY
    return day


def _moved(known: Calendar, first: date, deadline: date) -> tuple[frozenset[date], frozenset[date]]:
    """Weekdays of rest and weekend days of work, as far as years are known."""
    rest: set[date] = set()
    work: set[date] = set()
    day = first
    while day <= date(deadline.year + BEYOND, 12, 31):
        works = is_workday(day, known)
        if works != (day.weekday() < 5):
            (work if works else rest).add(day)
        day += DAY
    return frozenset(rest), frozenset(work)


def _organisation(
    item: PlanItem, paces: Mapping[UnitClass, Pace], wishes: Collection[Stipulation]
) -> Organisation:
    unit_class = UnitClass(item.unit_class)
    pace = paces.get(unit_class) or _mean(paces.values())
    own = [wish for wish in wishes if wish.organisation_id == item.organisation_id]
    priorities = [wish for wish in own if wish.kind == StipulationKind.PRIORITY]
    return Organisation(
        id=str(item.organisation.uid),
        name=item.organisation.short_name,
        kind=unit_class.value,
        effort=pace.effort,
        stay=pace.stay,
        earliest=max(
            (wish.first for wish in own if wish.kind == StipulationKind.NOT_BEFORE and wish.first),
            default=None,
        ),
        latest=min(
            (wish.last for wish in own if wish.kind == StipulationKind.NOT_AFTER and wish.last), default=None
        ),
        priority=sum(wish.weight or 0 for wish in priorities),
        reasons=tuple(wish.reason for wish in priorities),
    )


def _mean(paces: Collection[Pace]) -> Pace:
    """Of a class that was never inspected: what the others took."""
    if not paces:
        return Pace(UnitClass.GOVERNMENT, law.EFFORT, law.STAY, 0)
    effort, stay = (int(mean(getattr(one, name) for one in paces)) for name in ("effort", "stay"))
    return Pace(UnitClass.GOVERNMENT, effort, stay, 0)


def _pairs(wishes: Collection[Stipulation], of: Mapping[int, PlanItem]) -> Iterable[Pair]:
    kinds = {StipulationKind.SAME_GROUP: "group", StipulationKind.SAME_ROUND: "round"}
    for wish in wishes:
        if wish.kind in kinds and wish.organisation_id in of and wish.other_id in of:
            members = tuple(
                str(of[key].organisation.uid) for key in (wish.organisation_id, wish.other_id) if key
            )
            yield Pair(kinds[StipulationKind(wish.kind)], members, wish.reason)


def _groups(count: int, wishes: Collection[Stipulation], start: date, last: date) -> Iterable[Group]:
    """Each stipulated absence takes one group, the last ones first; the days between are cut out of its time."""
    away = [wish for wish in wishes if wish.kind == StipulationKind.AWAY and wish.first and wish.last]
    for number in range(1, count + 1):
        place = count - number
        there = _there(away[place], start, last) if place < len(away) else ()
        yield Group(str(number), group_name(number), there)


def _there(wish: Stipulation, start: date, last: date) -> tuple[tuple[date, date], ...]:
    assert wish.first
    assert wish.last
    spans = ((start, wish.first - DAY), (wish.last + DAY, last))
    return tuple((a, b) for a, b in spans if a <= b)


def group_name(number: int) -> str:
    return "第%(number)d组" % {"number": number}
