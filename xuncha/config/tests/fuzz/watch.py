"""What an input changed: the tables it wrote to, compared with how they stood. Every input is taken back."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from typing import Any

from django.db import connection, transaction

WRITES = re.compile(
    r'\s*(?:INSERT (?:OR \w+ )?INTO|UPDATE|DELETE FROM|REPLACE INTO)\s+"?(\w+)', re.IGNORECASE
)
# What a refusal itself writes: its entry in the chain; a session's last sight; tries to sign in; the secret that the
# page on which a phone is enrolled shows for the first time.
OWN = ("audit_entry", "identity_session", "axes_", "identity_misses", "identity_authenticator")
State = tuple[int, str]


class Watch:
    """`before` is kept by table: whatever an input did is taken back, so that it stays true."""

    def __init__(self) -> None:
        self._before: dict[str, State] = {}

    def sent(self, send: Callable[[], Any]) -> tuple[Any, dict[str, tuple[State, State]]]:
        """What was answered, and by table how it stood and stands where these differ."""
        with transaction.atomic():
            with _written() as tables:
                answer = send()
            after = {table: state(table) for table in tables if not table.startswith(OWN)}
            transaction.set_rollback(True)
        for table in after:
            self._before.setdefault(table, state(table))
        return answer, {t: (self._before[t], now) for t, now in after.items() if self._before[t] != now}


@contextmanager
def _written() -> Iterator[set[str]]:
    found: set[str] = set()

    def note(execute: Any, sql: str, *rest: Any) -> Any:
        if hit := WRITES.match(sql):
            found.add(hit[1])
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        yield found


def state(table: str) -> State:
    """How many rows it has, and their digest."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)} ORDER BY 1")
        rows = cursor.fetchall()
    return len(rows), sha256(repr(rows).encode()).hexdigest()
