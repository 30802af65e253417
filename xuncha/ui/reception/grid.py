"""A sheet as rows of text: out of an Excel file or out of what was pasted from one.

Sheets as offices keep them: titles stand above the heads, a unit is merged over its people, heads are spaced out.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import pairwise
from typing import Any, BinaryIO

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from xuncha.kernel import contents
from xuncha.kernel.refusals import NotAllowed

MOST_BYTES, MOST_ROWS = 10 * 2**20, 20_000
TITLES = 20  # rows that may stand above the heads
SHEETS = 10  # of a book, that are looked into for the heads
EXACT = 10**15  # from here on Excel's numbers have lost digits
AS_ABOVE = frozenset({"\u540c\u4e0a", "〃", "″"})  # "as above" in words and in signs
Lines = list[list[Any]]


@dataclass(frozen=True)
class Grid:
    """The heads of the columns, and the rows with the number each has in the sheet."""

    heads: list[str]
    rows: list[tuple[int, list[str]]]


def fold(head: str) -> str:
    """A head as it is compared: without spaces, stars and full-width forms."""
    return re.sub(r"[\s*]", "", unicodedata.normalize("NFKC", head))


def from_file(file: BinaryIO, size: int, wanted: Collection[str] = ()) -> Grid:
    """The sheet of an .xlsx or .xls file that has most of the `wanted` heads (folded), the first among equals.

    NotAllowed for a file that is none or is too large.
    """
    if size > MOST_BYTES:
        raise NotAllowed("文件超过10兆字节，请分次导入。")
    content = file.read()
    if content.startswith(b"PK"):  # a small file may unpack into a very large one
        contents.check_archive(content)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        lines = _best(book, wanted)
    except (CalamineError, ValueError, OSError, IndexError) as why:
        raise NotAllowed("无法读取该文件，请使用本页的Excel模板。") from why
    return _grid(lines, wanted)


def from_text(text: str, wanted: Collection[str] = ()) -> Grid:
    """What Excel puts on the clipboard: tabs between cells, quotes around cells with line breaks."""
    return _grid(list(csv.reader(io.StringIO(text), delimiter="\t")), wanted)


def _best(book: CalamineWorkbook, wanted: Collection[str]) -> Lines:
    first = _lines(book.get_sheet_by_index(0))
    found = [first]
    if not _hits(first, wanted):
        found += [_lines(book.get_sheet_by_index(n)) for n in range(1, min(len(book.sheet_names), SHEETS))]
    return max(found, key=lambda lines: _hits(lines, wanted))


def _lines(sheet: CalamineSheet) -> Lines:
    """The cells, what is merged over several rows in each of them."""
    lines = sheet.to_python(skip_empty_area=False, nrows=MOST_ROWS + TITLES + 2)
    for (top, left), (bottom, _) in sheet.merged_cell_ranges or ():
        for row in range(top + 1, min(bottom + 1, len(lines))):
            if left < len(lines[row]) and lines[row][left] in ("", None):
                lines[row][left] = lines[top][left]
    return lines


def _hits(lines: Lines, wanted: Collection[str]) -> int:
    """How many wanted heads the best of the upper rows has."""
    return max((_heads_in(line, wanted) for line in lines[:TITLES]), default=0)


def _heads_in(line: Iterable[Any], wanted: Collection[str]) -> int:
    return len({fold(_text(cell)) for cell in line} & set(wanted))


def _grid(lines: Lines, wanted: Collection[str]) -> Grid:
    filled = [(n, [_text(cell) for cell in line]) for n, line in enumerate(lines, start=1)]
    filled = [(n, cells) for n, cells in filled if any(cells)]
    top = _top(filled, wanted)
    if len(filled) < top + 2:
        raise NotAllowed("表中没有数据：第一行应为列名，以下每行一条。")
    if len(filled) - top > MOST_ROWS + 1:
        raise NotAllowed("一次最多导入%(most)s行，请分次导入。", most=MOST_ROWS)
    return Grid(_heads(filled[top][1]), _as_above(filled[top + 1 :]))


def _top(filled: list[tuple[int, list[str]]], wanted: Collection[str]) -> int:
    """Where the heads stand: the row that has most of them, the first row where none has any."""
    hits = [_heads_in(cells, wanted) for _, cells in filled[:TITLES]]
    return hits.index(max(hits)) if hits else 0


def _as_above(rows: list[tuple[int, list[str]]]) -> list[tuple[int, list[str]]]:
    for (_, above), (_, cells) in pairwise(rows):
        for column, cell in enumerate(cells):
            if cell in AS_ABOVE and column < len(above):
                cells[column] = above[column]
    return rows


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
        return str(int(cell)) if abs(cell) < EXACT else f"{cell:.11E}"
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell).strip() if cell is not None else ""
