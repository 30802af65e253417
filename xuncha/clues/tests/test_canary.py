"""A canary in every sealed column, and every place looked into where it might sing."""

import re
import sqlite3
from collections.abc import Iterator
from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from xuncha.audit.models import Entry
from xuncha.clues.actions import access, handling
from xuncha.clues.figures import CATALOGUE
from xuncha.clues.models import Clue, ClueContent, ClueSubject
from xuncha.clues.rules import Content, Subject
from xuncha.clues.tests.builders import (
    answered,
    approver,
    decided,
    disposed,
    handed,
    keeper,
    line_of,
    slip,
)
from xuncha.findings.tests.builders import installation, sign_in
from xuncha.kernel.figures import Scope
from xuncha.kernel.refusals import NotAllowed
from xuncha.records import actions as records
from xuncha.records.models import Passage
from xuncha.records.rules import Role
from xuncha.records.tests.builders import user, viewer

pytestmark = pytest.mark.django_db
CANARY = "金丝雀七号向某某行贿"
SAID = Content(
    summary=f"{CANARY}一",
    organisation=f"{CANARY}二",
    reporter=f"{CANARY}三",
    named=True,
    subjects=(Subject(f"{CANARY}四", is_principal=True), Subject(f"{CANARY}五")),
)
TABLES = ("clues", "contents", "subjects", "transfers", "lines", "receipts", "outcomes")
TODAY = date(2019, 12, 31)


@pytest.fixture
def clue() -> Clue:
    """A clue that went all the way, was read, and whose reading was refused."""
    row = decided(content=SAID)
    installation(row.office)
    slip(handed(row), 1, 1)
    handed(copied=(row,))
    disposed(row)
    answered(row)
    row.refresh_from_db()
    handling.move(row, "close", by=keeper(row.office), at=TODAY)
    access.grant_access(row, user=user(), reason="审核", until=TODAY, by=approver(row.office), at=TODAY)
    assert access.open_content(row, by=keeper(row.office)) == SAID
    with pytest.raises(NotAllowed) as refusal:
        access.open_content(row, by=viewer(Role.GENERAL, office=row.office))
    assert "金丝雀" not in str(refusal.value)
    return row


def silent(text: str) -> bool:
    return "金丝雀" not in text and "七号向某某" not in text


def stored() -> Iterator[str]:
    """Every value of every column of every table, as the database holds it."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            for row in cursor.fetchall():
                yield repr(row)


def test_no_column_of_the_database_holds_it(clue: Clue) -> None:
    everything = "\n".join(stored())
    assert clue.number in everything
    assert silent(everything)
    assert everything.count("s2:") == 5


def held() -> bytes:
    """The database as bytes: SQLite's own file; of a server, whose files are not ours, all it hands out."""
    if connection.vendor == "sqlite":
        raw: sqlite3.Connection = connection.connection
        return raw.serialize()
    return "\n".join(stored()).encode()


def test_no_byte_of_the_database_holds_it(clue: Clue) -> None:
    content = held()
    assert clue.number.encode() in content
    for piece in ("金丝雀", "七号向某某", CANARY):
        assert piece.encode() not in content
        assert piece.encode("utf-16-le") not in content


def test_a_correction_of_sealed_text_keeps_neither_wording_in_the_open(clue: Clue) -> None:
    content = ClueContent._base_manager.get(clue=clue)
    by = keeper(clue.office)
    records.correct(content, by=by, at=TODAY, note="补充", changes={"summary": f"{CANARY}六"})
    assert access.open_content(clue, by=by).summary == f"{CANARY}六"
    assert Passage.objects.filter(subject_uid=content.uid, verb="correct").exists()
    assert silent("\n".join(stored()))


