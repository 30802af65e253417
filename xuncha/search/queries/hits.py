"""What a viewer finds: entries in which the words stand, of rows that their own `visible_to` gives this viewer.

The gate is part of the query, so the page, the numbers and the suggestions are asked of the same rows, and the rows
are asked as they are now: what was voided or withdrawn since the index was read is not found any more.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.db.models import Exists, OuterRef, Q, QuerySet

from xuncha.kernel.viewer import Viewer
from xuncha.search.models import Entry, fulltext
from xuncha.search.queries.kinds import Kind, kinds
from xuncha.search.rules.places import first_of
from xuncha.search.rules.words import Phrase
from xuncha.ui.tables.keyset import Key, Keyset
from xuncha.ui.tables.listing import COUNTED

PAGE = 20
SUGGESTED = 4  # of each kind
ORDER = Keyset((Key("id", descending=True),), salt="search:search")
ONE_DAY = timedelta(days=1)
SHOWN = ("id", "kind", "uid", "at", "text")


@dataclass(frozen=True)
class Found:
    """One page of hits."""

    entries: list[Entry]
    previous: str
    following: str


@dataclass(frozen=True)
class Question:
    """What is asked: phrases that all stand in the record, of one kind or all, between two days (included)."""

    phrases: tuple[Phrase, ...]
    kind: Kind | None = None
    since: date | None = None
    until: date | None = None


class Hits:
    """The answer to a question as one viewer sees it: nothing of what this viewer does not see."""

    def __init__(self, question: Question, viewer: Viewer) -> None:
        self.question = question
        self._gate = gate(viewer, _there(question.phrases))

    @cached_property
    def of_any_kind(self) -> QuerySet[Entry]:
        asked = self.question
        entries = Entry.objects.filter(self._gate, words__matches=asked.phrases)
        if asked.since:
            entries = entries.filter(id__gte=first_of(asked.since))
        if asked.until and asked.until < date.max:
            entries = entries.filter(id__lt=first_of(asked.until + ONE_DAY))
        return entries

    @property
    def all(self) -> QuerySet[Entry]:
        kind = self.question.kind
        return self.of_any_kind.filter(kind=kind.number) if kind else self.of_any_kind

    def page(self, cursor: str) -> Found:
        """The newest first. BadRequest for a cursor that was not made here. One query."""
        page = ORDER.page(self.all.only(*SHOWN), cursor, size=PAGE)
        return Found(page.rows, page.previous, page.following)

    def sizes(self) -> Counter[int]:
        """How many of each kind, by its number; of all together one more than COUNTED at most. One query."""
        return Counter(self.of_any_kind.order_by().values_list("kind", flat=True)[: COUNTED + 1])

    def count(self) -> int:
        """How many of the kind that is asked for, up to one more than COUNTED. One query."""
        return self.all.order_by().values("pk")[: COUNTED + 1].count()


def suggested(phrases: tuple[Phrase, ...], viewer: Viewer) -> list[tuple[Kind, Entry]]:
    """Of each kind that is offered while one types the viewer's own first, then the newest. Two queries a kind."""
    offered = [kind for kind in kinds() if kind.declared.suggested]
    return [(kind, entry) for kind in offered for entry in _offered(kind, phrases, viewer)]


def _offered(kind: Kind, phrases: tuple[Phrase, ...], viewer: Viewer) -> QuerySet[Entry]:
    own = kind.model._base_manager.filter(pk=OuterRef("row"), office=viewer.office)
    entries = Hits(Question(phrases, kind), viewer).all.only(*SHOWN).alias(own=Exists(own))
    return entries.order_by("-own", "-id")[:SUGGESTED]


def readable(viewer: Viewer, among: Iterable[Kind]) -> list[Kind]:
    """Those kinds whose pages one of the viewer's roles opens at all."""
    return [kind for kind in among if viewer.has(*kind.model.reach.roles)]


def _there(phrases: tuple[Phrase, ...]) -> list[Kind]:
    """Kinds in which the words stand at all: of these only the gate is asked. Nobody is told this."""
    numbers = fulltext.numbers_of_kinds(phrases)
    return [kind for kind in kinds() if kind.number in numbers]


def gate(viewer: Viewer, among: Sequence[Kind]) -> Q:
    """For each kind its own `visible_to`, asked of the row as it is now."""
    gate = Q(pk__in=[])
    for kind in readable(viewer, among):
        rows = kind.model.objects.visible_to(viewer).filter(pk=OuterRef("row")).order_by()
        gate |= Q(Q(kind=kind.number), Exists(rows))
    return gate
