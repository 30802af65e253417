"""Why no plan keeps all rules: a set of demands that cannot be had together, none of which could be left out of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import highspy
import numpy as np

from xuncha.talent.engine.arrays import LEADER, MEMBER, Problem
from xuncha.talent.engine.budget import Budget
from xuncha.talent.engine.model import INFINITE, Model, Seat

LEADERS, SIZE, NEED = "leaders", "size", "need"
TEST_SECONDS = 10.0


@dataclass(frozen=True)
class Demand:
    """So many people that a group asks for: leaders, members, or members with a specialty."""

    kind: str
    group: int
    specialty: int
    number: int


@dataclass(frozen=True)
class Why:
    """What is asked, and what stands against it: parts with places, which a door translates before it fills them."""

    message: str
    facts: Mapping[str, object]
    reasons: tuple[str, ...] = ()

    def __str__(self) -> str:
        reasons = "，".join(self.reasons)
        return (f"{self.message}：{reasons}。" if reasons else self.message) % self.facts


def explain(problem: Problem, budget: Budget) -> list[Why]:
    """Sentences that name the smallest set of conflicting demands found; nothing where none was proven."""
    demands = _demands(problem)
    if not _impossible(problem, demands):
        return []
    core = _smallest(problem, [], demands, budget)
    if len(core) == 1:
        return [_sentence(problem, core[0], alone=True)]
    head = Why("以下%(count)s项要求不能同时满足。", {"count": len(core)})
    said = [_sentence(problem, demand) for demand in core]
    return [head, *said, *_full(problem, core), _together(problem, core)]


def _demands(problem: Problem) -> list[Demand]:
    found = []
    for g in range(problem.size[1]):
        if problem.leaders[g]:
            found.append(Demand(LEADERS, g, -1, int(problem.leaders[g])))
        found += [Demand(NEED, g, int(s), int(problem.needs[g, s])) for s in np.flatnonzero(problem.needs[g])]
        if problem.least[g]:
            found.append(Demand(SIZE, g, -1, int(problem.least[g])))
    return found


def _smallest(
    problem: Problem, kept: list[Demand], asked: list[Demand], budget: Budget, *, changed: bool = False
) -> list[Demand]:
    """Junker's QuickXplain: of `asked`, those that together with `kept` cannot be had, none of them for nothing."""
    if (changed and _impossible(problem, kept)) or budget.is_over():
        return [] if changed and _impossible(problem, kept) else asked
    if len(asked) == 1:
        return asked
    half = len(asked) // 2
    first, second = asked[:half], asked[half:]
    of_second = _smallest(problem, kept + first, second, budget, changed=bool(first))
    of_first = _smallest(problem, kept + of_second, first, budget, changed=bool(of_second))
    return of_first + of_second


def _impossible(problem: Problem, demands: Sequence[Demand]) -> bool:
    """Whether it is proven that these demands cannot be met at once, whatever else is left open."""
    groups = tuple(sorted({demand.group for demand in demands}))
    if not groups:
        return False
    if any(demand.number > len(_able(problem, demand)) for demand in demands):
        return True
    model = Model(problem, groups, whole=True)
    model.add(_seats(problem, groups, demands))
    model.keep_apart()
    _ask_only(model, demands)
    solver = model.solver
    columns = model.spreads + len(model.seats)
    solver.changeColsCost(columns, np.arange(columns, dtype=np.int32), np.zeros(columns))
    solver.setOptionValue("time_limit", TEST_SECONDS)
    solver.setOptionValue("mip_max_improving_sols", 1)
    solver.run()
    return bool(solver.getModelStatus() == highspy.HighsModelStatus.kInfeasible)


def _seats(problem: Problem, groups: Sequence[int], demands: Sequence[Demand]) -> list[Seat]:
    """Of the groups that ask for leaders, the leaders' seats; of those that ask for members, the members'."""
    wanted = {(demand.group, LEADER if demand.kind == LEADERS else MEMBER) for demand in demands}
    found: list[Seat] = []
    for g in groups:
        for kind in (LEADER, MEMBER):
            if (g, kind) in wanted:
                able = problem.allowed[:, g] & (problem.may_lead if kind == LEADER else True)
                found += [(int(p), g, kind) for p in np.flatnonzero(able)]
    return found


