"""A text as the rules read it: one kind of digit, no stray spaces, and for each character where it came from."""

import re
from dataclasses import dataclass

WIDE = {
    **{chr(0xFF10 + n): str(n) for n in range(10)},
    "．": ".", "％": "%", "﹪": "%", "‰": "‰", "～": "~", "－": "-", "–": "-", "—": "—", "〜": "~", "∼": "~", "＋": "+", "﹣": "-", "−": "-",
    "\xa0": " ", "\u2002": " ", "\u2003": " ", "\u3000": " ", "\t": "\t", "\r": " ", "Ｏ": "O", "兩": "两", "○": "〇",
}  # fmt: skip
_HAN = r"一-鿿〇（）()《》“”、，。；：%"
# A full stop is wide in many typists' decimals, but as often it ends a heading's number.
_DECIMAL = re.compile(r"(?<=[0-9０-９])．(?=[0-9０-９])")
_DROPPED = re.compile(
    rf"(?<=[{_HAN}]) (?=[{_HAN}0-9])|(?<=[0-9%]) (?=[{_HAN}])"
    # thousands set apart by a space: 1 253件
    r"|(?<=(?<![0-9.,])[0-9]) (?=[0-9]{3}(?: [0-9]{3})*[一-龥])|(?<=(?<![0-9.,])[0-9]{2}) (?=[0-9]{3}(?: [0-9]{3})*[一-龥])"
    # emphasis of Markdown around a figure, and zero-width characters
    r"|(?<=\S)\*{1,3}(?=\S)|(?<=\S)\*{2}(?=$)|(?<=^)\*{2}(?=\S)|[​‌‍﻿⁠]|(?<=\S)`(?=\S)",
    re.MULTILINE,
)
# A line that a typist or a printer broke: long, no stop at its end, and what follows goes on. 合计… and 石塘县：… do not.
_WRAPPED = re.compile(
    r"(?<=[^\n]{22}[一-鿿0-9，、])\n(?=[一-鿿0-9（“，。；、%])(?![一二三四五六七八九十]{1,3}、|[0-9]{1,2}[、.．])"
    r"(?![一-鿿]{0,4}(?:合 ?计|总 ?计|共计|小 ?计)|[一-鿿 ]{2,10}[：:|｜\t])"
)
# Stops typed narrow between Chinese words and figures: 其中来信12件,来访8件. Not those of 1,253 and 9:30.
NARROW = {",": "，", ";": "；", ":": "：", "(": "（", ")": "）", "!": "！", "?": "？"}
_NARROW = re.compile(
    r"(?<=[一-鿿”’》）)%])[,;:!?](?!//)|[,;:!?](?=[ \n]?[一-鿿“‘《（(])|(?<=[0-9]);(?=[0-9])|(?<=[0-9]),(?=[0-9])(?![0-9]{3}(?![0-9]))"
    r"|[()](?=[一-鿿，。；：])|(?<=[一-鿿0-9%，。；：])[()]"
)
# Cells of a row that wide spaces, tabs or several spaces set apart; 合　计 and 第　页 are words.
_ROW = re.compile(r"^[^，。；！？\n]*\S[^，。；！？\n]*$", re.MULTILINE)
_APART = re.compile(r"(?<=\S)(?:[ ]*[\u3000\t][ \u3000\t]*|[ ]{2,})(?=\S)")
_ANY = re.compile(r"(?<=\S)\s+(?=\S)")
_NUMBER = re.compile(r"[增减升降+\-—−]?[0-9０-９][0-9０-９,.]*[%％‰]?[一-龥]{0,2}")
_LONE = re.compile(r"(?<!\S)[一-鿿](?!\S)")
_DIGIT_ON_BOTH = re.compile(r"[0-9]\n[0-9]")


@dataclass(frozen=True)
class View:
    """`text` is what the rules read; `origin[i]` is where its i-th character stands in the source."""

    source: str
    text: str
    origin: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of `text` stands in the source."""
        return self.origin[start], self.origin[end - 1] + 1


def view_of(source: str) -> View:
    """The view of a text. Every kept character stands for exactly one of the source."""
    source_cells = _DECIMAL.sub(".", source)
    even = "".join(WIDE.get(character, character) for character in _with_cells(source_cells))
    even = _NARROW.sub(lambda found: NARROW[found.group()], even)
    dropped = [
        found.start()
        for found in _WRAPPED.finditer(even)
        if not _splits_a_number(even, found.start()) and not _is_by_a_row(even, found.start())
    ]
    gone = set(dropped)
    for found in _DROPPED.finditer(even):
        gone.update(range(found.start(), found.end()))
    kept = [position for position in range(len(even)) if position not in gone]
    return View(source, "".join(even[position] for position in kept), tuple(kept))


def _with_cells(text: str) -> str:
    """A tab before every cell of what looks like a row of a table; nothing is added or taken away."""
    out = list(text)
    for line in _ROW.finditer(text):
        below = text[line.end() + 1 : max(text.find("\n", line.end() + 1), line.end() + 1)]
        is_spaced = _is_spaced_row(line.group()) or _is_head_of(line.group(), below)
        spaces = _ANY if is_spaced else _APART
        gaps = [
            found
            for found in spaces.finditer(text, line.start(), line.end())
            if not (_LONE.match(text, found.start() - 1) and _LONE.match(text, found.end()))
        ]
        if len(gaps) > 1:
            for gap in gaps:
                out[gap.end() - 1] = "\t"
    return "".join(out)


def _is_by_a_row(text: str, position: int) -> bool:
    """Whether the line that ends there, or the one that begins, is a row of cells."""
    end = text.find("\n", position + 1)
    lines = text[text.rfind("\n", 0, position) + 1 : end if end >= 0 else len(text)]
    return any(apart in lines for apart in "\t|｜")


def _is_spaced_row(line: str) -> bool:
    """区人民医院 22 20 2 90.9%: cells with one space between them, most of them numbers."""
    cells = line.split()
    numbers = sum(1 for cell in cells if _NUMBER.fullmatch(cell))
    return numbers > 2 and numbers >= len(cells) - 2


def _is_head_of(line: str, below: str) -> bool:
    """单位 反馈问题（个） 整改率（%） over a row with as many cells."""
    return len(line.split()) == len(below.split()) and _is_spaced_row(below)


def _splits_a_number(text: str, position: int) -> bool:
    return bool(_DIGIT_ON_BOTH.match(text, position - 1))
