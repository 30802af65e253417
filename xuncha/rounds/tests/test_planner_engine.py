"""The planner of rounds: held against every plan there is where there are few, and against the rules everywhere."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xuncha.kernel.refusals import BadInput
from xuncha.rounds.engine.planner.answer import as_json, status
from xuncha.rounds.engine.planner.dates import finish, late_by, placed
from xuncha.rounds.engine.planner.instance import (
    Group,
    Instance,
    Link,
    Office,
    Offices,
    Organisation,
    Pair,
    Rules,
)
from xuncha.rounds.engine.planner.offices import solve_all
from xuncha.rounds.engine.planner.problem import Problem, Stint
from xuncha.rounds.engine.planner.read import read, read_one
from xuncha.rounds.engine.planner.solve import Result, solve
from xuncha.rounds.engine.planner.whatif import lose_group, lose_round, outcome
from xuncha.rounds.engine.planner.why import why
from xuncha.rounds.engine.planner.write import as_json as written
from xuncha.rounds.tests.planner_rules import faults, measures

START, DEADLINE = date(2020, 1, 2), date(2021, 12, 31)
RULES = Rules(preparation=5, feedback=5, gap=10, targets=2, most_days=12, per_year=3, even=0)


def unit(n: int, effort: int = 4, stay: int = 4, **over: object) -> Organisation:
    return Organisation(f"u{n}", f"市{n}局", "government", effort, stay, **over)  # type: ignore[arg-type]  # columns by their names


def asked(units: list[Organisation], groups: int = 2, **over: object) -> Instance:
    values: dict[str, object] = {
        "start": START,
        "deadline": DEADLINE,
        "rules": RULES,
        "organisations": tuple(units),
        "groups": tuple(Group(f"g{n}", f"第{n}组") for n in range(groups)),
    }
    return Instance(**(values | over))  # type: ignore[arg-type]  # columns by their names


def every_plan(problem: Problem, most: int) -> Iterator[list[Stint]]:
    """Each way to put units into at most `most` rounds of groups, each round as early as it may be."""
    groups = range(len(problem.instance.groups))
    for rounds in range(1, most + 1):
        places = [(r, g) for r in range(rounds) for g in groups]
        for chosen in product(places, repeat=len(problem.units)):
            if {r for r, _ in chosen} != set(range(rounds)):
                continue
            plan = _dated(problem, chosen, rounds)
            if plan is not None:
                yield plan


def _dated(problem: Problem, chosen: tuple[tuple[int, int], ...], rounds: int) -> list[Stint] | None:
    """Dates by trying one day after the other."""
    plan: list[Stint] = []
    for r in range(rounds):
        bins: dict[int, tuple[int, ...]] = {}
        for n, (round_, g) in enumerate(chosen):
            if round_ == r:
                bins[g] = (*bins.get(g, ()), n)
        if any(sum(problem.units[n].size for n in units) > problem.rules.targets for units in bins.values()):
            return None
        length = max(problem.span(units) for units in bins.values())
        first = plan[-1].end + problem.rules.between + 1 if plan else problem.first
        place = next(
            (p for p in range(first, first + 300) if _may(problem, plan, Stint(p, length, bins))), None
        )
        if place is None or length > problem.rules.most_days:
            return None
        plan.append(Stint(place, length, bins))
    rounds_of = {n: r for r, stint in enumerate(plan) for units in stint.bins.values() for n in units}
    links: dict[int, set[int]] = {}
    for n, one in enumerate(problem.units):
        if one.link >= 0:
            links.setdefault(one.link, set()).add(rounds_of[n])
    return plan if all(len(found) == 1 for found in links.values()) else None


def _may(problem: Problem, before: list[Stint], stint: Stint) -> bool:
    asked, first, last = problem.instance, problem.days[stint.start], problem.days[stint.end]
    if sum(problem.days[one.start].year == first.year for one in before) >= problem.rules.per_year:
        return False
    for group, units in stint.bins.items():
        there = asked.groups[group].there
        if there and not any(a <= first and last <= b for a, b in there):
            return False
        members = [asked.organisations[m] for n in units for m in problem.units[n].members]
        if any((one.earliest or first) > first or (one.latest or last) < last for one in members):
            return False
    return True


def _placed(problem: Problem, plan: list[Stint]) -> list[dict[str, object]]:
    result = Result(problem, tuple(plan), None, (0, 0, 0), False, 0.0)
    return as_lines(result)


def as_lines(result: Result) -> list[dict[str, object]]:
    lines: list[dict[str, object]] = as_json(replace(result, aims=(0, 0, 0)), [])["rounds"]
    return lines


@st.composite
def small(draw: st.DrawFn) -> Instance:
    count = draw(st.integers(2, 4))
    units = [
        unit(
            n,
            draw(st.integers(2, 6)),
            draw(st.integers(2, 7)),
            priority=draw(st.integers(0, 3)),
            earliest=draw(st.sampled_from([None, None, None, date(2020, 3, 2)])),
            latest=draw(st.sampled_from([None, None, None, date(2020, 4, 30)])),
        )
        for n in range(count)
    ]
    pairs = draw(
        st.lists(
            st.builds(
                lambda kind: Pair(kind, ("u0", "u1")), st.sampled_from(["group", "round"])
            ),
            max_size=1,
        )
    )  # fmt: skip
    there = draw(
        st.sampled_from([(), (), ((START, date(2020, 3, 31)),), ((date(2020, 2, 17), date(2022, 12, 31)),)])
    )
    groups = (Group("g0", "第一组"), Group("g1", "第二组", there))
    rules = replace(RULES, per_year=draw(st.integers(1, 3)), even=draw(st.sampled_from([0, 2])))
    return replace(asked(units), groups=groups, pairs=tuple(pairs), rules=rules)


@settings(max_examples=25, deadline=None)
@given(small())
def test_small_plans_are_the_best_of_all_there_are(instance: Instance) -> None:
    problem = Problem(instance)
    best = min((measures(instance, _placed(problem, plan)) for plan in every_plan(problem, 3)), default=None)
    found = solve(instance, seconds=20)
    if best is None:
        assert found.plan is None
        return
    assert found.plan is not None
    lines = as_lines(found)
    assert not faults(instance, lines)
    assert measures(instance, lines) == best
    assert found.is_proven


def test_a_plan_names_every_organisation_once_and_keeps_every_rule() -> None:
    units = [unit(n, effort=3 + n % 3, stay=5, priority=n % 4) for n in range(14)]
    instance = asked(
        units,
        groups=3,
        pairs=(Pair("group", ("u0", "u1")), Pair("round", ("u2", "u3", "u4"))),
    )
    found = solve(instance, seconds=15)
    assert found.plan is not None
    assert not faults(instance, as_lines(found))
    assert status(found) in ("optimal", "feasible")
    assert found.bounds[0] <= found.aims[0] if found.aims else False


def test_a_lost_group_ends_later_and_says_when() -> None:
    instance = asked([unit(n) for n in range(12)], groups=3)
    base = solve(instance, seconds=10)
    lost = outcome(lose_group(instance, instance.groups[0]), finish(base), seconds=5)
    assert lost.ends is not None
    assert lost.later is not None
    assert lost.later > 0
    first = placed(base)[0]
    gone = outcome(lose_round(instance, 1, first.enters, first.leaves), finish(base), seconds=5)
    assert gone.ends is not None
    assert gone.later is not None
    assert gone.later > 0


def test_a_term_that_is_too_short_is_told_with_what_would_mend_it() -> None:
    instance = asked([unit(n) for n in range(8)], groups=1, deadline=date(2020, 3, 31))
    found = solve(instance, seconds=10)
    assert status(found) == "late"
    assert late_by(found) > 0
    said = "\n".join(map(str, why(found, seconds=10)))
    assert "已证明不能更早" in said
    assert "届满时还有" in said
    assert "个巡察组，届满前可以完成" in said


@pytest.mark.parametrize(
    ("over", "word"),
    [
        ({"groups": ()}, "没有可用的巡察组"),
        ({"pairs": (Pair("group", ("u0", "u1", "u2")),)}, "超过每组每轮至多2家"),
        ({"organisations": (unit(0, effort=20),)}, "超过每轮现场至多12个工作日"),
        (
            {"organisations": (unit(0, earliest=date(2020, 3, 2), latest=date(2020, 3, 3)),)},
            "缺2个",
        ),
    ],
)
def test_what_cannot_be_is_told_by_its_reason(over: dict[str, object], word: str) -> None:
    found = solve(replace(asked([unit(n) for n in range(3)]), **over), seconds=5)  # type: ignore[arg-type]  # columns by their names
    assert found.plan is None
    assert word in "\n".join(map(str, why(found, seconds=5)))


def test_demands_that_contradict_each_other_are_named_and_no_other() -> None:
    units = [
        unit(0, latest=date(2020, 1, 31)),
        unit(1, earliest=date(2020, 6, 1)),
        unit(2, earliest=date(2020, 2, 3)),
    ]
    instance = asked(units, pairs=(Pair("round", ("u0", "u1"), "联动"),))
    found = solve(instance, seconds=5)
    assert found.is_impossible
    said = "\n".join(map(str, why(found, seconds=10)))
    assert "“市0局”、“市1局”安排在同一轮" in said
    assert "“市2局”" not in said


def test_linked_offices_are_on_site_together_for_a_day() -> None:
    upper = asked([unit(n) for n in range(4)], groups=2)
    below = asked([unit(n) for n in range(8)], groups=2)
    offices = Offices((Office("city", upper), Office("a", below)), (Link((("city", "u3"), ("a", "u0"))),))
    found = solve_all(offices, seconds=12, workers=1)
    ends = {office.id: placed(one) for office, one in zip(offices.offices, found.results, strict=True)}
    of = {
        office: next((o.enters, o.leaves) for o in rounds for ids in o.groups.values() if unit_id in ids)
        for office, rounds, unit_id in (("city", ends["city"], "u3"), ("a", ends["a"], "u0"))
    }
    assert of["a"][0] <= of["city"][1]
    assert of["city"][0] <= of["a"][1]
    assert found.gap is not None
    assert 0 <= found.gap < 1


def test_what_is_written_is_read_again() -> None:
    instance = asked(
        [unit(0, earliest=START, reasons=("多年未巡察",)), unit(1, meets=(START, DEADLINE))],
        pairs=(Pair("group", ("u0", "u1")),),
        rest=frozenset({date(2020, 1, 24)}),
    )
    assert read_one(written(instance)) == instance


@pytest.mark.parametrize(
    "change",
    [
        {"start": "2020-13-01"},
        {"deadline": "2019-01-01"},
        {"rules": {}},
        {"groups": [{"id": "g"}, {"id": "g"}]},
        {"groups": [{"id": "g", "there": [["2020-02-01", "2020-01-01"]]}]},
        {"pairs": [{"kind": "group", "members": ["u0", "nobody"]}]},
        {"pairs": [{"kind": "friends", "members": ["u0", "u1"]}]},
        {"organisations": [{"id": "u0", "effort": 0}]},
        {"organisations": [{"id": "u0", "colour": "red"}]},
        {"surprise": 1},
    ],
)
def test_what_makes_no_sense_is_refused_in_words(change: dict[str, object]) -> None:
    data = written(asked([unit(0), unit(1)])) | change
    with pytest.raises(BadInput):
        read(data)
