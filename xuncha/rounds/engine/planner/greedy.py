"""A first plan, round by round: the most pressing first, the longest before the shorter, each to the emptiest group."""

from collections.abc import Iterable, Sequence

from xuncha.rounds.engine.planner.problem import Corps, Problem, Stint


def build(problem: Problem, *, length: int | None = None, until: int | None = None) -> list[Stint] | None:
    """A plan of all units, none of whose rounds is longer than `length`; None where this way finds none."""
    left = set(range(len(problem.units)))
    plan: list[Stint] = []
    end = problem.last if until is None else until
    most = min(length or problem.rules.most_days, problem.rules.most_days)
    while left:
        stint = _next(problem, plan, left, most, end)
        if stint is None:
            return None
        plan.append(stint)
        left -= {n for units in stint.bins.values() for n in units}
    return plan


def first_place(problem: Problem, plan: Sequence[Stint]) -> int:
    """The first place at which the next round may enter, by the rounds before it and the limit of a year."""
    place = plan[-1].end + problem.rules.between + 1 if plan else problem.first
    while place <= problem.last and is_full(problem, plan, place):
        year = problem.year_of(place)
        place = (
            next(a for a, b in problem.years if problem.year_of(a) == year + 1)
            if year < problem.days[-1].year
            else problem.last + 1
        )
    return place


def is_full(problem: Problem, plan: Iterable[Stint], place: int) -> bool:
    """Whether the year of this place has all the rounds it may have."""
    year = problem.year_of(place)
    return sum(problem.year_of(one.start) == year for one in plan) >= problem.rules.per_year


def _next(problem: Problem, plan: Sequence[Stint], left: set[int], most: int, end: int) -> Stint | None:
    """The next round that takes anything at all, as early as it can."""
    place = first_place(problem, plan)
    while place <= end:
        stint = _fill(problem, left, place, min(most, end - place + 1))
        if stint is not None:
            return stint
        later = [edge for edge in _edges(problem, left) if edge > place]
        if not later:
            return None
        place = (
            first_place(problem, [*plan, Stint(min(later) - problem.rules.between - 1, 1, {})])
            if plan
            else min(later)
        )
        place = max(place, min(later))
        while place <= problem.last and is_full(problem, plan, place):
            place += 1
    return None


def _edges(problem: Problem, left: Iterable[int]) -> set[int]:
    """Places at which something becomes possible that was not before."""
    found = {problem.units[n].low for n in left}
    found |= {problem.units[n].till - problem.units[n].stay + 1 for n in left if problem.units[n].till}
    return found | {first for corps in problem.corps for first, _ in corps.spans}


def _fill(problem: Problem, left: set[int], place: int, most: int) -> Stint | None:
    """A round that enters at `place` and lasts `most` working days at the longest."""
    for length in sorted({most, *_lengths(problem, place, most)}, reverse=True):
        groups = [
            g for corps in problem.corps if is_there(corps, place, place + length - 1) for g in corps.groups
        ]
        bins = _pack(problem, left, place, length, groups)
        if bins:
            return Stint(place, max(problem.span(units) for units in bins.values()), bins)
    return None


def _lengths(problem: Problem, place: int, most: int) -> set[int]:
    """Lengths up to the end of a span or of a window."""
    ends = {last for corps in problem.corps for _, last in corps.spans} | {one.high for one in problem.units}
    return {end - place + 1 for end in ends if 0 < end - place + 1 < most}


def is_there(corps: Corps, start: int, end: int) -> bool:
    return any(first <= start and end <= last for first, last in corps.spans)


def _pack(
    problem: Problem, left: set[int], place: int, length: int, groups: Sequence[int]
) -> dict[int, tuple[int, ...]]:
    taken: dict[int, list[int]] = {g: [] for g in groups}
    done: set[int] = set()
    for n in sorted(left, key=lambda n: _press(problem, n)):
        if n in done:
            continue
        link = problem.units[n].link
        whole = [m for m in left if problem.units[m].link == link] if link >= 0 else [n]
        trial = {g: list(units) for g, units in taken.items()}
        if all(
            _put(problem, trial, m, place, length) for m in sorted(whole, key=lambda m: _press(problem, m))
        ):
            taken = trial
            done |= set(whole)
    return {g: tuple(units) for g, units in taken.items() if units}


def _press(problem: Problem, n: int) -> tuple[int, int, int, int]:
    one = problem.units[n]
    return (min(one.high, one.by), -one.weight, -one.effort, n)


def _put(problem: Problem, taken: dict[int, list[int]], n: int, place: int, length: int) -> bool:
    """Into the emptiest group that can take it."""
    one = problem.units[n]
    if not (
        one.low <= place <= one.by and place + length - 1 <= one.high and place + one.stay - 1 >= one.till
    ):
        return False
    for g in sorted(taken, key=lambda g: (problem.load(taken[g]), g)):
        units = [*taken[g], n]
        size = sum(problem.units[m].size for m in units)
        if size <= problem.rules.targets and problem.span(units) <= length:
            taken[g].append(n)
            return True
    return False
