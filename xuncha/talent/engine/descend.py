"""Local search: no single replacement, exchange, addition or dismissal would make the plan better."""

from collections.abc import Callable, Iterator
from random import Random

import numpy as np

from xuncha.talent.engine.arrays import LEADER, MEMBER, Floats, Ints, Problem, cost
from xuncha.talent.engine.prices import looks
from xuncha.talent.engine.standing import Standing

SMALL = 1e-7
SLIGHT = 1e-4  # of what the worst costs: between plans of equal cost it decides, and nowhere else
CANDIDATES, ABLE = 3_000, 300  # of the free who look cheapest, and of each specialty


def descend(
    standing: Standing,
    rng: Random,
    out_of_time: Callable[[], bool] = lambda: False,
    candidates: Ints | None = None,
) -> None:
    """Improve the plan in place until nothing helps or time is up. Of the free, `candidates` are asked."""
    if candidates is None:
        candidates = likely(standing.problem, looks(standing.problem))
    groups = list(range(standing.problem.size[1]))
    stale = 0
    while stale < len(groups):
        rng.shuffle(groups)
        for group in groups:
            if out_of_time():
                return
            stale = 0 if _improve(standing, group, candidates) else stale + 1
            if stale >= len(groups):
                return


def level(standing: Standing, rng: Random, out_of_time: Callable[[], bool], candidates: Ints) -> None:
    """Descend on, from plan to plan of equal cost while the groups become more alike, until a round saves nothing.

    The worst group costs nothing less until the last of those that stand where it stands is bettered.
    """
    problem, worst = standing.problem, standing.worst_beside()
    weights = problem.instance.weights
    standing.level = (
        SLIGHT * weights.age_worst / max(worst[0], 1.0) ** 2,
        SLIGHT * weights.rank_worst / max(worst[1], 1.0) ** 2,
    )
    groups = list(range(problem.size[1]))
    before = np.inf
    while (now := cost(problem, standing.plan).total) < before - SMALL:
        before = now
        rng.shuffle(groups)
        for group in groups:
            if out_of_time():
                return
            _improve(standing, group, candidates)


def likely(problem: Problem, dear: Floats) -> Ints:
    """Who is least dear, overall and for each specialty that is wanted."""
    if problem.size[0] <= CANDIDATES:
        return np.arange(problem.size[0])
    order = np.argsort(dear, kind="stable")
    chosen = [order[:CANDIDATES]]
    chosen += [order[problem.skill[order, s] > 0][:ABLE] for s in range(problem.skill.shape[1])]
    return np.unique(np.concatenate([*chosen, np.flatnonzero(problem.may_lead)]))


def _improve(standing: Standing, group: int, candidates: Ints) -> bool:
    return any(list(_improvements(standing, group, candidates)))


def _improvements(standing: Standing, group: int, candidates: Ints) -> Iterator[bool]:
    for person in list(standing.plan.members[group]):
        yield _replace(standing, group, person, candidates)
    for person in list(standing.plan.members[group]):
        yield _exchange(standing, group, person)
    yield _add(standing, group, candidates)
    for person in list(standing.plan.members[group]):
        yield _dismiss(standing, group, person)
    for person in list(standing.plan.leaders[group]):
        yield _relieve(standing, group, person)


def _replace(standing: Standing, group: int, person: int, candidates: Ints) -> bool:
    before = standing.as_is(group) + standing.problem.served[person] - standing.problem.instance.weights.short
    standing.unseat(person, group, MEMBER)
    better = standing.cheapest(group, standing.open_to(group, candidates), before - SMALL)
    standing.seat(person if better is None else better, group, MEMBER)
    return better is not None


def _add(standing: Standing, group: int, candidates: Ints) -> bool:
    if standing.count[group] >= standing.problem.most[group]:
        return False
    better = standing.cheapest(group, standing.open_to(group, candidates), standing.as_is(group) - SMALL)
    if better is None:
        return False
    standing.seat(better, group, MEMBER)
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
    people = np.flatnonzero((standing.home >= 0) & (standing.home != group))
    standing.unseat(person, group, MEMBER)
    other = _best_exchange(standing, group, person, people) if len(people) else None
    if other is None:
        standing.seat(person, group, MEMBER)
        return False
    home = int(standing.home[other])
    standing.unseat(other, home, MEMBER)
    standing.seat(person, home, MEMBER)
    standing.seat(other, group, MEMBER)
    return True


def _best_exchange(standing: Standing, group: int, person: int, people: Ints) -> int | None:
    """Of `people`, who have seats elsewhere; the person has been taken out of his group."""
    problem, skill = standing.problem, standing.problem.skill
    homes = standing.home[people]
    gain = _nearer(standing, group, person, people, homes)
    # what stays open counts for nothing unless it is open already: mostly few people are left to be asked for it
    open_here = standing.unmet(group, standing.cover[group] + skill[person], 0)
    open_there = standing.unmet(np.arange(len(standing.cover)), standing.cover, 0)
    hopeful = np.flatnonzero(gain + open_here + open_there[homes] > SMALL)
    people, homes, gain = people[hopeful], homes[hopeful], gain[hopeful]
    near = np.isin(people, problem.apart[person])
    possible = (standing.closed[group][people] == 0) & (standing.closed[homes, person] - near == 0)
    people, homes, gain = people[possible], homes[possible], gain[possible]
    if not len(people):
        return None
    gain += open_here - standing.unmet(group, standing.cover[group] + skill[people], 0)
    gain += open_there[homes]
    gain -= standing.unmet(homes, standing.cover[homes] - skill[people] + skill[person], 0)
    best = int(np.argmax(gain))
    return int(people[best]) if gain[best] > SMALL else None


def _nearer(standing: Standing, group: int, person: int, people: Ints, homes: Ints) -> Floats:
    """What each exchange saves of the distances."""
    problem, weights = standing.problem, standing.problem.instance.weights
    total = np.zeros(len(people))
    for own, worst, level, sums, of in (
        (weights.age, weights.age_worst, standing.level[0], standing.age, problem.age),
        (weights.rank, weights.rank_worst, standing.level[1], standing.rank, problem.rank),
    ):
        mine, here, there = of[person], sums[group], np.abs(sums)[homes]
        here_then = np.abs(here + of[people])
        there_then = np.abs(sums[homes] - of[people] + mine)
        here = abs(here + mine)
        beside = _beside(np.abs(sums), group)[homes]
        total += own * (here - here_then + there - there_then)
        total += worst * np.maximum(np.maximum(here, there), beside)
        total -= worst * np.maximum(np.maximum(here_then, there_then), beside)
        if level:
            total += level * (here**2 - here_then**2 + there**2 - there_then**2)
    return total


def _beside(distances: Floats, group: int) -> Floats:
    """(g,) the worst distance of all groups but `group` and the one asked for."""
    others = distances.copy()
    others[group] = 0
    worst = int(np.argmax(others))
    found = np.full(len(others), others[worst])
    others[worst] = 0
    found[worst] = others.max()
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
