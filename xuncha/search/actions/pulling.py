"""Bringing the index up to date: it asks what came since it last looked; nobody tells it anything.

Three things are asked, in steps of a few hundred rows. First the rows of each kind above the highest key read so far:
that finds whatever was written, by verbs, imports and bulk loads alike. Then the passages since the last one read
(what was corrected, moved or voided), and with each row those whose text is made of it. Rows are read outside a
transaction and written in a short one, which another reader's step in between makes void: nothing is locked for long
and two may run at once. What did not change is not written.
"""

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import F, Max, Q, QuerySet
from django.utils import timezone

from xuncha.records.models import Passage
from xuncha.search.models import Entry, Standing, fulltext
from xuncha.search.queries.kinds import Kind, by_model, dependants, kinds
from xuncha.search.rules import catalogue
from xuncha.search.rules.progress import Progress
from xuncha.search.rules.words import words_of

STEP = 500  # rows or passages at a time
LOOKED_BACK = 50_000  # passages behind the last one in which gaps are looked for when an index begins
ALONE = frozenset({"enter", "void"})  # verbs after which no other row reads differently
ANY = "*"
COLUMNS = ("id", "kind", "row", "uid", "at", "text")  # what was written but for the words


class Overtaken(Exception):
    """Another reader wrote in the meantime: this step is void, and the next one begins where that one ended."""


@dataclass(frozen=True)
class Batch:
    """What a step found: rows of one kind that are to stand in the index as they are now."""

    kind: Kind
    rows: tuple[Any, ...]


Pause = Callable[[], None]


def catch_up(pause: Pause = lambda: None) -> int:
    """Read on to the end of what is there now. Returns how many entries were written or taken out.

    `pause` is called between two steps, so that whoever waits for the database has his turn.
    """
    changed = 0
    while True:
        try:
            changed += _read_on(_standing(), pause)
            return changed
        except Overtaken:
            pause()


def rebuild(pause: Pause = lambda: None) -> int:
    """Build the index anew from nothing."""
    _begun()
    return catch_up(pause)


def mend(pause: Pause = lambda: None) -> int:
    """Read every row again, and write what had escaped. Returns how many entries that were."""
    Standing.objects.update(filled={}, turn=F("turn") + 1)
    return catch_up(pause)


def _standing() -> Standing:
    """The index as it stands; begun anew where there is none, or where other fields are declared since."""
    standing = Standing.objects.first()
    if standing is not None and standing.catalogue == catalogue.digest():
        return standing
    return _begun()


@transaction.atomic
def _begun() -> Standing:
    """An empty index. Passages are followed from here; what they tell of is read with the rows."""
    Standing.objects.get_or_create(single=True)
    fresh = Standing.objects.select_for_update().get()
    Entry.objects.all().delete()
    fulltext.clear()
    fresh.catalogue, fresh.filled, fresh.built_at, fresh.looked_at = catalogue.digest(), {}, None, None
    fresh.turn += 1
    fresh.with_progress(_passages_so_far()).save()
    return fresh


def _passages_so_far() -> Progress:
    """The last passage, and those before it that are still under way."""
    last: int = Passage.objects.aggregate(last=Max("pk"))["last"] or 0
    first = max(0, last - LOOKED_BACK)
    seen = Passage.objects.filter(pk__gt=first).order_by("pk").values_list("pk", flat=True)
    return Progress(first).after(list(seen), time.time())


def _read_on(standing: Standing, pause: Pause) -> int:
    changed = 0
    for kind in _with_unread(standing):
        while rows := _unread(standing, kind):
            found = differences([Batch(kind, rows)])
            standing.filled = {**standing.filled, kind.declared.model: rows[-1].pk}
            changed += _write(standing, *found)
            pause()
    while numbers := _new_passages(standing.progress):
        for batch in _told(numbers):
            if any(found := differences([batch])):
                changed += _write(standing, *found)
                pause()
        standing.with_progress(standing.progress.after(numbers, time.time()))
        _write(standing)
    _arrived(standing)
    return changed


def _with_unread(standing: Standing) -> list[Kind]:
    """Kinds that have rows above the last one read: asked in one query, since it is asked again and again."""
    with connection.cursor() as cursor:
        cursor.execute(_highest())
        highest: dict[int, int | None] = dict(cursor.fetchall())
    return [
        kind for kind in kinds() if (highest[kind.number] or 0) > standing.filled.get(kind.declared.model, 0)
    ]


