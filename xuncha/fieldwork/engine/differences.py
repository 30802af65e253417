"""Where two texts differ, sentence by sentence: for a page that shows both beside each other."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

SENTENCE = re.compile(r"[^。；！？，、\n]*[。；！？，、\n]?")  # a clause with the mark that ends it


@dataclass(frozen=True)
class Piece:
    """A stretch of text; `own` when the other text does not have it."""

    text: str
    own: bool


def pieces(text: str) -> list[str]:
    return [piece for piece in SENTENCE.findall(text.replace("\r\n", "\n")) if piece]


def compare(old: str, new: str) -> tuple[list[Piece], list[Piece]]:
    """Both texts in stretches, each marked whether it is missing from the other."""
    left, right = pieces(old), pieces(new)
    before: list[Piece] = []
    after: list[Piece] = []
    for word, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        own = word != "equal"
        before += [Piece("".join(left[a:b]), own)] if b > a else []
        after += [Piece("".join(right[c:d]), own)] if d > c else []
    return before, after
