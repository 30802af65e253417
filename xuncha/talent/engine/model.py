"""The staffing of groups as a linear model: rows of the demands, one column for each seat that a person could take.

Beside the columns of seats there are, for each group, how far its ages and ranks are from the targets, and for all
groups together the worst of these. Seats may be left out; `pricing` says what those left out would have been worth.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import highspy
import numpy as np

from xuncha.talent.engine.arrays import LEADER, MEMBER, Floats, Ints, Problem

Seat = tuple[int, int, int]  # person, group, MEMBER or LEADER
INFINITE = highspy.kHighsInf


@dataclass(frozen=True)
class Rows:
    """Where the rows of each demand begin, in a model of `groups` (by place) and all people."""

    problem: Problem
    groups: tuple[int, ...]

    @cached_property
    def needs(self) -> list[tuple[int, int]]:
        """(place in `groups`, specialty) of each need, in the order of its rows."""
        return [
            (k, s)
            for k, g in enumerate(self.groups)
            for s in map(int, np.flatnonzero(self.problem.needs[g]))
        ]  # fmt: skip

    @cached_property
    def start(self) -> dict[str, int]:
        """First row of each kind."""
        count, found = len(self.groups), {}
        sizes = {
            "leaders": count, "size": count, "needs": len(self.needs),
            "age_up": count, "age_down": count, "rank_up": count, "rank_down": count,
            "age_worst": count, "rank_worst": count, "people": self.problem.size[0],
        }  # fmt: skip
        row = 0
        for name, size in sizes.items():
            found[name] = row
            row += size
        return found | {"end": row}

    @cached_property
    def bounds(self) -> tuple[Floats, Floats]:
        """Least and most of every row."""
        low = np.full(self.start["end"], -INFINITE)
        high = np.full(self.start["end"], INFINITE)
        chosen = list(self.groups)
        low[self.of("leaders")] = high[self.of("leaders")] = self.problem.leaders[chosen]
        low[self.of("size")], high[self.of("size")] = self.problem.least[chosen], self.problem.most[chosen]
        low[self.of("needs")] = [self.problem.needs[self.groups[k], s] for k, s in self.needs]
        for up in ("age_up", "rank_up", "age_worst", "rank_worst"):
            high[self.of(up)] = 0
        for down in ("age_down", "rank_down"):
            low[self.of(down)] = 0
        high[self.of("people")] = 1
        return low, high

    def of(self, name: str) -> slice:
        names = list(self.start)
        return slice(self.start[name], self.start[names[names.index(name) + 1]])


@dataclass
class Model:
    """A model of some groups and some seats in HiGHS.

    floor  worst age and rank of the groups that are not in it
    unmet  what each empty seat or need costs; None where none may stay empty
    """

    problem: Problem
    groups: tuple[int, ...]
    whole: bool
    floor: tuple[float, float] = (0.0, 0.0)
    unmet: float | None = None

    def __post_init__(self) -> None:
        self.rows = Rows(self.problem, self.groups)
        self.seats: list[Seat] = []
        self.place = {g: k for k, g in enumerate(self.groups)}
        self.solver = highspy.Highs()
        self.solver.setOptionValue("output_flag", False)
        low, high = self.rows.bounds
        nothing = np.zeros(0)
        self.solver.addRows(len(low), low, high, 0, np.zeros(0, np.int32), np.zeros(0, np.int32), nothing)
        self._add_spreads()
        self._add_unmet()

    @property
    def spreads(self) -> int:
        """How many columns stand before those of the seats."""
        return 2 * len(self.groups) + 2 + (0 if self.unmet is None else self.demands)

    @property
    def demands(self) -> int:
        """How many rows ask for people."""
        return self.rows.start["age_up"]

    def charge(self, unmet: float) -> None:
        """Let each empty seat or need cost so much from now on."""
        self.unmet = unmet
        first = 2 * len(self.groups) + 2
        places = np.arange(first, first + self.demands, dtype=np.int32)
        self.solver.changeColsCost(self.demands, places, np.full(self.demands, unmet))

    @property
    def missing(self) -> float:
        """How many seats and needs the solution leaves empty."""
        first = 2 * len(self.groups) + 2
        return float(sum(self.solver.getSolution().col_value[first : self.spreads]))

    def _add_unmet(self) -> None:
        if self.unmet is not None:
            rows = np.arange(self.demands, dtype=np.int32)
            self.solver.addCols(
                self.demands, np.full(self.demands, self.unmet), np.zeros(self.demands),
                np.full(self.demands, INFINITE), self.demands, rows, rows, np.ones(self.demands),
            )  # fmt: skip

    def _add_spreads(self) -> None:
        """Distance of each group's ages and ranks from the targets, then the worst of either."""
        weights, count, start = self.problem.instance.weights, len(self.groups), self.rows.start
        costs, low = [], []
        index: list[int] = []
        value: list[float] = []
        begin: list[int] = []
        for name, weight in (("age", weights.age), ("rank", weights.rank)):
            for k in range(count):
                begin.append(len(index))
                index += [start[f"{name}_up"] + k, start[f"{name}_down"] + k, start[f"{name}_worst"] + k]
                value += [-1.0, 1.0, 1.0]
                costs.append(float(weight))
                low.append(0.0)
        for name, weight, floor in (
            ("age", weights.age_worst, self.floor[0]),
            ("rank", weights.rank_worst, self.floor[1]),
        ):
            begin.append(len(index))
            index += [start[f"{name}_worst"] + k for k in range(count)]
            value += [-1.0] * count
            costs.append(float(weight))
            low.append(floor)
        self.solver.addCols(
            len(costs), np.array(costs), np.array(low), np.full(len(costs), INFINITE), len(index),
            np.array(begin, np.int32), np.array(index, np.int32), np.array(value),
        )  # fmt: skip

    def add(self, seats: Sequence[Seat]) -> None:
        """Further seats that may be taken."""
        if not seats:
            return
        problem, start = self.problem, self.rows.start
        need_rows: dict[tuple[int, int], int] = {
            (k, s): start["needs"] + n for n, (k, s) in enumerate(self.rows.needs)
        }
        by_group: dict[int, list[tuple[int, int]]] = {}
        for (k, s), row in need_rows.items():
            by_group.setdefault(k, []).append((s, row))
        short = problem.instance.weights.short
        costs: list[float] = []
        index: list[int] = []
        value: list[float] = []
        begin: list[int] = []
        for person, group, kind in seats:
            k = self.place[group]
            begin.append(len(index))
            index.append(start["people"] + person)
            value.append(1.0)
            if kind == LEADER:
                costs.append(problem.served[person])
                index.append(start["leaders"] + k)
                value.append(1.0)
                continue
            costs.append(problem.served[person] - short)
            index.append(start["size"] + k)
            value.append(1.0)
            for s, row in by_group.get(k, ()):
                if problem.skill[person, s]:
                    index.append(row)
                    value.append(1.0)
            for name, distance in (("age", problem.age[person]), ("rank", problem.rank[person])):
                if distance:
                    index += [start[f"{name}_up"] + k, start[f"{name}_down"] + k]
                    value += [distance, distance]
        self.solver.addCols(
            len(costs), np.array(costs), np.zeros(len(costs)), np.ones(len(costs)), len(index),
            np.array(begin, np.int32), np.array(index, np.int32), np.array(value),
        )  # fmt: skip
        if self.whole:
            first = self.spreads + len(self.seats)
            places = np.arange(first, first + len(seats), dtype=np.int32)
            kinds = np.full(len(seats), highspy.HighsVarType.kInteger.value, dtype=np.uint8)
            self.solver.changeColsIntegrality(len(seats), places, kinds)
        self.seats += seats

    def keep_apart(self) -> None:
        """No two people in one group who may not sit together, among the seats that are in."""
        column = {seat: self.spreads + n for n, seat in enumerate(self.seats)}
        low: list[float] = []
        index: list[int] = []
        begin: list[int] = []
        for one, other in sorted(self.problem.instance.apart):
            for group in self.groups:
                of_one = [column[s] for kind in (MEMBER, LEADER) if (s := (one, group, kind)) in column]
                of_other = [column[s] for kind in (MEMBER, LEADER) if (s := (other, group, kind)) in column]
                if of_one and of_other:
                    begin.append(len(index))
                    index += of_one + of_other
                    low.append(-INFINITE)
        if low:
            self.solver.addRows(
                len(low), np.array(low), np.ones(len(low)), len(index),
                np.array(begin, np.int32), np.array(index, np.int32), np.ones(len(index)),
            )  # fmt: skip

    @property
    def constant(self) -> float:
        """What empty seats would cost if all were empty."""
        most: Ints = self.problem.most[list(self.groups)]
        return float(self.problem.instance.weights.short * most.sum())
