"""What happens to the end of coverage if something is otherwise: a group lost, a round lost, days cut, the term shorter."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from xuncha.rounds.engine.planner.dates import finish, late_by, placed, soonest
from xuncha.rounds.engine.planner.instance import Group, Instance
from xuncha.rounds.engine.planner.problem import Problem
from xuncha.rounds.engine.planner.solve import Result, Solver
from xuncha.rounds.engine.planner.why import Sentence, said, scaled

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Case:
    """An instance that differs from the one planned in one thing; `key` names it in files."""

    key: str
    label: Sentence
    instance: Instance


@dataclass(frozen=True)
class Outcome:
    """What a case comes to: end, calendar days after the end of the base plan, rounds, and whether nothing is earlier.

    `late` are working days after the end of the term; `ends` None: no plan.
    """

    case: Case
    ends: date | None
    later: int | None
    rounds: int
    late: int
    is_proven: bool
    deadline: date


def usual(result: Result) -> Iterator[Case]:
    """The cases that are asked every time: each group, each round, ± a fifth of the days, a term shorter by half a year."""
    asked = result.problem.instance
    for group in asked.groups:
        yield lose_group(asked, group)
    for one in placed(result):
        yield lose_round(asked, one.number, one.enters, one.leaves)
    for percent in (80, 120):
        yield days(asked, percent)
    half = asked.deadline - timedelta(days=182)
    if half > asked.start:
        yield shorter(asked, half)


def lose_group(asked: Instance, group: Group, since: date | None = None) -> Case:
    label = (
        said("减少%(group)s", group=group.name)
        if since is None
        else said("%(since)s起减少%(group)s", group=group.name, since=since)
    )
    return Case("group:%s" % group.id, label, asked.without_group(group.id, since))


def lose_round(asked: Instance, number: int, enters: date, leaves: date) -> Case:
    """No group is in the field on the days that the round would have taken."""
    last = date(asked.deadline.year + 10, 12, 31)
    groups = tuple(
        replace(one, there=tuple(_cut(one.there or ((asked.start, last),), enters, leaves)))
        for one in asked.groups
    )
    return Case(
        "round:%d" % number, said("第%(n)s个拟定轮次不能开展", n=number), replace(asked, groups=groups)
    )


def _cut(there: Sequence[tuple[date, date]], enters: date, leaves: date) -> Iterator[tuple[date, date]]:
    for first, last in there:
        if first < enters:
            yield first, min(last, enters - DAY)
        if last > leaves:
            yield max(first, leaves + DAY), last


def days(asked: Instance, percent: int) -> Case:
    return Case(
        "days:%d" % percent, said("现场时间为现在的%(percent)s%%", percent=percent), scaled(asked, percent)
    )


def shorter(asked: Instance, deadline: date) -> Case:
    return Case(
        "deadline:%s" % deadline, said("届满提前到%(day)s", day=deadline), replace(asked, deadline=deadline)
    )


def outcome(case: Case, base: date | None, *, seconds: float | None, seed: int = 0) -> Outcome:
    """`base` is the end of the plan that it is held against."""
    result = Solver(Problem(case.instance), seconds, seed).end_only()
    ends = finish(result)
    return Outcome(
        case=case,
        ends=ends,
        later=(ends - base).days if ends and base else None,
        rounds=len(result.plan or ()),
        late=late_by(result),
        is_proven=ends is not None and ends == soonest(result),
        deadline=case.instance.deadline,
    )


def outcomes(result: Result, *, seconds: float | None, seed: int = 0) -> list[Outcome]:
    """The usual cases, the time shared out among them; what is alike but for names is solved once."""
    cases, base = list(usual(result)), finish(result)
    alike = {case.key: _without_names(case.instance) for case in cases}
    share = None if seconds is None else seconds / max(len(set(alike.values())), 1)
    known: dict[Instance, Outcome] = {}
    found = []
    for case in cases:
        plain = alike[case.key]
        if plain not in known:
            known[plain] = outcome(case, base, seconds=share, seed=seed)
        found.append(replace(known[plain], case=case))
    return found


def _without_names(instance: Instance) -> Instance:
    groups = tuple(Group("", "", there) for there in sorted(one.there for one in instance.groups))
    return replace(instance, groups=groups)
