"""Rounds as a whole-number model: what it says of dates. Who takes what is said by `counted` and by `named`."""

from collections.abc import Sequence
from dataclasses import dataclass

from xuncha.rounds.engine.planner.linear import Linear
from xuncha.rounds.engine.planner.problem import Problem, Stint

HALF = 0.5


@dataclass(frozen=True)
class Shape:
    """How many rounds a model has, how many of them it needs at least, and the place by which they end."""

    rounds: int
    least: int
    end: int


class Rounds:
    """The part of a model that speaks of dates: starts, lengths, years, spans of groups and windows of organisations.

    `taken[r]` are the terms that count the patterns of round r; who derives fills in what they are.
    """

    def __init__(self, problem: Problem, shape: Shape) -> None:
        self.problem = problem
        self.shape = shape
        self.linear = Linear()
        end = shape.end
        self.used = [self.linear.column(1 if r < shape.least else 0, 1) for r in range(shape.rounds)]
        self.start = [self.linear.column(problem.first, max(end, problem.first)) for _ in range(shape.rounds)]
        self.length = [self.linear.column(0, problem.rules.most_days) for _ in range(shape.rounds)]
        self.finish = self.linear.column(problem.first, max(end, problem.first))
        self._order()
        self._years()
        self.there = [[self._corps(r, c) for c in range(len(problem.corps))] for r in range(shape.rounds)]
        self.number = [self._kinds(r) for r in range(shape.rounds)]
        self._windows()
        self._links()

    @property
    def span(self) -> range:
        return range(self.shape.rounds)

    @property
    def big(self) -> int:
        """More than any two places lie apart."""
        return self.shape.end + self.problem.rules.most_days + self.problem.rules.between + 2

    def _order(self) -> None:
        add, between, big = self.linear.row, self.problem.rules.between, self.big
        for r in self.span:
            add([(self.length[r], 1), (self.used[r], -1)], low=0)
            add([(self.length[r], 1), (self.used[r], -self.problem.rules.most_days)], high=0)
            forced = r < self.shape.least
            # finish ≥ start + length − 1 of a round that is used
            terms = [(self.finish, 1.0), (self.start[r], -1.0), (self.length[r], -1.0)]
            add(terms if forced else [*terms, (self.used[r], -big)], low=-1 if forced else -1 - big)
            if r == 0:
                continue
            place = self._soonest(r)
            if forced:
                self.linear.low[self.start[r]] = min(place, self.shape.end)
            else:
                add([(self.start[r], 1), (self.used[r], -float(place))], low=0)
            add([(self.used[r - 1], 1), (self.used[r], -1)], low=0)
            terms = [(self.start[r], 1.0), (self.start[r - 1], -1.0), (self.length[r - 1], -1.0)]
            add(terms if forced else [*terms, (self.used[r], -big)], low=between if forced else between - big)

    def _soonest(self, r: int) -> int:
        """Where round r enters at the earliest: after r of the shortest rounds, and not before the years allow it."""
        problem = self.problem
        shortest = min(max(one.effort, one.stay) for one in problem.units)
        years = [a for a, b in problem.years if b >= problem.first and a <= b]
        year = r // problem.rules.per_year
        return max(
            problem.first + r * (shortest + problem.rules.between),
            years[year] if year < len(years) else problem.last,
        )

    def _years(self) -> None:
        """Each round enters in one year, and no year has too many."""
        end = self.shape.end
        years = [(a, b) for a, b in self.problem.years if b >= self.problem.first and a <= end and a <= b]
        self.year = [[self.linear.column(0, 1) for _ in years] for _ in self.span]
        for r in self.span:
            self.linear.row([*((y, 1) for y in self.year[r]), (self.used[r], -1)], 0, 0)
            from_first = [(y, -float(a)) for y, (a, _) in zip(self.year[r], years, strict=True)]
            self.linear.row([(self.start[r], 1), *from_first], low=0)
            to_last = [(y, float(self.big - b)) for y, (_, b) in zip(self.year[r], years, strict=True)]
            self.linear.row([(self.start[r], 1), *to_last], high=self.big)
        for n in range(len(years)):
            self.linear.row([(self.year[r][n], 1) for r in self.span], high=self.problem.rules.per_year)

    def _corps(self, r: int, c: int) -> int:
        """A column that is 1 only where the corps is there for the whole of the round."""
        corps, end = self.problem.corps[c], self.shape.end
        spans = [(a, b) for a, b in corps.spans if a <= end and b >= self.problem.first and a <= b]
        if any(a <= self.problem.first and b >= end for a, b in spans):
            return self.used[r]
        chosen = [self.linear.column(0, 1) for _ in spans]
        there = self.linear.column(0, 1)
        self.linear.row([(there, 1), *((one, -1) for one in chosen)], 0, 0)
        self.linear.row([(there, 1), (self.used[r], -1)], high=0)
        for one, (a, b) in zip(chosen, spans, strict=True):
            self._not_before(r, one, a)
            self._not_after(r, one, b)
        return there

    def _not_before(self, r: int, when: int, place: int) -> None:
        """Where `when` is 1 the round enters at the place or later."""
        if place > self.problem.first:
            self.linear.row([(self.start[r], 1), (when, -float(place))], low=0)

    def _not_after(self, r: int, when: int, place: int) -> None:
        """Where `when` is 1 the round has left by the place."""
        if place < self.shape.end:
            terms = [(self.start[r], 1.0), (self.length[r], 1.0), (when, float(self.big))]
            self.linear.row(terms, high=place + 1 + self.big)

    def _kinds(self, r: int) -> list[int]:
        """How many of each kind the round takes."""
        return [self.linear.column(0, kind.count) for kind in self.problem.kinds]

    def _windows(self) -> None:
        for r in self.span:
            for n, kind in enumerate(self.problem.kinds):
                when: int | None = None
                bounds = (kind.low > self.problem.first, kind.high < self.shape.end)
                meets = (kind.by < self.shape.end, kind.till > 0)
                if any((*bounds, *meets)):
                    when = self.linear.column(0, 1)
                    self.linear.row([(self.number[r][n], 1), (when, -kind.count)], high=0)
                    self._not_before(r, when, kind.low)
                    self._not_after(r, when, kind.high)
                if when is not None and meets[0]:
                    self.linear.row([(self.start[r], 1), (when, self.big)], high=kind.by + self.big)
                if when is not None and meets[1]:
                    # start + length − 1 ≥ till
                    terms = [(self.start[r], 1.0), (self.length[r], 1.0), (when, -float(kind.till + 1))]
                    self.linear.row(terms, low=0)

    def _links(self) -> None:
        first: dict[int, int] = {}
        for n, kind in enumerate(self.problem.kinds):
            if kind.link < 0:
                continue
            other = first.setdefault(kind.link, n)
            if other != n:
                for r in self.span:
                    self.linear.row([(self.number[r][n], 1), (self.number[r][other], -1)], 0, 0)

    def all_of(self) -> None:
        """Every unit falls into one round."""
        for n, kind in enumerate(self.problem.kinds):
            self.linear.row([(self.number[r][n], 1) for r in self.span], kind.count, kind.count)

    def priorities(self) -> list[tuple[int, float]]:
        """The terms of priorities × number of the round: of a kind the heaviest come first by themselves."""
        terms: list[tuple[int, float]] = []
        for n, kind in enumerate(self.problem.kinds):
            weights: dict[int, int] = {}
            for unit in kind.units:
                weight = self.problem.units[unit].weight
                weights[weight] = weights.get(weight, 0) + 1
            if len(weights) == 1:
                (weight,) = weights
                terms += [(self.number[r][n], weight * (r + 1.0)) for r in self.span if weight]
                continue
            of = {
                w: [self.linear.column(0, count, whole=False) for _ in self.span]
                for w, count in weights.items()
            }
            for weight, count in weights.items():
                self.linear.row([(one, 1) for one in of[weight]], count, count)
                terms += [(of[weight][r], weight * (r + 1.0)) for r in self.span if weight]
            for r in self.span:
                self.linear.row([*((of[w][r], 1) for w in weights), (self.number[r][n], -1)], 0, 0)
        return terms

    def dates(self, values: Sequence[float]) -> list[tuple[int, int]]:
        """(start, length) of the rounds that are used."""
        return [
            (round(values[self.start[r]]), round(values[self.length[r]]))
            for r in self.span
            if values[self.used[r]] > HALF
        ]

    def known(self, plan: Sequence[Stint]) -> dict[int, float]:
        """What a plan says of the columns of dates and numbers."""
        if len(plan) > self.shape.rounds:
            return {}
        found: dict[int, float] = {}
        for r in self.span:
            is_used = r < len(plan)
            found[self.used[r]] = float(is_used)
            found[self.length[r]] = float(plan[r].length) if is_used else 0.0
            if is_used:
                found[self.start[r]] = float(plan[r].start)
            units = [n for bin in plan[r].bins.values() for n in bin] if is_used else []
            for k, kind in enumerate(self.problem.kinds):
                found[self.number[r][k]] = float(sum(n in kind.units for n in units))
        if plan:
            found[self.finish] = float(plan[-1].end)
        return found
