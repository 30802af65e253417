"""The chain: whatever is changed, taken out, put in, swapped or cut off shows; what is whole is whole."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection, transaction

from xuncha.audit import actions
from xuncha.audit.models import Entry
from xuncha.audit.queries import anchors_file, broken_entries
from xuncha.audit.rules import ROOT, Anchor, Link, broken, digest
from xuncha.kernel.refusals import NotAllowed
from xuncha.records import appendonly

pytestmark = pytest.mark.django_db

COLUMNS = ("at", "who", "verb", "subject", "note", "previous", "digest")


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path) -> Iterator[None]:
    """Anchors of one test are not another's."""
    before, settings.XUNCHA_HOME = settings.XUNCHA_HOME, tmp_path
    yield
    settings.XUNCHA_HOME = before


@pytest.fixture
def chain() -> list[Entry]:
    return [
        actions.record(who=f"账号{n}", verb="open clue", subject=f"线索{n}", note="查阅") for n in range(5)
    ]


def tamper(sql: str, *values: Any) -> None:
    """Past every door of the program, as one with rights on the database would."""
    with appendonly.lifted(Entry), connection.cursor() as cursor:
        cursor.execute(sql, values)


def rewrite(entry: Entry, **columns: object) -> None:
    sets = ", ".join(f"{name} = %s" for name in columns)
    tamper(f"UPDATE audit_entry SET {sets} WHERE id = %s", *columns.values(), entry.pk)


def test_an_empty_and_an_untouched_chain_are_whole(chain: list[Entry]) -> None:
    assert broken_entries() == []
    assert chain[0].previous == ROOT
    assert [e.previous for e in chain[1:]] == [e.digest for e in chain[:-1]]


@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize("place", [0, 2, 4])
def test_an_edit_of_any_column_of_any_entry_shows_at_that_entry(
    column: str, place: int, chain: list[Entry]
) -> None:
    entry = chain[place]
    changed: dict[str, object] = {
        "at": entry.at + timedelta(microseconds=1),
        "previous": "a" * 64,
        "digest": "a" * 64,
    }
    rewrite(entry, **{column: changed.get(column, "别人")})
    assert entry.pk in broken_entries()


def test_an_edited_text_with_a_digest_to_match_shows_at_the_next_entry(chain: list[Entry]) -> None:
    entry = chain[2]
    at = entry.at.astimezone(UTC).isoformat()
    forged = digest(at, entry.who, entry.verb, "别的线索", entry.note, entry.previous)
    rewrite(entry, subject="别的线索", digest=forged)
    assert broken_entries() == [chain[3].pk]


@pytest.mark.parametrize("place", [0, 1, 2, 3])
def test_a_removed_entry_shows_at_the_one_after_it(place: int, chain: list[Entry]) -> None:
    tamper("DELETE FROM audit_entry WHERE id = %s", chain[place].pk)
    assert broken_entries() == [chain[place + 1].pk]


def test_several_removed_entries_show(chain: list[Entry]) -> None:
    tamper("DELETE FROM audit_entry WHERE id IN (%s, %s)", chain[1].pk, chain[2].pk)
    assert broken_entries() == [chain[3].pk]


def test_an_inserted_entry_shows_even_with_a_digest_of_its_own(chain: list[Entry]) -> None:
    """Made room for between two entries, as it would follow from the first of them."""
    for entry in reversed(chain[2:]):
        tamper("UPDATE audit_entry SET id = id + 1 WHERE id = %s", entry.pk)
    at = datetime(2019, 6, 3, tzinfo=UTC)
    own = digest(at.isoformat(), "别人", "open clue", "线索", "", chain[1].digest)
    # `previous` is unique: the forger cannot even take the true one
    Entry.objects.create(
        id=chain[2].pk, at=at, who="别人", verb="open clue", subject="线索", previous="f" * 64, digest=own
    )
    assert broken_entries() == [chain[2].pk, chain[2].pk + 1]


@pytest.mark.parametrize(("one", "other"), [(0, 1), (1, 3), (3, 4)])
def test_swapped_entries_show(one: int, other: int, chain: list[Entry]) -> None:
    a, b = chain[one].pk, chain[other].pk
    for old, new in ((a, -1), (b, a), (-1, b)):
        tamper("UPDATE audit_entry SET id = %s WHERE id = %s", new, old)
    assert {a, b} <= set(broken_entries())


@pytest.mark.parametrize("kept", [0, 1, 4])
def test_a_chain_that_was_cut_off_shows_by_its_anchor(kept: int, chain: list[Entry]) -> None:
    actions.anchor()
    for entry in chain[kept:]:
        tamper("DELETE FROM audit_entry WHERE id = %s", entry.pk)
    assert broken_entries() == [chain[-1].pk]


