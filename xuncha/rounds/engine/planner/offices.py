"""Several levels at once: the upper office first, then each below with the linked rounds given; and what bounds them all.

What an office needs at least when nothing links it holds whatever the others do: so the bounds of the offices, each by
itself and without links, are a bound of the whole.
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from os import cpu_count
from time import monotonic

from xuncha.rounds.engine.planner.dates import finish, placed
from xuncha.rounds.engine.planner.instance import Instance, Office, Offices
from xuncha.rounds.engine.planner.problem import Problem
from xuncha.rounds.engine.planner.solve import Aims, Result, Solver, solve

KEPT = 0.75  # of the seconds given: the rest is for putting together and writing down
UPPER = 1.5  # the share of the first office, against 1 of each other


@dataclass(frozen=True)
class Together:
    """Results by office in their order; `bounds` are true for every plan of all offices, linked or not."""

    offices: Offices
    results: tuple[Result, ...]
    bounds: tuple[Aims, ...]
    seconds: float

    @property
    def finish(self) -> date | None:
        """The day on which the last office ends; None while one has no plan."""
        ends = [finish(one) for one in self.results if one.problem.units]
        known = [day for day in ends if day]
        return max(known) if known and len(known) == len(ends) else None

    @property
    def gap(self) -> float | None:
        """Of the working days up to the ends of all offices, the share (0 to 1) that the bounds leave open."""
        if any(one.aims is None for one in self.results):
            return None
        ends = sum(one.aims[0] + 1 for one in self.results if one.aims)
        least = sum(bound[0] + 1 for bound in self.bounds)
        return max((ends - least) / ends, 0.0) if ends else 0.0


def solve_all(
    asked: Offices, *, seconds: float = 60.0, seed: int = 0, workers: int | None = None
) -> Together:
    """A plan of every office in so many seconds."""
    started = monotonic()
    hands = max(workers or min(cpu_count() or 1, 4), 1)
    first, *others = asked.offices
    turns = -(-len(others) // hands)
    share = seconds * KEPT / (turns + UPPER)
    upper, upper_bound = _one(first, first.instance, share * UPPER, seed)
    meets = _meets(asked, first.id, upper)

    def below(office: Office) -> tuple[Result, Aims]:
        return _one(office, _linked(office, meets), share, seed)

    with ThreadPoolExecutor(hands) as pool:
        rest = list(pool.map(below, others))
    return Together(
        asked,
        (upper, *(result for result, _ in rest)),
        (upper_bound, *(bound for _, bound in rest)),
        monotonic() - started,
    )


def _one(office: Office, linked: Instance, seconds: float, seed: int) -> tuple[Result, Aims]:
    """The plan with the links, and the bounds without them."""
    if linked == office.instance:
        result = solve(linked, seconds=seconds, seed=seed)
        return result, result.bounds
    alone = Solver(Problem(office.instance), seconds * 0.5, seed)
    bound = alone.lowest()
    result = solve(linked, seconds=max(seconds - alone.clock.gone, 0.5), seed=seed)
    return result, (bound, 0.0, 0.0)


def _meets(asked: Offices, upper: str, result: Result) -> dict[tuple[str, str], tuple[date, date]]:
    """(office, organisation) → the days on which the round of the upper office's linked organisation is on site."""
    on_site = {
        id: (one.enters, one.leaves) for one in placed(result) for ids in one.groups.values() for id in ids
    }
    found = {}
    for link in asked.links:
        of_upper = [on_site[unit] for office, unit in link.members if office == upper and unit in on_site]
        for member in link.members:
            if of_upper and member[0] != upper:
                found[member] = of_upper[0]
    return found


def _linked(office: Office, meets: dict[tuple[str, str], tuple[date, date]]) -> Instance:
    units = tuple(
        replace(one, meets=meets[office.id, one.id]) if (office.id, one.id) in meets else one
        for one in office.instance.organisations
    )
    return (
        replace(office.instance, organisations=units)
        if units != office.instance.organisations
        else office.instance
    )
