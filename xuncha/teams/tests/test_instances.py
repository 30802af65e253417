"""A round's demands become the solver's question: whoever is fixed stays, and nobody goes where he is kept out."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xuncha.kernel.refusals import NotAllowed
from xuncha.talent.engine.answer import as_json
from xuncha.talent.engine.instance import read
from xuncha.talent.engine.solve import staff
from xuncha.teams.rules import USUAL, ChoiceKind
from xuncha.teams.rules.costs import without
from xuncha.teams.rules.instances import (
    FIXED,
    Candidate,
    Demands,
    Team,
    Wish,
    assemble,
    fixed_cost,
    led_by,
    read_demands,
)

WORDS = ("审计财务", "法律", "文字综合")
NOBODY: frozenset[tuple[str, str]] = frozenset()


def candidate(n: int, **over: Any) -> Candidate:
    values: dict[str, Any] = {
        "id": f"p{n}", "name": f"人选{n}", "leads": n % 4 == 0, "age": 35 + n, "rank": 1 + n % 3, "served": n % 3,
        "specialty": WORDS[n % 3],
    }  # fmt: skip
    return Candidate(**(values | over))


def demands(*wishes: Wish, blocked: frozenset[tuple[str, str]] = NOBODY, people: int = 14) -> Demands:
    teams = (Team("一组", 2, 3, {"法律": 1}), Team("二组", 2, 3))
    crowd = tuple(candidate(n) for n in range(people))
    return Demands(crowd, teams, blocked, wishes, {"age": 42, "rank": 2}, USUAL)


def solved(asked: Demands) -> dict[str, dict[str, list[str]]]:
    """Group → its leaders and members."""
    instance = read(assemble(asked))
    answer = as_json(instance, staff(instance, work=5))
    led = led_by(asked)
    return {
        row["id"]: {
            "leaders": row["leaders"] + ([led[row["id"]]] if row["id"] in led else []),
            "members": row["members"],
        }
        for row in answer["groups"]
    }


def test_whoever_is_fixed_sits_where_he_was_fixed() -> None:
    asked = demands(
        Wish(ChoiceKind.PIN, "p13", "一组"),
        Wish(ChoiceKind.PIN, "p8", "二组"),
        Wish(ChoiceKind.LEAD, "p12", "二组"),
    )
    found = solved(asked)
    assert "p13" in found["一组"]["members"]
    assert "p8" in found["二组"]["members"]  # of the leaders' pool, and yet a member
    assert found["二组"]["leaders"] == ["p12"]
    assert fixed_cost(asked) == 0
    assert fixed_cost(demands(Wish(ChoiceKind.LEAD, "p4", "二组"))) == USUAL["served"]


def test_whoever_is_banned_goes_nowhere_or_not_there() -> None:
    assert "p1" not in {row["id"] for row in assemble(demands(Wish(ChoiceKind.BAN, "p1")))["people"]}
    assert ["p1", "一组"] in assemble(demands(Wish(ChoiceKind.BAN, "p1", "一组")))["barred"]


def test_two_who_are_kept_apart_do_not_meet_even_where_one_is_fixed_as_the_leader() -> None:
    asked = demands(Wish(ChoiceKind.LEAD, "p4", "一组"), Wish(ChoiceKind.APART, "p1", other="p4"))
    assert ["p1", "一组"] in assemble(asked)["barred"]
    both = assemble(demands(Wish(ChoiceKind.APART, "p2", other="p1")))
    assert both["apart"] == [["p1", "p2"]]


def test_who_sits_in_a_group_already_stays_and_his_leader_counts() -> None:
    asked = demands()
    crowd = (candidate(0), candidate(1, seated="二组"), *asked.candidates[2:])
    teams = (asked.teams[0], replace(asked.teams[1], led=True, leader="p0"))
    asked = replace(asked, candidates=crowd, teams=teams)
    question = assemble(asked)
    assert question["groups"][1] == {"id": "二组", "min": 2, "max": 3, "leaders": 0, "needs": {FIXED: 1}}
    assert "p0" not in {row["id"] for row in question["people"]}
    assert "p1" in solved(asked)["二组"]["members"]


REFUSED = [
    ((Wish(ChoiceKind.PIN, "p1", "一组"), Wish(ChoiceKind.PIN, "p1", "二组")), "同时指定到"),
    ((Wish(ChoiceKind.PIN, "p4", "一组"), Wish(ChoiceKind.LEAD, "p4", "一组")), "既任组长又任组员"),
    ((Wish(ChoiceKind.LEAD, "p4", "一组"), Wish(ChoiceKind.LEAD, "p8", "一组")), "已有组长"),
    ((Wish(ChoiceKind.PIN, "p1", "一组"), Wish(ChoiceKind.BAN, "p1")), "又登记为不安排"),
    ((Wish(ChoiceKind.PIN, "p2", "一组"),), "应当回避"),
    ((Wish(ChoiceKind.LEAD, "p0", "一组"),), "应当回避"),
]


@pytest.mark.parametrize(("wishes", "sentence"), REFUSED, ids=[sentence for _, sentence in REFUSED])
def test_choices_that_contradict_one_another_are_refused(wishes: tuple[Wish, ...], sentence: str) -> None:
    with pytest.raises(NotAllowed, match=sentence):
        assemble(demands(*wishes, blocked=frozenset({("p2", "一组"), ("p0", "一组")})))


def test_demands_are_kept_as_they_were() -> None:
    asked = demands(Wish(ChoiceKind.PIN, "p1", "一组"), blocked=frozenset({("p2", "二组")}))
    assert read_demands(asked.text()) == asked


def test_each_choice_and_each_need_is_left_out_once() -> None:
    asked = demands(Wish(ChoiceKind.PIN, "p1", "一组"), Wish(ChoiceKind.BAN, "p3"))
    cases = list(without(asked))
    assert [case.wish for case in cases[:2]] == list(asked.wishes)
    assert cases[0].demands.wishes == asked.wishes[1:]
    assert [(case.team, case.specialty) for case in cases[2:]] == [("一组", "法律")]
    assert cases[2].demands.teams[0].needs == {}


@settings(max_examples=60, deadline=None)
@given(
    blocked=st.frozensets(
        st.tuples(st.sampled_from([f"p{n}" for n in range(14)]), st.sampled_from(["一组", "二组"])),
        max_size=16,
    ),
    banned=st.lists(st.integers(0, 13), max_size=3, unique=True),
    pinned=st.lists(st.tuples(st.integers(0, 13), st.sampled_from(["一组", "二组"])), max_size=2),
)
def test_no_proposed_team_ever_contains_a_blocked_pair(
    blocked: frozenset[tuple[str, str]], banned: list[int], pinned: list[tuple[int, str]]
) -> None:
    wishes = [Wish(ChoiceKind.BAN, f"p{n}") for n in banned]
    wishes += [Wish(ChoiceKind.PIN, f"p{n}", team) for n, team in pinned]
    asked = demands(*wishes, blocked=blocked)
    try:
        found = solved(asked)
    except NotAllowed:
        return
    for team, row in found.items():
        everybody = {*row["leaders"], *row["members"]}
        assert blocked.isdisjoint({(one, team) for one in everybody})
        assert everybody.isdisjoint({f"p{n}" for n in banned})
