"""Whether the index says what the rows say: every row read again and compared, nothing written."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count

from xuncha.search.models import Entry, fulltext
from xuncha.search.queries.kinds import Kind, kinds

STEP = 500


@dataclass(frozen=True)
class Verdict:
    """missing  rows that are not in the index; stale  that are there as they were; left  entries without such a row.

    unlike  by how many the words differ from the entries, where they are kept apart from them (SQLite)
    """

    rows: int
    missing: int
    stale: int
    left: int
    unlike: int

    @property
    def good(self) -> bool:
        return not (self.missing or self.stale or self.left or self.unlike)


def verdict() -> Verdict:
    sizes = dict(Entry.objects.order_by().values_list("kind").annotate(size=Count("pk")))
    rows = missing = stale = known = 0
    for kind in kinds():
        for there, right in _compared(kind):
            rows += 1
            missing, stale, known = missing + (not there), stale + (there and not right), known + there
    entries, words = sum(sizes.values()), fulltext.size()
    return Verdict(rows, missing, stale, entries - known, 0 if words is None else abs(words - entries))


def _compared(kind: Kind) -> Iterator[tuple[bool, bool]]:
    """Of each row that stands: whether it has an entry, and whether that says the same."""
    after = 0
    while rows := list(kind.rows().filter(pk__gt=after, voided_at=None).order_by("pk")[:STEP]):
        after = rows[-1].pk
        there = Entry.objects.filter(kind=kind.number, row__in=[row.pk for row in rows]).defer("words")
        known = {entry.row: entry for entry in there}
        for row in rows:
            entry = known.get(row.pk)
            yield entry is not None, entry is not None and entry.says() == kind.entry(row).says()
