"""The language of formulas read: text in, a tree of nodes out, or the place where it is no formula."""

import re
import unicodedata
from decimal import Decimal

from xuncha.kernel.refusals import NotAllowed
from xuncha.returns.engine.addresses import name_of, place_of
from xuncha.returns.engine.expressions import (
    COMPARE,
    PLACES,
    Cell,
    Check,
    Minus,
    Node,
    Number,
    Round,
    Sum,
    Two,
)

LONGEST, DEEPEST, MOST_CELLS = 400, 40, 2_000
TOKEN = re.compile(
    r"\s*(?:(?P<cell>\$?[A-Z]{1,3}\$?[1-9]\d{0,5})(?![A-Z0-9(])|(?P<number>\d+(?:\.\d+)?)|(?P<name>[A-Z]+)(?=\s*\()"
    r"|(?P<sign><=|>=|<>|!=|==|[-+*/(),:<>=%]))"
)
FOLDED = str.maketrans({"≤": "<=", "≥": ">=", "≦": "<=", "≧": ">=", "≠": "<>", "×": "*", "÷": "/", "−": "-"})
ALIKE = {"==": "=", "!=": "<>"}


def read_check(text: str) -> Check:
    """A comparison. NotAllowed, with the place, for what is none."""
    reader = _Reader(text)
    left = reader.sum()
    sign = reader.take(*COMPARE, *ALIKE)
    if not sign:
        raise reader.fault("缺少比较符号（=、<=、>=、<、>、<>）")
    right = reader.sum()
    reader.end()
    return Check(ALIKE.get(sign, sign), left, right)


def read_formula(text: str) -> Node:
    """A formula as a cell has it, with or without its equals sign. NotAllowed for what the language does not know."""
    reader = _Reader(text.strip().removeprefix("=").removeprefix("＝"))
    found = reader.sum()
    reader.end()
    return found


class _Reader:
    """Reads from left to right, one rule a precedence; depth and length are bounded."""

    def __init__(self, text: str) -> None:
        self.text = unicodedata.normalize("NFKC", text.translate(FOLDED)).upper().strip()
        if not self.text or len(self.text) > LONGEST:
            raise NotAllowed("公式为空，或者超过%(most)s个字符。", most=LONGEST)
        self.at, self.depth, self.cells = 0, 0, 0
        self.kind, self.word = "", ""
        self._next()

    def _next(self) -> None:
        self.begun = self.at
        if not self.text[self.at :].strip():
            self.kind, self.word = "end", ""
            return
        found = TOKEN.match(self.text, self.at)
        if not found:
            raise self.fault("无法识别")
        self.at = found.end()
        self.kind = found.lastgroup or ""
        self.word = found[self.kind]

    def fault(self, what: str) -> NotAllowed:
        rest = self.text[self.begun :].strip()[:12] or "末尾"
        return NotAllowed("公式“%(text)s”%(what)s：“%(rest)s”。", text=self.text, what=what, rest=rest)

    def take(self, *signs: str) -> str:
        """The sign that stands here, if it is one of these; "" otherwise."""
        if self.kind != "sign" or self.word not in signs:
            return ""
        word = self.word
        self._next()
        return word

    def end(self) -> None:
        if self.kind != "end":
            raise self.fault("多出")

    def sum(self) -> Node:
        self._deeper()
        found = self.product()
        while sign := self.take("+", "-"):
            found = Two(sign, found, self.product())
        self.depth -= 1
        return found

    def product(self) -> Node:
        found = self.unary()
        while sign := self.take("*", "/"):
            found = Two(sign, found, self.unary())
        return found

    def unary(self) -> Node:
        if self.take("-"):
            self._deeper()
            found = Minus(self.unary())
            self.depth -= 1
            return found
        self.take("+")
        return self.atom()

    def atom(self) -> Node:
        if self.take("("):
            found = self.sum()
            self._close()
            return found
        if self.kind == "number":
            word = self._word()
            number = Decimal(word)
            return Number(number / 100) if self.take("%") else Number(number)
        if self.kind == "cell":
            return Cell(self._cell())
        if self.kind == "name":
            return self._call(self._word())
        raise self.fault("此处应为单元格或者数字")

    def _call(self, name: str) -> Node:
        begun = self.begun
        if name not in ("SUM", "ROUND") or not self.take("("):
            raise self.fault("只能用SUM和ROUND")
        if name == "ROUND":
            return self._round()
        parts = self._stretch()
        while self.take(","):
            parts += self._stretch()
        written = self.text[begun : self.begun]
        self._close()
        return Sum(tuple(parts), f"SUM{''.join(written.split())})")

    def _round(self) -> Node:
        of = self.sum()
        if not self.take(","):
            raise self.fault("ROUND缺少位数")
        if self.kind != "number" or not self.word.isdigit() or int(self.word) > PLACES:
            raise self.fault("ROUND的位数应为0至6")
        places = int(self._word())
        self._close()
        return Round(of, places)

    def _stretch(self) -> list[Node]:
        """A cell, a stretch of cells, or any formula."""
        if self.kind != "cell":
            return [self.sum()]
        before = self.begun, self.at, self.kind, self.word
        first = self._cell()
        if not self.take(":"):
            self.begun, self.at, self.kind, self.word = before
            return [self.sum()]
        if self.kind != "cell":
            raise self.fault("区域缺少末格")
        (top, left), (bottom, right) = place_of(first), place_of(self._cell())
        rows = range(min(top, bottom), max(top, bottom) + 1)
        columns = range(min(left, right), max(left, right) + 1)
        self.cells += len(rows) * len(columns)
        if self.cells > MOST_CELLS:
            raise self.fault("区域过大")
        return [Cell(name_of(row, column)) for row in rows for column in columns]

    def _cell(self) -> str:
        return self._word().replace("$", "")

    def _word(self) -> str:
        word = self.word
        self._next()
        return word

    def _close(self) -> None:
        if not self.take(")"):
            raise self.fault("括号没有配对")

    def _deeper(self) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise self.fault("嵌套过深")
