"""A sheet as rows of text: out of an Excel file or out of what was pasted from one."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, BinaryIO

from python_calamine import CalamineError, CalamineWorkbook

from xuncha.kernel import contents
from xuncha.kernel.refusals import NotAllowed

MOST_BYTES, MOST_ROWS = 10 * 2**20, 20_000


@dataclass(frozen=True)
class Grid:
    """The heads of the columns, and the rows with the number each has in the sheet."""

    heads: list[str]
    rows: list[tuple[int, list[str]]]


def from_file(file: BinaryIO, size: int) -> Grid:
    """The first sheet of an .xlsx or .xls file. NotAllowed for a file that is none or is too large."""
    if size > MOST_BYTES:
        raise NotAllowed("文件超过10兆字节，请分次导入。")
    content = file.read()
    if content.startswith(b"PK"):  # a small file may unpack into a very large one
        contents.check_archive(content)
    try:
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
        return _grid(sheet.to_python(skip_empty_area=False, nrows=MOST_ROWS + 2))
    except (CalamineError, ValueError, OSError) as why:
        raise NotAllowed("无法读取该文件，请使用本页的Excel模板。") from why


def from_text(text: str) -> Grid:
    """What Excel puts on the clipboard: tabs between cells, quotes around cells with line breaks."""
    return _grid(list(csv.reader(io.StringIO(text), delimiter="\t")))


def _grid(lines: list[list[Any]]) -> Grid:
    if len(lines) > MOST_ROWS + 1:
        raise NotAllowed("一次最多导入%(most)s行，请分次导入。", most=MOST_ROWS)
    filled = [(n, [_text(cell) for cell in line]) for n, line in enumerate(lines, start=1)]
    filled = [(n, cells) for n, cells in filled if any(cells)]
    if len(filled) < 2:
        raise NotAllowed("表中没有数据：第一行应为列名，以下每行一条。")
    return Grid(_heads(filled[0][1]), filled[1:])


def _heads(cells: Iterable[str]) -> list[str]:
    """The template marks what must be filled with a star."""
    heads = [cell.rstrip("*＊ ") for cell in cells]
    twice = next((head for head in heads if head and heads.count(head) > 1), None)
    if twice:
        raise NotAllowed("列名“%(head)s”重复。", head=twice)
    return heads


def _text(cell: Any) -> str:
    """A cell as a person reads it: whole numbers without a point, days without a clock."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell).strip() if cell is not None else ""
