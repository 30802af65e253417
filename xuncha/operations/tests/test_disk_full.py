"""A full disk: said in words, nothing half-written under a final name, nothing acknowledged lost; afterwards it works again.

The database is full by its own limit of pages, files are by the limit of their size that the process is given: both
answer as a full disk does, and both are lifted again.
"""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from xuncha.audit import actions as audit
from xuncha.audit.queries import anchors, anchors_file, broken_entries
from xuncha.config import command
from xuncha.fieldwork.models import SitIn
from xuncha.fieldwork.tests.records import on_site, sits_in
from xuncha.files import actions as files
from xuncha.kernel.refusals import BadInput
from xuncha.operations.backup import keys, take, verify
from xuncha.people.tests.builders import installation
from xuncha.records.models import Passage
from xuncha.records.rules import Role
from xuncha.reports.tests.conftest import Typed, typed

__all__ = ["typed"]
pytestmark = pytest.mark.django_db
ROWS = 200  # with their passages more than the free pages that the tables of the tests hold


@contextmanager
def no_file_larger_than(size: int) -> Iterator[None]:
    """What is written beyond it fails as on a disk whose quota is used up. Python leaves the signal out."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@contextmanager
def full_database() -> Iterator[None]:
    """No page more than it has now."""
    with connection.cursor() as cursor:
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
        most = cursor.execute("PRAGMA max_page_count").fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {pages}")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA max_page_count = {most}")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="a server's disk is not ours to fill")
@pytest.mark.django_db(transaction=True)
def test_a_write_that_finds_no_room_is_answered_so_and_leaves_nothing(client: Client) -> None:
    task = on_site()
    installation(task.office)
    sits_in(client, Role.MEMBER, task)
    client.raise_request_exception = False
    door = reverse("fieldwork:sit_ins_new", args=[task.uid])
    stored, refused = [], 0
    with full_database():
        for number in range(ROWS):
            name = f"会议{number}"
            answer = client.post(door, {"at": "2019-06-12", "meeting": name, "topic": "议" * 90})
            if answer.status_code == 302:
                stored.append(name)
                continue
            refused += 1
            assert answer.status_code == 507, answer.content.decode()
            assert "磁盘空间不足" in answer.content.decode()
    assert refused
    rows = dict(SitIn.objects.values_list("meeting", "uid"))
    assert sorted(rows) == sorted(stored)
    steps = Passage.objects.filter(subject="fieldwork.sitin", verb="enter")
    assert set(steps.values_list("subject_uid", flat=True)) == set(rows.values())
    assert not broken_entries()
    again = client.post(door, {"at": "2019-06-12", "meeting": "以后", "topic": "议题"})
    assert again.status_code == 302
    assert SitIn.objects.filter(meeting="以后").exists()


def test_an_attachment_that_finds_no_room_leaves_no_file(home: Path) -> None:
    content = b"%PDF-1.4 " + b"x" * 20_000
    kept = Path(settings.XUNCHA_HOME) / "files"
    before = {path for path in kept.rglob("*") if path.is_file()}
    with no_file_larger_than(4096), pytest.raises(OSError, match="too large"):
        files.keep(content)
    assert {path for path in kept.rglob("*") if path.is_file()} == before
    digest = files.keep(content)
    assert files.path_of(digest).read_bytes() == content


def test_a_backup_that_finds_no_room_is_none(tmp_path: Path, typed: Typed) -> None:
    installation(on_site().office)
    take.new_key(str(tmp_path / "keeper.key"))
    whole = tmp_path / "backup"
    take.back_up(str(whole))
    before = whole.read_bytes()
    with no_file_larger_than(2048):
        said = typed("backup", "-o", whole)
    assert said.code == 2
    assert "磁盘空间不足" in said.err
    assert whole.read_bytes() == before
    assert {path.name for path in tmp_path.iterdir()} == {"keeper.key", "backup"}
    assert typed("backup", "-o", whole).code == 0
    assert verify.verify(whole, keys.keeper(tmp_path / "keeper.key")).rows > 0
    take.writer_file().unlink()


def test_half_a_key_is_no_key(tmp_path: Path) -> None:
    with no_file_larger_than(10), pytest.raises(BadInput, match="磁盘空间不足"):
        keys.put(tmp_path / "keeper.key", b"x" * 100)
    assert not (tmp_path / "keeper.key").exists()
    keys.put(tmp_path / "keeper.key", b"x" * 100)


def test_an_end_of_the_chain_that_finds_no_room_leaves_no_half_line() -> None:
    audit.record(who="a", verb="sign in", subject="1")
    audit.anchor()
    noted = anchors_file().read_bytes()
    audit.record(who="a", verb="sign in", subject="2")
    with no_file_larger_than(len(noted) + 20), pytest.raises(BadInput):
        audit.anchor()
    assert anchors_file().read_bytes() == noted
    audit.anchor()
    assert len(list(anchors())) == 2
    assert not broken_entries()


def test_a_command_that_finds_the_disk_full_says_so(typed: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*arguments: object) -> None:
        with full_database(), transaction.atomic():
            for number in range(100_000):
                audit.record(who="a", verb="x", subject=str(number), note="x" * 300)

    if connection.vendor != "sqlite":
        pytest.skip("a server's disk is not ours to fill")
    monkeypatch.setattr("xuncha.config.command.ManagementUtility.execute", full)
    said = typed("daily")
    assert (said.code, said.err.strip()) == (2, command.FULL)
