"""Rows into their tables by the thousand: one statement a table, constraints left to the database."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from operator import attrgetter, itemgetter
from typing import Any

from django.core.management.color import no_style
from django.db import DEFAULT_DB_ALIAS, connection, connections, models
from django.db.models import Max

from xuncha.records.fields import DataKeyField, SealedTextField, WordField
from xuncha.records.marks import MarkField

Writer = Callable[[Any], Any]
PLAIN = (models.CharField, models.TextField, models.IntegerField, models.BooleanField, models.ForeignKey)


class Table:
    """One model's INSERT: the order of its columns and how each value is handed to the database."""

    def __init__(self, model: type[models.Model]) -> None:
        self.model = model
        self.fields = model._meta.concrete_fields
        self.columns = [field.attname for field in self.fields]
        self._read = attrgetter(*self.columns)
        self._pick = itemgetter(*self.columns)
        writers = ((place, _writer(field)) for place, field in enumerate(self.fields))
        self._writers = [(place, writer) for place, writer in writers if writer]
        own = (SealedTextField, DataKeyField)  # written through their row
        self._own = [(place, field) for place, field in enumerate(self.fields) if isinstance(field, own)]

    def values(self, row: models.Model) -> list[Any]:
        """A model instance as one line for `insert`."""
        line = list(self._read(row)) if not self._own else [row.__dict__[name] for name in self.columns]
        for place, field in self._own:
            line[place] = field.pre_save(row, add=True)
        return self._ready(line)

    def line(self, row: Mapping[str, Any]) -> list[Any]:
        """A row by column as one line for `insert`; no model instance is needed."""
        return self._ready(self._pick(row))

    def _ready(self, line: Iterable[Any]) -> list[Any]:
        values = list(line)
        for place, writer in self._writers:
            values[place] = writer(values[place])
        return values

    def insert(self, lines: Sequence[Sequence[Any]]) -> None:
        """Write the lines. The caller holds the transaction."""
        quote = connection.ops.quote_name
        names = ", ".join(quote(str(field.column)) for field in self.fields)
        target = f"{quote(self.model._meta.db_table)} ({names})"
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":  # its statements travel one by one, a copy in one piece
                with cursor.copy(f"COPY {target} FROM STDIN") as stream:
                    for line in lines:
                        stream.write_row(line)
            else:
                places = ", ".join(["%s"] * len(self.fields))
                cursor.executemany(f"INSERT INTO {target} VALUES ({places})", lines)

    def next_key(self) -> int:
        """The first free primary key."""
        last: int | None = self.model._base_manager.aggregate(last=Max("pk"))["last"]
        return (last or 0) + 1


def keep_sequences(tables: Iterable[type[models.Model]]) -> None:
    """Let the database's own counters go on after keys that were given here (PostgreSQL)."""
    statements = connection.ops.sequence_reset_sql(no_style(), list(tables))
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _writer(field: "models.Field[Any, Any]") -> Writer | None:
    """How a value of this column is written; None when the driver takes it as it is."""
    if isinstance(field, MarkField):
        return lru_cache(maxsize=None)(lambda mark: str(field.get_db_prep_save(str(mark), connection)))
    if isinstance(field, WordField):
        return str.__str__  # a Word is an enum, which drivers would write by its name
    if isinstance(field, SealedTextField):
        return field.get_prep_value
    if isinstance(field, (*PLAIN, DataKeyField)):
        return None

    real = connections[DEFAULT_DB_ALIAS]  # not the proxy, which looks itself up at every touch
    if isinstance(field, models.UUIDField):
        if real.features.has_native_uuid_field:
            return None
        return (lambda value: value and value.hex) if field.null else attrgetter("hex")

    def write(value: Any) -> Any:
        return field.get_db_prep_save(value, real)

    # DateField is DateTimeField too: few days, many rows.
    if isinstance(field, models.DateField | models.DecimalField):
        return lru_cache(maxsize=None)(write)
    if isinstance(field, models.JSONField):
        empty = write({})
        return lambda value: write(value) if value else empty
    return write
