"""The cells of somebody else's form read against the dictionary: by the headings of their row and column.

It proposes; it never decides. What stands for one indicator exactly is proposed, what only resembles one is named as a
hint, and the person settles every cell.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from xuncha.returns.engine.addresses import place_of
from xuncha.returns.engine.book import Box, Grid
from xuncha.returns.engine.periods import Offset

CLOSE = 0.7  # how alike two words are before one is named as a hint for the other
WIDE = 0.75  # of the columns: what spans more is a title and heads no column
OFFSETS: tuple[tuple[str, Offset], ...] = (  # the longer words in front: each contains the shorter ones
    (r"(上|去)年(同期)?累计|(上|去)年同期.*累计|累计.*(上|去)年同期", Offset.LAST_YEAR_SINCE),
    (r"(上|去)年同期|(上|去)年|同期", Offset.LAST_YEAR),
    (r"本年累计|今年累计|年初累计|自年初|累计(数|完成)?|1[-—至~]\d+月", Offset.SINCE_JANUARY),
    (r"本(期|月|季度?|年度?|半年)(数|发生数|完成数|实际)?|当(期|月|季|年)(数)?", Offset.THIS),
)
UNITS = r"(个|件|次|人|人次|%|％|万元|份|项|条|家|名|期|卷|户|场)"
EMPTY_WORDS = r"(情况|数量|数值|数据|指标|项目|实际|完成数|数|次数|个数|件数|人数)"
OWN = frozenset(
    {"市本级", "本级", "本市", "市级", "县本级"}
)  # whose return it is: says nothing of what is counted
TOTALS = frozenset({"合计", "总计", "小计", "总数", "全市合计", "全市", "合计数"})


@dataclass(frozen=True)
class Term:
    """An indicator as it may be called."""

    code: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class Proposal:
    """What a cell seems to ask. `code` only where the headings name one indicator exactly; else `hint` may name one."""

    cell: str
    label: str
    code: str = ""
    hint: str = ""
    offset: Offset = Offset.THIS
    office: str = ""
    formula: str = ""
    is_total: bool = False


def fold(text: str) -> str:
    """A heading as it is compared: without numbering, 其中, units in brackets, blanks and full-width forms."""
    said = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    said = re.sub(r"[((](个|件|次|人|人次|%|万元|份|项|条|家|名|期|卷|户|场|件/人|单位[::].*?)[))]", "", said)
    said = re.sub(r"^([(]?[一二三四五六七八九十]+[、.)]|[(]?\d{1,2}[、.)]|[①-⑳])", "", said)
    said = re.sub(r"^(其中|其中包括|包括|含|另)[::]?", "", said)
    return re.sub(r"[“”\"'、,,。.::;()()\-—_/]", "", said)


def propose(grid: Grid, terms: Sequence[Term], offices: Mapping[str, str]) -> list[Proposal]:
    """For every cell that is to be filled, in the order of the sheet. `offices` is folded name → code."""
    known = _Known(terms)
    return [_proposal(grid, box, known, offices) for box in fillable(grid)]


def fillable(grid: Grid) -> Iterator[Box]:
    """Cells without words that have a heading in their row and one in their column, and those with a formula."""
    for line in grid.lines():
        for box in line:
            if box.is_label or box.rows * box.columns > 4:
                continue
            if box.formula or (_row_headings(grid, box) and _column_headings(grid, box)):
                yield box


def _proposal(grid: Grid, box: Box, known: "_Known", offices: Mapping[str, str]) -> Proposal:
    rows, columns = _row_headings(grid, box), _column_headings(grid, box)
    label = " · ".join(dict.fromkeys([*reversed(rows), *reversed(columns)]))
    if box.formula:
        return Proposal(box.name, label, formula=box.formula)
    office = next((offices[fold(text)] for text in (*rows, *columns) if fold(text) in offices), "")
    offset, told = _offset([*columns, *rows])
    of_row = [word for text in rows if (word := _bare(text, told)) and fold(text) not in offices]
    of_column = [word for text in columns if (word := _bare(text, told)) and fold(text) not in offices]
    code, hint = known.find(of_row, of_column)
    is_total = any(fold(text) in TOTALS for text in (*rows, *columns))
    if is_total:
        code, hint = "", hint or code
    return Proposal(box.name, label, code, hint, offset, office, is_total=is_total)


def _row_headings(grid: Grid, box: Box) -> list[str]:
    """What stands to the left, the nearest first. A line that begins 其中 belongs to the one above it."""
    row, column = place_of(box.name)
    found: list[str] = []
    for left in range(column - 1, 0, -1):
        seen = grid.at(row, left)
        if (
            seen.is_label
            and seen.columns < grid.columns * WIDE
            and seen.text not in found
            and not _is_serial(seen.text)
        ):
            found.append(seen.text)
    if found and _is_part(found[0]):
        above = _whole_above(grid, row, found[0])
        found += [above] if above and above not in found else []
    return found


def _is_part(text: str) -> bool:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).startswith(("其中", "包括"))


def _is_serial(text: str) -> bool:
    """A number of a line or column, or a measure word in a column of its own."""
    serial = r"[((]?[一二三四五六七八九十\d]+[)).、]?|[甲乙丙丁]"
    return bool(re.fullmatch(serial + "|" + UNITS, text.strip()))


def _whole_above(grid: Grid, row: int, part: str) -> str:
    """The line of which this one is a part."""
    column = next((c for c in range(1, grid.columns + 1) if grid.at(row, c).text == part), 0)
    for above in range(row - 1, 0, -1):
        text = grid.at(above, column).text if column else ""
        if text and not _is_part(text):
            return text if grid.at(above, column).is_label else ""
    return ""


def _column_headings(grid: Grid, box: Box) -> list[str]:
    """What stands above, the nearest first, through as many header rows as there are."""
    row, column = place_of(box.name)
    found: list[str] = []
    for above in range(row - 1, 0, -1):
        seen = grid.at(above, column)
        if not seen.is_label:
            if found:
                break
            continue
        if seen.columns >= grid.columns * WIDE or _is_row_label(grid, above, column):
            continue
        if seen.text not in found and not _is_serial(seen.text):
            found.append(seen.text)
    return found


def _is_row_label(grid: Grid, row: int, column: int) -> bool:
    """A word to whose right there are cells to fill and none above: a second block of rows beside the first."""
    seen = grid.at(row, column)
    beside = grid.at(row, column + seen.columns) if column + seen.columns <= grid.columns else None
    above = grid.at(row - 1, column) if row > 1 else None
    return bool(
        beside and not beside.text and above and not above.is_label and row > 1 and not beside.formula
    )


def _offset(texts: Iterable[str]) -> tuple[Offset, str]:
    """The days meant, and the pattern that said so."""
    for pattern, offset in OFFSETS:
        for text in texts:
            if re.search(pattern, fold(text)):
                return offset, pattern
    return Offset.THIS, ""


def _bare(text: str, told: str) -> str:
    """A heading without its word for the days; "" for what says nothing else."""
    said = fold(text)
    for pattern in ([told] if told else []) + [OFFSETS[3][0]]:
        said = re.sub(pattern, "", said)
    return (
        ""
        if re.fullmatch(EMPTY_WORDS + "*", said) or said in TOTALS | OWN or re.fullmatch(r"\d*", said)
        else said
    )


class _Known:
    """The dictionary by what its rows may be called."""

    def __init__(self, terms: Sequence[Term]) -> None:
        self.by_name: dict[str, set[str]] = {}
        for term in terms:
            for name in term.names:
                self.by_name.setdefault(fold(name), set()).add(term.code)

    def find(self, rows: Sequence[str], columns: Sequence[str]) -> tuple[str, str]:
        """(the code exactly meant, the code that it resembles). Longer readings go before shorter ones."""
        wordings = list(dict.fromkeys(_wordings(rows, columns)))
        for wording in wordings:
            codes = self.by_name.get(wording, set())
            if len(codes) == 1:
                # Of one heading alone, when the other says something too: the other may narrow it down.
                is_whole = wording in _whole(rows, columns) or not (rows and columns)
                return ("", next(iter(codes))) if not is_whole else (next(iter(codes)), "")
        return "", self._nearest(wordings)

    def _nearest(self, wordings: Iterable[str]) -> str:
        best, found = CLOSE, ""
        for wording in wordings:
            for name, codes in self.by_name.items():
                alike = SequenceMatcher(None, wording, name).ratio()
                if alike >= best and len(codes) == 1:
                    best, found = alike, next(iter(codes))
        return found


def _whole(rows: Sequence[str], columns: Sequence[str]) -> set[str]:
    """The wordings that use a heading of both directions, or all of the one that says anything."""
    own_row, own_column = rows[0] if rows else "", columns[0] if columns else ""
    found = {own_row + own_column, own_column + own_row}
    one = rows or columns
    if not (rows and columns) and len(one) > 1:
        found |= {one[1] + one[0], one[0] + one[1]}
    return found


def _wordings(rows: Sequence[str], columns: Sequence[str]) -> Iterator[str]:
    """Row and column together, each with what stands over it, each alone."""
    if rows and columns:
        yield rows[0] + columns[0]
        yield columns[0] + rows[0]
    for one in (rows, columns):
        if len(one) > 1:
            yield one[1] + one[0]
            yield one[0] + one[1]
    for one in (rows, columns):
        if one:
            yield one[0]
