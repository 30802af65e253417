"""The solver against every plan there is, and what must hold of any answer of it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xuncha.talent.engine import solve
from xuncha.talent.engine.arrays import Plan, Problem, broken, cost
from xuncha.talent.engine.construct import construct, leaders_of
from xuncha.talent.engine.exact import Found
from xuncha.talent.engine.model import INFINITE
from xuncha.talent.engine.relax import relax
from xuncha.talent.engine.solve import Result, staff
from xuncha.talent.tests.staffing import best_of_all, instance

pytestmark = pytest.mark.once

SEEDS = range(24)


@pytest.mark.parametrize("seed", SEEDS)
def test_no_plan_is_better_than_the_one_called_optimal(seed: int) -> None:
    asked = instance(seed)
    best, found = best_of_all(Problem(asked)), staff(asked, work=50)
    if best is None:
        assert (found.status, found.plan) == ("infeasible", None)
        assert found.why
    else:
        assert found.status == "optimal"
        assert found.cost
        assert found.cost.total == pytest.approx(best)


def test_the_seeds_hold_both_kinds() -> None:
    assert len({best_of_all(Problem(instance(seed))) is None for seed in SEEDS}) == 2


@given(seed=st.integers(0, 100_000), people=st.integers(8, 40), groups=st.integers(1, 5))
@settings(max_examples=40, deadline=None, derandomize=True)
def test_whatever_is_proposed_keeps_every_rule(seed: int, people: int, groups: int) -> None:
    asked = instance(seed, people=people, groups=groups)
    found = staff(asked, work=4, seed=seed)
    if found.plan is None:
        return
    posted = [(p, g) for p, g, _ in found.plan.seats()]
    assert not set(posted) & asked.barred
    together = {(a, b) for a, g in posted for b, h in posted if g == h and a < b}
    assert not together & asked.apart
    assert not broken(Problem(asked), found.plan)
    assert found.bound is not None
    assert found.cost
    assert found.bound <= found.cost.total


@pytest.mark.parametrize("seed", [3, 5, 8])
def test_the_relaxation_is_a_bound_and_prices_every_seat_from_below(seed: int) -> None:
    """Whoever is put into a seat, the plan costs at least what the prices said of that seat."""
    asked = instance(seed)
    problem = Problem(asked)
    best = best_of_all(problem)
    priced = relax(problem, Plan.empty(len(asked.groups)))
    assert best is not None
    assert priced is not None
    assert priced.bound <= best + 1e-6
    found = staff(asked, work=50)
    assert found.plan
    for person, group, kind in found.plan.seats():
        over = (priced.leaders if kind else priced.members)[person, group]
        assert priced.bound + over <= best + 1e-6


def test_the_same_work_and_seed_give_the_same_plan() -> None:
    asked = instance(7, people=60, groups=6)

    def plan() -> Result:
        return staff(asked, work=10, seed=3)

    one, other = plan(), plan()
    assert one.plan == other.plan
    assert one.bound == other.bound


def test_more_seconds_are_not_used_than_needed() -> None:
    assert staff(instance(2, people=30, groups=3), seconds=60).seconds < 30


def test_a_model_cut_off_before_it_has_a_bound_takes_nothing_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(solve, "solve", lambda *_, **__: Found(None, -INFINITE, finished=False))
    asked = instance(2, people=30, groups=3)
    found = solve.staff(asked, work=1)
    assert found.plan
    assert found.cost
    assert found.bound is not None
    assert 0 < found.bound <= found.cost.total


def test_nobody_to_choose_and_nothing_to_fill() -> None:
    empty = staff(instance(1, people=0, groups=1), work=1)
    assert empty.status == "infeasible"
    nothing = staff(instance(1, people=3, groups=0), work=1)
    assert (nothing.status, nothing.plan) == ("optimal", Plan([], []))


def test_leaders_are_found_where_each_choice_shuts_another() -> None:
    """Three groups, each with two possible leaders, of whom only one way of seating all is left."""
    asked = instance(0, people=3, groups=3)
    problem = Problem(asked)
    problem.__dict__["may_lead"] = problem.may_lead | True
    problem.__dict__["allowed"] = problem.allowed & False
    for person, group in ((0, 0), (1, 0), (0, 1), (2, 1), (2, 2)):
        problem.allowed[person, group] = True
    assert leaders_of(problem, np.arange(3)) == [[1], [0], [2]]


def test_what_a_plan_costs_is_the_sum_of_its_parts() -> None:
    problem = Problem(instance(11, people=20, groups=3))
    found = cost(problem, construct(problem).plan)
    assert found.total == pytest.approx(sum(found.parts.values()))
    assert set(found.parts) == {"served", "age", "rank", "age_worst", "rank_worst", "short"}
