"""Lines that run through the same frame, one for each county or group: their figures are of different subjects."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from xuncha.proofs.engine.mention import Mention

FEWEST = 2  # figures that make a frame; one label alone may well be said twice

Frame = tuple[str, ...]


def frames_of(text: str, mentions: Sequence[Mention]) -> Mapping[int, tuple[str, Frame]]:
    """Of each paragraph its head, and what stands between its figures."""
    out: dict[int, tuple[str, Frame]] = {}
    for paragraph, group in groupby(mentions, key=lambda mention: mention.paragraph):
        line = list(group)
        if len(line) < FEWEST:
            continue
        begin = text.rfind("\n", 0, line[0].begin) + 1
        end = text.find("\n", line[-1].stop)
        stops = [*(mention.begin for mention in line[1:]), len(text) if end < 0 else end]
        head, _, label = text[begin : line[0].begin].strip().rpartition("：")
        labels = (text[one.stop : stop].strip() for one, stop in zip(line, stops, strict=True))
        out[paragraph] = (head or label, (label if head else "", *labels))
    return out


def are_siblings(one: tuple[str, Frame] | None, other: tuple[str, Frame] | None) -> bool:
    """The same labels in the same order under different heads."""
    return one is not None and other is not None and one[0] != other[0] and one[1] == other[1]
