"""A result in days of the calendar."""

from datetime import date

from xuncha.rounds.engine.planner.instance import Placed
from xuncha.rounds.engine.planner.problem import Problem
from xuncha.rounds.engine.planner.solve import Result


def placed(result: Result) -> tuple[Placed, ...]:
    """The rounds of the plan; none where there is no plan."""
    problem, asked = result.problem, result.problem.instance
    found = []
    for number, stint in enumerate(result.plan or (), 1):
        groups, leaves = {}, {}
        for g, units in sorted(stint.bins.items()):
            members = sorted(m for n in units for m in problem.units[n].members)
            groups[asked.groups[g].id] = tuple(asked.organisations[m].id for m in members)
            leaves[asked.groups[g].id] = problem.days[stint.start + problem.span(units) - 1]
        found.append(Placed(number, problem.days[stint.start], problem.days[stint.end], groups, leaves))
    return tuple(found)


def finish(result: Result) -> date | None:
    """The day on which the last round leaves."""
    if not result.plan:
        return None
    return result.problem.days[result.plan[-1].end]


def soonest(result: Result) -> date | None:
    """The day before which no plan can end; None where nothing is known."""
    place = round(result.bounds[0])
    return result.problem.days[place] if result.problem.first <= place <= result.problem.last else None


def late_by(result: Result) -> int:
    """Working days by which the plan ends after the term."""
    return max(round(result.aims[0]) - result.problem.deadline, 0) if result.aims else 0


def needed(problem: Problem) -> int:
    """Group-days that all organisations take."""
    return sum(one.effort for one in problem.units)


def within(problem: Problem) -> int:
    """Working days from the first possible entry to the end of the term."""
    return max(problem.deadline - problem.first + 1, 0)
