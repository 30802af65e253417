"""The language of checks: what it reads it means, whatever is written it neither breaks nor executes."""

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuncha.kernel.refusals import NotAllowed
from xuncha.returns.engine.addresses import column_letters, column_number
from xuncha.returns.engine.cells import FormCell, order, settle, with_formulas
from xuncha.returns.engine.expressions import Cell, Minus, Node, Number, Round, Two, compute, verdict
from xuncha.returns.engine.reader import read_check, read_formula

CELLS = {"A1": Decimal(3), "B2": Decimal("4.5"), "C3": Decimal(0), "AA10": Decimal(7)}
LEAVES = st.one_of(
    st.integers(0, 999).map(lambda n: Number(Decimal(n))), st.sampled_from(sorted(CELLS)).map(Cell)
)
NODES: st.SearchStrategy[Node] = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(Two, st.sampled_from("+-*/"), inner, inner),
        st.builds(Minus, inner),
        st.builds(Round, inner, st.integers(0, 4)),
    ),
    max_leaves=12,
)


@given(NODES)
def test_what_is_printed_reads_back_to_the_same_value(node: Node) -> None:
    text = str(node)
    if len(text) <= 400:
        assert compute(read_formula(text), CELLS) == compute(node, CELLS)


@given(st.text(max_size=120))
def test_whatever_is_written_is_read_or_refused_in_words(text: str) -> None:
    """Nothing but a refusal comes out of it: any other fault fails the test."""
    with suppress(NotAllowed):
        check = read_check(text)
        assert verdict(check, dict.fromkeys(check.cells, Decimal(1))).check == check


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=20))
def test_a_sum_that_adds_up_holds_and_one_that_is_off_by_one_is_named(parts: list[int]) -> None:
    values: dict[str, Decimal | None] = {f"C{n}": Decimal(part) for n, part in enumerate(parts, 2)}
    check = read_check(f"C1 = SUM(C2:C{len(parts) + 1})")
    assert verdict(check, values | {"C1": Decimal(sum(parts))}).holds
    wrong = verdict(check, values | {"C1": Decimal(sum(parts) + 1)})
    assert not wrong.holds
    assert wrong.said.startswith("C1应等于SUM(C2:C")
    assert str(sum(parts) + 1) in wrong.said


@given(st.integers(1, 18278))
def test_columns_are_counted_as_excel_counts_them(number: int) -> None:
    assert column_number(column_letters(number)) == number


@pytest.mark.parametrize(
    "text",
    [
        "C7",
        "C7 = ",
        "C7 = C8 +",
        "C7 == C8 == C9",
        "=cmd|'/c calc'!A0",
        "C7 = __import__('os')",
        "C7 = IF(A1,1,2)",
        "C7 = WEBSERVICE(A1)",
        "C7 = SUM(A1:XFD99999)",
        "(" * 60 + "A1" + ")" * 60 + " = 1",
        "-" * 100 + "1 = 1",
        "C7 = 9**9**9",
        "A1 = " + "1+" * 300 + "1",
    ],
)
def test_what_the_language_does_not_know_is_refused(text: str) -> None:
    with pytest.raises(NotAllowed):
        read_check(text)


@pytest.mark.parametrize("text", ["Ｃ７≤Ｃ８", "c7 <= c8", "$C$7<=$C$8", "C7≦C8"])
def test_a_check_is_read_however_people_type_it(text: str) -> None:
    assert str(read_check(text)) == "C7 <= C8"


def test_a_rate_of_nothing_is_nothing_on_both_sides() -> None:
    check = read_check("D7 = ROUND(C7/C8*100,2)")
    assert verdict(check, {"D7": None, "C7": Decimal(0), "C8": Decimal(0)}).holds
    assert not verdict(check, {"D7": Decimal(1), "C7": Decimal(0), "C8": Decimal(0)}).holds
    assert verdict(check, {"D7": None, "C7": Decimal(1), "C8": Decimal(2)}).said.endswith("D7没有数值。")


def test_formulas_are_computed_behind_what_they_use_and_circles_are_named() -> None:
    def formula(cell: str, text: str) -> FormCell:
        return FormCell(cell, "formula", text=text)

    cells = [formula("A3", "A2*2"), formula("A2", "A1+1"), FormCell("A1", "hand")]
    assert [cell.cell for cell, _ in order(cells)] == ["A2", "A3"]
    assert with_formulas(cells, {"A1": Decimal(4)})["A3"] == 10
    with pytest.raises(NotAllowed, match="互相引用"):
        order([formula("A1", "A2"), formula("A2", "A1")])
    with pytest.raises(NotAllowed, match="A2的公式用到的B9没有取数"):
        order([formula("A2", "B9")])
    with pytest.raises(NotAllowed, match="用到的B9没有取数"):
        settle([FormCell("A1", "hand")], ["A1 = B9"])
    with pytest.raises(NotAllowed, match="没有数据来源"):
        settle([FormCell("A1", "figure", code="106")], [])
