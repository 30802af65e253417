"""Forms as upper offices lay them out, each its own way."""

import io
from collections.abc import Callable

from openpyxl import Workbook
from openpyxl.styles import Border, Side
from openpyxl.worksheet.worksheet import Worksheet


def book(fill: Callable[[Worksheet], None]) -> bytes:
    file = Workbook()
    sheet = file.active
    assert isinstance(sheet, Worksheet)
    fill(sheet)
    target = io.BytesIO()
    file.save(target)
    return target.getvalue()


def _framed(sheet: Worksheet, area: str) -> None:
    side = Side("thin")
    for row in sheet[area]:
        for cell in row:
            cell.border = Border(side, side, side, side)


def plain(sheet: Worksheet) -> None:
    """A line for each indicator, one column for each span of days."""
    for row in (
        ["序号", "指标名称", "单位", "本期", "本年累计", "上年同期"],
        [1, "覆盖率", "%"],
        [2, "个别谈话", "人次"],
    ):
        sheet.append(row)
    _framed(sheet, "A1:F3")


def two_rows_of_heads(sheet: Worksheet) -> None:
    """A merged title, merged heads over two rows, counties down the side."""
    sheet["A1"] = "各县（市、区）巡察整改情况统计表"
    sheet.merge_cells("A1:E1")
    sheet["A2"], sheet["B2"], sheet["E2"] = "县区", "整改情况（个）", "移交线索（件）"
    sheet.merge_cells("A2:A3")
    sheet.merge_cells("B2:D2")
    sheet.merge_cells("E2:E3")
    sheet["B3"], sheet["C3"], sheet["D3"] = "应改", "已改", "完成率(%)"
    for row, county in enumerate(("甲县", "乙区"), 4):
        sheet.cell(row, 1, county)
    sheet["A6"] = "合计"
    sheet["B6"] = "=SUM(B4:B5)"
    _framed(sheet, "A2:E6")


def parts(sheet: Worksheet) -> None:
    """其中 under a whole, numbering in front, units in brackets, full-width forms."""
    lines = (
        ["项　目", "数量"],
        ["一、受理信访（件）", None],
        ["其中：来信", None],
        ["其中：来 访", None],
        ["二、座谈会（场）", None],
    )
    for line in lines:
        sheet.append(line)
    _framed(sheet, "A1:B5")


def crossed(sheet: Worksheet) -> None:
    """Classes of units down, what is counted across."""
    for row in (["类别", "计划", "已巡", "覆盖率"], ["学校"], ["医院"], ["国有企业"]):
        sheet.append(row)
    _framed(sheet, "A1:D4")


def groups_merged(sheet: Worksheet) -> None:
    """A merged group at the left of its lines."""
    sheet.append(["类别", "内容", "本季度", "去年同期"])
    sheet.append(["移交线索", "纪委监委"])
    sheet.append([None, "组织部"])
    sheet.append(["过程", "走访次数"])
    sheet.merge_cells("A2:A3")
    _framed(sheet, "A1:D4")


def other_words(sheet: Worksheet) -> None:
    """Words that only resemble the dictionary's, and words it does not know."""
    for row in (["指标", "数量"], ["个别谈话的人次数"], ["慰问老党员"], ["领导批示"]):
        sheet.append(row)
    _framed(sheet, "A1:B4")


def across(sheet: Worksheet) -> None:
    """Indicators across, one line to fill."""
    sheet.append(["单位", "工作底稿（份）", "列席会议（次）", "立行立改（件）"])
    sheet.append(["市本级"])
    _framed(sheet, "A1:D2")
