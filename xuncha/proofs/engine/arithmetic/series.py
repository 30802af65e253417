"""Rates told one after another, of one whole or of as many pairs: what most of them are of, all of them are.

普通871人、干部298人、职工217人，分别占62.8%、21.5%、15.7% · 803人，占57.9%；655人，占47.3% · 完成率依次为86.7%、84.2%、83.3%.
Two of them that come out right to the digit do not do so by chance; so the one among them that does not has slipped,
however far away the whole stands.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from xuncha.proofs.engine.arithmetic.likeness import alike, family, is_countable, is_one_digit_off
from xuncha.proofs.engine.arithmetic.ratios import is_growth, matches, ratio
from xuncha.proofs.engine.mention import Mention, Relation, magnitude
from xuncha.proofs.engine.tolerance import half_up, is_loose

BESIDE = re.compile("[、，和及与以]{1,2}[一-龥]{0,6}")
FAR = 3  # paragraphs and
LONG = 16  # sentences that the whole may stand before
NEAR = 14  # figures before rates side by side among which their parts are looked for
ASKED = {"份", "人", "名", "户"}  # each filled in one sheet
DIGITS = 5  # of the rates that come out right, together: fewer do so by chance


@dataclass(frozen=True)
class _Of:
    """A rate with what it would be of: a figure, or what its part and the others come to."""

    rate: Mention
    part: Mention
    of: tuple[Mention, ...]
    base: Fraction

    @property
    def share(self) -> Fraction:
        return self.part.base / self.base

    @property
    def holds(self) -> bool:
        return matches(self.rate, self.share)

    @property
    def may_have_slipped(self) -> bool:
        """Whether one changed digit, of the rate or of the part, would make it right."""
        right = half_up(self.share * 100, self.rate.places) / 100
        if is_one_digit_off(self.rate, right):
            return True
        size = magnitude(self.part.unit) / 10**self.part.places
        low = (self.rate.base - Fraction(1, 200) / 10**self.rate.places) * self.base
        first = -(-low // size) * size
        return any(
            matches(self.rate, value / self.base) and is_one_digit_off(self.part, value)
            for value in (first + size * step for step in range(10))
        )

    def relation(self) -> Relation:
        return replace(ratio(self.rate, (self.part, *self.of), self.share), sure=True)


def series(text: str, mentions: Sequence[Mention]) -> Iterator[Relation]:
    """The rates of each series that come out right, and the one or two that have slipped."""
    rates = [m for m in mentions if m.unit == "%" and not is_loose(m)]
    counts = [m for m in mentions if is_countable(m) and not is_loose(m) and m.base > 0]
    beside: set[int] = set()
    for run in _runs(text, rates):
        beside |= {rate.start for rate in run}
        yield from _told(max(_readings(run, counts), key=_worth, default=()))
    single = [r for r in rates if r.start not in beside and not is_growth(text, r)]
    for parts in _sequences(single, counts):
        yield from _told(max(_of_one_whole(parts, counts), key=_worth, default=()))


def _runs(text: str, rates: Sequence[Mention]) -> Iterator[list[Mention]]:
    """Rates side by side."""
    run: list[Mention] = []
    for rate in rates:
        if run and BESIDE.fullmatch(text[run[-1].stop : rate.begin]):
            run.append(rate)
            continue
        if len(run) > 1:
            yield run
        run = [rate]
    if len(run) > 1:
        yield run


def _readings(run: Sequence[Mention], counts: Sequence[Mention]) -> Iterator[tuple[_Of, ...]]:
    """As many like figures before as there are rates, with each whole that they may be of; or as many pairs."""
    size = len(run)
    before = [m for m in counts if m.start < run[0].start and run[0].paragraph - m.paragraph <= 1][-NEAR:]
    for at in range(len(before) - size + 1):
        parts = before[at : at + size]
        if all(alike(part, parts[0], loosely=False) for part in parts):
            yield from _of_one_whole(list(zip(run, parts, strict=True)), counts)
    for at in range(len(before) - 2 * size + 1):
        pairs = list(zip(before[at : at + 2 * size : 2], before[at + 1 : at + 2 * size : 2], strict=True))
        if all(alike(one, other) for one, other in pairs):
            ordered = [sorted(pair, key=lambda m: m.base) for pair in pairs]
            yield tuple(
                _Of(rate, part, (whole,), whole.base)
                for rate, (part, whole) in zip(run, ordered, strict=True)
            )


def _sequences(
    rates: Sequence[Mention], counts: Sequence[Mention]
) -> Iterator[list[tuple[Mention, Mention]]]:
    """Rates each behind a part of its own, the parts of one unit: 803人，占57.9%；655人，占47.3%."""
    found: list[tuple[Mention, Mention]] = []
    end = 0
    for rate in rates:
        part = _part_of(rate, end, counts)
        end = rate.start
        if part is not None and found and _goes_on(found[-1], rate, part):
            found.append((rate, part))
            continue
        yield from [found] if len(found) > 1 else []
        found = [(rate, part)] if part is not None else []
    yield from [found] if len(found) > 1 else []


def _part_of(rate: Mention, end: int, counts: Sequence[Mention]) -> Mention | None:
    """The count right before it, behind the rate before."""
    part = next((m for m in reversed(counts) if m.start < rate.start), None)
    if part is None or part.start < end or part.sentence != rate.sentence or rate.clause - part.clause > 1:
        return None
    return part


def _goes_on(last: tuple[Mention, Mention], rate: Mention, part: Mention) -> bool:
    near = rate.paragraph == last[0].paragraph and rate.sentence - last[0].sentence <= 1
    return near and alike(part, last[1], loosely=False)


def _of_one_whole(
    parts: Sequence[tuple[Mention, Mention]], counts: Sequence[Mention]
) -> Iterator[tuple[_Of, ...]]:
    """With each like figure before that is as great, and with what they come to together."""
    first, greatest = parts[0][1], max(part.base for _, part in parts)
    for whole in counts:
        if whole.start >= first.start or first.paragraph - whole.paragraph > FAR:
            continue
        like = alike(whole, first) or {family(whole), family(first)} <= ASKED
        if like and whole.base >= greatest and first.sentence - whole.sentence <= LONG:
            yield tuple(_Of(rate, part, (whole,), whole.base) for rate, part in parts)
    if len({family(part) for _, part in parts}) == 1 and len(parts) > 2:
        added = sum((part.base for _, part in parts), Fraction(0))
        yield tuple(_Of(r, part, tuple(p for _, p in parts if p is not part), added) for r, part in parts)


def _worth(reading: Sequence[_Of]) -> tuple[int, int]:
    """How many rates come out right; of equals the nearest whole."""
    return sum(of.holds for of in reading), max(of.of[0].start for of in reading)


def _told(reading: Sequence[_Of]) -> Iterator[Relation]:
    right = [of for of in reading if of.holds]
    digits = sum(len(str(int(of.rate.number * 10**of.rate.places))) for of in right)
    whole = all(of.holds and of.base == sum(each.part.base for each in reading) for of in reading)
    if len(right) < 2 or (digits < DIGITS and not whole):
        return
    yield from (of.relation() for of in right)
    wrong = [of for of in reading if not of.holds]
    if len(wrong) < len(right):
        yield from (of.relation() for of in wrong if of.may_have_slipped)
