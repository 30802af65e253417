"""A backup holds everything but the keys, and comes back the same: row by row, over both databases."""

import random
import shutil
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.test import override_settings

from xuncha.audit import actions as audit
from xuncha.audit.models import Entry
from xuncha.audit.queries import broken_entries
from xuncha.clues.tests.world import PIECES, Planted, planted
from xuncha.files import actions as files
from xuncha.kernel.refusals import BadInput
from xuncha.operations.backup import keys, plan, restore, take, verify
from xuncha.operations.backup.contents import LEFT_OUT, contents, managed
from xuncha.operations.tests.figured import attachments, figures
from xuncha.operations.tests.installed import Installed, database, told
from xuncha.records import appendonly
from xuncha.records.models import Installation, Passage
from xuncha.records.tests.builders import DAY, director

pytestmark = pytest.mark.django_db
FLIPS = 50


@pytest.fixture(autouse=True)
def own(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Path:
    """Files and keys of one test alone: it damages and loses them. The city's are laid in the worker's own home."""
    if "city" in request.fixturenames:
        request.getfixturevalue("city")
    folder = tmp_path / "home"
    monkeypatch.setattr(settings, "XUNCHA_HOME", folder)
    return folder


@pytest.fixture
def migrated(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests that lay their tables without migrations say so no more: others are to read their backups."""
    with override_settings(MIGRATION_MODULES={}):
        nodes = set(MigrationLoader(None).graph.nodes)
    monkeypatch.setattr(take, "applied", lambda: nodes)


@pytest.fixture
def world(own: Path) -> Planted:
    found = planted()
    for text in ("反馈意见", "整改方案"):
        files.store(
            text.encode(), name="附件.txt", media_type="text/plain", office=found.office, by=director(found.office), at=DAY
        )  # fmt: skip
    return found


@pytest.fixture
def keeper(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    request.getfixturevalue("city" if "city" in request.fixturenames else "world")
    take.new_key(str(tmp_path / "keeper.key"))
    return tmp_path / "keeper.key"


def backed_up(folder: Path, name: str = "first") -> Path:
    take.back_up(str(folder / name))
    return folder / name


def test_every_table_is_backed_up_or_left_out_for_a_reason() -> None:
    labels = {model._meta.app_label for model in managed()}
    assert labels >= LEFT_OUT.keys()
    assert not {app.label for app in apps.get_app_configs() if app.name.startswith("xuncha.")} - {
        "search"
    } & {*LEFT_OUT}
    written = {content.model for content in contents()}
    assert {model for model in managed() if model not in written} == {
        model for model in managed() if model._meta.app_label in LEFT_OUT
    }


def test_a_table_comes_after_those_it_points_at() -> None:
    seen: set[object] = set()
    for content in contents():
        pointed = {
            f.related_model for f in content.model._meta.concrete_fields if f.is_relation and not f.null
        }
        assert pointed <= seen | {content.model}
        seen.add(content.model)


def test_what_was_lost_and_changed_comes_back_and_the_chain_goes_on(
    world: Planted, keeper: Path, tmp_path: Path
) -> None:
    first = backed_up(tmp_path)
    before, entries = told(first, keeper), Entry.objects.count()
    with appendonly.lifted(Passage), connection.cursor() as cursor:
        cursor.execute("DELETE FROM reminders_notice")
        cursor.execute("UPDATE records_passage SET note = 'bent'")
        cursor.execute("UPDATE findings_finding SET at = '2001-01-01'")
    audit.record(who="someone", verb="grant", subject="since the backup")
    for digest in attachments():
        files.path_of(digest).unlink()
    restore.restore(first, keys.keeper(keeper), replace=True)
    assert told(backed_up(tmp_path, "second"), keeper) == before
    assert len(attachments()) == 2
    after = list(Entry.objects.order_by("id").values_list("verb", flat=True))
    assert after[entries:] == ["grant", "restore", "backup"]
    assert not broken_entries()


def test_new_rows_are_numbered_after_those_that_came(world: Planted, keeper: Path, tmp_path: Path) -> None:
    first, last = backed_up(tmp_path), Passage.objects.order_by("-id").first()
    restore.restore(first, keys.keeper(keeper), replace=True)
    audit.record(who="someone", verb="grant", subject="after")
    fresh = Passage.objects.create(
        office=last.office,
        subject=last.subject,
        subject_uid=last.subject_uid,
        verb="test",
        by=last.by,
        at=DAY,
    )
    assert fresh.pk > last.pk


def test_over_data_only_when_it_is_said_and_never_over_another_chain(
    world: Planted, keeper: Path, tmp_path: Path
) -> None:
    first, opened = backed_up(tmp_path), keys.keeper(keeper)
    with pytest.raises(BadInput, match="--replace"):
        restore.restore(first, opened)
    with appendonly.lifted(Entry):
        Entry.objects.order_by("id")._raw_delete("default")
    audit.record(who="someone else", verb="grant", subject="of another installation")
    with pytest.raises(BadInput, match="审计记录"):
        restore.restore(first, opened, replace=True)
    assert Entry.objects.count() == 1


def test_a_chain_that_is_shorter_here_is_continued_from_the_backup(
    world: Planted, keeper: Path, tmp_path: Path
) -> None:
    audit.record(who="someone", verb="grant", subject="later")
    first, opened = backed_up(tmp_path), keys.keeper(keeper)
    whole = list(Entry.objects.order_by("id").values_list("digest", flat=True))[:-1]
    with appendonly.lifted(Entry):
        Entry.objects.order_by("id").filter(digest__in=whole[2:])._raw_delete("default")
        Entry.objects.exclude(digest__in=whole)._raw_delete("default")
    restore.restore(first, opened, replace=True)
    assert list(Entry.objects.order_by("id").values_list("digest", flat=True))[: len(whole)] == whole
    assert not broken_entries()


def test_a_single_byte_that_is_another_is_refused_before_anything_is_touched(
    world: Planted, keeper: Path, tmp_path: Path
) -> None:
    content, opened = backed_up(tmp_path).read_bytes(), keys.keeper(keeper)
    bent, dice = tmp_path / "bent", random.Random(8)
    places = [0, len(content) - 1, *(dice.randrange(len(content)) for _ in range(FLIPS))]
    wrong = [content[:p] + bytes([content[p] ^ 1 << dice.randrange(8)]) + content[p + 1 :] for p in places]
    wrong += [content[:-1], content + b"\n", content[: len(content) // 2], b"", b"PK"]
    entries = Entry.objects.count()
    for each in wrong:
        bent.write_bytes(each)
        with pytest.raises(BadInput):
            restore.restore(bent, opened, replace=True)
    assert Entry.objects.count() == entries


def test_without_the_keepers_file_nobody_reads_it_and_a_wrong_one_is_named(
    world: Planted, keeper: Path, tmp_path: Path
) -> None:
    first = backed_up(tmp_path)
    take.new_key(str(tmp_path / "other.key"))
    with pytest.raises(BadInput, match="指纹"):
        plan.plan(first, keys.keeper(tmp_path / "other.key"), replace=True)
    with pytest.raises(BadInput):
        keys.keeper(take.writer_file())
    assert plan.plan(first, keys.keeper(keeper), replace=True).told.rows


def test_it_holds_no_key_and_nothing_that_is_sealed_in_plain(
    world: Planted, keeper: Path, tmp_path: Path, own: Path
) -> None:
    first = backed_up(tmp_path)
    inside = b"".join(body for _, body in verify.inside(first, keys.keeper(keeper)))
    assert "附件.txt".encode() in inside
    assert not [piece for piece in PIECES if piece.encode() in inside or piece.encode() in first.read_bytes()]
    for key in (own / "keys").iterdir():
        assert key.read_bytes().strip() not in inside


def test_a_lost_attachment_is_said_and_keeps_no_backup_from_being_made(
    world: Planted, keeper: Path, tmp_path: Path
) -> None:
    lost, *_ = attachments()
    files.path_of(lost).write_bytes(b"changed")
    taken = take.back_up(str(tmp_path / "first"))
    assert (taken.missing, taken.files) == ([lost], 1)


def test_a_trial_run_touches_nothing(world: Planted, keeper: Path, tmp_path: Path) -> None:
    first, entries = backed_up(tmp_path), Entry.objects.count()
    found = plan.plan(first, keys.keeper(keeper), replace=True)
    assert (found.told.files, found.here.occupied, found.older) == (2, True, False)
    assert Entry.objects.count() == entries


def test_over_both_databases_and_back_every_row_is_the_same(
    migrated: None, world: Planted, keeper: Path, tmp_path: Path
) -> None:
    """From the tests' own database to SQLite, from there to PostgreSQL where that is what is tested, and back."""
    before = told(first := backed_up(tmp_path), keeper)
    light = Installed(tmp_path / "light")
    said = light.xuncha("restore", first, "--key", keeper, expected=1)
    assert "没有封存密钥" in said
    assert not (light.home / "keys" / "sealing.key").exists()
    light.xuncha("backupkey", "-o", tmp_path / "light.key")
    light.xuncha("backup", "-o", tmp_path / "light.backup")
    assert told(tmp_path / "light.backup", tmp_path / "light.key") == before
    if connection.vendor != "postgresql":
        return
    with database(f"test_restored_{connection.settings_dict['NAME']}"[:60]) as url:
        heavy = Installed(tmp_path / "heavy", url)
        heavy.xuncha("restore", tmp_path / "light.backup", "--key", tmp_path / "light.key", expected=1)
        heavy.xuncha("backupkey", "-o", tmp_path / "heavy.key")
        heavy.xuncha("backup", "-o", tmp_path / "heavy.backup")
        assert "审计记录链完整" in heavy.xuncha("audit", "verify")
    back = Installed(tmp_path / "back")
    back.xuncha("restore", tmp_path / "heavy.backup", "--key", tmp_path / "heavy.key", expected=1)
    back.xuncha("backupkey", "-o", tmp_path / "back.key")
    back.xuncha("backup", "-o", tmp_path / "back.backup")
    assert told(tmp_path / "back.backup", tmp_path / "back.key") == before


def test_every_figure_of_the_reference_year_and_every_attachment_come_back(
    migrated: None, city: Installation, keeper: Path, tmp_path: Path, own: Path, home: Path
) -> None:
    shutil.copytree(home / "files", own / "files")
    shutil.copy(home / "keys" / "sealing.key", own / "keys")
    before, first = figures(2019), backed_up(tmp_path)
    wiped = Installed(tmp_path / "wiped")
    (wiped.home / "keys").mkdir(parents=True)
    shutil.copy(home / "keys" / "sealing.key", wiped.home / "keys")
    wiped.xuncha("restore", first, "--key", keeper)
    after = wiped.figures()
    assert len(after["figures"]) > 60
    assert len(after["files"]) > 30
    assert after == before
