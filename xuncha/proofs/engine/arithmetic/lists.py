"""A list of figures that may be the parts of a whole: where it may end, and whether it is complete."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from xuncha.proofs.engine.lexicon import load
from xuncha.proofs.engine.mention import Mention

SPAN = re.compile("[0-9]+(?:年|岁|个月|天)")  # 任满3年的4家: no figure of the list
CLOSE = 22  # characters between two members of one list


@dataclass(frozen=True)
class Group:
    """`parts` as far as the list may reach, `within` those of its own sentence, `words` what the sentence says.

    completeness  0 the list may be partial, 1 it is written as a whole one, 2 it says so
    """

    text: str
    parts: tuple[Mention, ...]
    within: tuple[Mention, ...]
    words: str
    completeness: int


def breaks(text: str, parts: Sequence[Mention]) -> list[int]:
    """After how many members the list may end, the longest first: only where the next one is not its plain neighbour."""
    sizes = [len(parts)]
    first = _stop(text, parts[0], parts[1]) if len(parts) > 1 else ""
    for size in range(len(parts) - 1, 1, -1):
        one, other = parts[size - 1], parts[size]
        between = text[one.stop : other.begin]
        if (
            len(between) > CLOSE
            or re.search("[。；！？（）]|[0-9]", SPAN.sub("", between))
            or one.unit != other.unit
            or _stop(text, one, other) != first
        ):
            sizes.append(size)
    return sizes


def _stop(text: str, one: Mention, other: Mention) -> str:
    """What parts two members: 、 and 和 list, ， may begin something else."""
    between = text[one.stop : other.begin]
    return "、" if re.search("[、和及与]", between) else "，" if "，" in between else between


def completeness(words: str, text: str, parts: Sequence[Mention], marker: str) -> int:
    """By a word that says so; by members side by side with 、 and nothing else in the sentence."""
    complete = load("relations")["sum"]["complete"]
    if marker in complete or any(word in words for word in complete if word != "由"):
        return 2
    if len(parts) < 2:
        return 0
    between = [text[one.stop : other.begin] for one, other in itertools.pairwise(parts)]
    listed = all(len(gap) <= CLOSE and re.search("[、，和及；]", gap) for gap in between)
    return (
        1
        if listed and (len(parts) > 2 or all(len(re.findall("[、和，；]", gap)) == 1 for gap in between))
        else 0
    )
