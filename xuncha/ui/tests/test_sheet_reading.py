"""Sheets as offices keep them, days as people write them."""

from datetime import date

import pytest

from xuncha.kernel.refusals import NotAllowed
from xuncha.ui.reception.days import from_serial, read_day
from xuncha.ui.reception.grid import fold, from_text


@pytest.mark.parametrize(
    "text",
    [
        "2019-10-14",
        "2019/10/14",
        "2019.10.14",
        "20191014",
        "2019年10月14日",
        "２０１９年１０月１４日",
        " 2019-10-14 ",
    ],
)
def test_a_day_however_it_is_written(text: str) -> None:
    assert read_day(text) == date(2019, 10, 14)


@pytest.mark.parametrize("text", ["2019-10", "2019.10", "2019年10月", "201910", "2019/10"])
def test_a_month_alone_is_its_first_day_where_it_is_taken(text: str) -> None:
    assert read_day(text, month=True) == date(2019, 10, 1)
    assert read_day(text) is None


@pytest.mark.parametrize("text", ["", "昨天", "2019-13-01", "2019-02-30", "2019", "19-10-14", "20191301"])
def test_what_is_no_day(text: str) -> None:
    assert read_day(text) is None
    assert read_day(text, month=True) is None


def test_a_month_that_excel_cut_is_not_guessed() -> None:
    with pytest.raises(NotAllowed, match="10月"):
        read_day("1975.1", month=True)


def test_a_serial_is_a_day_and_other_text_stays() -> None:
    assert from_serial("43752") == "2019-10-14"
    assert [from_serial(text) for text in ("437520", "2019", "")] == ["437520", "2019", ""]


def test_the_heads_are_looked_for_under_titles() -> None:
    text = "某市人选\n填报单位：\t某局\n姓 名*\t工作单位\n赵明\t某局\n钱二\t同上\n"
    grid = from_text(text, {"姓名", "工作单位"})
    assert [fold(head) for head in grid.heads] == ["姓名", "工作单位"]
    assert grid.rows == [(4, ["赵明", "某局"]), (5, ["钱二", "某局"])]


def test_without_known_heads_the_first_row_is_the_heads() -> None:
    grid = from_text("甲\t乙\n1\t2\n")
    assert (grid.heads, grid.rows) == (["甲", "乙"], [(2, ["1", "2"])])
    with pytest.raises(NotAllowed, match="没有数据"):
        from_text("甲\t乙\n")
