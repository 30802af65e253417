"""A figure as evidence is weighed: its value, its place, and the kinds of words that stand around it."""

import re
from bisect import bisect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from xuncha.proofs.engine.arithmetic.grids import Cell, cells_of
from xuncha.proofs.engine.arithmetic.likeness import COUNTED_NOWHERE, SAME, family
from xuncha.proofs.engine.arithmetic.siblings import TOTAL_LINE, Frame, frames_of
from xuncha.proofs.engine.lexicon import load
from xuncha.proofs.engine.mention import Kind, Mention, magnitude, plain_unit
from xuncha.proofs.engine.tolerance import is_loose

STOPS = re.compile("[，。；：！？\n（）()|\t]")
ASIDE = re.compile("[（(][^（）()0-9，。；]{1,8}[）)]")  # 每个村（社区）
SIDE = re.compile("[一-龥]{0,8}[、，和及与/]{1,2}[和及与]?[一-龥]{0,8}")
TRAILED = re.compile(
    r"[”“’]?(?:的|为|有|达|到|共|计|约|已|仅|占|是|问题|方面|等次|等级|单位|人员|组织|发现|问卷|评为)*$"
)
AGAIN = re.compile("(?:这|该|上述|以上|前述)$")
AMONG = re.compile("[一-龥]{0,3}[中里](?![学央心])")
WHOLE = {"人", "个", "件", "名", "家", "条", "份", "次", "户", "人次", "件次", "项", "起"}
ANSWERS = {"份", "人"}  # 收回问卷736份，552人满意
# 一是…；二是…, 1.…, （二）…: where an item of a text begins
ITEM = re.compile(
    "(?:^|(?<=[。；，：\\n]))[ 　]*"
    "(?:[一二三四五六七八九十]是|(?:[0-9]{1,2}|[一二三四五六七八九十])[、.．](?![0-9])|[（(][一二三四五六七八九十0-9]{1,2}[）)])",
    re.MULTILINE,
)
OPENING = SEGMENT = re.compile("[。；！？\n]")
REACH = 40  # characters before a figure in which a list may be opened
HEADING = 20  # characters of a line that is one, at most
LEAD = 24  # characters before a figure that may speak of it


@dataclass(frozen=True, slots=True, eq=False)
class Fact:
    """`value` is the number multiplied out, `step` its last place; `lead` its own words before it, `kinds` what they are."""

    number: int
    mention: Mention
    paragraph: int
    sentence: int
    clause: int
    value: float
    step: float
    group: str
    countable: bool
    loose: bool
    lead: str
    words: str  # the same beyond commas: 不彻底和虚假整改的加在一起，有26个
    kinds: frozenset[str]
    pairs: frozenset[str]
    digits: str
    name: str  # the last of the words before it: by them others speak of it later
    place: tuple[int, int] = (0, 1)  # which of how many side by side: 41%、28%和31%
    frame: tuple[str, Frame] | None = None  # head and labels of its line
    cell: Cell | None = None
    item: int = 0  # of the items that its text has begun: 一是…；二是…
    opening: str = ""  # its sentence up to it, if no figure stands there before it
    segment: int = 0  # of the stretches between semicolons and full stops


