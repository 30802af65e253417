"""Turning the master key of sealed fields: data keys are wrapped anew, in batches; no sealed value is touched.

Killed at any moment it goes on where it stopped: what is to be done is asked of the rows, and that a rotation is under
way of the folder (more than one key stands in it). Every row opens at every moment, since the old key is put aside only
when nothing is wrapped by it any more, and opens from there too. Rows of the old form (`s1:`) get a data key of their own.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connection, models, transaction

from xuncha.audit import actions as audit
from xuncha.operations import recovery
from xuncha.records import keys, sealing
from xuncha.records.ciphers import CannotOpen
from xuncha.records.fields import DATA_KEY
from xuncha.records.models import Passage
from xuncha.records.sealed import sealed_columns, sealing_models

BATCH = 500
Model = type[models.Model]
Line = tuple[Any, ...]  # id, uid, data key, then the sealed columns


@dataclass
class Turned:
    """What a rotation came to: rows that were wrapped anew, and those whose own key is not here."""

    rows: int = 0
    closed: list[str] = field(default_factory=list)
    retired: list[int] = field(default_factory=list)


def rotate(*, batch: int = BATCH, progress: Callable[[int], None] = lambda rows: None) -> Turned:
    """Begin a rotation, or finish the one that was begun."""
    if not under_way():
        keys.current()
        keys.blind_key()
        master = keys.add()
        audit.record(who=HOST, verb="rotate keys", subject=f"{master.number} {master.mark}", note="begin")
    recovery.wrap()  # before anything rests on the new key
    turned = Turned()
    for model in sealing_models():
        _turn(model, batch, turned, progress)
    if not turned.closed and not any(_waiting(model, 0, 1) for model in sealing_models()):
        for master in [m for m in keys.masters() if not m.retired][1:]:
            keys.retire(master)
            turned.retired.append(master.number)
        keys.forget()
        recovery.wrap()
        master = keys.current()
        audit.record(
            who=HOST, verb="rotate keys", subject=f"{master.number} {master.mark}", note=f"end {turned.rows}"
        )
    return turned


def under_way() -> bool:
    return len([master for master in keys.masters() if not master.retired]) > 1


HOST = "xuncha"  # commands of the installation have no account


@dataclass(frozen=True)
class Wrapped:
    """One master key and how many rows' data keys it wraps. `number` is 0 for a key that is not here."""

    number: int
    mark: str
    state: str
    rows: int


def status() -> list[Wrapped]:
    """Every master key that is here or is asked for by a row."""
    rows = Counter[str]()
    for model in sealing_models():
        for (data_key,) in _asked(
            f"SELECT {DATA_KEY} FROM {model._meta.db_table} WHERE {DATA_KEY} LIKE '%:%'"
        ):
            rows[data_key.partition(":")[0]] += 1
    found = []
    for place, master in enumerate(keys.masters()):
        state = "retired" if master.retired else "old" if place else "current"
        found.append(Wrapped(master.number, master.mark, state, rows.pop(master.mark, 0)))
    return found + [Wrapped(0, mark, "missing", count) for mark, count in sorted(rows.items())]


def of_old_form() -> int:
    """Rows with a value that is sealed directly under a master key."""
    return sum(_count(model, _old_form(model)) for model in sealing_models())


def passages_of_old_form() -> int:
    """Steps that keep a wording in the old form. They are never changed; the key that opens them is kept for them."""
    return _count(Passage, "CAST(changes AS TEXT) LIKE '%\"s1:%'")


def _turn(model: Model, batch: int, turned: Turned, progress: Callable[[int], None]) -> None:
    last = 0
    while lines := _waiting(model, last, batch):
        last = lines[-1][0]
        with transaction.atomic():
            for line in lines:
                _turn_one(model, line, turned)
        progress(turned.rows)


def _turn_one(model: Model, line: Line, turned: Turned) -> None:
    """Conditional on what was read: who changed the row meanwhile has already used the new key."""
    table, uid = model._meta.label_lower, UUID(str(line[1]))
    try:
        before, after = dict(_now(model, line)), dict(_anew(model, table, uid, line))
    except CannotOpen:
        turned.closed.append(f"{table} {uid}")
        return
    sets = ", ".join(f"{column} = %s" for column in after)
    where = " AND ".join(f"{column} = %s" for column in before)
    with connection.cursor() as cursor:
        statement = f"UPDATE {model._meta.db_table} SET {sets} WHERE id = %s AND {where}"
        cursor.execute(statement, [*after.values(), line[0], *before.values()])
        turned.rows += cursor.rowcount


def _now(model: Model, line: Line) -> Iterator[tuple[str, str]]:
    yield DATA_KEY, line[2]
    yield from zip(_columns(model), line[3:], strict=True)


def _anew(model: Model, table: str, uid: UUID, line: Line) -> Iterator[tuple[str, str]]:
    data_key = sealing.rewrap(line[2], table, uid) if line[2] else sealing.new_data_key(table, uid)
    yield DATA_KEY, data_key
    for column, value in zip(_columns(model), line[3:], strict=True):
        if value.startswith(sealing.LOOSE):
            text = sealing.open_in(value, column, table=table, uid=uid, data_key=data_key)
            yield column, sealing.seal_in(text, column, table=table, uid=uid, data_key=data_key)


def _waiting(model: Model, after: int, most: int) -> list[Line]:
    """Rows whose data key is not wrapped by the current master key, or that have values of the old form."""
    named = ", ".join(["id", "uid", DATA_KEY, *_columns(model)])
    stale = f"{DATA_KEY} LIKE '%%:%%' AND {DATA_KEY} NOT LIKE %s"
    return _asked(
        f"SELECT {named} FROM {model._meta.db_table} WHERE id > %s AND ({stale} OR {_old_form(model, '%%')}) "
        "ORDER BY id LIMIT %s",
        after,
        f"{keys.current().mark}:%",
        most,
    )


def _old_form(model: Model, any_text: str = "%") -> str:
    return " OR ".join(f"{column} LIKE '{sealing.LOOSE}{any_text}'" for column in _columns(model))


def _columns(model: Model) -> list[str]:
    return [str(column.field.column) for column in sealed_columns() if column.model is model]


def _count(model: Model, condition: str) -> int:
    return int(_asked(f"SELECT COUNT(*) FROM {model._meta.db_table} WHERE {condition}")[0][0])


def _asked(statement: str, *values: Any) -> list[Line]:
    with connection.cursor() as cursor:
        cursor.execute(statement, list(values) or None)
        found: list[Line] = cursor.fetchall()
    return found
