"""Rounds as a whole-number model: what a group takes in a round is a pattern of kinds, counted, not named.

Groups that are there on the same days are alike and so are not told apart, nor are organisations of a kind: of a city
of 22 organisations and four groups some hundred patterns are left. Which group takes which pattern is settled later
(`balance`); where that could matter, `named` tells the groups apart.
"""

from collections.abc import Sequence
from functools import cached_property

from xuncha.rounds.engine.planner.linear import Solved
from xuncha.rounds.engine.planner.model import HALF, Rounds, Shape
from xuncha.rounds.engine.planner.problem import Problem, Stint

Pattern = tuple[tuple[int, int], ...]  # (kind, how many), by kind
MOST_PATTERNS = 4000


def patterns(problem: Problem, most: int = MOST_PATTERNS) -> list[Pattern] | None:
    """Everything that a group can take in one round; None where that is more than `most`."""
    found: list[Pattern] = []
    kinds, rules = problem.kinds, problem.rules

    def extend(start: int, chosen: Pattern, size: int, effort: int) -> bool:
        for k in range(start, len(kinds)):
            one = kinds[k]
            for number in range(1, one.count + 1):
                bigger, longer = size + number * one.size, effort + number * one.effort
                if bigger > rules.targets or max(longer, one.stay) > rules.most_days:
                    break
                pattern = (*chosen, (k, number))
                found.append(pattern)
                if len(found) > most or not extend(k + 1, pattern, bigger, longer):
                    return False
        return True

    return found if extend(0, (), 0, 0) else None


def span(problem: Problem, pattern: Pattern) -> int:
    effort = sum(problem.kinds[k].effort * number for k, number in pattern)
    return max(effort, max(problem.kinds[k].stay for k, _ in pattern))


class Counted(Rounds):
    """The model of patterns: `chosen[r, c]` counts them for each corps of groups."""

    def __init__(self, problem: Problem, shape: Shape, known: Sequence[Pattern]) -> None:
        super().__init__(problem, shape)
        self.patterns = known
        self.spans = [span(problem, one) for one in known]
        self.chosen = {
            (r, c): [self.linear.column(0, corps.count) for _ in known]
            for r in self.span
            for c, corps in enumerate(problem.corps)
        }
        for r in self.span:
            self._takes(r)
            self._lasts(r)
        self.all_of()

    @cached_property
    def _by_kind(self) -> list[list[tuple[int, int]]]:
        found: list[list[tuple[int, int]]] = [[] for _ in self.problem.kinds]
        for p, pattern in enumerate(self.patterns):
            for k, number in pattern:
                found[k].append((p, number))
        return found

    def _takes(self, r: int) -> None:
        every = range(len(self.problem.corps))
        for k, holders in enumerate(self._by_kind):
            terms = [(self.chosen[r, c][p], float(number)) for c in every for p, number in holders]
            self.linear.row([*terms, (self.number[r][k], -1)], 0, 0)
        for c, corps in enumerate(self.problem.corps):
            counts = [(one, 1.0) for one in self.chosen[r, c]]
            self.linear.row([*counts, (self.there[r][c], -corps.count)], high=0)
        self.linear.row([*((one, 1) for one in self.number[r]), (self.used[r], -1)], low=0)

    def _lasts(self, r: int) -> None:
        """The round lasts as long as its longest pattern; by the area of each corps and by steps of the lengths."""
        lengths = sorted(set(self.spans))
        groups = sum(corps.count for corps in self.problem.corps)
        for c, corps in enumerate(self.problem.corps):
            area = [(one, float(s)) for one, s in zip(self.chosen[r, c], self.spans, strict=True)]
            self.linear.row([*area, (self.length[r], -corps.count)], high=0)
        steps: list[tuple[int, float]] = []
        before = 0
        for length in lengths:
            step = self.linear.column(0, 1)
            longer = [
                (self.chosen[r, c][p], 1.0)
                for c in range(len(self.problem.corps))
                for p, s in enumerate(self.spans)
                if s >= length
            ]
            self.linear.row([*longer, (step, -groups)], high=0)
            if steps:
                self.linear.row([(steps[-1][0], 1), (step, -1)], low=0)
            steps.append((step, float(length - before)))
            before = length
        self.linear.row([(self.length[r], 1), *((one, -size) for one, size in steps)], low=0)

    def plan(self, solved: Solved) -> list[Stint]:
        """The rounds of a solution; within a corps the patterns go to its groups as they come."""
        values = solved.values or []
        waiting = [list(kind.units) for kind in self.problem.kinds]
        found = []
        dates = iter(self.dates(values))
        for r in self.span:
            if values[self.used[r]] <= HALF:
                continue
            start, _ = next(dates)
            bins = self._bins(r, values, waiting)
            found.append(Stint(start, max(self.problem.span(units) for units in bins.values()), bins))
        return found

    def _bins(self, r: int, values: Sequence[float], waiting: list[list[int]]) -> dict[int, tuple[int, ...]]:
        bins: dict[int, tuple[int, ...]] = {}
        for c, corps in enumerate(self.problem.corps):
            groups = iter(corps.groups)
            for p, pattern in enumerate(self.patterns):
                for _ in range(round(values[self.chosen[r, c][p]])):
                    units = [waiting[k].pop(0) for k, number in pattern for _ in range(number)]
                    bins[next(groups)] = tuple(units)
        return bins

    def known(self, plan: Sequence[Stint]) -> dict[int, float]:
        found = super().known(plan)
        if not found:
            return found
        place = {pattern: p for p, pattern in enumerate(self.patterns)}
        of = {n: k for k, kind in enumerate(self.problem.kinds) for n in kind.units}
        for (r, c), columns in self.chosen.items():
            counts = [0] * len(columns)
            for group, units in plan[r].bins.items() if r < len(plan) else ():
                if group in self.problem.corps[c].groups:
                    kinds = [of[n] for n in units]
                    counts[place[tuple((k, kinds.count(k)) for k in sorted(set(kinds)))]] += 1
            found |= {column: float(n) for column, n in zip(columns, counts, strict=True)}
        return found
