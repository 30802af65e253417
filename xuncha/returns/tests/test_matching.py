"""Somebody else's form: what is said exactly is proposed, what only resembles is a hint, nothing is guessed."""

from collections.abc import Callable

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from xuncha.returns.engine import book
from xuncha.returns.engine.dictionary import INDICATORS
from xuncha.returns.engine.matching import Proposal, fold, propose
from xuncha.returns.engine.periods import Offset
from xuncha.returns.queries.dictionary import terms
from xuncha.returns.tests import layouts

KEYS = {one.code: one.key for one in INDICATORS}
COUNTIES = {"甲县": "990121", "乙区": "990122"}


def read(fill: Callable[[Worksheet], None]) -> dict[str, Proposal]:
    return {one.cell: one for one in propose(book.read(layouts.book(fill)), terms(), COUNTIES)}


def keys(found: dict[str, Proposal]) -> dict[str, str]:
    return {cell: KEYS.get(one.code, "") for cell, one in found.items()}


def test_a_plain_form_is_read_with_its_days() -> None:
    found = read(layouts.plain)
    assert set(found) == {"D2", "E2", "F2", "D3", "E3", "F3"}
    assert keys(found)["D2"] == "coverage.now"
    assert keys(found)["F3"] == "fieldwork.talks"
    assert [found[cell].offset for cell in ("D3", "E3", "F3")] == [
        Offset.THIS,
        Offset.SINCE_JANUARY,
        Offset.LAST_YEAR,
    ]


def test_heads_of_two_rows_and_counties_down_the_side() -> None:
    found = read(layouts.two_rows_of_heads)
    assert keys(found)["B4"] == "rectification.due"
    assert keys(found)["C5"] == "rectification.done"
    assert keys(found)["D4"] == "rectification.rate"
    assert keys(found)["E5"] == "clues.transferred"
    assert (found["B4"].office, found["B5"].office) == ("990121", "990122")
    assert found["B6"].formula == "SUM(B4:B5)"
    assert (found["C6"].code, found["C6"].is_total) == ("", True)


def test_parts_numbering_units_and_wide_forms() -> None:
    found = keys(read(layouts.parts))
    assert found == {
        "B2": "fieldwork.petitions",
        "B3": "fieldwork.petitions_letter",
        "B4": "fieldwork.petitions_visit",
        "B5": "fieldwork.forums",
    }


def test_classes_down_and_counts_across_are_read_together() -> None:
    found = keys(read(layouts.crossed))
    assert found["B2"] == "class_school.planned"
    assert found["C3"] == "class_hospital.covered"
    assert found["D4"] == "class_enterprise.rate"


def test_a_merged_group_belongs_to_each_of_its_lines() -> None:
    found = read(layouts.groups_merged)
    assert keys(found)["C2"] == "clues.to_discipline"
    assert keys(found)["D3"] == "clues.to_organisation"
    assert keys(found)["C4"] == "fieldwork.visits"
    assert found["D2"].offset == Offset.LAST_YEAR


def test_what_only_resembles_is_a_hint_and_what_has_no_source_is_not_proposed() -> None:
    found = read(layouts.other_words)
    assert all(one.code == "" for one in found.values())
    assert KEYS[found["B2"].hint] == "fieldwork.talks"
    assert found["B3"].hint == ""


def test_indicators_across() -> None:
    found = keys(read(layouts.across))
    assert found == {"B2": "fieldwork.papers", "C2": "fieldwork.sit_ins", "D2": "fieldwork.immediate"}


def test_no_two_indicators_share_a_name() -> None:
    names: dict[str, str] = {}
    for term in terms():
        for name in term.names:
            assert names.setdefault(fold(name), term.code) == term.code, name


@pytest.mark.parametrize("text", ["（一）个别谈话（人次）", "其中：个别谈话", "１．个别 谈话", "个别谈话"])
def test_a_heading_is_compared_without_its_trimmings(text: str) -> None:
    assert fold(text) == "个别谈话"
