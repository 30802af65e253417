"""Whole installations in folders of their own, on either database, worked by the command line."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connection

from xuncha.operations.backup import keys, verify
from xuncha.operations.backup.contents import CHAIN
from xuncha.operations.tests.processes import START

FIGURES = """
import json
from xuncha.operations.tests.figured import figures
print(json.dumps(figures(2019), ensure_ascii=False, sort_keys=True))
"""


@dataclass(frozen=True)
class Installed:
    home: Path
    url: str = ""

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        ours = {"XUNCHA_HOME": str(self.home), "DJANGO_SETTINGS_MODULE": "xuncha.config.settings"}
        return {**kept, **ours, **({"DATABASE_URL": self.url} if self.url else {})}

    def xuncha(self, *arguments: object, expected: int = 0) -> str:
        """What a command said, on both streams, after it answered with the expected code."""
        command = [sys.executable, "-m", "xuncha.config.command", *map(str, arguments)]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, timeout=1800)
        assert done.returncode == expected, done.stdout + done.stderr
        return done.stdout + done.stderr

    def inside(self, script: str) -> Any:
        """What a script within it printed, as JSON."""
        done = subprocess.run(
            [sys.executable, "-c", START + script],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=1800,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout.splitlines()[-1])

    def figures(self) -> Any:
        return self.inside(FIGURES)


def told(backup: Path, keeper: Path) -> dict[str, dict[str, Any]]:
    """By table: rows and their digest, but for the chain, which every restore lengthens."""
    tables = verify.verify(backup, keys.keeper(keeper)).tables
    return {name: table for name, table in tables.items() if name != CHAIN}


@contextmanager
def database(name: str) -> Iterator[str]:
    """The address of an empty PostgreSQL database beside the one that the tests run on, gone afterwards."""
    assert name.startswith("test_")
    quoted = connection.ops.quote_name(name)
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {quoted} WITH (FORCE)")
        cursor.execute(f"CREATE DATABASE {quoted} ENCODING 'UTF8' TEMPLATE template0")
    given = connection.settings_dict
    server = f"{given['USER']}{':' + given['PASSWORD'] if given['PASSWORD'] else ''}"
    place = (
        f"{server}{'@' if server else ''}{given['HOST']}{':' + str(given['PORT']) if given['PORT'] else ''}"
    )
    try:
        yield f"postgresql://{place}/{name}"
    finally:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {quoted} WITH (FORCE)")
