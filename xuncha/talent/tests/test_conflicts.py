"""Where there is no plan, the least that cannot be had together is named."""

from typing import Any

from xuncha.talent.engine.instance import read
from xuncha.talent.engine.solve import staff
from xuncha.talent.tests.staffing import small


def asked(**changes: Any) -> dict[str, Any]:
    """Three groups of plenty, nobody barred."""
    data = small(5, people=24, groups=3)
    data |= {"barred": [], "apart": []}
    for n, person in enumerate(data["people"]):
        person |= {"leader": n < 6, "specialties": ["law"] if n % 8 == 0 else ["audit"]}
    for group in data["groups"]:
        group |= {"min": 2, "max": 3, "needs": {"audit": 1}}
    return data | changes


def why(data: dict[str, Any]) -> list[str]:
    found = staff(read(data), work=20)
    assert found.status == ("infeasible" if found.plan is None else "optimal")
    return [str(sentence) for sentence in found.why]


def test_there_is_a_plan_to_begin_with() -> None:
    assert why(asked()) == []


def test_a_need_that_all_who_could_answer_it_are_barred_from() -> None:
    data = asked(barred=[[f"p{n}", "g2"] for n in (0, 8, 16)])
    data["groups"][2]["needs"] = {"law": 1}
    assert why(data) == ["g2需要“law”1人：具备该专长的共3人，全部不得进入该组。"]


def test_a_need_that_nobody_answers() -> None:
    data = asked()
    data["groups"][0]["needs"] = {"diving": 1}
    assert why(data) == ["g0需要“diving”1人：没有具备该专长的人员。"]


def test_too_few_leaders_are_named_with_the_groups_that_want_them_and_no_others() -> None:
    data = asked(barred=[["p0", "g0"]])
    for person in data["people"][2:]:
        person["leader"] = False
    head, *groups, end = why(data)
    assert head == "以下3项要求不能同时满足。"
    assert [sentence[:8] for sentence in groups] == ["g0需要组长1人", "g1需要组长1人", "g2需要组长1人"]
    assert groups[0].endswith("可任组长的共2人，其中1人不得进入该组。")
    assert "3个席位，可以进入的共2人" in end


def test_needs_that_do_not_fit_into_one_group() -> None:
    data = asked()
    for person in data["people"]:
        person["specialties"] = person["specialties"][:1]
    data["groups"][1] |= {"min": 0, "max": 2, "needs": {"law": 2, "audit": 1}}
    _, *needs, full, _ = why(data)
    assert len(needs) == 2
    assert full == "g1至多2名成员。"


def test_people_who_must_be_apart_and_are_all_there_is() -> None:
    data = asked(apart=[["p0", "p8"], ["p0", "p16"], ["p8", "p16"]])
    data["groups"][0]["needs"] = {"law": 2}
    assert why(data) == ["g0需要“law”2人：具备该专长的共3人，其中应当分开的不得同组。"]
