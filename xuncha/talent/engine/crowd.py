"""All groups as one, which asks for what all of them ask for: the relaxation of a problem of any size within a second.

In the relaxation groups of a round differ little: whoever is worth a seat in one is worth it in most. So the prices that
one group of all demands would pay are paid by each of them, and the bound they give is nearly that of the relaxation
itself, which asks of every person and every group. Which people the one group takes is where a plan begins.
"""

from dataclasses import dataclass, replace

import highspy
import numpy as np

from xuncha.talent.engine.arrays import LEADER, MEMBER, Ints, Problem
from xuncha.talent.engine.instance import Group
from xuncha.talent.engine.model import Model
from xuncha.talent.engine.prices import Prices, prices_of

HALF = 0.5


@dataclass(frozen=True)
class Crowd:
    """Whom all groups together would take as leaders and members, and what each of them would pay."""

    leaders: Ints
    members: Ints
    prices: Prices


def crowd(problem: Problem) -> Crowd | None:
    """None where even all together cannot have what they ask for."""
    one = _as_one(problem)
    model = Model(one, (0,), whole=False)
    kinds = ((LEADER, one.may_lead), (MEMBER, np.ones_like(one.may_lead)))
    model.add([(int(p), 0, kind) for kind, able in kinds for p in np.flatnonzero(able & one.allowed[:, 0])])
    model.solver.run()
    if model.solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    share = np.array(model.solver.getSolution().col_value[model.spreads :])
    taken = [model.seats[n] for n in np.flatnonzero(share > HALF)]
    return Crowd(
        leaders=np.array([p for p, _, kind in taken if kind == LEADER], dtype=np.int64),
        members=np.array([p for p, _, kind in taken if kind == MEMBER], dtype=np.int64),
        prices=prices_of(model).to_each(problem.size[1]),
    )


def _as_one(problem: Problem) -> Problem:
    instance, groups = problem.instance, problem.size[1]
    needs = dict(zip(problem.specialties, map(int, problem.needs.sum(axis=0)), strict=True))
    sums = (int(problem.least.sum()), int(problem.most.sum()), int(problem.leaders.sum()))
    nowhere = np.flatnonzero(~problem.allowed.any(axis=1))
    # its distance is that of all groups together, the worst of which is at least their mean
    weights = replace(
        instance.weights,
        age_worst=instance.weights.age_worst / groups,
        rank_worst=instance.weights.rank_worst / groups,
    )
    return Problem(
        replace(
            instance,
            groups=(Group("", *sums, needs),),
            barred=frozenset((int(p), 0) for p in nowhere),
            apart=frozenset(),
            weights=weights,
        )
    )
