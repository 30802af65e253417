"""Writing rows as a backup holds them, straight into the tables: models of another release would not fit them."""

import json
from typing import Any

from django.db import connection

from xuncha.operations.backup.contents import CHAIN
from xuncha.operations.backup.kinds import as_stored, turned


class Table:
    """The table that is being loaded. The audit chain takes what comes after its last entry, nothing else."""

    def __init__(self, body: bytes, last_entry: int) -> None:
        told = json.loads(body)
        self.name: str = told["table"]
        self.columns: list[str] = [name for name, _ in told["columns"]]
        self.turn = turned(as_stored(), [kind for _, kind in told["columns"]])
        self.after = last_entry if self.name == CHAIN else 0
        self.count = 0

    def load(self, body: bytes) -> None:
        rows = [self.turn(json.loads(line)) for line in body.splitlines()]
        if self.after:
            key = self.columns.index("id")
            rows = [row for row in rows if row[key] > self.after]
        if rows:
            self.count += len(rows)
            _insert(self.name, self.columns, rows)


def _insert(table: str, columns: list[str], rows: list[list[Any]]) -> None:
    quote = connection.ops.quote_name
    into = f"{quote(table)} ({', '.join(map(quote, columns))})"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {into} FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            places = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {into} VALUES ({places})", rows)
