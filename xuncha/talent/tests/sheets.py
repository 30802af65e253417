"""A roster as a unit sends it: a title above, the unit merged over its people, all kinds of slips."""

import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

HEADS = (
    "姓 名",
    "身份证号码",
    "性别",
    "出生年月",
    "入党时间",
    "单位",
    "职务",
    "级别",
    "类别",
    "专长",
    "备注",
)


def roster(
    lines: Sequence[Sequence[Any]],
    *,
    heads: Sequence[str] = HEADS,
    merged: tuple[int, int, str] | None = None,
) -> SimpleUploadedFile:
    """An .xlsx file; `merged` is first and last line (from 0) and the unit written over them."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet("人选")
        sheet.merge_range(0, 0, 0, len(heads) - 1, "巡察人才库人选推荐表")
        sheet.write(1, 0, "填报单位：")
        sheet.write_row(2, 0, heads)
        for number, line in enumerate(lines, 3):
            sheet.write_row(number, 0, line)
        if merged:
            first, last, unit = merged
            column = list(heads).index("单位")
            sheet.merge_range(first + 3, column, last + 3, column, unit)
    return SimpleUploadedFile("人选.xlsx", file.getvalue())
