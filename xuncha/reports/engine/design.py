"""The design of a report (报告样式): its sections, their order and wording, with references where figures stand.

A reference stands in braces. Nothing is computed here: a source says what a reference comes to.

    {clues.transferred}          a figure as the catalogue prints it
    {clues.transferred|exact}    the same with nothing rounded; |over 40余, |about 左右, |in_chinese 四十三
    {n:round[n].units}           in a paragraph repeated for each round: that round's member of a family
    {n-earlier:round[n].units}   the members of the rounds before this year, one after another
    {c:linkage.county_units}     in a paragraph repeated for each county: the figure's rows of that county
    {months:guidance.dispatch}   the months in which a figure's rows lie
    {#findings} {=foci}          a number of the round, and a list of numbers by kind
    {@theme} {@?vehicles}        a fact in words; one that may be empty

A sentence (a line of a section) is left out when one of its references comes to nothing, a paragraph when no
sentence is left.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from xuncha.kernel.numerals import Style
from xuncha.kernel.refusals import NotAllowed

REFERENCE = re.compile(r"\{([^{}]*)\}")
BARE = re.compile(r"[{}]")
STYLED = frozenset({"", "c:", "n:", "n-earlier:"})  # what is printed in a style: a figure, wherever it stands
PREFIXES = ("@?", "@", "#", "=", "months:", "n-earlier:", "n:", "c:")
MOST_SECTIONS, LONGEST = 200, 4_000  # sections of a design; characters of one

PARAGRAPH, PART, LED = 0, 1, 2


@dataclass(frozen=True)
class Section:
    """A heading of the first level (PART), a paragraph, or one with a heading that runs on into it (LED).

    per   "" or what the paragraph is repeated for, see `Vocabulary.per`
    text  one sentence a line; a PART has none
    """

    level: int
    heading: str = ""
    text: str = ""
    per: str = ""

    @property
    def sentences(self) -> list[str]:
        return [line.strip() for line in self.text.splitlines() if line.strip()]


@dataclass(frozen=True)
class Design:
    title: str
    opening: str
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class Reference:
    """One reference taken apart: {n:round[n].units|exact} → "n:", "round[n].units", EXACT."""

    prefix: str
    name: str
    style: Style | None = None


@dataclass(frozen=True)
class Vocabulary:
    """What a kind of report knows, as far as words go.

    figures, families   keys of the catalogue; of a family only in a paragraph of `rounds`
    rates               those of them that are rates, dates or spans: no count, and printed as they are
    counties            keys whose rows belong to counties
    facts, numbers, lists   names of {@…}, {#…}, {=…} → what a person calls them
    per                 what a paragraph may be repeated for → what a person calls it
    rounds              those of `per` that are rounds of the year
    bound               facts that only a paragraph repeated for this has: name → `per`
    """

    figures: frozenset[str] = frozenset()
    families: frozenset[str] = frozenset()
    rates: frozenset[str] = frozenset()
    counties: frozenset[str] = frozenset()
    facts: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[str, str] = field(default_factory=dict)
    lists: Mapping[str, str] = field(default_factory=dict)
    per: Mapping[str, str] = field(default_factory=dict)
    rounds: frozenset[str] = frozenset()
    bound: Mapping[str, frozenset[str]] = field(default_factory=dict)


def part(heading: str) -> Section:
    return Section(PART, heading)


def paragraph(*sentences: str, lead: str = "", per: str = "") -> Section:
    return Section(LED if lead else PARAGRAPH, lead, "\n".join(sentences), per)


def reference(text: str) -> Reference:
    """What stands between braces, taken apart. NotAllowed for a style that there is not."""
    body, bar, style = text.strip().partition("|")
    if bar and style not in list(Style):
        raise NotAllowed(
            "“{%(text)s}”：没有名为“%(style)s”的写法，可用exact、over、about、in_chinese。",
            text=text,
            style=style,
        )
    prefix = next((known for known in PREFIXES if body.startswith(known)), "")
    return Reference(prefix, body.removeprefix(prefix), Style(style) if bar else None)


def as_json(design: Design) -> str:
    """As it is stored: readable, and the same text for the same design."""
    sections = [
        {"level": s.level, "heading": s.heading, "per": s.per, "text": s.sentences} for s in design.sections
    ]
    body = {"title": design.title, "opening": design.opening, "sections": sections}
    return json.dumps(body, ensure_ascii=False, indent=1)


def from_json(text: str) -> Design:
    body = json.loads(text)
    sections = (Section(s["level"], s["heading"], "\n".join(s["text"]), s["per"]) for s in body["sections"])
    return Design(body["title"], body["opening"], tuple(sections))


def lines(design: Design) -> list[str]:
    """The design as lines of text, to be compared with another."""
    out = [design.title, design.opening]
    for section in design.sections:
        per = f" [{section.per}]" if section.per else ""
        if section.heading or per:
            out.append(f"{'■' if section.level == PART else '□'} {section.heading}{per}")
        out += section.sentences
    return out


# --- Editing ------------------------------------------------------------------------------------


def moved(design: Design, place: int, by: int) -> Design:
    """The section at `place` (from 0) one up (−1) or down (+1); the same where there is no room."""
    other = place + by
    sections = list(design.sections)
    if 0 <= place < len(sections) and 0 <= other < len(sections):
        sections[place], sections[other] = sections[other], sections[place]
    return replace(design, sections=tuple(sections))


def without(design: Design, place: int) -> Design:
    return replace(design, sections=design.sections[:place] + design.sections[place + 1 :])


def with_new(design: Design, place: int) -> Design:
    """An empty paragraph behind the section at `place`; at the end for a place beyond it."""
    rest = design.sections[place + 1 :]
    return replace(design, sections=(*design.sections[: place + 1], Section(PARAGRAPH), *rest))


# --- Checking -----------------------------------------------------------------------------------


def faults(design: Design, known: Vocabulary) -> Iterator[NotAllowed]:
    """Everything that keeps a design from being used, a sentence each, with the section and the reference."""
    if not design.title.strip():
        yield NotAllowed("请写明报告标题")
    if not any(section.sentences for section in design.sections):
        yield NotAllowed("报告没有正文")
    if len(design.sections) > MOST_SECTIONS:
        yield NotAllowed("报告最多%(most)s节", most=MOST_SECTIONS)
    for where, text in ((NotAllowed("标题"), design.title), (NotAllowed("导语"), design.opening)):
        yield from _placed(where, _in_text(text, known, "", plain=True))
    for number, section in enumerate(design.sections, start=1):
        yield from _placed(NotAllowed("第%(number)s节", number=number), faults_of(section, known))


def _placed(where: NotAllowed, found: Iterator[NotAllowed]) -> Iterator[NotAllowed]:
    for one in found:
        yield NotAllowed("%(where)s：%(what)s", where=where, what=one)


def faults_of(section: Section, known: Vocabulary) -> Iterator[NotAllowed]:
    """What is wrong within one section."""
    if section.level not in (PARAGRAPH, PART, LED):
        yield NotAllowed("没有这一级标题")
    if section.level != PARAGRAPH and not section.heading.strip():
        yield NotAllowed("请写明本节的标题，或者改为不带标题的段落")
    if section.level == PARAGRAPH and section.heading.strip():
        yield NotAllowed("不带标题的段落不能有标题")
    if section.level == PART and section.sentences:
        yield NotAllowed("一级标题下的正文请另起一节")
    if section.level != PART and not section.sentences:
        yield NotAllowed("没有正文，请填写或者删去本节")
    if len(section.text) > LONGEST:
        yield NotAllowed("本节超过%(most)s字，请拆成几节", most=LONGEST)
    if section.per and section.per not in known.per:
        yield NotAllowed("本类报告的段落不能这样重复")
    yield from _in_text(section.heading, known, section.per, plain=True)
    for sentence in section.sentences:
        yield from _in_text(sentence, known, section.per)


def _in_text(text: str, known: Vocabulary, per: str, *, plain: bool = False) -> Iterator[NotAllowed]:
    if BARE.search(REFERENCE.sub("", text)):
        yield NotAllowed("“%(text)s”的花括号不成对", text=text[:30])
        return
    for body in REFERENCE.findall(text):
        try:
            asked = reference(body)
        except NotAllowed as why:
            yield why
            continue
        if plain and asked.prefix != "@":
            yield NotAllowed("这里只能引用文字，不能引用“{%(text)s}”", text=body)
        else:
            yield from _known(body, asked, known, per)


def _known(body: str, asked: Reference, known: Vocabulary, per: str) -> Iterator[NotAllowed]:
    if asked.style and asked.prefix not in STYLED:
        yield NotAllowed("“{%(text)s}”不是指标，不能选择写法", text=body)
    if asked.style not in (None, Style.EXACT) and asked.name in known.rates:
        yield NotAllowed("“{%(text)s}”是比率、日期或者区间，只能按原样写出", text=body)
    words = {"@": known.facts, "@?": known.facts, "#": known.numbers, "=": known.lists}.get(asked.prefix)
    if words is not None:
        yield from _a_word(body, asked, known, words, per)
    elif asked.prefix in ("n:", "n-earlier:"):
        yield from _a_family(body, asked, known, per)
    elif asked.prefix == "c:":
        if per != "county":
            yield NotAllowed("“{%(text)s}”只能写在按县（市、区）重复的段落里", text=body)
        if asked.name not in known.counties:
            yield NotAllowed("“{%(text)s}”没有分县的记录", text=body)
    elif asked.name in known.families:
        yield NotAllowed("“{%(text)s}”属于某一轮次，请写成“{n:%(name)s}”", text=body, name=asked.name)
    elif asked.name not in known.figures:
        yield NotAllowed("本类报告没有名为“{%(text)s}”的指标", text=body)


def _a_word(
    body: str, asked: Reference, known: Vocabulary, words: Mapping[str, str], per: str
) -> Iterator[NotAllowed]:
    if asked.name not in words:
        yield NotAllowed("本类报告没有名为“{%(text)s}”的内容", text=body)
    elif asked.name in known.bound and per not in known.bound[asked.name]:
        yield NotAllowed("“{%(text)s}”只能写在重复的段落里", text=body)


def _a_family(body: str, asked: Reference, known: Vocabulary, per: str) -> Iterator[NotAllowed]:
    if asked.name not in known.families:
        yield NotAllowed("没有名为“{%(text)s}”的轮次指标", text=body)
    elif asked.prefix == "n:" and per not in known.rounds:
        yield NotAllowed("“{%(text)s}”只能写在按轮次重复的段落里", text=body)
