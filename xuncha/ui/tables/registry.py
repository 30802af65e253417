"""Which table shows which model, and where its doors are."""

from functools import cache
from typing import Any

from django.urls import reverse

from xuncha.ui.http import Request
from xuncha.ui.tables.declare import Table

_tables: dict[type[Any], Table] = {}


def register(table: Table) -> None:
    """The first table of a model is its home: links to its rows lead there."""
    _tables.setdefault(table.model, table)


def table_of(model: type[Any]) -> Table | None:
    return _tables.get(model)


def tables() -> list[Table]:
    """Every table that has a door."""
    return list(_tables.values())


def may_open(request: Request, table: Table) -> bool:
    """Whether one of the viewer's roles opens this kind of record at all."""
    return request.viewer.has(*table.model.reach.roles)


@cache
def list_url(table: Table) -> str:
    """Looked up once: doors do not move while the process lives, and a list of due things asks for hundreds."""
    return reverse(table.door)


def row_url(table: Table, row: Any) -> str:
    return f"{list_url(table)}{row.uid}/"
