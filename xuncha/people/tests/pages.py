"""What every table's pages owe: asked through the browser's door, for any app."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from xuncha.records.models import Office
from xuncha.ui.tables import Table

Make = Callable[[Office], Any]  # a row of the table's model, owned by the office
MOST_QUERIES = 12


def list_of(table: Table) -> str:
    return reverse(table.door)


def page_of(table: Table, row: Any) -> str:
    return reverse(f"{table.door}_detail", args=[row.uid])


def opens_whole(client: Client, table: Table, row: Any) -> bool:
    """The list shows the row and leads to its page; page and spreadsheet open."""
    listed = client.get(list_of(table))
    assert listed.status_code == 200, table.name
    assert page_of(table, row) in listed.content.decode(), table.name
    assert client.get(page_of(table, row)).status_code == 200, table.name
    return client.get(reverse(f"{table.door}_excel")).status_code == 200


def refused(client: Client, table: Table, row: Any) -> bool:
    """Neither list nor page nor spreadsheet opens: not this person's kind of record."""
    addresses = (list_of(table), page_of(table, row), reverse(f"{table.door}_excel"))
    return all(client.get(address).status_code == 403 for address in addresses)


def hidden(client: Client, table: Table, row: Any) -> bool:
    """The list opens without the row, and its page is nowhere."""
    listed = client.get(list_of(table))
    assert listed.status_code == 200, table.name
    return str(row.uid) not in listed.content.decode() and client.get(page_of(table, row)).status_code == 404


def questions(client: Client, address: str) -> int:
    """How many queries opening the address takes."""
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200, address
    return len(asked)


def asks_no_more_for_more(
    client: Client, table: Table, make: Make, owner: Office, page_too: bool = True
) -> bool:
    """A list of six rows takes no more queries than a list of two, and neither list nor page takes many.

    A page that higher apps fill with panels of theirs is theirs to count: `page_too` leaves it out.
    """
    rows = [make(owner) for _ in range(2)]
    few = questions(client, list_of(table))
    for _ in range(4):
        make(owner)
    many = questions(client, list_of(table))
    assert many <= few <= MOST_QUERIES, f"{table.name}: {few} queries for two rows, {many} for six"
    if not page_too:
        return True
    return questions(client, page_of(table, rows[0])) <= MOST_QUERIES + 4 * len(table.lists)
