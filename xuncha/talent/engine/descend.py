"""Local search: no single replacement, exchange, addition or dismissal would make the plan better."""

from collections.abc import Callable, Iterator
from random import Random

import numpy as np

from xuncha.talent.engine.arrays import LEADER, MEMBER, Ints
from xuncha.talent.engine.relax import looks
from xuncha.talent.engine.standing import Standing

SMALL = 1e-7
CANDIDATES, ABLE = 3_000, 300  # of the free who look cheapest, and of each specialty


def descend(standing: Standing, rng: Random, out_of_time: Callable[[], bool] = lambda: False) -> None:
    """Improve the plan in place until nothing helps or time is up."""
    candidates = _candidates(standing)
    groups = list(range(standing.problem.size[1]))
    stale = 0
    while stale < len(groups):
        rng.shuffle(groups)
        for group in groups:
            if out_of_time():
                return
            better = any(list(_improve(standing, group, candidates)))
            stale = 0 if better else stale + 1
            if stale >= len(groups):
                return


def _improve(standing: Standing, group: int, candidates: Ints) -> Iterator[bool]:
    for person in list(standing.plan.members[group]):
        yield _replace(standing, group, person, candidates)
    for person in list(standing.plan.members[group]):
        yield _exchange(standing, group, person)
    yield _add(standing, group, candidates)
    for person in list(standing.plan.members[group]):
        yield _dismiss(standing, group, person)
    for person in list(standing.plan.leaders[group]):
        yield _relieve(standing, group, person)


def _candidates(standing: Standing) -> Ints:
    """Who looks cheapest, overall and for each specialty that is wanted."""
    problem = standing.problem
    if problem.size[0] <= CANDIDATES:
        return np.arange(problem.size[0])
    order = np.argsort(looks(problem), kind="stable")
    chosen = [order[:CANDIDATES]]
    chosen += [order[problem.skill[order, s] > 0][:ABLE] for s in range(problem.skill.shape[1])]
    return np.unique(np.concatenate([*chosen, np.flatnonzero(problem.may_lead)]))


def _replace(standing: Standing, group: int, person: int, candidates: Ints) -> bool:
    before = standing.as_is(group) + standing.problem.served[person] - standing.problem.instance.weights.short
    standing.unseat(person, group, MEMBER)
    free = standing.open_to(group, candidates)
    if len(free):
        costs = standing.joining(group, free)
        best = int(np.argmin(costs))
        if costs[best] < before - SMALL:
            standing.seat(int(free[best]), group, MEMBER)
            return True
    standing.seat(person, group, MEMBER)
    return False


def _add(standing: Standing, group: int, candidates: Ints) -> bool:
    if standing.count[group] >= standing.problem.most[group]:
        return False
    free = standing.open_to(group, candidates)
    if not len(free):
        return False
    costs = standing.joining(group, free)
    best = int(np.argmin(costs))
    if costs[best] >= standing.as_is(group) - SMALL:
        return False
    standing.seat(int(free[best]), group, MEMBER)
    return True


def _dismiss(standing: Standing, group: int, person: int) -> bool:
    problem = standing.problem
    before = standing.as_is(group) + problem.served[person] - problem.instance.weights.short
    standing.unseat(person, group, MEMBER)
    if standing.as_is(group) < before - SMALL:
        return True
    standing.seat(person, group, MEMBER)
    return False


def _exchange(standing: Standing, group: int, person: int) -> bool:
    """With the member of another group with whom it helps most."""
    problem = standing.problem
    people = np.flatnonzero((standing.home >= 0) & (standing.home != group))
    if not len(people):
        return False
    homes = standing.home[people]
    standing.unseat(person, group, MEMBER)
    near = np.isin(people, problem.apart[person])
    possible = (standing.closed[people, group] == 0) & (standing.closed[person, homes] - near == 0)
    people, homes = people[possible], homes[possible]
    if not len(people):
        standing.seat(person, group, MEMBER)
        return False
    gain = _gain(standing, group, person, people, homes)
    best = int(np.argmax(gain))
    other, home = int(people[best]), int(homes[best])
    if gain[best] <= SMALL:
        standing.seat(person, group, MEMBER)
        return False
    standing.unseat(other, home, MEMBER)
    standing.seat(person, home, MEMBER)
    standing.seat(other, group, MEMBER)
    return True


def _gain(
    standing: Standing, group: int, person: int, people: Ints, homes: Ints
) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    """What each exchange saves; the person has been taken out of his group."""
    problem, weights = standing.problem, standing.problem.instance.weights
    age, rank = problem.age, problem.rank
    here = (standing.age[group] + age[person], standing.rank[group] + rank[person])
    here_then = (standing.age[group] + age[people], standing.rank[group] + rank[people])
    there = (standing.age[homes], standing.rank[homes])
    there_then = (there[0] - age[people] + age[person], there[1] - rank[people] + rank[person])
    total = np.zeros(len(people))
    for own, worst, sums, a, b, c, d in (
        (weights.age, weights.age_worst, standing.age, here[0], here_then[0], there[0], there_then[0]),
        (weights.rank, weights.rank_worst, standing.rank, here[1], here_then[1], there[1], there_then[1]),
    ):
        beside = _beside(np.abs(sums), group)[homes]
        total += own * (abs(a) - np.abs(b) + np.abs(c) - np.abs(d))
        before = np.maximum(np.maximum(abs(a), np.abs(c)), beside)
        total += worst * (before - np.maximum(np.maximum(np.abs(b), np.abs(d)), beside))
    skill = problem.skill
    total += standing.unmet(group, standing.cover[group] + skill[person], 0)
    total -= standing.unmet(group, standing.cover[group] + skill[people], 0)
    total += standing.unmet(homes, standing.cover[homes], 0)
    total -= standing.unmet(homes, standing.cover[homes] - skill[people] + skill[person], 0)
    return total


def _beside(
    distances: "np.ndarray[tuple[int], np.dtype[np.float64]]", group: int
) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    """(g,) the worst distance of all groups but `group` and the one asked for."""
    others = distances.copy()
    others[group] = 0
    if len(others) < 2:
        return np.zeros_like(others)
    order = np.argsort(-others)
    found = np.full(len(others), others[order[0]])
    found[order[0]] = others[order[1]]
    return found


def _relieve(standing: Standing, group: int, person: int) -> bool:
    """Of the lead: by somebody free who has served less, or by a member, whose own seat is filled again."""
    problem = standing.problem
    leading = np.flatnonzero(problem.may_lead & (problem.served < problem.served[person]))
    standing.unseat(person, group, LEADER)
    free = standing.open_to(group, leading)
    if len(free):
        standing.seat(int(free[np.argmin(problem.served[free])]), group, LEADER)
        return True
    standing.seat(person, group, LEADER)
    return False