def facts_of(text: str, mentions: Sequence[Mention]) -> list[Fact]:
    """Everything that is asked of a figure, once."""
    out: list[Fact] = []
    places = _places(text, mentions)
    frames = frames_of(text, mentions)
    cells = cells_of(text, mentions)
    headings = _headings_before(text)
    items = [found.end() for found in ITEM.finditer(text)]
    segments = [found.end() for found in SEGMENT.finditer(text)]
    for number, mention in enumerate(mentions):
        previous = mentions[number - 1].stop if number else 0
        words = ASIDE.sub("", text[max(previous, mention.begin - LEAD) : mention.begin])
        lead = STOPS.split(words)[-1]
        clause = re.split("[，。；：\n]", text[max(0, mention.begin - LEAD) : mention.begin])[-1]
        kinds = {name for name, words in _kinds().items() if words.search(lead)}
        if _kinds()["share"].search(clause):
            kinds.add("shares")
        if _kinds()["than"].search(clause):
            kinds.add("thans")
        if TOTAL_LINE.match(text, text.rfind("\n", 0, mention.begin) + 1):
            kinds.add("total line")
        cell = cells.get(mention.start)
        size = magnitude(mention.unit or (cell.unit if cell else ""))
        group = family(mention) or (plain_unit(cell.unit) if cell else "")
        if mention.places and mention.kind == Kind.COUNT and size == 1 and group in WHOLE:
            kinds.add("mean")  # 48.7人次: nobody counts so
        if group == "个" and text.startswith("人", mention.stop):
            group = "人"
        out.append(
            Fact(
                number=number,
                mention=mention,
                paragraph=mention.paragraph - headings[mention.paragraph],
                sentence=mention.sentence,
                clause=mention.clause,
                value=float(mention.number * size),
                step=float(size) / 10**mention.places,
                group=group,
                countable=mention.kind in (Kind.COUNT, Kind.MONEY) and group not in COUNTED_NOWHERE,
                loose=is_loose(mention),
                lead=lead,
                words=re.split("[。；：\n]", words)[-1],
                kinds=frozenset(kinds),
                pairs=frozenset(_pairs(lead[-8:]) | _pairs(STOPS.split(mention.after)[0][:6])),
                digits=str(round(float(mention.number) * 10**mention.places)),
                name=_name(lead),
                place=places[number],
                frame=frames.get(mention.paragraph),
                cell=cell,
                item=bisect(items, mention.begin),
                opening=OPENING.split(text[max(previous, mention.begin - REACH) : mention.begin])[-1],
                segment=bisect(segments, mention.begin),
            )
        )
    return out


def _headings_before(text: str) -> list[int]:
    """By the number of a line, how many headings and empty lines stand before it: what they part is not far apart."""
    headings = [len(line) < HEADING and not re.search("[，。；：0-9]", line) for line in text.split("\n")]
    return [0, *accumulate(headings)]


@cache
def _kinds() -> Mapping[str, re.Pattern[str]]:
    return {name: re.compile(words) for name, words in load("cues")["kinds"].items()}


def _places(text: str, mentions: Sequence[Mention]) -> list[tuple[int, int]]:
    """For each figure its place in a run of figures of one unit with nothing but stops between them."""
    runs: list[list[int]] = []
    for number, mention in enumerate(mentions):
        last = mentions[number - 1] if number else None
        if last and last.unit == mention.unit and SIDE.fullmatch(text[last.stop : mention.begin]):
            runs[-1].append(number)
        else:
            runs.append([number])
    return [(at, len(run)) for run in runs for at in range(len(run))]


def _name(lead: str) -> str:
    words = TRAILED.sub("", lead.split("、")[-1].strip("“”’‘ "))
    return re.sub("[^一-龥A-Z0-9]", "", words)[-6:]


def _pairs(words: str) -> set[str]:
    """Two characters side by side, by which figures of one thing are told."""
    return {words[at : at + 2] for at in range(len(words) - 1) if words[at : at + 2].isalpha()}


def said_of(fact: Fact) -> set[str]:
    """Two characters side by side of all that is said of a figure."""
    return _pairs(fact.lead) | _pairs(fact.mention.counts)


def is_spoken_of_again(fact: Fact) -> bool:
    """这55个里面, 74人中: of something that was counted before."""
    return bool(AGAIN.search(fact.lead) or (not fact.lead and AMONG.match(fact.mention.after)))


def like(one: Fact, other: Fact) -> int:
    """2 of one unit, 1 of units that count the same or where a table says none, 0 else."""
    if not (one.group and other.group) and _is_bare(one) != _is_bare(other):
        return int(one.countable and other.countable)
    if one.group == other.group:
        return 2 if (one.mention.kind == Kind.PERCENT) == (other.mention.kind == Kind.PERCENT) else 0
    return _akin(one.group, other.group)


def _is_bare(fact: Fact) -> bool:
    return fact.cell is not None and not fact.group


@cache
def _akin(one: str, other: str) -> int:
    return 1 if any(one in group and other in group for group in (*SAME, ANSWERS)) else 0


def stop_of(gap: str) -> str:
    for name, characters in (
        ("line", "\n"),
        ("full", "。！？"),
        ("semi", "；"),
        ("bracket", "（）()"),
        ("colon", "："),
    ):
        if any(character in gap for character in characters):
            return name
    if "，" in gap:
        return "comma"
    return "list" if any(character in gap for character in "、和及与") else "none"


def length(characters: int) -> str:
    return (
        "0"
        if characters < 4
        else "4"
        if characters < 10
        else "10"
        if characters < 22
        else "22"
        if characters < 45
        else "45"
    )
