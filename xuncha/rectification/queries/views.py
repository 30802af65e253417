"""One ledger seen in several ways: as a table, as a board, as the lists that offices keep (domain §4.7)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import Count, Prefetch

from xuncha.kernel.viewer import Viewer
from xuncha.rectification.models import Item, Ledger, Measure, Proof, Yield
from xuncha.rectification.rules.items import DONE, OPEN, STAGED, ItemState, Tally

CARDS = 50  # of one state on a board


@dataclass(frozen=True)
class Line:
    """An item with what hangs on it."""

    item: Item
    measures: list[Measure]
    proofs: list[Proof]
    yields: list[Yield]


@dataclass(frozen=True)
class Column:
    """The items in one state: how many, and the first of them."""

    state: ItemState
    number: int
    items: list[Item]

    @property
    def is_open(self) -> bool:
        """Whether its items can be late: what a check found done or basically done is not."""
        return self.state in OPEN


@dataclass(frozen=True)
class Sheet:
    """A ledger's items in their order, as far as a page shows them."""

    lines: list[Line]

    def classes(self) -> Iterator[tuple[str, list[Line]]]:
        by_class = sorted(self.lines, key=lambda line: (line.item.item_class.serial, line.item.serial))
        for title, lines in groupby(by_class, key=lambda line: line.item.item_class.title):
            yield title, list(lines)


def sizes(ledger: Ledger, viewer: Viewer) -> dict[str, int]:
    """Items by state, in one question."""
    rows = Item.objects.visible_to(viewer).filter(ledger=ledger).order_by()
    return dict(rows.values_list("state").annotate(n=Count("pk")))


def tally_of(by_state: Mapping[str, int]) -> Tally:
    return Tally(*(sum(by_state.get(state, 0) for state in part) for part in (DONE, STAGED, OPEN)))


def board(ledger: Ledger, viewer: Viewer, limit: int = CARDS) -> list[Column]:
    """One column a state, the first due in front. A question a state that has items, and one for their numbers."""
    by_state = sizes(ledger, viewer)
    rows = Item.objects.visible_to(viewer).filter(ledger=ledger).order_by("due_on", "serial")
    return [
        Column(state, number, list(rows.filter(state=state)[:limit]) if number else [])
        for state in ItemState
        for number in (by_state.get(state, 0),)
    ]


def sheet(ledger: Ledger, viewer: Viewer, limit: int | None = None) -> Sheet:
    """The ledger as this person sees it, its first `limit` items. Four questions."""
    measures = (
        Measure.objects.visible_to(viewer)
        .select_related("owner__organisation", "lead__organisation", "department")
        .order_by("serial")
    )
    proofs = Proof.objects.visible_to(viewer).order_by("number")
    yields = Yield.objects.visible_to(viewer).order_by("at", "pk")
    below: list[Prefetch[str, Any, Any]] = [
        Prefetch("measures", measures, to_attr="planned"),
        Prefetch("proofs", proofs, to_attr="laid"),
        Prefetch("yields", yields, to_attr="brought"),
    ]
    items = (
        Item.objects.visible_to(viewer)
        .filter(ledger=ledger)
        .select_related("item_class")
        .prefetch_related(*below)
        .order_by("serial")
    )
    rows: Iterable[Any] = items[:limit]  # the prefetched lists are attributes of their own
    return Sheet([Line(row, row.planned, row.laid, row.brought) for row in rows])
