"""Whatever leaves the house bears its mark, who took it out and when."""

import json
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.http import HttpRequest
from django.test import Client
from django.urls import reverse
from docx import Document as Word

import xuncha
from xuncha.accounts.models import User
from xuncha.findings.models import Finding
from xuncha.kernel.marks import Mark, highest
from xuncha.people.models import Grant
from xuncha.records.models import Installation
from xuncha.records.rules import Role
from xuncha.records.tests.builders import viewer
from xuncha.rectification.models import Ledger
from xuncha.reports.queries.scope import scope_of
from xuncha.reports.queries.values import answer
from xuncha.rounds.models import Task
from xuncha.ui.tables import doors
from xuncha.ui.tables.addresses import Asked
from xuncha.ui.tables.declare import Table
from xuncha.ui.tables.listing import Question
from xuncha.ui.tables.registry import tables

pytestmark = pytest.mark.django_db
TAKEN = re.compile(r"\S+ \d{4}-\d\d-\d\d \d\d:\d\d")
SOURCE = Path(xuncha.__file__).parent
# Forms to be filled in: they hold nothing of the office's yet.
EMPTY = {"ui/reception/sheet.py", "returns/engine/supplied.py", "operations/history/template.py"}


def body(answer: Any) -> bytes:
    return b"".join(answer) if answer.streaming else answer.content


def header_of(answer: Any) -> tuple[str, str]:
    """The mark and what else is printed above every page of the first sheet."""
    page = openpyxl.load_workbook(BytesIO(body(answer))).worksheets[0]
    return str(page.oddHeader.left.text), str(page.oddHeader.right.text)


def stamp_of(answer: Any) -> str:
    section = Word(BytesIO(body(answer))).sections[0]
    (text,), (even,) = (
        [p.text for p in part.paragraphs] for part in (section.header, section.even_page_header)
    )
    assert text == even
    return str(text)


@pytest.fixture
def general(city: Installation, client: Client) -> Client:
    grant = Grant.objects.filter(role=Role.GENERAL, office=city.home, until=None).first()
    assert grant
    client.force_login(User.objects.get(pk=grant.user_id))
    return client


@pytest.mark.usefixtures("approved")
def test_the_export_of_every_table_is_marked_as_high_as_its_rows(
    city: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two rows of each kind, one of them marked 秘密 where the kind bears a mark."""
    monkeypatch.setattr(doors, "admit", lambda *_: None)
    monkeypatch.setattr(doors.witnesses, "exported", lambda *_: None)
    monkeypatch.setattr(
        doors, "question", lambda request, table: Question(table, Asked(request), "", {}, two(table))
    )
    request: Any = HttpRequest()
    request.method, request.viewer = "GET", viewer(Role.DIRECTOR, office=city.home)
    request.installation = city
    seen = set()
    for table in tables():
        expected = _raise_one(table)
        mark, taken = header_of(doors.excel(request, table=table))
        assert mark == expected.label, table.name
        assert TAKEN.search(taken), table.name
        seen.add(expected)
    assert len(tables()) > 150
    assert seen >= {Mark.SECRET, Mark.INTERNAL}


def two(table: Table) -> Any:
    keys = list(table.model._base_manager.order_by("pk").values_list("pk", flat=True)[:2])
    return table.model._default_manager.filter(pk__in=keys)


def _raise_one(table: Table) -> Mark:
    """What the export must be marked."""
    if not any(field.name == "mark" for field in table.model._meta.concrete_fields):
        return Mark.INTERNAL
    row = two(table).order_by("-pk").first()
    if row is not None:
        table.model._base_manager.filter(pk=row.pk).update(mark="secret")
    return highest(two(table).values_list("mark", flat=True))


def test_every_spreadsheet_of_the_house_is_stamped() -> None:
    """No module but `ui.books` begins a workbook of its own."""
    plain = {
        path.relative_to(SOURCE).as_posix()
        for path in SOURCE.rglob("*.py")
        if "tests" not in path.parts and "xlsxwriter.Workbook(" in path.read_text(encoding="utf-8")
    }
    assert plain - {"ui/books.py"} == EMPTY


def _exports(city: Installation) -> Iterator[str]:
    yield reverse("reports:figure_file", args=["clues.transferred", "excel"]) + "?year=2019"
    ledger = Ledger.objects.filter(office=city.home, task__isnull=False).order_by("pk").first()
    assert ledger
    yield reverse("rectification:ledger_book", args=[ledger.uid])
    yield reverse("returns:dictionary_file")
    yield reverse("guidance:comparison_excel")
    yield reverse("basis:documents_excel")


def test_spreadsheets_taken_out_by_their_doors_bear_mark_person_and_time(
    general: Client, city: Installation
) -> None:
    for address in _exports(city):
        answer = general.get(address)
        assert answer.status_code == 200, address
        mark, taken = header_of(answer)
        assert mark in ("内部", "工作秘密"), address
        assert TAKEN.fullmatch(taken), address


def test_a_word_document_bears_them_above_every_page(general: Client, city: Installation) -> None:
    ledger = Ledger.objects.filter(office=city.home, task__isnull=False).order_by("pk").first()
    assert ledger
    for address in (
        reverse("papers:paper_docx", args=["ledger", ledger.uid]),
        reverse("reports:annual_file", args=[2019, "docx"]),
    ):
        answer = general.get(address)
        assert answer.status_code == 200, address
        assert re.fullmatch(r"工作秘密　\S+　\d{4}-\d\d-\d\d \d\d:\d\d", stamp_of(answer)), address


@pytest.mark.usefixtures("approved")
def test_a_document_is_marked_as_high_as_the_highest_row_it_was_made_of(
    general: Client, city: Installation
) -> None:
    """The list of a task's problems hangs on the task, and is made of findings."""
    finding = Finding.objects.filter(
        office=city.home, task__fed_back_on__isnull=False, fed_back_on__isnull=False
    ).first()
    assert finding
    door = reverse("papers:paper_docx", args=["problem_list", Task.objects.get(pk=finding.task_id).uid])
    assert stamp_of(general.get(door)).startswith("工作秘密　")
    Finding.objects.filter(pk=finding.pk).update(mark="secret")
    answer = general.get(door)
    content = body(answer)
    file = Word(BytesIO(content))
    assert file.sections[0].header.paragraphs[0].text.startswith("秘密　")
    assert (
        file.paragraphs[0].text == "秘密"
    )  # and its 密级 stands at the upper left, as on an official document


def test_figures_for_machines_say_it_too(general: Client) -> None:
    for address in (
        reverse("reports:figures_json") + "?year=2019",
        reverse("reports:figure_file", args=["clues.transferred", "json"]) + "?year=2019",
        reverse("reports:annual_file", args=[2019, "json"]),
    ):
        said = json.loads(body(general.get(address)))
        assert (said["mark"], bool(said["taken_by"]), len(said["taken_at"])) == ("work_secret", True, 22), (
            address
        )


@pytest.mark.usefixtures("approved")
def test_a_figure_is_marked_as_high_as_its_rows(general: Client, city: Installation) -> None:
    address = reverse("reports:figure_file", args=["clues.transferred", "json"]) + "?year=2019"
    assert json.loads(body(general.get(address)))["mark"] == "work_secret"
    _, rows = answer("clues.transferred", scope_of(city.home, 2019))
    rows.queryset.model._base_manager.filter(pk=rows.queryset.first().pk).update(mark="secret")
    assert json.loads(body(general.get(address)))["mark"] == "secret"
    whole = reverse("reports:figures_json") + "?year=2019"
    assert json.loads(body(general.get(whole)))["mark"] == "secret"