def _ask_only(model: Model, demands: Sequence[Demand]) -> None:
    """No row asks for more than these demands do."""
    asked = {(demand.kind, demand.group, demand.specialty) for demand in demands}
    low, high = model.rows.bounds
    for k, g in enumerate(model.groups):
        for name, kind in (("leaders", LEADERS), ("size", SIZE)):
            if (kind, g, -1) not in asked:
                low[model.rows.of(name)][k] = 0 if kind == LEADERS else -INFINITE
    for n, (k, s) in enumerate(model.rows.needs):
        if (NEED, model.groups[k], int(s)) not in asked:
            low[model.rows.of("needs")][n] = -INFINITE
    rows = np.arange(len(low), dtype=np.int32)
    model.solver.changeRowsBounds(len(rows), rows, low, high)


def _able(problem: Problem, demand: Demand) -> list[int]:
    """Who could answer a demand, no bar being in the way."""
    return [int(p) for p in np.flatnonzero(_has(problem, demand) & problem.allowed[:, demand.group])]


def _has(problem: Problem, demand: Demand) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    if demand.kind == LEADERS:
        return problem.may_lead
    if demand.kind == NEED:
        return np.asarray(problem.skill[:, demand.specialty] > 0)
    return np.ones(problem.size[0], dtype=bool)


ASKED = {
    LEADERS: "%(group)s需要组长%(number)s人",
    NEED: "%(group)s需要“%(word)s”%(number)s人",
    SIZE: "%(group)s至少需要成员%(number)s人",
}
NOBODY = {LEADERS: "没有可任组长的人员", NEED: "没有具备该专长的人员", SIZE: "没有人选"}
THERE = {LEADERS: "可任组长的共%(there)s人", NEED: "具备该专长的共%(there)s人", SIZE: "人选共%(there)s人"}
ALL_BARRED, SOME_BARRED, APART = "全部不得进入该组", "其中%(barred)s人不得进入该组", "其中应当分开的不得同组"


def _sentence(problem: Problem, demand: Demand, *, alone: bool = False) -> Why:
    there, able = int(_has(problem, demand).sum()), len(_able(problem, demand))
    parts = [THERE[demand.kind] if there else NOBODY[demand.kind]]
    if there and able < there:
        parts.append(SOME_BARRED if able else ALL_BARRED)
    if alone and able >= demand.number:
        parts.append(APART)
    facts = {
        "group": problem.instance.groups[demand.group].id,
        "number": demand.number,
        "word": problem.specialties[demand.specialty] if demand.kind == NEED else "",
        "there": there,
        "barred": there - able,
    }
    return Why(ASKED[demand.kind], facts, tuple(parts))


def _full(problem: Problem, core: Sequence[Demand]) -> list[Why]:
    """Groups that have fewer seats than their needs of the core add up to."""
    wanted: dict[int, int] = {}
    for demand in core:
        if demand.kind == NEED:
            wanted[demand.group] = wanted.get(demand.group, 0) + demand.number
    return [
        Why(
            "%(group)s至多%(most)s名成员。",
            {"group": problem.instance.groups[g].id, "most": int(problem.most[g])},
        )
        for g, number in sorted(wanted.items())
        if number > problem.most[g]
    ]


def _together(problem: Problem, core: Sequence[Demand]) -> Why:
    """How many the demands of a core ask for at least, and how many people there are for them."""
    people = {p for demand in core for p in _able(problem, demand)}
    seats: dict[tuple[int, bool], int] = {}
    for demand in core:
        place = (demand.group, demand.kind == LEADERS)
        seats[place] = max(seats.get(place, 0), demand.number)
    return Why(
        "以上至少要占%(seats)s个席位，可以进入的共%(people)s人；一人只能进入一个组，应当分开的人不得同组。",
        {"seats": sum(seats.values()), "people": len(people)},
    )
