"""Formulas between cells (C7 = C8 + C9, D7 <= C7): a small language of its own, parsed and never executed.

Cells, numbers, + - * /, brackets, SUM over a stretch of cells, ROUND(x, places); one comparison at the top of a check.
Written as people type it: full-width signs, ≤, ≥, ≠, lower case.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, DivisionByZero, InvalidOperation, Overflow, localcontext

COMPARE: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "=": lambda a, b: a == b,
    "<>": lambda a, b: a != b,
    "<=": lambda a, b: a <= b,
    ">=": lambda a, b: a >= b,
    "<": lambda a, b: a < b,
    ">": lambda a, b: a > b,
}
SHOULD = {
    "=": "应等于",
    "<>": "不应等于",
    "<=": "不应大于",
    ">=": "不应小于",
    "<": "应小于",
    ">": "应大于",
}

Values = Mapping[str, Decimal | None]
PLACES = 6  # at most behind the point


class Missing(Exception):
    """A cell of the formula has no value: there is nothing to compute."""

    def __init__(self, cell: str) -> None:
        super().__init__(cell)
        self.cell = cell


@dataclass(frozen=True)
class Number:
    value: Decimal

    def __str__(self) -> str:
        return format(self.value, "f")


@dataclass(frozen=True)
class Cell:
    name: str

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Sum:
    """Of the parts; a stretch is written out when it is read, and `text` keeps how it was written."""

    parts: tuple["Node", ...]
    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Round:
    of: "Node"
    places: int

    def __str__(self) -> str:
        return f"ROUND({self.of},{self.places})"


@dataclass(frozen=True)
class Two:
    sign: str
    left: "Node"
    right: "Node"

    def __str__(self) -> str:
        return (
            f"{_bracketed(self.left, self.sign, False)}{self.sign}{_bracketed(self.right, self.sign, True)}"
        )


@dataclass(frozen=True)
class Minus:
    of: "Node"

    def __str__(self) -> str:
        return f"-{_bracketed(self.of, '*', True)}"


Node = Number | Cell | Sum | Round | Two | Minus


@dataclass(frozen=True)
class Check:
    """`left` and `right` compared."""

    sign: str
    left: Node
    right: Node

    def __str__(self) -> str:
        return f"{self.left} {self.sign} {self.right}"

    @property
    def cells(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys([*cells_of(self.left), *cells_of(self.right)]))


@dataclass(frozen=True)
class Verdict:
    """A check applied to values. `said` is what is told when it does not hold: with the cells named."""

    check: Check
    holds: bool
    said: str = ""


def cells_of(node: Node) -> Iterator[str]:
    match node:
        case Cell(name):
            yield name
        case Sum(parts):
            for part in parts:
                yield from cells_of(part)
        case Round(of) | Minus(of):
            yield from cells_of(of)
        case Two(_, left, right):
            yield from cells_of(left)
            yield from cells_of(right)


def compute(node: Node, values: Values) -> Decimal | None:
    """What it comes to; None where something is divided by nothing. `Missing` names a cell without a value."""
    with localcontext() as context:
        context.prec = 50
        try:
            return _compute(node, values)
        except (DivisionByZero, InvalidOperation, Overflow):
            return None


def verdict(check: Check, values: Values) -> Verdict:
    """Whether it holds. A rate of nothing is nothing on both sides, and that holds; a lone missing cell is named."""
    sides: list[Decimal | None] = []
    missing = ""
    for side in (check.left, check.right):
        try:
            sides.append(compute(side, values))
        except Missing as why:
            missing = missing or why.cell
            sides.append(None)
    left, right = sides
    if left is None and right is None:
        return Verdict(check, True)
    if left is None or right is None:
        said = _said_missing(check, missing) if missing else _said(check, left, right)
        return Verdict(check, False, said)
    holds = COMPARE[check.sign](left, right)
    return Verdict(check, holds, "" if holds else _said(check, left, right))


def _said(check: Check, left: Decimal | None, right: Decimal | None) -> str:
    return "%(left)s%(should)s%(right)s，现为%(is)s与%(against)s。" % {
        "left": check.left,
        "should": SHOULD[check.sign],
        "right": check.right,
        "is": shown(left),
        "against": shown(right),
    }


def _said_missing(check: Check, cell: str) -> str:
    return "“%(check)s”无法核对：%(cell)s没有数值。" % {"check": check, "cell": cell}


def shown(value: Decimal | None) -> str:
    """Without the noughts that a computation leaves behind."""
    if value is None:
        return "—"
    text = format(value.quantize(Decimal(10) ** -PLACES, ROUND_HALF_UP).normalize(), "f")
    return "0" if text in ("-0", "0") else text


def _compute(node: Node, values: Values) -> Decimal:
    match node:
        case Number(value):
            return value
        case Cell(name):
            found = values.get(name)
            if found is None:
                raise Missing(name)
            return found
        case Sum(parts):
            return sum((_compute(part, values) for part in parts), Decimal())
        case Round(of, places):
            return _compute(of, values).quantize(Decimal(10) ** -places, ROUND_HALF_UP)
        case Minus(of):
            return -_compute(of, values)
        case Two(sign, left, right):
            a, b = _compute(left, values), _compute(right, values)
            return {"+": a.__add__, "-": a.__sub__, "*": a.__mul__, "/": a.__truediv__}[sign](b)


def _bracketed(node: Node, sign: str, is_right: bool) -> str:
    """With brackets where the reading would change without them."""
    loose = isinstance(node, Two) and (
        (node.sign in "+-" and (sign in "*/" or is_right))
        or (node.sign in "*/" and is_right and sign in "*/")
    )
    return f"({node})" if loose or (isinstance(node, Minus) and is_right) else str(node)