def test_neither_history_nor_audit_nor_any_name_speaks_of_it(clue: Clue) -> None:
    rows = [clue, line_of(clue), *ClueContent.objects.all(), *ClueSubject.objects.all()]
    said = [f"{row} {row!r}" for row in rows]
    said += [f"{p.basis} {p.note} {p.changes}" for p in Passage.objects.all()]
    said += [f"{e.subject} {e.note} {e}" for e in Entry.objects.all()]
    assert len(said) > 15
    assert all(silent(text) for text in said)


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("role", [Role.CLUE_KEEPER, Role.DIRECTOR, Role.APPROVER])
def test_no_page_and_no_spreadsheet_shows_it(clue: Clue, client: Client, role: Role, name: str) -> None:
    sign_in(client, role, clue.office)
    page = client.get(reverse(f"clues:{name}"))
    if name in ("contents", "subjects") and role != Role.CLUE_KEEPER:
        assert page.status_code == 403
        return
    text = page.content.decode()
    assert silent(text)
    details = set(re.findall(rf'"({re.escape(reverse(f"clues:{name}"))}[0-9a-f-]{{36}}/)"', text))
    assert details
    for address in details:
        assert silent(client.get(address).content.decode())
    assert silent(spreadsheet(client, name))


def spreadsheet(client: Client, name: str) -> str:
    file = b"".join(client.get(reverse(f"clues:{name}_excel")))
    sheets = CalamineWorkbook.from_filelike(BytesIO(file))
    rows = [sheets.get_sheet_by_name(sheet).to_python() for sheet in sheets.sheet_names]
    assert any(rows)
    return str(rows)


@pytest.mark.parametrize(
    "query", [{"q": CANARY}, {"q": "金丝雀"}, {"summary": CANARY}, {"content__summary": "金丝雀"}]
)
def test_nobody_searches_or_filters_their_way_to_it(
    clue: Clue, client: Client, query: dict[str, str]
) -> None:
    """A hit would tell as much as the text. Unknown names are refused, the search box finds nothing."""
    sign_in(client, Role.CLUE_KEEPER, clue.office)
    for name in TABLES:
        door = reverse(f"clues:{name}")
        answer = client.get(door, query)
        assert answer.status_code == 400 or not re.search(
            rf'"{re.escape(door)}[0-9a-f-]{{36}}/"', answer.content.decode()
        )


def test_no_list_even_fetches_a_sealed_column(clue: Clue, client: Client) -> None:
    sign_in(client, Role.CLUE_KEEPER, clue.office)
    for name in TABLES:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse(f"clues:{name}")).status_code == 200
        asked = " ".join(q["sql"] for q in queries)
        for column in ("summary", "reporter", "details"):
            assert f'"{column}"' not in asked


def test_figure_rows_are_called_by_number_only(clue: Clue) -> None:
    scope = Scope(office=clue.office_id, year=2019, as_of=TODAY)
    labels = [str(row) for figure in CATALOGUE.figures for row in figure.rows(scope).queryset]
    assert len(labels) == 4
    assert all(label.startswith(clue.number) for label in labels)


@pytest.mark.parametrize("role", [Role.GENERAL, Role.RECTIFICATION, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN])
def test_no_address_of_a_clue_opens_to_those_who_need_not_know(
    clue: Clue, client: Client, role: Role
) -> None:
    sign_in(client, role, clue.office)
    for name in TABLES:
        doors = [reverse(f"clues:{name}"), reverse(f"clues:{name}_excel")]
        for door in [*doors, reverse(f"clues:{name}_detail", args=[clue.uid])]:
            answer = client.get(door)
            assert answer.status_code == 403
            assert silent(answer.content.decode())
            assert clue.number not in answer.content.decode()


def test_a_longer_list_asks_no_more_questions(clue: Clue, client: Client) -> None:
    sign_in(client, Role.CLUE_KEEPER, clue.office)
    short = {name: asked(client, name) for name in TABLES}
    for _ in range(6):
        row = decided(clue.task)
        slip(handed(row), 1, 1)
    assert {name: asked(client, name) for name in TABLES} == short
    assert max(short.values()) <= 12


def asked(client: Client, name: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(reverse(f"clues:{name}")).status_code == 200
    return len(queries)
