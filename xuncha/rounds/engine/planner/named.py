"""Rounds as a whole-number model that tells groups apart: how many of each kind each takes, and how even they are."""

from collections.abc import Mapping, Sequence

from xuncha.rounds.engine.planner.linear import Solved
from xuncha.rounds.engine.planner.model import HALF, Rounds, Shape
from xuncha.rounds.engine.planner.problem import Problem, Stint


class Named(Rounds):
    """The model that tells groups apart: how many of each kind each takes, and how even their loads are."""

    def __init__(
        self, problem: Problem, shape: Shape, fixed: Mapping[tuple[int, int], int] | None = None
    ) -> None:
        super().__init__(problem, shape)
        groups = range(len(problem.instance.groups))
        self.takes = {
            (r, g): [self.linear.column(0, kind.count) for kind in problem.kinds]
            for r in self.span
            for g in groups
        }
        corps_of = {g: c for c, corps in enumerate(problem.corps) for g in corps.groups}
        sizes = [kind.size for kind in problem.kinds]
        efforts = [kind.effort for kind in problem.kinds]
        for (r, g), columns in self.takes.items():
            there = self.there[r][corps_of[g]]
            self.linear.row([*zip(columns, sizes, strict=True), (there, -problem.rules.targets)], high=0)
            self.linear.row([*zip(columns, efforts, strict=True), (self.length[r], -1)], high=0)
            for k, kind in enumerate(problem.kinds):
                if kind.stay > kind.effort:
                    self._stays(r, columns[k], kind.stay, kind.count)
        for r in self.span:
            for k in range(len(problem.kinds)):
                terms = [(self.takes[r, g][k], 1.0) for g in groups]
                self.linear.row([*terms, (self.number[r][k], -1)], 0, 0)
                if fixed is not None:
                    self.linear.row([(self.number[r][k], 1)], fixed[r, k], fixed[r, k])
            self.linear.row([*((one, 1) for one in self.number[r]), (self.used[r], -1)], low=0)
        self.all_of()
        self.uneven = self.linear.column()
        most, least = self.linear.column(), self.linear.column()
        self.linear.row([(self.uneven, 1), (most, -1), (least, 1)], low=-problem.rules.even)
        for g in problem.even:
            load = [
                (column, float(kind.effort))
                for r in self.span
                for column, kind in zip(self.takes[r, g], problem.kinds, strict=True)
            ]
            self.linear.row([*load, (most, -1)], high=0)
            self.linear.row([*load, (least, -1)], low=0)

    def _stays(self, r: int, takes: int, stay: int, count: int) -> None:
        is_taken = self.linear.column(0, 1)
        self.linear.row([(takes, 1), (is_taken, -count)], high=0)
        self.linear.row([(self.length[r], 1), (is_taken, -stay)], low=0)

    def plan(self, solved: Solved) -> list[Stint]:
        values = solved.values or []
        waiting = [list(kind.units) for kind in self.problem.kinds]
        found = []
        dates = iter(self.dates(values))
        for r in self.span:
            if values[self.used[r]] <= HALF:
                continue
            start, _ = next(dates)
            bins: dict[int, tuple[int, ...]] = {}
            for g in range(len(self.problem.instance.groups)):
                units = [
                    waiting[k].pop(0)
                    for k, column in enumerate(self.takes[r, g])
                    for _ in range(round(values[column]))
                ]
                if units:
                    bins[g] = tuple(units)
            found.append(Stint(start, max(self.problem.span(units) for units in bins.values()), bins))
        return found

    def known(self, plan: Sequence[Stint]) -> dict[int, float]:
        found = super().known(plan)
        if not found:
            return found
        of = {n: k for k, kind in enumerate(self.problem.kinds) for n in kind.units}
        for (r, g), columns in self.takes.items():
            kinds = [of[n] for n in plan[r].bins.get(g, ())] if r < len(plan) else []
            found |= {column: float(kinds.count(k)) for k, column in enumerate(columns)}
        return found
