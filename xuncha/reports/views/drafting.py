"""A design while it is being written: what the form sent, what its sections come to this year, what can be inserted."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.core.exceptions import BadRequest
from django.http import QueryDict

from xuncha.kernel.figures import Scope
from xuncha.records.models import Office
from xuncha.reports.engine.design import (
    LED,
    PARAGRAPH,
    PART,
    Design,
    Section,
    Vocabulary,
    faults_of,
    moved,
    with_new,
    without,
)
from xuncha.reports.queries.registry import FIGURES
from xuncha.reports.rules import DesignKind
from xuncha.reports.writing import rounds, years
from xuncha.reports.writing.kinds import half_of
from xuncha.reports.writing.report import Block, Source, blocks
from xuncha.reports.writing.rounds import RoundSource
from xuncha.reports.writing.years import YearSource
from xuncha.rounds.models import Round

LEVELS = ((PART, "一级标题"), (LED, "带标题的段落"), (PARAGRAPH, "段落"))
EDITS = {
    "up": lambda d, n: moved(d, n, -1),
    "down": lambda d, n: moved(d, n, 1),
    "drop": without,
    "add": with_new,
}


@dataclass(frozen=True)
class Insert:
    """Something that can be referred to: what is written, and what a person calls it."""

    text: str
    label: str
    group: str


@dataclass(frozen=True)
class Workbench:
    """What a kind of report is written against: the office's year, or its latest round."""

    kind: DesignKind
    office: Office
    scope: Scope

    @classmethod
    def of(cls, kind: DesignKind, office: Office, scope: Scope) -> "Workbench":
        if kind == DesignKind.HALF_YEAR:
            scope = half_of(office, scope.year, scope.as_of)
        return cls(kind, office, scope)

    @cached_property
    def known(self) -> Vocabulary:
        return rounds.VOCABULARY if self.kind == DesignKind.COMPOSITE else years.vocabulary(self.scope)

    @cached_property
    def source(self) -> Source | None:
        """None while there is no round to try a composite report on."""
        if self.kind != DesignKind.COMPOSITE:
            return YearSource(self.office, self.scope)
        latest = (
            Round.objects.of(self.office.pk).filter(at__lte=self.scope.day).order_by("-at", "-number").first()
        )
        return RoundSource(latest) if latest else None

    def tried(self, section: Section) -> list[Block]:
        """What the section comes to now; nothing while something in it is wrong."""
        if self.source is None or section.level == PART or any(faults_of(section, self.known)):
            return []
        return list(blocks(section, self.source))

    def inserts(self) -> Iterator[Insert]:
        """Everything a section may refer to, by group."""
        known = self.known
        for figure in FIGURES.values():
            if figure.key in known.figures:
                yield Insert("{%s}" % figure.key, figure.name, "指标")
        for figure in FIGURES.values():
            if figure.key in known.families:
                yield Insert("{n:%s}" % figure.key, figure.name, "轮次指标（按轮次重复的段落）")
        for figure in FIGURES.values():
            if figure.key in known.counties:
                yield Insert("{c:%s}" % figure.key, figure.name, "分县指标（按县重复的段落）")
        for mark, words, group in (
            ("#", known.numbers, "数字"), ("=", known.lists, "分类列举"), ("@", known.facts, "文字"),
        ):  # fmt: skip
            for name, label in words.items():
                yield Insert("{%s%s}" % (mark, name), label, group)


@dataclass(frozen=True)
class Draft:
    """What the form holds: the design, the version it was begun on, what it is saved for."""

    design: Design
    onto: int
    why: str = ""

    @classmethod
    def sent(cls, post: QueryDict) -> "Draft":
        """BadRequest for what no form of ours sends."""
        columns = [post.getlist(name) for name in ("level", "heading", "per", "text")]
        if len({len(column) for column in columns}) != 1:
            raise BadRequest("sections")
        try:
            sections = tuple(
                Section(int(level), heading.strip(), text.replace("\r\n", "\n").strip(), per)
                for level, heading, per, text in zip(*columns, strict=True)
            )
            onto = int(post.get("onto", ""))
        except ValueError as why:
            raise BadRequest("sections") from why
        title, opening = post.get("title", "").strip(), post.get("opening", "").strip()
        return cls(Design(title, opening, sections), onto, post.get("why", ""))

    def edited(self, do: str) -> "Draft":
        """After a button was pressed that adds, drops or moves a section. BadRequest for another word."""
        verb, _, place = do.partition(":")
        if verb not in EDITS or not place.isdecimal():
            raise BadRequest("do")
        return Draft(EDITS[verb](self.design, int(place)), self.onto, self.why)
