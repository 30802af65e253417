"""Text as words of two characters: the one function that both databases and the page's marks are fed by.

Chinese is written without spaces, so a run of ideographs becomes its overlapping pairs and, at its end, its last
character by itself: 巡察办 → 巡察 察办 办. A word of two characters is then one term of the index, a longer one a
phrase, and a single character the beginning of a term. What is not Chinese (Latin letters, digits) is a term as a
whole. Full-width forms are folded (NFKC) and letters lowered; punctuation separates and is not kept, so a document
number is found however its brackets are typed.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

VERSION = 1  # raised when the same text would become other words: the index is then built anew
MOST = 16_000  # words of one record: PostgreSQL keeps positions up to 16,383
LONGEST = 60  # characters of a term that is not Chinese
BREAK = "¶"  # between two fields: no phrase reaches across it, and nobody can ask for it

# 々〆〇, the unified ideographs with all their extensions, and those kept for compatibility
RANGES = ((0x3005, 0x3007), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))
IDEOGRAPHS = "".join(f"{chr(first)}-{chr(last)}" for first, last in RANGES)
RUNS = re.compile(f"([{IDEOGRAPHS}]+)|([^\\W_{IDEOGRAPHS}]+)")


@dataclass(frozen=True)
class Phrase:
    """Words that stand side by side; with `open` the last is the beginning of a term."""

    words: tuple[str, ...]
    open: bool = False


@dataclass(frozen=True)
class Word:
    """One word with the place in the original text where it begins and ends."""

    text: str
    start: int
    end: int


def folded(text: str) -> str:
    """The text as it is compared."""
    return unicodedata.normalize("NFKC", text).lower()


def words(text: str) -> list[str]:
    """The words of a text in their order."""
    found: list[str] = []
    for chinese, other in RUNS.findall(folded(text)):
        if chinese:
            found += [chinese[n : n + 2] for n in range(len(chinese))]
        else:
            found.append(other[:LONGEST])
    return found


def words_of(lines: Sequence[str]) -> list[str]:
    """The words of a record's fields, with a break between two of them; at most `MOST`."""
    found: list[str] = []
    for line in lines:
        if found and line:
            found.append(BREAK)
        found += words(line)
        if len(found) >= MOST:
            break
    return found[:MOST]


def phrase(term: str) -> Phrase | None:
    """What a reader typed without a space in it; None when there is no word in it.

    Its last word is left open where the text may go on: a single character, a number or a Latin word.
    """
    runs = RUNS.findall(folded(term))
    if not runs:
        return None
    *inner, (chinese, other) = runs
    found = [word for part, plain in inner for word in _whole(part, plain)]
    if not chinese:
        return Phrase((*found, other[:LONGEST]), open=len(other) < LONGEST)
    if len(chinese) == 1:
        return Phrase((*found, chinese), open=True)
    return Phrase((*found, *(chinese[n : n + 2] for n in range(len(chinese) - 1))))


def _whole(chinese: str, other: str) -> list[str]:
    return [chinese[n : n + 2] for n in range(len(chinese))] if chinese else [other[:LONGEST]]


def placed(text: str) -> list[Word]:
    """The words of a text with where they stand in it."""
    plain, origin = _folded_with_origin(text)
    found = []
    for run in RUNS.finditer(plain):
        first, last = run.span()
        if run.group(1):
            ends = [min(n + 2, last) for n in range(first, last)]
            spans = zip(range(first, last), ends, strict=True)
            found += [Word(plain[a:b], origin[a], origin[b - 1] + 1) for a, b in spans]
        else:
            found.append(Word(plain[first:last][:LONGEST], origin[first], origin[last - 1] + 1))
    return found


def _folded_with_origin(text: str) -> tuple[str, list[int]]:
    """The folded text and, for each of its characters, the place of the original one it came from."""
    parts, origin = [], []
    for place, character in enumerate(text):
        part = folded(character)
        parts.append(part)
        origin += [place] * len(part)
    return "".join(parts), origin


def spans(text: str, asked: Sequence[Phrase]) -> list[tuple[int, int]]:
    """Where the phrases stand in the text, in order and without overlaps."""
    there = placed(text)
    found = sorted(span for each in asked for span in _spans(there, each))
    merged: list[tuple[int, int]] = []
    for start, end in found:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _spans(there: Sequence[Word], asked: Phrase) -> Iterator[tuple[int, int]]:
    size = len(asked.words)
    for first in range(len(there) - size + 1):
        run = there[first : first + size]
        *inner, last = run
        same = all(word.text == wanted for word, wanted in zip(inner, asked.words, strict=False))
        wanted = asked.words[-1]
        if same and (last.text.startswith(wanted) if asked.open else last.text == wanted):
            one = asked.open and RUNS.match(wanted).group(1)  # type: ignore[union-attr]  # a word is made of runs
            yield run[0].start, last.start + 1 if one else last.end