@cache
def _highest() -> str:
    quote = connection.ops.quote_name
    parts = (f"SELECT {kind.number}, MAX(id) FROM {quote(kind.model._meta.db_table)}" for kind in kinds())
    return " UNION ALL ".join(parts)


def _unread(standing: Standing, kind: Kind) -> tuple[Any, ...]:
    after = standing.filled.get(kind.declared.model, 0)
    return tuple(kind.rows().filter(pk__gt=after).order_by("pk")[:STEP])


def _new_passages(progress: Progress) -> list[int]:
    wanted = Q(pk__gt=progress.high)
    for gap in progress.gaps:
        wanted |= Q(pk__range=(gap.first, gap.last))
    return list(Passage.objects.filter(wanted).order_by("pk").values_list("pk", flat=True)[:STEP])


def _told(numbers: Sequence[int]) -> Iterator[Batch]:
    """The rows of which these passages tell, and those that are made of them."""
    uids: dict[str, set[UUID]] = defaultdict(set)
    moved: dict[str, set[UUID]] = defaultdict(set)
    columns: dict[str, set[str]] = defaultdict(set)
    passages = Passage.objects.filter(pk__in=numbers).values_list("subject", "subject_uid", "verb", "changes")
    for subject, uid, verb, changes in passages:
        uids[subject].add(uid)
        if verb not in ALONE:
            moved[subject].add(uid)
            columns[subject] |= {*changes} or {ANY}
    for model, found in uids.items():
        if kind := by_model().get(model):
            yield from _in_steps(kind, kind.rows().filter(uid__in=found))
    for model, found in moved.items():
        yield from _made_of(model, found, columns[model])


def _made_of(model: str, uids: Iterable[UUID], columns: set[str]) -> Iterator[Batch]:
    """Rows whose text is made of these. A step of a life cycle does not say what it set: any column may be read."""
    for kind, path, read in dependants().get(model, ()):
        if ANY in columns or columns & read:
            yield from _in_steps(kind, kind.rows().filter(**{f"{path}__uid__in": list(uids)}))


def _in_steps(kind: Kind, rows: QuerySet[Any]) -> Iterator[Batch]:
    found = rows.iterator(chunk_size=STEP)
    while step := tuple(islice(found, STEP)):
        yield Batch(kind, step)


def _write(standing: Standing, gone: Sequence[Entry] = (), fresh: Sequence[Entry] = ()) -> int:
    """Write what differs, and how far that brought the index, in one transaction. Returns how many entries changed."""
    with transaction.atomic():
        _take_turn(standing)
        if gone:
            fulltext.drop((entry.id, words_of(entry.text.split("\n"))) for entry in gone)
            Entry.objects.filter(pk__in=[entry.pk for entry in gone]).delete()
        if fresh:
            Entry.objects.bulk_create(fresh, batch_size=STEP)
            fulltext.put((entry.id, entry.words) for entry in fresh)
    return max(len(gone), len(fresh))


def differences(batches: Iterable[Batch]) -> tuple[list[Entry], list[Entry]]:
    """(entries that no longer tell the truth, entries that do) of these rows."""
    gone: dict[int, Entry] = {}
    fresh: dict[int, Entry] = {}
    for batch in batches:
        keys = [row.pk for row in batch.rows]
        there = Entry.objects.filter(kind=batch.kind.number, row__in=keys).only(*COLUMNS)
        known = {entry.row: entry for entry in there}
        for row in batch.rows:
            old, new = known.get(row.pk), batch.kind.entry(row) if row.voided_at is None else None
            if old and (new is None or old.says() != new.says()):
                gone[old.pk] = old
            if new and (old is None or old.says() != new.says()):
                fresh[new.pk] = new
    return list(gone.values()), list(fresh.values())


def _take_turn(standing: Standing) -> None:
    """Overtaken where somebody else has written since this was read; the row is locked until the transaction ends."""
    turn = standing.turn
    standing.turn += 1
    updated = Standing.objects.filter(pk=standing.pk, turn=turn).update(
        turn=standing.turn, filled=standing.filled, high=standing.high, gaps=standing.gaps
    )
    if not updated:
        raise Overtaken


def _arrived(standing: Standing) -> None:
    """Everything that was there has been read."""
    now = timezone.now()
    if standing.built_at is None:
        fulltext.settle()
    there = Standing.objects.filter(pk=standing.pk, turn=standing.turn)
    there.update(looked_at=now, built_at=standing.built_at or now)
