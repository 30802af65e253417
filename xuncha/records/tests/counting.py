"""What every figure owes: its rows are its value, and each of them weighs one."""

from datetime import date
from typing import Any

from django.db import transaction

from xuncha.kernel.figures import Catalogue, Scope
from xuncha.records.answers import Answer, Moment, Rows
from xuncha.records.models import Office


class Undo(Exception):
    """Takes back what was removed for the sake of counting."""


def scope(office: Office, year: int = 2019, as_of: date | None = None) -> Scope:
    return Scope(office.pk, year, as_of or date(year, 12, 31))


def answer(catalogue: Catalogue[Answer], key: str, asked: Scope) -> Answer:
    (figure,) = (f for f in catalogue.figures if f.key == key)
    return figure.rows(asked)


def value(catalogue: Catalogue[Answer], key: str, asked: Scope) -> Any:
    """The value of a figure of rows or of a day."""
    found = answer(catalogue, key, asked)
    assert isinstance(found, Rows | Moment)
    return found.value()


def each_row_weighs_one(catalogue: Catalogue[Answer], key: str, asked: Scope) -> bool:
    """Whether the figure drops by one, at once, when any of its rows is taken out of the table underneath."""
    rows = answer(catalogue, key, asked)
    assert isinstance(rows, Rows)
    before, pks = rows.value(), list(rows.queryset.values_list("pk", flat=True))
    assert before, key
    assert before == len(set(pks)) == len(pks), f"{key}: {before} from {len(pks)} rows"
    return all(_without(rows, pk, lambda: value(catalogue, key, asked)) == before - 1 for pk in pks)


def _without(rows: Rows, pk: int, ask: Any) -> Any:
    """The answer with the row gone; the row comes back afterwards."""
    found: Any = None
    try:
        with transaction.atomic():
            stored = rows.queryset.model._base_manager.filter(pk=pk)
            stored._raw_delete(stored.db)
            found = ask()
            raise Undo
    except Undo:
        return found
