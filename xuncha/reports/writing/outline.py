"""The figures in the order of the report: under which of its parts and headings each one stands."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from xuncha.reports.engine.design import PART
from xuncha.reports.queries.registry import family_of
from xuncha.reports.writing.wording.annual import ANNUAL

KEY = re.compile(r"\{(?:n:|n-earlier:)?([a-z_]+(?:\[n\])?\.[a-z_\[\]n]+)\}")
REST = "其他指标"


@dataclass(frozen=True)
class Heading:
    """A heading of the report (`title` is empty where a part has none) and the keys that stand under it."""

    title: str
    keys: tuple[str, ...]


@dataclass(frozen=True)
class Chapter:
    """A part of the report with its headings; the last one holds what the report does not speak of."""

    title: str
    headings: tuple[Heading, ...]


@dataclass(frozen=True)
class _Mention:
    """A figure (or family) that a sentence of the report names, and where."""

    part: str
    heading: str
    key: str

    @property
    def kin(self) -> str:
        return self.key.partition(".")[0]


def outline(keys: Iterable[str]) -> list[Chapter]:
    """These keys under the parts and headings whose sentences name them, in the order of the sentences.

    A figure that no sentence names stands behind its relatives (clues.persons behind clues.transferred).
    """
    wanted = list(keys)
    places = {key: _place(key) for key in wanted}
    wanted.sort(key=places.__getitem__)
    chapters: dict[str, dict[str, list[str]]] = {}
    for key in wanted:
        rank = places[key]
        part, heading = (MENTIONS[rank].part, MENTIONS[rank].heading) if rank < len(MENTIONS) else (REST, "")
        chapters.setdefault(part, {}).setdefault(heading, []).append(key)
    return [
        Chapter(part, tuple(Heading(title, tuple(found)) for title, found in headings.items()))
        for part, headings in chapters.items()
    ]


def _place(key: str) -> int:
    """Which mention the key stands at: its own, else the last of its relatives', else behind them all."""
    family = family_of(key)
    own = [n for n, mention in enumerate(MENTIONS) if mention.key == family]
    kin = [n for n, mention in enumerate(MENTIONS) if mention.kin == family.partition(".")[0]]
    return own[0] if own else kin[-1] if kin else len(MENTIONS)


def _mentions() -> Iterator[_Mention]:
    part = heading = ""
    for section in ANNUAL.sections:
        if section.level == PART:
            part, heading = section.heading, ""
        else:
            heading = section.heading.rstrip("。") or heading
            for key in KEY.findall(section.text):
                yield _Mention(part, heading, key)


MENTIONS = tuple(_mentions())
