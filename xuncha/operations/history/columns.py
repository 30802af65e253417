"""Columns of a sheet of earlier records: what they are called, how a cell is read, and what is wrong with one."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from xuncha.kernel.refusals import BadInput
from xuncha.kernel.words import Word
from xuncha.ui.reception.grid import Grid

YES, NO = "是", "否"
SHOWN = 50  # faults told at once


@dataclass(frozen=True)
class Column:
    """`read` turns the text of a cell into a value or raises ValueError with a sentence."""

    name: str
    head: str
    read: Callable[[str], Any] = str
    required: bool = False
    help: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Line:
    """One row of the sheet: its number there and its values by the names of the columns, None where empty."""

    row: int
    values: dict[str, Any]

    def __getitem__(self, name: str) -> Any:
        return self.values.get(name)


@dataclass(frozen=True, order=True)
class Fault:
    row: int
    head: str
    sentence: str

    def __str__(self) -> str:
        place = "，“%s”列" % self.head if self.head else ""
        return "第%d行%s：%s" % (self.row, place, self.sentence)


class Faulty(BadInput):
    """What is wrong with a sheet, all of it: nothing was stored."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = sorted(faults)
        told = [str(fault) for fault in self.faults[:SHOWN]]
        if len(self.faults) > SHOWN:
            told.append("另有%d处错误，改正以上各处后再试。" % (len(self.faults) - SHOWN))
        super().__init__("\n".join(["表中有%d处错误，未导入任何记录：" % len(self.faults), *told]))


@dataclass
class Faults:
    """Collects what is wrong. `heads` are the names of the columns as the sheet shows them."""

    heads: dict[str, str]
    found: list[Fault] = field(default_factory=list)

    def add(self, line: Line, name: str, sentence: str) -> None:
        self.found.append(Fault(line.row, self.heads.get(name, ""), sentence))


def lines(grid: Grid, columns: Sequence[Column], faults: Faults) -> list[Line]:
    """The rows as values. BadInput where a needed column is missing or one is unknown."""
    known = {column.head: column for column in columns}
    missing = [c.head for c in columns if c.required and c.head not in grid.heads]
    if missing:
        raise BadInput("表中缺少必填的列：%(heads)s。", heads="、".join(missing))
    strange = [head for head in grid.heads if head and head not in known]
    if strange:
        raise BadInput("表中有不认识的列：%(heads)s。请使用模板。", heads="、".join(strange))
    return [
        _line(number, dict(zip(grid.heads, cells, strict=False)), known, faults)
        for number, cells in grid.rows
    ]


def _line(row: int, cells: dict[str, str], known: dict[str, Column], faults: Faults) -> Line:
    line = Line(row, {})
    for head, column in known.items():
        cell = cells.get(head, "").strip()
        if not cell:
            if column.required:
                faults.add(line, column.name, "必填。")
            continue
        try:
            line.values[column.name] = column.read(cell)
        except ValueError as why:
            faults.add(line, column.name, str(why))
    return line


def text(most: int) -> Callable[[str], str]:
    def read(cell: str) -> str:
        if len(cell) > most:
            raise ValueError("超过%d个字。" % most)
        return cell

    return read


def number(cell: str) -> int:
    if not (cell.isascii() and cell.isdecimal()) or not 0 < int(cell) <= 32767:
        raise ValueError("应为1至32767的整数，不能是“%s”。" % cell)
    return int(cell)


def day(cell: str) -> date:
    """2019-03-04, 2019/3/4, 2019年3月4日 and 20190304."""
    plain = cell.replace("年", "-").replace("月", "-").removesuffix("日").replace("/", "-").replace(".", "-")
    parts = plain.split("-") if "-" in plain else [plain[:4], plain[4:6], plain[6:]]
    try:
        year, month, of_month = (int(part) for part in parts)
        return date(year, month, of_month)
    except ValueError as why:
        raise ValueError("不是日期：“%s”。" % cell) from why


def money(cell: str) -> Decimal:
    try:
        amount = Decimal(cell.replace(",", ""))
    except InvalidOperation as why:
        raise ValueError("不是金额：“%s”。" % cell) from why
    if not amount.is_finite() or not 0 <= amount < 10**12:
        raise ValueError("不是金额：“%s”。" % cell)
    return amount.quantize(Decimal("0.01"))


def yes_no(cell: str) -> bool:
    if cell not in (YES, NO):
        raise ValueError("应填“是”或者“否”。")
    return cell == YES


def one_of(words: type[Word]) -> Callable[[str], Word]:
    """A word of the vocabulary by its label."""
    known = {word.label: word for word in words}

    def read(cell: str) -> Word:
        if cell not in known:
            raise ValueError("没有“%s”这一选项，可选：%s。" % (cell, "、".join(known)))
        return known[cell]

    return read


def some_of(words: type[Word]) -> Callable[[str], tuple[Word, ...]]:
    """Words of the vocabulary, parted by 、."""
    one = one_of(words)

    def read(cell: str) -> tuple[Word, ...]:
        parts = cell.replace("，", "、").replace(",", "、").split("、")
        return tuple(dict.fromkeys(one(part.strip()) for part in parts if part.strip()))

    return read


def word(name: str, head: str, words: type[Word], *, required: bool = False, many: bool = False) -> Column:
    """A column of a vocabulary; the template offers its words."""
    labels = tuple(member.label for member in words)
    read = some_of(words) if many else one_of(words)
    said = "可填多项，用顿号隔开：" if many else "可选："
    return Column(name, head, read, required, said + "、".join(labels), () if many else labels)


def flag(name: str, head: str, help_: str = "") -> Column:
    return Column(name, head, yes_no, help=help_, choices=(YES, NO))


def dated(name: str, head: str, *, required: bool = False, help_: str = "") -> Column:
    return Column(name, head, day, required, help_)


def groups(of: Sequence[Line], key: Callable[[Line], Any]) -> Iterator[tuple[Any, list[Line]]]:
    """Lines that belong together, in the order in which each group came first."""
    found: dict[Any, list[Line]] = {}
    for line in of:
        found.setdefault(key(line), []).append(line)
    yield from found.items()
