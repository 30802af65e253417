"""The life of a supervision case, and who fills a seat at a dispatch meeting."""

import pytest

from xuncha.guidance.rules import CASE_LIFE, Seat, lacking
from xuncha.records.rules import Role
from xuncha.records.tests.lives import allowed, expected

GUIDES = {Role.GUIDANCE, Role.DIRECTOR}


def test_a_case_is_worked_on_checked_and_closed_by_the_city_never_by_the_county_it_is_about() -> None:
    arrows = {
        ("start", "opened"): "under_way",
        ("check", "under_way"): "checked",
        ("return", "checked"): "under_way",
        ("close", "checked"): "closed",
    }
    assert allowed(CASE_LIFE) == expected(
        arrows, dict.fromkeys(("start", "check", "return", "close"), GUIDES)
    )


def test_only_going_on_after_a_check_asks_for_a_reason() -> None:
    assert [step.verb for step in CASE_LIFE.steps if step.needs_note] == ["return"]


@pytest.mark.parametrize(
    ("came", "missing"),
    [
        ((), (Seat.DIRECTOR, Seat.GROUP_LEADER)),
        (("巡察办主任",), (Seat.GROUP_LEADER,)),
        (("县委第一巡察组组长",), (Seat.DIRECTOR,)),
        (("县纪委副书记、巡察办主任", "县委第三巡察组组长"), ()),
        (("巡察办主任（主持工作）", "巡察组组长 "), ()),
        (("巡察办副主任", "县委第一巡察组副组长"), (Seat.DIRECTOR, Seat.GROUP_LEADER)),
        (("巡察办主任", "巡察办主任"), (Seat.GROUP_LEADER,)),
    ],
)
def test_a_county_sends_its_director_and_one_group_leader_and_deputies_do_not_do(
    came: tuple[str, ...], missing: tuple[Seat, ...]
) -> None:
    assert lacking(came) == missing
