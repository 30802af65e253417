"""`make drill`: what the first release held is moved on to this one and read. Minutes long on SQLite."""

from pathlib import Path

import pytest

from xuncha.operations.tests.installed import Installed
from xuncha.operations.tests.old_release import backed_up, check, first_release, keyed

pytestmark = pytest.mark.installation


def test_the_first_release_is_moved_on_and_everything_in_it_is_read(tmp_path: Path) -> None:
    here = first_release(tmp_path / "home")
    here.xuncha("migrate", "--noinput", "--verbosity", "0")
    check(here)


def test_a_backup_of_the_first_release_is_restored_and_everything_in_it_is_read(tmp_path: Path) -> None:
    backup, keeper = tmp_path / "old.backup", tmp_path / "keeper.key"
    backed_up(first_release(tmp_path / "old"), backup, keeper)
    keyed(tmp_path / "new")
    here = Installed(tmp_path / "new")
    here.xuncha("restore", backup, "--key", keeper, expected=1)  # its attachment was lost before the backup
    check(here)
    here.xuncha("migrate", "--check")
