"""What a form asks in a cell, as data: an indicator over some days of some office, a number by hand, or a formula."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.words import Word
from xuncha.returns.engine.addresses import place_of
from xuncha.returns.engine.dictionary import BY_CODE, Indicator, Subject
from xuncha.returns.engine.expressions import Check, Missing, Node, Values, cells_of, compute
from xuncha.returns.engine.periods import Offset
from xuncha.returns.engine.reader import read_check, read_formula

MOST_CHECKS = 300
# What a county learns on site and hands over is its own until it files it: no form counts that behind its back.
OWN_UNTIL_FILED = frozenset({Subject.PROCESS, Subject.CLUES})


class CellKind(Word):
    FIGURE = "figure", "取数"
    HAND = "hand", "填报"
    FORMULA = "formula", "公式"
    BLANK = "blank", "留空"


@dataclass(frozen=True)
class FormCell:
    """One cell of a form.

    code    of the indicator ("" for other kinds); offset the days it is asked for
    office  division code of the county it is asked of, "" for whose return it is
    digits  to which the printed value is rounded, -1 for as it comes
    text    the formula without its equals sign
    label   the headings it stands under, by which a person knows it
    """

    cell: str
    kind: str
    label: str = ""
    code: str = ""
    offset: str = Offset.THIS.value
    office: str = ""
    digits: int = -1
    text: str = ""

    @property
    def indicator(self) -> Indicator:
        return BY_CODE[self.code]

    def rounded(self, value: Decimal) -> Decimal:
        return value if self.digits < 0 else value.quantize(Decimal(10) ** -self.digits, ROUND_HALF_UP)


def read_cells(rows: Iterable[Mapping[str, Any]]) -> list[FormCell]:
    return [FormCell(**row) for row in rows]


def as_rows(cells: Iterable[FormCell]) -> list[dict[str, Any]]:
    return [asdict(cell) for cell in cells]


def settle(cells: Sequence[FormCell], checks: Sequence[str]) -> list[Check]:
    """The checks of a form, read. NotAllowed names the cell or the line in which something is wrong."""
    if not cells:
        raise NotAllowed("表样中没有可以填报的单元格。")
    names = [cell.cell for cell in cells]
    if len(set(names)) < len(names):
        raise NotAllowed("同一单元格设置了两次。")
    for cell in cells:
        _sound(cell)
    if len(checks) > MOST_CHECKS:
        raise NotAllowed("审核公式最多%(most)s条。", most=MOST_CHECKS)
    found = [read_check(line) for line in checks]
    filled = {cell.cell for cell in cells if cell.kind != CellKind.BLANK}
    for check in found:
        for name in check.cells:
            if name not in filled:
                raise NotAllowed("审核公式“%(check)s”用到的%(cell)s没有取数。", check=check, cell=name)
    order(cells)
    return found


def _sound(cell: FormCell) -> None:
    try:
        place_of(cell.cell)
    except ValueError as why:
        raise NotAllowed("“%(cell)s”不是单元格。", cell=cell.cell) from why
    if cell.kind == CellKind.FIGURE:
        if cell.code not in BY_CODE:
            raise NotAllowed("%(cell)s：没有编码为“%(code)s”的指标。", cell=cell.cell, code=cell.code)
        if not cell.indicator.key:
            raise NotAllowed(
                "%(cell)s：指标“%(name)s”没有数据来源，请改为填报。", cell=cell.cell, name=cell.indicator.name
            )
        if cell.office and cell.indicator.subject in OWN_UNTIL_FILED:
            raise NotAllowed(
                "%(cell)s：“%(name)s”由县（市、区）自行掌握，报送以前不能直接取数，请改为填报。",
                cell=cell.cell,
                name=cell.indicator.name,
            )
        if cell.offset not in set(Offset):
            raise NotAllowed("%(cell)s：期间无法识别。", cell=cell.cell)
    elif cell.kind == CellKind.FORMULA:
        read_formula(cell.text)
    elif cell.kind not in set(CellKind):
        raise NotAllowed("%(cell)s：取数方式无法识别。", cell=cell.cell)
    if not -1 <= cell.digits <= 4:
        raise NotAllowed("%(cell)s：小数位数应为0至4。", cell=cell.cell)


def order(cells: Iterable[FormCell]) -> list[tuple[FormCell, Node]]:
    """The cells with formulas, each behind those it uses. NotAllowed for a circle and for a cell that is not filled."""
    every = {cell.cell: cell for cell in cells}
    nodes = {name: read_formula(cell.text) for name, cell in every.items() if cell.kind == CellKind.FORMULA}
    found: list[tuple[FormCell, Node]] = []
    placed = {name for name, cell in every.items() if cell.kind not in (CellKind.FORMULA, CellKind.BLANK)}
    left = dict(nodes)
    for name, node in nodes.items():
        for used in cells_of(node):
            if used not in placed and used not in nodes:
                raise NotAllowed("%(cell)s的公式用到的%(used)s没有取数。", cell=name, used=used)
    while left:
        ready = [name for name, node in left.items() if placed.issuperset(cells_of(node))]
        if not ready:
            raise NotAllowed("%(cells)s的公式互相引用，无法计算。", cells="、".join(left))
        for name in ready:
            found.append((every[name], left.pop(name)))
            placed.add(name)
    return found


def with_formulas(cells: Sequence[FormCell], values: Values) -> dict[str, Decimal | None]:
    """The values with those of the formulas; a formula over a cell without a value has none either."""
    known = dict(values)
    for cell, node in order(cells):
        try:
            found = compute(node, known)
        except Missing:
            found = None
        known[cell.cell] = None if found is None else cell.rounded(found)
    return known
