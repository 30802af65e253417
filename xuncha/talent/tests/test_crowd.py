"""All groups as one: its prices are a true bound of each group's seats, and what begins with it ends no worse."""

from random import Random

import numpy as np
import pytest

from xuncha.talent.engine import solve
from xuncha.talent.engine.arrays import Plan, Problem, broken, cost
from xuncha.talent.engine.construct import construct
from xuncha.talent.engine.crowd import crowd
from xuncha.talent.engine.descend import descend, level, likely
from xuncha.talent.engine.gather import gather
from xuncha.talent.engine.instance import read
from xuncha.talent.engine.prices import Priced, looks, price
from xuncha.talent.engine.relax import relax
from xuncha.talent.tests.staffing import best_of_all, instance, small

SEEDS = range(10)


def _priced(problem: Problem) -> Priced | None:
    together = crowd(problem)
    return together and price(problem, together.prices)


@pytest.mark.parametrize("seed", range(16))
def test_no_plan_costs_less_than_the_crowd_says_and_none_is_where_it_has_none(seed: int) -> None:
    problem = Problem(instance(seed))
    best, priced = best_of_all(problem), _priced(problem)
    if priced is None:
        assert best is None
    elif best is not None:
        assert priced.bound <= best + 1e-6


@pytest.mark.parametrize("seed", [3, 5, 8])
def test_every_seat_of_the_best_plan_is_priced_from_below(seed: int) -> None:
    problem = Problem(instance(seed))
    priced, found = _priced(problem), solve.staff(problem.instance, work=50)
    assert priced is not None
    assert found.plan
    assert found.cost
    for person, group, kind in found.plan.seats():
        over = (priced.leaders if kind else priced.members)[person, group]
        assert priced.bound + over <= found.cost.total + 1e-6


def _alike(seed: int) -> Problem:
    """Eight groups that ask for the same, of people some of whom are barred from some of them."""
    groups = [{"id": f"g{n}", "min": 3, "max": 4, "leaders": 1, "needs": {"law": 1}} for n in range(8)]
    return Problem(read(small(seed, people=80, groups=8) | {"groups": groups}))


@pytest.mark.parametrize("seed", range(5))
def test_where_groups_are_alike_it_says_nearly_what_the_relaxation_says(seed: int) -> None:
    problem = _alike(seed)
    together, apart = _priced(problem), relax(problem, Plan.empty(8))
    assert together is not None
    assert apart is not None
    assert 0.98 * apart.bound <= together.bound <= apart.bound + 1e-3


def test_a_plan_is_gathered_of_those_whom_all_groups_would_take() -> None:
    problem = _alike(7)
    together, priced = crowd(problem), _priced(problem)
    assert together is not None
    assert priced is not None
    plan = gather(problem, together, priced, np.arange(80)).plan
    assert not broken(problem, plan)
    seated = {person for members in plan.members for person in members}
    assert len(seated & set(together.members.tolist())) >= 0.8 * len(seated)


def test_groups_are_made_more_alike_and_what_that_costs_is_nothing() -> None:
    saved = 0.0
    for seed in SEEDS:
        problem = Problem(instance(seed, people=60, groups=10))
        standing, rng = construct(problem), Random(seed)
        descend(standing, rng)
        before = cost(problem, standing.plan).total
        level(standing, rng, lambda: False, likely(problem, looks(problem)))
        after = cost(problem, standing.plan).total
        assert after <= before
        saved += before - after
    assert saved > 0


def test_a_large_problem_is_solved_without_the_relaxation_of_its_groups(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def never(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(solve, "LARGE", 0)
    monkeypatch.setattr(solve, "relax", never)
    asked = instance(3)
    best, found = best_of_all(Problem(asked)), solve.staff(asked, seconds=3)
    assert best is not None
    assert found.plan is not None
    assert found.cost
    assert found.bound is not None
    assert not broken(Problem(asked), found.plan)
    assert found.bound <= best <= found.cost.total


def test_a_large_problem_is_begun_the_same_way_for_the_same_seed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(solve, "LARGE", 0)
    monkeypatch.setattr(solve.Search, "run", lambda self: None)
    asked = instance(7, people=120, groups=12)
    one, other = (solve.staff(asked, work=10, seed=3) for _ in range(2))
    assert (one.plan, one.bound) == (other.plan, other.bound)
