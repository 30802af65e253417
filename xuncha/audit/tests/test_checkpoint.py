"""The chain in its real table against a checkpoint: forged by SQL with the triggers dropped, and named all the same."""

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from xuncha.audit import actions, signing
from xuncha.audit.models import Entry
from xuncha.audit.queries import told, verified
from xuncha.audit.rules import ROOT, digest
from xuncha.kernel.refusals import BadInput
from xuncha.records import appendonly, keys

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path) -> Iterator[None]:
    before, settings.XUNCHA_HOME = settings.XUNCHA_HOME, tmp_path
    keys.forget()
    yield
    settings.XUNCHA_HOME = before
    keys.forget()


@pytest.fixture
def chain() -> list[Entry]:
    return [actions.record(who=f"账号{n}", verb="open clue", subject=f"线索{n}") for n in range(8)]


@pytest.fixture
def taken(chain: list[Entry]) -> bytes:
    """The auditor's file; the chain went on after it."""
    file = actions.take_checkpoint(who="审计员")[1]
    actions.record(who="甲", verb="grant", subject="乙")
    return file


def tamper(sql: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def reckon() -> None:
    """Every digest anew, so that the chain holds by itself."""
    entries, previous = list(Entry.objects.order_by("id")), ROOT
    for entry in entries:
        tamper(
            "UPDATE audit_entry SET previous = %s, digest = %s WHERE id = %s",
            uuid4().hex * 2,
            uuid4().hex * 2,
            entry.pk,
        )
    for entry in entries:
        own = digest(told(entry), entry.who, entry.verb, entry.subject, entry.note, previous)
        tamper("UPDATE audit_entry SET previous = %s, digest = %s WHERE id = %s", previous, own, entry.pk)
        previous = own


def edit(column: str) -> Callable[[list[Entry]], None]:
    def done(chain: list[Entry]) -> None:
        value: object = "别人"
        if column == "at":
            value = chain[0].at
        if column == "uid":
            value = uuid4() if connection.vendor == "postgresql" else uuid4().hex
        if column in ("previous", "digest"):
            value = "a" * 64
        tamper(f"UPDATE audit_entry SET {column} = %s WHERE id = %s", value, chain[3].pk)

    return done


def remove(chain: list[Entry]) -> None:
    tamper("DELETE FROM audit_entry WHERE id = %s", chain[3].pk)


def remove_and_reckon(chain: list[Entry]) -> None:
    remove(chain)
    reckon()


def insert_and_reckon(chain: list[Entry]) -> None:
    for entry in Entry.objects.filter(pk__gte=chain[3].pk).order_by("-pk"):
        tamper("UPDATE audit_entry SET id = id + 1 WHERE id = %s", entry.pk)
    Entry.objects.create(
        id=chain[3].pk, at=chain[3].at, who="别人", verb="v", subject="s", previous="f" * 64, digest="f" * 64
    )
    reckon()


def swap(chain: list[Entry]) -> None:
    a, b = chain[3].pk, chain[6].pk
    for old, new in ((a, -1), (b, a), (-1, b)):
        tamper("UPDATE audit_entry SET id = %s WHERE id = %s", new, old)


def rewrite(chain: list[Entry]) -> None:
    edit("who")(chain)
    reckon()


def cut_off(chain: list[Entry]) -> None:
    tamper("DELETE FROM audit_entry WHERE id >= %s", chain[3].pk)


FORGERIES: dict[str, tuple[Callable[[list[Entry]], None], str]] = {
    **{f"edit {name}": (edit(name), "edited") for name in ("at", "who", "verb", "subject", "note", "uid")},
    **{f"edit {name}": (edit(name), "relinked") for name in ("previous", "digest")},
    "remove": (remove, "removed"),
    "remove and reckon": (remove_and_reckon, "removed"),
    "insert and reckon": (insert_and_reckon, "inserted"),
    "swap": (swap, "moved"),
    "rewrite all": (rewrite, "edited"),
    "cut off": (cut_off, "removed"),
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_what_was_forged_by_sql_is_named(forgery: str, chain: list[Entry], taken: bytes) -> None:
    forge, kind = FORGERIES[forgery]
    with appendonly.lifted(Entry):
        forge(chain)
    verdict = verified(taken)
    assert not verdict.good
    assert (chain[3].pk, kind) in {(fault.id, fault.kind.value) for fault in verdict.faults}
    fault = next(fault for fault in verdict.faults if fault.id == chain[3].pk and fault.kind.value == kind)
    assert fault.at == int(chain[3].at.timestamp() * 1000)


def test_a_chain_that_only_grew_is_whole_and_the_taking_stands_in_it(taken: bytes) -> None:
    verdict = verified(taken)
    assert verdict.good
    assert (verdict.count, verdict.checkpoint and verdict.checkpoint.count) == (10, 9)
    entry = Entry.objects.get(verb="checkpoint")
    assert entry.who == "审计员"
    assert entry.note == signing.fingerprint(signing.public())
    assert b"\xe7\xba\xbf\xe7\xb4\xa2" not in taken  # what entries say does not leave with it


def test_what_is_forged_after_the_checkpoint_is_told_by_the_chain(chain: list[Entry], taken: bytes) -> None:
    last = Entry.objects.order_by("-pk")[0]
    with appendonly.lifted(Entry):
        tamper("UPDATE audit_entry SET who = 'x' WHERE id = %s", last.pk)
    verdict = verified(taken)
    assert verdict.faults == []
    assert list(verdict.flaws) == [last.pk]


def test_a_dropped_trigger_is_told(taken: bytes) -> None:
    appendonly.lift(connection, [Entry])
    verdict = verified(taken)
    assert (verdict.faults, verdict.unguarded, verdict.good) == ([], ["audit_entry"], False)


def test_a_file_of_another_key_needs_its_fingerprint(taken: bytes) -> None:
    fingerprint = signing.fingerprint(signing.public())
    signing.key_file().unlink()
    keys.forget()
    with pytest.raises(BadInput, match="另一把密钥"):
        verified(taken)
    with pytest.raises(BadInput):
        verified(taken, key="0000")
    assert verified(taken, key=fingerprint).good


def test_the_command_writes_a_file_and_answers_with_it(
    chain: list[Entry], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "taken.txt"
    call_command("audit", "checkpoint", output=path)
    assert path.stat().st_mode & 0o077 == 0
    call_command("audit", "verify", checkpoint=path)
    assert "完整" in capsys.readouterr().out
    with pytest.raises(BadInput, match="已经存在"):
        call_command("audit", "checkpoint", output=path)
    with appendonly.lifted(Entry):
        rewrite(chain)
    with pytest.raises(SystemExit) as end:
        call_command("audit", "verify", checkpoint=path)
    said = capsys.readouterr().out
    assert end.value.code == 1
    assert f"第{chain[3].pk}条（" in said
    assert "内容被改动" in said
    assert f"第{chain[4].pk}条至第{chain[7].pk + 1}条，共5条" in said
    path.write_bytes(path.read_bytes()[:-9])
    for broken in (path, tmp_path / "none"):
        with pytest.raises(BadInput):
            call_command("audit", "verify", checkpoint=broken)
