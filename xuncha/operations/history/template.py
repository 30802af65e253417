"""An empty sheet of one kind: heads, choices, an example line to be overwritten, and what each column means."""

from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from xuncha.kernel.refusals import BadInput
from xuncha.operations.history.columns import Column, day
from xuncha.operations.history.job import Kind

ROWS = 20_000  # that may be filled in
INLINE = 255  # characters a list of choices may have in Excel


def write(kind: Kind, file: Path) -> None:
    """The .xlsx. The stars of needed columns are not part of their names."""
    try:
        with xlsxwriter.Workbook(file) as book:
            _sheet(book, kind)
            _explain(book, kind)
    except FileCreateError as why:
        raise BadInput("无法写入文件“%(file)s”。", file=file) from why


def _sheet(book: Any, kind: Kind) -> None:
    bold, plain = book.add_format({"bold": True, "bottom": 1}), book.add_format({"num_format": "@"})
    sheet = book.add_worksheet(kind.title)
    sheet.freeze_panes(1, 0)
    for number, column in enumerate(kind.columns):
        sheet.write_string(0, number, column.head + ("*" if column.required else ""), bold)
        sheet.set_column(number, number, max(12, 2 * len(column.head) + 4), plain)
        if column.name in kind.example:
            sheet.write(1, number, str(kind.example[column.name]), plain)
        if column.choices and len(",".join(column.choices)) <= INLINE:
            sheet.data_validation(
                1, number, ROWS, number, {"validate": "list", "source": list(column.choices)}
            )


def _explain(book: Any, kind: Kind) -> None:
    bold, wrap = (
        book.add_format({"bold": True, "bottom": 1}),
        book.add_format({"text_wrap": True, "valign": "top"}),
    )
    sheet = book.add_worksheet("填写说明")
    sheet.set_column(0, 0, 22)
    sheet.set_column(2, 2, 90)
    sheet.write_row(0, 0, ["列", "必填", "说明"], bold)
    for number, column in enumerate(kind.columns, 1):
        sheet.write_row(number, 0, [column.head, "是" if column.required else "", _said(column)], wrap)


def _said(column: Column) -> str:
    dates = "日期，如2019-03-04" if column.read is day else ""
    choices = "" if "可选" in column.help or not column.choices else "可选：" + "、".join(column.choices)
    return "。".join(part for part in (column.help, dates, choices) if part)
