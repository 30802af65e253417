"""Attachments: whole or not at all, the same bytes once, and a change on the disk shows."""

import hashlib
import os
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from xuncha.files import actions
from xuncha.files.models import Attachment
from xuncha.kernel import contents
from xuncha.kernel.marks import Mark
from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.records.models import Office
from xuncha.records.rules import Role
from xuncha.records.tests.access import seen_by
from xuncha.records.tests.builders import DAY, director, office, viewer

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> Office:
    return office()


@pytest.fixture
def head(city: Office) -> Viewer:
    return director(city)


def stored(content: bytes, city: Office, by: Viewer, name: str = "方案.txt") -> Attachment:
    return actions.store(
        content, name=name, media_type="application/octet-stream", office=city, by=by, at=DAY
    )


def test_bytes_come_back_as_they_were_stored_and_lie_under_their_digest(city: Office, head: Viewer) -> None:
    content = os.urandom(50_000).hex().encode()
    row = stored(content, city, head)
    assert actions.read(row) == content
    assert (row.digest, row.size) == (hashlib.sha256(content).hexdigest(), 100_000)
    path = actions.path_of(row.digest)
    assert Path(settings.XUNCHA_HOME) in path.parents
    assert path.stat().st_mode & 0o077 == 0


def test_the_same_bytes_lie_once_however_often_they_are_attached(city: Office, head: Viewer) -> None:
    one, two = (stored(b"same", city, head, name) for name in ("甲.txt", "乙.txt"))
    assert one.digest == two.digest
    assert one.pk != two.pk
    assert [p.name for p in actions.path_of(one.digest).parent.iterdir() if p.name == one.digest] == [
        one.digest
    ]


def test_a_file_that_says_it_is_marked_above_the_cap_is_not_kept(
    city: Office, head: Viewer, settings: Any
) -> None:
    content = "机密★20年\n关于……的报告\n".encode()
    with pytest.raises(NotAllowed, match="按纸质件登记"):
        stored(content, city, head)
    assert not actions.path_of(hashlib.sha256(content).hexdigest()).exists()
    assert not Attachment.objects.exists()
    settings.MARK_CAP = Mark.CONFIDENTIAL
    assert stored(content, city, head).mark == Mark.CONFIDENTIAL
    assert stored(b"plain", city, head).mark == Mark.WORK_SECRET


@pytest.mark.parametrize("size", [0, contents.LIMIT + 1])
def test_nothing_and_too_much_are_refused_and_leave_nothing_behind(
    size: int, city: Office, head: Viewer
) -> None:
    content = bytes(size)
    with pytest.raises(NotAllowed, match="50MB"):
        stored(content, city, head)
    assert not Attachment.objects.exists()
    assert not actions.path_of(hashlib.sha256(content).hexdigest()).exists()


def test_bytes_that_were_changed_cut_or_lost_are_not_handed_out(city: Office, head: Viewer) -> None:
    row = stored(b"the whole of it", city, head)
    path = actions.path_of(row.digest)
    for damage in (lambda: path.write_bytes(b"the whole of iT"), lambda: path.write_bytes(b""), path.unlink):
        damage()
        with pytest.raises(NotAllowed, match="缺失或已被改动"):
            actions.read(row)
    stored(b"the whole of it", city, head)  # attached again, the file is mended
    assert actions.read(row) == b"the whole of it"


def test_a_damaged_file_is_mended_when_its_bytes_come_again(city: Office, head: Viewer) -> None:
    row = stored(b"mend me", city, head)
    actions.path_of(row.digest).write_bytes(b"broken")
    stored(b"mend me", city, head)
    assert actions.read(row) == b"mend me"


def test_a_writer_killed_half_way_leaves_no_file_under_the_digest(city: Office, head: Viewer) -> None:
    digest = hashlib.sha256(b"late").hexdigest()
    half = actions.path_of(digest).parent
    half.mkdir(parents=True, exist_ok=True)
    (half / "tmp1.part").write_bytes(b"la")
    row = stored(b"late", city, head)
    assert actions.read(row) == b"late"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\某\\方案.txt", "方案.txt"),
        ("方案\r\nSet-Cookie: x.txt", "方案Set-Cookie: x.txt"),
        ("..\r\n.txt", "...txt"),
        (" .txt", " .txt"),
        ("长" * 300 + ".txt", "长" * 196 + ".txt"),
    ],
)
def test_a_name_keeps_its_last_part_and_nothing_that_breaks_a_header(
    given: str, kept: str, city: Office, head: Viewer
) -> None:
    assert stored(b"x", city, head, given).name == kept


def test_nobody_reaches_an_attachment_but_through_its_owners_page(city: Office, head: Viewer) -> None:
    row = stored(b"x", city, head)
    assert seen_by(row) == set()
    assert not Attachment.objects.visible_to(viewer(Role.UNIT_CONTACT, office=city, organisation=1)).exists()
