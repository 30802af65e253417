"""Lines that run through the same frame, one for each county or group: their figures are of different subjects."""

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from itertools import groupby

from xuncha.proofs.engine.mention import Mention

FEWEST = 2  # labels that make a frame; one alone may well be said twice
STOPS = re.compile("[，。；、：！？（）()]")
TOTAL_LINE = re.compile("[^，。；0-9\n]{0,6}(?:合计|总计|小计|共计|累计)")

Frame = tuple[str, ...]


def frames_of(text: str, mentions: Sequence[Mention]) -> Mapping[int, tuple[str, Frame]]:
    """Of each paragraph its head, and the labels of its figures in their order."""
    out: dict[int, tuple[str, Frame]] = {}
    for paragraph, group in groupby(mentions, key=lambda mention: mention.paragraph):
        line = list(group)
        begin = text.rfind("\n", 0, line[0].begin) + 1
        labels = [_label(text, begin if n == 0 else line[n - 1].stop, one) for n, one in enumerate(line)]
        opening = text[begin : line[0].begin].strip()
        head = opening.removesuffix(STOPS.split(opening)[-1]) or opening
        out[paragraph] = (head, tuple(labels if head != opening else labels[1:]))
    return out


def are_siblings(one: tuple[str, Frame] | None, other: tuple[str, Frame] | None) -> bool:
    """Most labels the same in the same order under different heads; what is none in a county is left out."""
    if one is None or other is None or one[0] == other[0]:
        return False
    shared = sum(block.size for block in SequenceMatcher(None, one[1], other[1], False).get_matching_blocks())
    return shared >= FEWEST and 2 * shared > min(len(one[1]), len(other[1]))


def _label(text: str, begin: int, mention: Mention) -> str:
    return STOPS.split(text[begin : mention.begin])[-1].strip() + mention.unit
