"""What a round's composite report (综合情况报告) refers to: what the groups did, what they found, what is proposed.

Every number leads to the list it was counted on.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

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
from xuncha.reports.engine.design import Reference, Vocabulary
from xuncha.reports.writing.report import Piece
from xuncha.reports.writing.words import LISTS, NUMBERS, PER_OF_A_ROUND, ROUND_FACTS, SUGGESTION_FACTS
from xuncha.rounds.models import Round, Task
from xuncha.rounds.rules.tasks import IDLE
from xuncha.rounds.tables import TASKS
from xuncha.ui.tables import Table
from xuncha.ui.tables.registry import list_url, table_of

COMMON = 3  # organisations in which a type of problem was found: from here on it is common
SHOWN = 10
VOCABULARY = Vocabulary(
    facts=ROUND_FACTS | SUGGESTION_FACTS,
    numbers=NUMBERS,
    lists=LISTS,
    per=PER_OF_A_ROUND,
    bound=dict.fromkeys(SUGGESTION_FACTS, frozenset(PER_OF_A_ROUND)),
)


@dataclass(frozen=True)
class Suggestion:
    """A disposition that asks a department for something, as it was agreed to; `number` counts from 1."""

    number: int
    row: Disposition


class RoundSource:
    """One round as of now."""

    def __init__(self, round_: Round) -> None:
        self.round = round_

    def items(self, per: str) -> list[Suggestion]:
        agreed = self._proposed.filter(
            kind=DispositionKind.DEPARTMENT, ruling__in=(Ruling.AGREED, Ruling.CHANGED)
        )
        rows = agreed.select_related("body").order_by("ruled_on", "pk")
        return [Suggestion(number, row) for number, row in enumerate(rows, start=1)]

    def pieces(self, asked: Reference, item: Any) -> list[Piece]:
        if asked.prefix in ("@", "@?"):
            fact = self._fact(asked.name, item)
            return [Piece(fact)] if fact or asked.prefix == "@?" else []
        known: dict[str, Callable[[], Iterable[Piece]]] = {
            "#tasks": lambda: self._number(self._tasks.count(), "个", TASKS, round=self.round.pk),
            "#findings": lambda: self._findings(self._found.count(), "%s个"),
            "#clues": lambda: self._number(self._clues.count(), "件", CLUES, task__round=self.round.pk),
            "#suspects": self._suspects,
            "#dispositions": lambda: self._dispositions(self._proposed.count()),
            "#ruled": lambda: [Piece("%s条" % self._proposed.exclude(ruling="").count())],
            "=tasks": self._by_kind,
            "=fieldwork": self._fieldwork,
            "=foci": self._by_focus,
            "=common": self._common,
            "=dispositions": self._by_disposition,
        }
        return list(known[asked.prefix + asked.name]())

    def _fact(self, name: str, item: Suggestion | None) -> str:
        if item is not None:
            row = item.row
            told = {
                "nth": in_chinese(item.number),
                "to": "请%s" % (row.body.short_name if row.body else "有关部门"),
                "suggestion": (row.ruled_text or row.text).rstrip("。"),
            }
            if name in told:
                return told[name]
        if name == "groups":
            return "%s个" % self.round.groups.live().count()
        return self.round.name.removesuffix("巡察") if name == "name" else self.round.name

    # --- What was done --------------------------------------------------------------------------

    @cached_property
    def _tasks(self) -> QuerySet[Task]:
        return Task.objects.live().filter(round=self.round).exclude(state__in=IDLE)

    def _by_kind(self) -> Iterator[Piece]:
        labels = dict(Task._meta.get_field("kind").flatchoices)
        kinds = self._tasks.order_by("kind").values_list("kind").annotate(n=Count("pk"))
        return _listed((labels[k], _piece(n, "个", TASKS, round=self.round.pk, kind=k)) for k, n in kinds)

    def _fieldwork(self) -> Iterator[Piece]:
        # 专题汇报 are 汇报 too, 暗访 are 走访: a sentence counts nothing twice
        totals = (total for total in lines(self.round) if total.number and not total.kind.where)
        return _listed(
            (total.kind.name, Piece(f"{total.number}{total.kind.measure}", url=self._rows(total.kind)))
            for total in totals
        )

    def _rows(self, kind: object) -> str:
        table = table_of(kind.model)  # type: ignore[attr-defined]  # a kind of the totals
        path = "task__round"
        return _address(table, **{path: self.round.pk}) if table and path in table.filters else ""

    # --- What was found -------------------------------------------------------------------------

    @cached_property
    def _found(self) -> QuerySet[Finding]:
        found = Finding.objects.live().filter(task__round=self.round, task__voided_at=None)
        return found.exclude(state__in=(FindingState.DRAFT, FindingState.DROPPED))

    @cached_property
    def _states(self) -> list[str]:
        return sorted(set(self._found.order_by().values_list("state", flat=True)))

    def _by_focus(self) -> Iterator[Piece]:
        ordered = self._found.order_by("focus__dictionary", "focus__serial")
        foci = ordered.values_list("focus", "focus__short").annotate(n=Count("pk"))
        return _listed((short, self._finding("%s个" % n, focus=focus)) for focus, short, n in foci)

    def _common(self) -> Iterator[Piece]:
        types = (
            self._found.order_by()
            .values_list("category", "category__name")
            .annotate(units=Count("task__organisation", distinct=True))
            .filter(units__gte=COMMON)
            .order_by("-units", "category__code")[:SHOWN]
        )
        return _listed(
            (name, self._finding("（%s个党组织）" % units, category=category))
            for category, name, units in types
        )

    def _findings(self, number: int, text: str) -> list[Piece]:
        return [self._finding(text % number)] if number else []

    def _finding(self, text: str, **query: int) -> Piece:
        """A number of problems. A list is filtered by one state: where they stand in several, none has just these."""
        if len(self._states) != 1:
            return Piece(text)
        asked: dict[str, int | str] = {"task__round": self.round.pk, "state": self._states[0], **query}
        return Piece(text, url=_address(FINDINGS, **asked))

    # --- What is handed on and proposed ---------------------------------------------------------

    @cached_property
    def _clues(self) -> QuerySet[Clue]:
        return Clue.objects.live().filter(task__round=self.round)

    def _suspects(self) -> list[Piece]:
        return [Piece("%s人次" % ClueSubject.objects.live().filter(clue__in=self._clues).count())]

    @cached_property
    def _proposed(self) -> QuerySet[Disposition]:
        return Disposition.objects.live().filter(task__round=self.round)

    def _dispositions(self, number: int) -> list[Piece]:
        return self._number(number, "条", DISPOSITIONS, task__round=self.round.pk)

    def _by_disposition(self) -> Iterator[Piece]:
        labels = {word.value: word.label for word in DispositionKind}
        kinds = self._proposed.order_by("kind").values_list("kind").annotate(n=Count("pk"))
        return _listed(
            (labels[kind], _piece(n, "条", DISPOSITIONS, task__round=self.round.pk, kind=kind))
            for kind, n in kinds
        )

    @staticmethod
    def _number(number: int, measure: str, table: Table, **query: int | str) -> list[Piece]:
        return [_piece(number, measure, table, **query)] if number else []


def _piece(number: int, measure: str, table: Table, **query: int | str) -> Piece:
    return Piece(f"{number}{measure}", url=_address(table, **query))


def _address(table: Table, **query: int | str) -> str:
    return f"{list_url(table)}?{urlencode(query)}"


def _listed(pairs: Iterable[tuple[str, Piece]]) -> Iterator[Piece]:
    """甲3个，乙2个"""
    for number, (name, piece) in enumerate(pairs):
        yield Piece(f"{'，' if number else ''}{name}")
        yield piece
