"""The same rounds, each as early as the rules of dates let it be."""

from collections.abc import Iterable, Sequence

from xuncha.rounds.engine.planner.problem import Problem, Stint


def settle(problem: Problem, plan: Iterable[Stint]) -> list[Stint] | None:
    """The same rounds, each as early as it can be; None where the plan breaks a rule of dates."""
    from_before: list[Stint] = []
    for stint in plan:
        place = _earliest(problem, from_before, stint)
        if place is None or place > stint.start:
            return None
        from_before.append(Stint(place, stint.length, stint.bins))
    return from_before


def _earliest(problem: Problem, before: Sequence[Stint], stint: Stint) -> int | None:
    units = [problem.units[n] for bin in stint.bins.values() for n in bin]
    spans = [corps.spans for corps in problem.corps if set(corps.groups) & stint.bins.keys()]
    first = before[-1].end + problem.rules.between + 1 if before else problem.first
    low = max([first, *(one.low for one in units), *(one.till - stint.length + 1 for one in units)])
    latest = min([*(one.by for one in units), *(one.high - stint.length + 1 for one in units)])
    for place in range(low, min(latest, problem.last - stint.length + 1) + 1):
        year = problem.year_of(place)
        if sum(problem.year_of(one.start) == year for one in before) >= problem.rules.per_year:
            continue
        if all(any(a <= place and place + stint.length - 1 <= b for a, b in own) for own in spans):
            return place
    return None
