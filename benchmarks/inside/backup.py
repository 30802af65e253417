"""How large an installation is: bytes of its database and of its attachments, and the rows of every table that is backed up."""

import json
import os
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xuncha.config.settings")

import django

django.setup()

from django.conf import settings
from django.db import connection

from xuncha.operations.backup.contents import CHAIN, contents


def database() -> int:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_database_size(current_database())")
        else:
            cursor.execute("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
        return int(cursor.fetchone()[0])


def rows() -> dict[str, int]:
    """By table; without the chain, which backups and restores lengthen."""
    return {each.table: each.model._base_manager.count() for each in contents() if each.table != CHAIN}


files = [path for path in (Path(settings.XUNCHA_HOME) / "files").rglob("*") if path.is_file()]
attached = sum(path.stat().st_size for path in files)
print(json.dumps({"database": database(), "files": len(files), "attached": attached, "rows": rows()}))
