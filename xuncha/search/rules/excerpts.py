"""What is shown of a record that was found: the passages around the words, cut out of its fields."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from xuncha.search.rules.words import Phrase, spans

AROUND = 36  # characters before the first mark
LENGTH = 110  # characters of an excerpt
MOST = 2  # excerpts of a record


@dataclass(frozen=True)
class Piece:
    """A stretch of text, marked or not."""

    text: str
    marked: bool = False


@dataclass(frozen=True)
class Excerpt:
    """Part of one field. `field` is its place among the record's fields."""

    field: int
    pieces: tuple[Piece, ...]


def marked(text: str, asked: Sequence[Phrase]) -> tuple[Piece, ...]:
    """The whole text in pieces."""
    return tuple(_pieces(text, spans(text, asked)))


def excerpts(title: str, fields: Sequence[str], asked: Sequence[Phrase]) -> tuple[Excerpt, ...]:
    """The first fields in which something was found, each cut around its first mark; where only the title has it, the
    beginning of the first field that says more.
    """
    telling = [(place, text) for place, text in enumerate(fields) if text and text not in title]
    found = [Excerpt(place, _cut(text, where)) for place, text in telling if (where := spans(text, asked))]
    return tuple(found[:MOST] or [Excerpt(place, _cut(text, [(0, 0)])) for place, text in telling[:1]])


def _cut(text: str, where: Sequence[tuple[int, int]]) -> tuple[Piece, ...]:
    first = max(0, where[0][0] - AROUND) if len(text) > LENGTH else 0
    last = min(len(text), max(first + LENGTH, where[0][1]))
    inside = [(a - first, min(b, last) - first) for a, b in where if a < last]
    shown = [*_pieces(text[first:last], inside)]
    before = [Piece("…")] if first else []
    after = [Piece("…")] if last < len(text) else []
    return (*before, *shown, *after)


def _pieces(text: str, where: Sequence[tuple[int, int]]) -> Iterator[Piece]:
    done = 0
    for start, end in where:
        if start == end:
            continue
        if start > done:
            yield Piece(text[done:start])
        yield Piece(text[start:end], marked=True)
        done = end
    if done < len(text):
        yield Piece(text[done:])
