"""A first plan: leaders by matching, then who is needed most where he is rarest, then the cheapest."""

import numpy as np

from xuncha.talent.engine.arrays import LEADER, MEMBER, Ints, Problem
from xuncha.talent.engine.prices import looks
from xuncha.talent.engine.standing import Standing

NOWHERE = -1


def construct(problem: Problem) -> Standing:
    """A plan that leaves a seat or a need open only where no free person could take it."""
    standing = Standing(problem)
    # who would be a costly member is best used as a leader, whose age and rank are not counted
    order = np.lexsort((-looks(problem), problem.served))
    for group, leaders in enumerate(leaders_of(problem, order)):
        for person in leaders:
            standing.seat(person, group, LEADER)
    everybody = np.arange(problem.size[0])
    for group, specialty in by_scarcity(problem):
        while standing.cover[group, specialty] < problem.needs[group, specialty]:
            able = everybody[problem.skill[:, specialty] > 0]
            if not _take_cheapest(standing, group, able):
                break
    for group in range(problem.size[1]):
        while standing.count[group] < problem.least[group]:
            if not _take_cheapest(standing, group, everybody):
                break
    return standing


def leaders_of(problem: Problem, order: Ints) -> list[list[int]]:
    """Who leads each group, as many groups as can be led: a matching that grows by who comes first in `order`."""
    groups = problem.size[1]
    order = order[problem.may_lead[order]]
    seats = [group for group in range(groups) for _ in range(int(problem.leaders[group]))]
    choices = [[int(p) for p in order[problem.allowed[order, group]]] for group in range(groups)]
    seat_of: dict[int, int] = {}
    for seat in sorted(range(len(seats)), key=lambda seat: len(choices[seats[seat]])):
        _augment(seat, seats, choices, seat_of)
    found: list[list[int]] = [[] for _ in range(groups)]
    for person, seat in sorted(seat_of.items()):
        found[seats[seat]].append(person)
    return found


def _augment(seat: int, seats: list[int], choices: list[list[int]], seat_of: dict[int, int]) -> bool:
    """Seat one more, moving others on a path that ends with somebody free (breadth first)."""
    came: dict[int, tuple[int, int]] = {}  # person → (who moves for him, from which seat)
    waiting = [(seat, NOWHERE)]
    for at, mover in waiting:
        for person in choices[seats[at]]:
            if person in came:
                continue
            came[person] = (mover, at)
            if person not in seat_of:
                _shift(person, came, seat_of)
                return True
            waiting.append((seat_of[person], person))
    return False


def _shift(person: int, came: dict[int, tuple[int, int]], seat_of: dict[int, int]) -> None:
    while person != NOWHERE:
        mover, seat = came[person]
        seat_of[person] = seat
        person = mover


def by_scarcity(problem: Problem) -> list[tuple[int, int]]:
    """(group, specialty) of each need; first that of which there are fewest people for so many wanted."""
    wanted = problem.needs.sum(axis=0)
    there = problem.skill.sum(axis=0)
    plenty = there / np.maximum(wanted, 1)
    found = [(int(g), int(s)) for g, s in np.argwhere(problem.needs > 0)]
    return sorted(found, key=lambda need: (plenty[need[1]], need))


def _take_cheapest(standing: Standing, group: int, people: Ints) -> bool:
    """Seat the one of `people` who costs least there; a full group takes nobody."""
    if standing.count[group] >= standing.problem.most[group]:
        return False
    free = standing.open_to(group, people)
    if not len(free):
        return False
    standing.seat(int(free[np.argmin(standing.joining(group, free))]), group, MEMBER)
    return True