def test_a_chain_that_was_reckoned_anew_shows_by_its_anchors(chain: list[Entry]) -> None:
    actions.anchor()
    previous = ROOT
    for entry in chain:
        at = entry.at.astimezone(UTC).isoformat()
        own = digest(at, "别人", entry.verb, entry.subject, entry.note, previous)
        rewrite(entry, who="别人", previous=str(uuid4().hex * 2), digest=str(uuid4().hex * 2))
        rewrite(entry, previous=previous, digest=own)
        previous = own
    assert broken_entries() == [chain[-1].pk]
    actions.anchor()  # noting the bent end later does not straighten it
    assert broken_entries() == [chain[-1].pk]


def test_a_chain_that_grew_after_its_anchor_is_whole(chain: list[Entry]) -> None:
    actions.anchor()
    actions.record(who="甲", verb="grant", subject="乙")
    actions.anchor()
    actions.anchor()
    assert broken_entries() == []
    assert len(anchors_file().read_text().splitlines()) == 3


def test_an_empty_chain_has_no_anchor_and_a_torn_line_is_no_anchor() -> None:
    actions.anchor()
    assert not anchors_file().exists()
    anchors_file().parent.mkdir()
    anchors_file().write_text("7 abc\n8")
    assert broken_entries() == []


def test_the_anchors_are_the_accounts_own_to_read(chain: list[Entry]) -> None:
    actions.anchor()
    assert anchors_file().stat().st_mode & 0o077 == 0
    assert anchors_file().parent.stat().st_mode & 0o077 == 0


def test_the_program_itself_neither_changes_nor_deletes_an_entry(chain: list[Entry]) -> None:
    entry = chain[0]
    entry.who = "别人"
    attempts: tuple[Callable[[], object], ...] = (
        entry.save,
        entry.delete,
        lambda: Entry.objects.filter(pk=entry.pk).update(who="别人"),
        lambda: Entry.objects.all().delete(),
        lambda: Entry.objects.bulk_update([entry], ["who"]),
    )
    for attempt in attempts:
        with pytest.raises(NotAllowed, match="只能新增"), transaction.atomic():
            attempt()
    assert Entry.objects.count() == 5
    assert broken_entries() == []


def test_long_texts_are_cut_before_they_are_bound(chain: list[Entry]) -> None:
    entry = actions.record(who="甲", verb="export", subject="长" * 500, note="述" * 500)
    assert (len(entry.subject), len(entry.note)) == (200, 300)
    assert broken_entries() == []


def test_a_writer_whose_place_was_taken_meanwhile_tries_again(chain: list[Entry]) -> None:
    taken: list[str] = []

    def take_its_place(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith("INSERT INTO") and "audit_entry" in sql and len(taken) < 3:
            taken.append(sql)
            Entry.objects.bulk_create([_follower(chain[-1])])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(take_its_place):
        late = actions.record(who="慢", verb="grant", subject="后到")
    assert len(taken) == 3
    assert late.previous == chain[-1].digest
    assert broken_entries() == []


def _follower(last: Entry) -> Entry:
    return Entry(
        at=last.at, who="快", verb="grant", subject="先到", previous=last.digest, digest=uuid4().hex * 2
    )


@pytest.mark.django_db(transaction=True)
def test_writers_at_the_same_moment_follow_one_another() -> None:
    """Real threads where the database has rows to wait for; an embedded one lets one writer in at a time anyway."""
    writers = 6 if connection.vendor == "postgresql" else 1
    with ThreadPoolExecutor(writers) if writers > 1 else nullcontext() as pool:
        run = pool.map if pool else map
        list(run(_write_ten, range(writers)))
    assert Entry.objects.count() == 10 * writers
    assert broken_entries() == []


def _write_ten(writer: int) -> None:
    for n in range(10):
        actions.record(who=f"账号{writer}", verb="open clue", subject=str(n))
    if threading.current_thread() is not threading.main_thread():
        connection.close()


def test_reading_the_chain_back_asks_once_however_long_it_is(
    chain: list[Entry], django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1):
        broken_entries()


def test_the_arithmetic_of_the_chain_needs_no_database() -> None:
    first = Link(1, "t1", "甲", "v", "s", "", ROOT, digest("t1", "甲", "v", "s", "", ROOT))
    second = Link(2, "t2", "乙", "v", "s", "", first.digest, digest("t2", "乙", "v", "s", "", first.digest))
    assert broken([]) == []
    assert broken([first, second]) == []
    assert broken([second, first]) == [1, 2]
    assert broken([second]) == [2]
    assert broken([first, second._replace(note="改")]) == [2]
    assert broken([first], [Anchor(2, second.digest)]) == [2]
    assert broken([first, second], [Anchor(2, "f" * 64)]) == [2]
    assert broken([first, second], [Anchor(1, first.digest), Anchor(2, second.digest)]) == []
    # moving text from one column to the next changes the digest
    assert digest("t", "ab", "c", "", "", ROOT) != digest("t", "a", "bc", "", "", ROOT)
