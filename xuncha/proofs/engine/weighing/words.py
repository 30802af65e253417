"""The very words around a guess as its marks: which of them speak for it is learnt, not listed.

The other marks ask what a word is (剩余 is a word of rests); these say which it is, so that a turn of words that no table
knows counts by how it was used in the corpora.
"""

import re
from collections.abc import Iterator

from xuncha.proofs.engine.weighing.facts import Fact
from xuncha.proofs.engine.weighing.guess import Guess

MANY = 8  # figures of a list whose words are still asked
NEAR = 12  # characters between two figures that may be a turn of words
FIGURES = re.compile(r"[0-9.%]+")
LINES = re.compile(r"\s")


def words_of(text: str, guess: Guess) -> Iterator[str]:
    form, stated = guess.form, guess.stated
    yield f"{form} said {stated.lead[-2:]}"
    if form == "same" or len(guess.operands) > MANY:
        return
    yield f"{form} said last {stated.lead[-1:]}"
    yield f"{form} of {_behind(stated)}"
    if guess.type == "sum":
        yield from _of_list(text, guess)
    else:
        yield from _of_operands(text, guess)


def _of_list(text: str, guess: Guess) -> Iterator[str]:
    form, stated = guess.form, guess.stated
    first, last = guess.operands[0].mention, guess.operands[-1].mention
    if first.start > stated.mention.start:
        opening = _plain(text[stated.mention.stop : first.begin])
        yield f"{form} opening {opening[-4:]}"
        yield f"{form} opening last {opening[-2:]}"
        yield f"{form} behind {_plain(text[last.stop : last.stop + 2])}"
        yield f"{form} behind more {_plain(text[last.stop + 1 : last.stop + 5])}"
    for lead in sorted({part.lead for part in guess.operands if part.lead}):
        yield f"{form} part {lead[-2:]}"
        yield f"{form} part first {lead[:1]}"


def _of_operands(text: str, guess: Guess) -> Iterator[str]:
    form, stated = guess.form, guess.stated
    for role, fact in (("a", guess.operands[0]), ("b", guess.operands[-1])):
        yield f"{form} {role} said {fact.lead[-2:]}"
        yield f"{form} {role} of {_behind(fact)}"
    last = max((fact.mention for fact in guess.operands), key=lambda mention: mention.start)
    if last.start < stated.mention.start:
        between = text[last.stop : stated.mention.begin]
        yield f"{form} between {_plain(between)[-4:] if len(between) < NEAR else 'far'}"
    yield f"{form} said first {stated.lead[:2]}"


def _behind(fact: Fact) -> str:
    return _plain(fact.mention.after[:2])


def _plain(words: str) -> str:
    """On one line, without the numbers."""
    return LINES.sub("/", FIGURES.sub("", words))
