"""The one thing the two databases do differently: where a record's words lie, and how they are looked up.

PostgreSQL keeps them in a column (`tsvector`) with a GIN index. SQLite keeps them in an FTS5 table of its own, which
holds no text (`content=''`): its rows are numbered like the entries, and what is taken out has to be named word by
word. `WordIndex` makes either. The `ascii` tokenizer takes every character outside ASCII for part of a word, so that
rare characters of names, which came after FTS5's own tables, are found too.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models.lookups import Lookup

from xuncha.search.rules.asked import for_fts5, for_tsquery, vector
from xuncha.search.rules.places import MOST_KINDS, ROW_BITS
from xuncha.search.rules.words import Phrase

TABLE = "search_words"
MADE = "CREATE VIRTUAL TABLE IF NOT EXISTS %s USING fts5(words, content='', tokenize='ascii')"


class WordsField(models.Field):  # type: ignore[type-arg]  # not subscriptable while running
    """The words of an entry, written as a sequence of them and never read. On SQLite the column stays empty."""

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        return "tsvector" if connection.vendor == "postgresql" else "text"

    def get_placeholder(self, value: object, compiler: object, connection: BaseDatabaseWrapper) -> str:
        return "%s::tsvector" if connection.vendor == "postgresql" else "%s"

    def get_db_prep_value(self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False) -> Any:
        if value is None or connection.vendor != "postgresql":
            return None
        return vector(value)


@WordsField.register_lookup
class Matches(Lookup):
    """Entries in which all of these phrases stand."""

    lookup_name = "matches"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        column, _ = self.process_lhs(compiler, connection)
        if connection.vendor == "postgresql":
            return f"{column} @@ %s::tsquery", (for_tsquery(self.rhs),)
        own, _, _ = column.rpartition(".")
        inside = f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s"
        return f'{own}."id" IN ({inside})', (for_fts5(self.rhs),)


class WordIndex(models.Index):
    """GIN on PostgreSQL, the FTS5 table on SQLite."""

    suffix = "gin"

    def create_sql(
        self,
        model: type[models.Model],
        schema_editor: BaseDatabaseSchemaEditor,
        using: str = "",
        **kwargs: Any,
    ) -> Any:
        if schema_editor.connection.vendor == "postgresql":
            return super().create_sql(model, schema_editor, using=" USING gin", **kwargs)
        return MADE % schema_editor.quote_name(self.name)

    def remove_sql(
        self, model: type[models.Model], schema_editor: BaseDatabaseSchemaEditor, **kwargs: Any
    ) -> Any:
        if schema_editor.connection.vendor == "postgresql":
            return super().remove_sql(model, schema_editor, **kwargs)
        return f"DROP TABLE IF EXISTS {schema_editor.quote_name(self.name)}"


def put(lines: Iterable[tuple[int, Sequence[str]]]) -> None:
    """The words of new entries, by their number. On PostgreSQL they came with the entry."""
    _run(f"INSERT INTO {TABLE} (rowid, words) VALUES (%s, %s)", lines)


def drop(lines: Iterable[tuple[int, Sequence[str]]]) -> None:
    """The same words again, of entries that go."""
    _run(f"INSERT INTO {TABLE} ({TABLE}, rowid, words) VALUES ('delete', %s, %s)", lines)


def clear() -> None:
    """All of them."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(
                MADE % TABLE
            )  # where the tables were laid in another manner, or the file was damaged
            cursor.execute(f"INSERT INTO {TABLE} ({TABLE}) VALUES ('delete-all')")


def size() -> int | None:
    """How many entries have words; None where they lie in the entries themselves."""
    if connection.vendor == "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM {TABLE}_docsize")
        return int(cursor.fetchone()[0])


def _run(statement: str, lines: Iterable[tuple[int, Sequence[str]]]) -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.executemany(statement, [(number, " ".join(words)) for number, words in lines])


@contextmanager
def interpreted() -> Iterator[None]:
    """Queries that PostgreSQL does not compile first: a gate of a hundred kinds took it seconds, to save none."""
    if connection.vendor != "postgresql":
        yield
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL jit = off")
        yield


def settle() -> None:
    """After a build: PostgreSQL is told how often each word occurs, on which its plans depend."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE search_entry")


def numbers_of_kinds(phrases: Sequence[Phrase]) -> set[int]:
    """The kinds of which there are entries with these phrases at all, whoever asks: told from their numbers alone."""
    kind = f">> {ROW_BITS} & {MOST_KINDS - 1}"
    if connection.vendor == "postgresql":
        statement = f"SELECT DISTINCT id {kind} FROM search_entry WHERE words @@ %s::tsquery"
        asked = for_tsquery(phrases)
    else:
        statement = f"SELECT DISTINCT rowid {kind} FROM {TABLE} WHERE {TABLE} MATCH %s"
        asked = for_fts5(phrases)
    with connection.cursor() as cursor:
        cursor.execute(statement, [asked])
        return {number for (number,) in cursor.fetchall()}
