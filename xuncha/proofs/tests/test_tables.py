"""Tables in a text: totals, rates and differences of their rows; a digit that slipped is told, a row that lacks a figure is not."""

import pytest

from xuncha.proofs.engine.proofread import proofread
from xuncha.proofs.engine.view import view_of

ROWS = "东县：应巡96个，已巡80个\n西县：应巡112个，已巡84个\n南区：应巡70个，已巡63个\n"
SPENT = """项目　2022年　2023年　2024年　三年合计
公务接待费　18.6　14.2　9.7　42.5
公车运行费　12.4　11.8　10.9　35.1
会议费　5.2　4.1　3.3　12.6
合计　36.2　30.1　23.9　90.2
"""
MENDED = """单位 反馈问题 已整改 整改率
东栅区 96 84 87.5%
望浦区 88 76 86.4%
槐坪县 75 60 80.0%
青砚县 64 51 79.7%
合计 323 271 83.9%
"""
CHANGED = """项目　上年　本年　增减
人员经费　486.2　512.8　增26.6
公用经费　73.5　70.0　减3.5
培训费　21.3　18.8　减2.5
"""
LACKING = """欠费主体｜户数｜欠费｜已收｜未收
机关单位｜26｜184.6｜184.6｜—
国有企业｜11｜327.5｜261.0｜66.5
民营企业｜83｜512.8｜279.4｜233.4
居民小区｜140｜251.5｜90.9｜160.6
合计｜260｜1276.4｜815.9｜460.5
"""


@pytest.mark.parametrize(
    ("last", "holds"),
    [
        ("合计：应巡278个，已巡227个", [True, True]),
        ("合计：应巡278个，已巡224个", [True, False]),
        ("合计：应巡278个，已巡224个，县均应巡92.7个", [True, False]),
    ],
)
def test_columns_are_added_up_in_the_line_of_the_total(last: str, holds: list[bool]) -> None:
    assert [
        relation.holds for relation in proofread(ROWS + last).relations if relation.type == "sum"
    ] == holds


@pytest.mark.parametrize("table", [SPENT, MENDED, CHANGED, LACKING])
def test_a_table_that_is_right_is_told_nothing(table: str) -> None:
    assert proofread(table).findings == ()


@pytest.mark.parametrize(
    ("table", "right", "slip", "type_"),
    [
        (SPENT, "42.5", "42.8", "sum"),  # of a row
        (SPENT, "36.2", "36.5", "sum"),  # of a column
        (MENDED, "79.7%", "79.1%", "ratio"),
        (MENDED, "83.9%", "83.2%", "ratio"),  # of the totals
        (MENDED, "271", "274", "sum"),
        (CHANGED, "增26.6", "增29.6", "difference"),
        (CHANGED, "减2.5", "减2.8", "difference"),
    ],
)
def test_a_column_is_what_all_its_rows_but_one_make_it(table: str, right: str, slip: str, type_: str) -> None:
    number = float(slip.strip("%增减"))
    wrong = [r for r in proofread(table.replace(right, slip, 1)).relations if not r.holds]
    assert (type_, number) in {(relation.type, float(relation.stated)) for relation in wrong}


@pytest.mark.parametrize("table", [SPENT, MENDED, CHANGED])
def test_a_table_without_a_head_is_read_as_well(table: str) -> None:
    rows = table.split("\n", 1)[1]
    kinds = {relation.type for relation in proofread(rows).relations}
    assert kinds & {"sum", "ratio", "difference"}
    assert proofread(rows).findings == ()


def test_a_table_of_markdown_is_read_past_its_rule() -> None:
    head, *rows = MENDED.strip().split("\n")
    lines = ["| " + " | ".join(row.split()) + " |" for row in (head, "--- --- --- ---", *rows)]
    text = "\n".join(lines)
    assert proofread(text).findings == ()
    told = proofread(text.replace("80.0%", "81.0%")).relations
    assert [(r.type, float(r.stated)) for r in told if not r.holds] == [("ratio", 81.0)]


def test_a_note_under_a_table_is_checked_by_the_names_of_its_rows_and_columns() -> None:
    note = "说明：槐坪县整改率比东栅区低{}个百分点。\n"
    assert proofread(MENDED + note.format("7.5")).findings == ()
    told = {(r.type, float(r.stated)) for r in proofread(MENDED + note.format("7.5")).relations if r.holds}
    assert ("difference", 7.5) in told


def test_cells_are_set_apart_without_moving_a_character() -> None:
    text = "合　计　39.0　33.6　28.1\n各位同志　你们好\n区中医院 15 12 3 80.0%"
    view = view_of(text)
    assert view.text.split("\n")[0] == "合计\t39.0\t33.6\t28.1"
    assert view.text.split("\n")[2] == "区中医院\t15\t12\t3\t80.0%"
    at = view.text.index("33.6")
    assert text[slice(*view.span(at, at + 4))] == "33.6"


NUMBERED = """| 序号 | 县（区） | 党组织（个） | 发现问题（个） | 整改率（%） |
|---|---|---|---|---|
| 1 | 安陵区 | 24 | 960 | 90.0 |
| 2 | 东浦区 | 19 | 475 | 84.0 |
| 3 | 青屏县 | 31 | 602 | 86.9 |
| 合计 | — | 74 | 2037 | 87.9 |
"""


def test_cells_have_the_unit_of_their_head_and_a_row_s_number_is_no_figure() -> None:
    figures = [(float(m.number), m.unit) for m in proofread(NUMBERED).mentions]
    assert figures[:3] == [(24, "个"), (960, "个"), (90, "%")]
    assert len(figures) == 12
    assert (2037, "个") in figures  # in a line of totals it is no year


def test_a_table_with_names_and_a_dash_in_its_totals_is_added_up() -> None:
    assert {(r.type, float(r.stated), r.holds) for r in proofread(NUMBERED).relations} >= {
        ("sum", 74.0, True),
        ("sum", 2037.0, True),
    }
    wrong = [r for r in proofread(NUMBERED.replace("2037", "2087")).relations if not r.holds]
    assert [float(r.stated) for r in wrong] == [2087.0]


def test_a_unit_over_a_table_is_not_that_of_a_column_that_names_its_own() -> None:
    figures = proofread("单位：万元\n" + LACKING).mentions
    assert {m.unit for m in figures if m.number in (26, 11, 83)} == {""}
    assert {m.unit for m in figures if float(m.number) in (184.6, 327.5)} == {"万元"}


SPACED = """单位 反馈问题（个） 已整改（个） 整改率（%） 退缴资金（万元）
雪渡区 75 66 88 42.5
凌岸区 60 57 95 18.3
石砬县 92 69 75 107.6
合计 227 192 84.6 168.4
"""


def test_a_head_with_one_space_between_its_cells_is_that_of_the_rows_below() -> None:
    figures = {float(m.number): m.unit for m in proofread(SPACED).mentions}
    assert (figures[75], figures[66], figures[88], figures[42.5]) == ("%", "个", "%", "万元")


def test_rates_are_not_added_up_though_no_head_says_that_they_are() -> None:
    text = SPACED.partition("\n")[2]
    assert proofread(text).findings == ()
    wrong = [r for r in proofread(text.replace("227", "237")).relations if not r.holds]
    assert [float(r.stated) for r in wrong] == [237.0]
