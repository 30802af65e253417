"""The composite report of a round (综合情况报告): what the groups did, what they found, what is proposed.

Assembled from rows at the moment of asking; every number leads to the list it was counted on.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.utils.http import urlencode

from xuncha.clues.models import Clue, ClueSubject
from xuncha.clues.tables import CLUES
from xuncha.fieldwork.queries.totals import lines
from xuncha.findings.models import Finding
from xuncha.findings.rules import FindingState
from xuncha.findings.tables import FINDINGS
from xuncha.kernel.numerals import in_chinese
from xuncha.leadership.models import Disposition
from xuncha.leadership.rules import DispositionKind, Ruling
from xuncha.leadership.tables import DISPOSITIONS
from xuncha.records.models import Office
from xuncha.rounds.models import Round, Task
from xuncha.rounds.rules.tasks import IDLE
from xuncha.rounds.tables import TASKS
from xuncha.ui.tables import Table
from xuncha.ui.tables.registry import list_url, table_of

COMMON = 3  # organisations in which a type of problem was found: from here on it is common
SHOWN = 10


@dataclass(frozen=True)
class Piece:
    """A stretch of text; a number with the address of its rows."""

    text: str
    url: str = ""


@dataclass(frozen=True)
class Part:
    title: str
    paragraphs: list[list[Piece]]


@dataclass(frozen=True)
class Composite:
    round: Round
    office: Office
    title: str
    parts: list[Part]


def composite(round_: Round) -> Composite:
    """The round's report as of now. Parts of which there is nothing to say are left out."""
    assembled = _Assembly(round_)
    parts = [
        Part("巡察工作开展情况", [*assembled.targets(), *assembled.fieldwork()]),
        Part("巡察发现的主要问题", [*assembled.findings(), *assembled.common()]),
        Part("问题线索和处置建议", [*assembled.clues(), *assembled.dispositions()]),
        Part("工作建议", list(assembled.suggestions())),
    ]
    title = "关于%s巡察综合情况的报告" % round_.name.removesuffix("巡察")
    return Composite(round_, round_.office, title, [part for part in parts if part.paragraphs])


class _Assembly:
    def __init__(self, round_: Round) -> None:
        self.round = round_
        self.found = Finding.objects.live().filter(task__round=round_, task__voided_at=None)
        self.found = self.found.exclude(state__in=(FindingState.DRAFT, FindingState.DROPPED))
        self.states = sorted(set(self.found.order_by().values_list("state", flat=True)))

    def targets(self) -> Iterator[list[Piece]]:
        tasks = Task.objects.live().filter(round=self.round).exclude(state__in=IDLE)
        kinds = tasks.order_by("kind").values_list("kind").annotate(n=Count("pk"))
        labels = dict(Task._meta.get_field("kind").flatchoices)
        if not (total := tasks.count()):
            return
        groups = self.round.groups.live().count()
        yield [
            Piece("%s派出%s个巡察组，对" % (self.round.name, groups)),
            _number(total, "个", TASKS, round=self.round.pk),
            Piece("党组织开展巡察，其中"),
            *_listed(
                (labels[kind], _number(n, "个", TASKS, round=self.round.pk, kind=kind)) for kind, n in kinds
            ),
        ]

    def fieldwork(self) -> Iterator[list[Piece]]:
        # 专题汇报 are 汇报 too, 暗访 are 走访: a sentence counts nothing twice
        totals = [total for total in lines(self.round) if total.number and not total.kind.where]
        if totals:
            yield [
                Piece("现场了解期间，"),
                *_listed(
                    (total.kind.name, Piece(f"{total.number}{total.kind.measure}", self._rows(total.kind)))
                    for total in totals
                ),
            ]

    def _rows(self, kind: object) -> str:
        table = table_of(kind.model)  # type: ignore[attr-defined]  # a kind of the totals
        path = "task__round"
        return _address(table, **{path: self.round.pk}) if table and path in table.filters else ""

    def findings(self) -> Iterator[list[Piece]]:
        total = self.found.count()
        if not total:
            return
        by_focus = (
            self.found.order_by("focus__dictionary", "focus__serial")
            .values_list("focus", "focus__short")
            .annotate(n=Count("pk"))
        )
        yield [
            Piece("共发现问题"),
            self._found("%s个" % total),
            Piece("。按监督重点分，"),
            *_listed((short, self._found("%s个" % n, focus=focus)) for focus, short, n in by_focus),
        ]

    def common(self) -> Iterator[list[Piece]]:
        types = (
            self.found.order_by()
            .values_list("category", "category__name")
            .annotate(units=Count("task__organisation", distinct=True))
            .filter(units__gte=COMMON)
            .order_by("-units", "category__code")[:SHOWN]
        )
        found = list(types)
        if found:
            yield [
                Piece("比较普遍的有："),
                *_listed(
                    (name, self._found("（%s个党组织）" % units, category=category))
                    for category, name, units in found
                ),
            ]

    def _found(self, text: str, **query: int) -> Piece:
        """A number of problems. A list is filtered by one state: where they stand in several, none has just these."""
        if len(self.states) != 1:
            return Piece(text)
        asked: dict[str, int | str] = {"task__round": self.round.pk, "state": self.states[0], **query}
        return Piece(text, _address(FINDINGS, **asked))

    def clues(self) -> Iterator[list[Piece]]:
        clues = Clue.objects.live().filter(task__round=self.round)
        if total := clues.count():
            persons = ClueSubject.objects.live().filter(clue__in=clues).count()
            yield [
                Piece("发现问题线索"),
                _number(total, "件", CLUES, task__round=self.round.pk),
                Piece("，反映%s人次。" % persons),
            ]

    def dispositions(self) -> Iterator[list[Piece]]:
        proposed = self._dispositions()
        total = proposed.count()
        if not total:
            return
        labels = {word.value: word.label for word in DispositionKind}
        by_kind = proposed.order_by("kind").values_list("kind").annotate(n=Count("pk"))
        ruled = proposed.exclude(ruling="").count()
        yield [
            Piece("提出处置建议"),
            _number(total, "条", DISPOSITIONS, task__round=self.round.pk),
            Piece("，领导小组已决定%s条。其中，" % ruled),
            *_listed(
                (labels[kind], _number(n, "条", DISPOSITIONS, task__round=self.round.pk, kind=kind))
                for kind, n in by_kind
            ),
        ]

    def suggestions(self) -> Iterator[list[Piece]]:
        agreed = self._dispositions().filter(
            kind=DispositionKind.DEPARTMENT, ruling__in=(Ruling.AGREED, Ruling.CHANGED)
        )
        for number, row in enumerate(agreed.select_related("body").order_by("ruled_on", "pk"), start=1):
            to = "请%s" % row.body.short_name if row.body else "请有关部门"
            yield [
                Piece("%s是%s：%s。" % (in_chinese(number), to, (row.ruled_text or row.text).rstrip("。")))
            ]

    def _dispositions(self) -> QuerySet[Disposition]:
        return Disposition.objects.live().filter(task__round=self.round)


def _number(number: int, measure: str, table: Table, **query: int | str) -> Piece:
    return Piece(f"{number}{measure}", _address(table, **query))


def _address(table: Table, **query: int | str) -> str:
    return f"{list_url(table)}?{urlencode(query)}"


def _listed(pairs: Iterable[tuple[str, Piece]]) -> Iterator[Piece]:
    """甲3个，乙2个。"""
    for number, (name, piece) in enumerate(pairs):
        yield Piece(f"{'，' if number else ''}{name}")
        yield piece
    yield Piece("。")
