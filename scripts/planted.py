"""Slips planted in texts of the corpora: one digit changed, so that a statement of the text is false."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from xuncha.proofs.engine.markup import Annotated, Marked, Stated
from xuncha.proofs.engine.mention import Relation, magnitude
from xuncha.proofs.engine.proofread import Proof, proofread
from xuncha.proofs.engine.tolerance import bounds, is_loose


@dataclass(frozen=True)
class Planted:
    """A text with a figure that slipped, and where that figure begins."""

    text: str
    start: int
    digits: str
    slip: str

    @property
    def words(self) -> str:
        return f"{self.digits} → {self.slip}"


def in_the_number(annotated: Annotated, proof: Proof, stated: Stated) -> Planted | None:
    """The number that states the relation with one digit changed, wherever the text has it as a figure."""
    if stated.number is None:
        return None
    mark = next(
        (
            m
            for m in annotated.marks
            if m.number == stated.number
            and _is_arabic(annotated.text[m.start : m.end])
            and _is_stated(proof, m, stated)
        ),
        None,
    )
    if mark is None:
        return None
    digits = annotated.text[mark.start : mark.end]
    found = _planted(annotated.text, mark.start, digits, digits[:-1] + _other(digits[-1]))
    if _is_loose(mark) and _is_still_true(found, mark):  # 约15.1 written 约15.4 is no slip
        found = _planted(annotated.text, mark.start, digits, str(int(digits[0]) % 9 + 1) + digits[1:])
    return found


def in_a_part(text: str, proof: Proof, stated: Stated) -> Planted | None:
    """The last of the figures that a recognised relation is computed from, with one digit changed."""
    found = next((relation for relation in proof.relations if is_it(relation, stated)), None)
    if found is None or stated.type == "same" or is_loose(found.mentions[0]):
        return None
    spans = [proof.view.span(mention.start, mention.end) for mention in found.mentions[1:]]
    parts = [span for span in spans if re.fullmatch("[0-9.]*[1-9][0-9.]*", text[slice(*span)])]
    if not parts:
        return None
    start, end = max(parts)
    digits = text[start:end]
    # the last digit tells in a sum, the first in a rate as it is rounded
    at = len(digits) - 1 if stated.type in ("sum", "difference") else 0
    digit = _other(digits[at])
    return _planted(
        text, start, digits, digits[:at] + (digit if digit != "0" or at else "4") + digits[at + 1 :]
    )


def by_examiners(annotated: Annotated) -> Iterator[Planted]:
    """What the writer of a text says would make it false."""
    for mark in annotated.marks:
        for slip in mark.slips:
            yield _planted(annotated.text, mark.start, annotated.text[mark.start : mark.end], slip)


def is_it(relation: Relation, stated: Stated) -> bool:
    return relation.type == stated.type and relation.holds and stated.number in (None, relation.stated)


def _planted(text: str, start: int, digits: str, slip: str) -> Planted:
    return Planted(text[:start] + slip + text[start + len(digits) :], start, digits, slip)


def _other(digit: str) -> str:
    return str((int(digit) + 3) % 10)


def _is_loose(mark: Marked) -> bool:
    return bool(mark.qualifier) or mark.high is not None


def _is_still_true(planted: Planted, mark: Marked) -> bool:
    """Whether the loosened number still admits what stood there."""
    changed = proofread(planted.text)
    for mention in changed.mentions:
        if changed.view.span(mention.start, mention.end)[0] == mark.start and is_loose(mention):
            return bounds(mention).admits(mark.number * magnitude(mention.unit))
    return False


def _is_stated(proof: Proof, mark: Marked, stated: Stated) -> bool:
    """The mention by which the checker itself recognises the relation; a number may stand in a text more than once."""
    starts = {
        proof.view.span(relation.mentions[0].start, relation.mentions[0].end)[0]
        for relation in proof.relations
        if relation.type == stated.type and relation.stated == stated.number
    }
    return not starts or mark.start in starts


def _is_arabic(digits: str) -> bool:
    return bool(re.fullmatch(r"[0-9.]+", digits))
