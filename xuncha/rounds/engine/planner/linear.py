"""A whole-number model put together row by row and given to HiGHS at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import highspy
import numpy as np

INFINITE = highspy.kHighsInf
# Columns up to which plans are found by branching alone: looking for them in smaller models took half of the time.
SMALL = 3_000
Terms = Iterable[tuple[int, float]]


@dataclass(frozen=True)
class Solved:
    """`values` of the best solution found (none: no solution); no solution costs less than `bound`."""

    values: list[float] | None
    bound: float
    finished: bool

    @property
    def is_infeasible(self) -> bool:
        return self.finished and self.values is None


class Linear:
    """Columns and rows; a column is its number."""

    def __init__(self) -> None:
        self.low: list[float] = []
        self.high: list[float] = []
        self.whole: list[bool] = []
        self.cost: list[float] = []
        self._row_low: list[float] = []
        self._row_high: list[float] = []
        self._begin: list[int] = []
        self._index: list[int] = []
        self._value: list[float] = []

    def column(self, low: float = 0, high: float = INFINITE, *, whole: bool = True) -> int:
        self.low.append(low)
        self.high.append(high)
        self.whole.append(whole)
        self.cost.append(0.0)
        return len(self.low) - 1

    def row(self, terms: Terms, low: float = -INFINITE, high: float = INFINITE) -> None:
        """low ≤ Σ factor × column ≤ high."""
        summed: dict[int, float] = {}
        for column, factor in terms:
            summed[column] = summed.get(column, 0.0) + factor
        self._begin.append(len(self._index))
        self._index += summed.keys()
        self._value += summed.values()
        self._row_low.append(low)
        self._row_high.append(high)

    def minimise(self, terms: Terms) -> None:
        """Instead of what was minimised before."""
        self.cost = [0.0] * len(self.low)
        for column, factor in terms:
            self.cost[column] += factor

    def solve(
        self,
        seconds: float,
        *,
        start: Mapping[int, float] | None = None,
        seed: int = 0,
        nodes: int | None = None,
    ) -> Solved:
        """Costs are whole: the search ends once no whole number is left between. `nodes` instead of seconds makes it
        take the same course on every machine."""
        solver = highspy.Highs()
        solver.setOptionValue("output_flag", False)
        solver.setOptionValue("random_seed", seed)
        solver.setOptionValue("threads", 1)
        solver.setOptionValue("mip_rel_gap", 0.0)
        solver.setOptionValue("mip_abs_gap", 1 - 1e-4)
        if len(self.low) <= SMALL:
            for heuristic in ("root_reduced_cost", "rins", "rens"):
                solver.setOptionValue("mip_heuristic_run_" + heuristic, False)
        if nodes is None:
            solver.setOptionValue("time_limit", max(seconds, 0.05))
        else:
            solver.setOptionValue("mip_max_nodes", nodes)
        count, nothing = len(self.low), np.zeros(0)
        solver.addCols(
            count, np.array(self.cost), np.array(self.low), np.array(self.high), 0,
            np.zeros(0, np.int32), np.zeros(0, np.int32), nothing,
        )  # fmt: skip
        solver.addRows(
            len(self._row_low), np.array(self._row_low), np.array(self._row_high), len(self._index),
            np.array(self._begin, np.int32), np.array(self._index, np.int32), np.array(self._value),
        )  # fmt: skip
        places = np.flatnonzero(self.whole).astype(np.int32)
        kinds = np.full(len(places), highspy.HighsVarType.kInteger.value, dtype=np.uint8)
        solver.changeColsIntegrality(len(places), places, kinds)
        if start:
            known = np.fromiter(start.keys(), np.int32, len(start))
            solver.setSolution(len(start), known, np.fromiter(start.values(), float, len(start)))
        solver.run()
        return _read(solver)


def _read(solver: highspy.Highs) -> Solved:
    status, info = solver.getModelStatus(), solver.getInfo()
    if status in (
        highspy.HighsModelStatus.kInfeasible,
        highspy.HighsModelStatus.kUnboundedOrInfeasible,
    ):
        return Solved(None, INFINITE, True)
    finished = status == highspy.HighsModelStatus.kOptimal
    bound = float(info.mip_dual_bound)
    if info.primal_solution_status != 2:
        return Solved(None, bound if np.isfinite(bound) else -INFINITE, False)
    return Solved(list(solver.getSolution().col_value), bound if np.isfinite(bound) else -INFINITE, finished)
