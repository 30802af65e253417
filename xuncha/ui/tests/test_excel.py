"""Spreadsheets: all rows that were asked for, nobody else's, and text that stays text."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO

import openpyxl
import pytest
from django.test import Client
from openpyxl.worksheet.worksheet import Worksheet

from xuncha.kernel.marks import Mark
from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.stamps import Stamp
from xuncha.kernel.viewer import Viewer
from xuncha.orgs.tables import ORGANISATIONS
from xuncha.orgs.tests.builders import organisation
from xuncha.records.models import Office
from xuncha.records.rules import Role
from xuncha.ui import witnesses
from xuncha.ui.books import Book
from xuncha.ui.tables import Column, Table, excel
from xuncha.ui.tables.excel import Origin, workbook
from xuncha.ui.tables.listing import question
from xuncha.ui.tests.conftest import TODAY, asking, sign_in

pytestmark = pytest.mark.django_db
TABLE = Table(
    model=ORGANISATIONS.model,
    name="organisations",
    title="党组织",
    measure="个",
    columns=(Column("name"), Column("level"), Column("at", label="成立日期"), Column("recorded_at"), Column("id", total=True)),
    filters=("level",),
    search=("name",),
    order=("id",),
)  # fmt: skip
ORIGIN = Origin("云江市委巡察办", TODAY, "陆明远")


def sheet(viewer: Viewer, query: str = "") -> Worksheet:
    file = workbook(question(asking(viewer, query), TABLE), ORIGIN)
    opened = openpyxl.load_workbook(file).active
    assert isinstance(opened, Worksheet)
    return opened


def texts(page: Worksheet) -> Iterator[str]:
    return (str(cell.value) for row in page.iter_rows() for cell in row if cell.value is not None)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-2+3", "@SUM(A1)", "\t=1", "=HYPERLINK(\"http://x\")"])  # fmt: skip
def test_text_that_looks_like_a_formula_stays_text(office: Office, director: Viewer, text: str) -> None:
    organisation(office=office, name=text)
    cell = next(cell for row in sheet(director).iter_rows() for cell in row if cell.value == text)
    assert cell.data_type == "s"
    assert cell.quotePrefix  # editing the cell keeps it a text


def test_values_keep_their_kind(office: Office, director: Viewer) -> None:
    row = organisation(office=office, at=date(2019, 3, 4))
    *_, values, sums = list(sheet(director).values)
    assert values[0] == row.name
    assert values[1] == "市级"
    assert values[2] == datetime(2019, 3, 4)
    assert (values[4], sums[4], sums[0]) == (row.pk, row.pk, "合计")


@pytest.mark.usefixtures("approved")
def test_a_spreadsheet_says_whose_it_is_as_of_when_and_what_was_asked(
    office: Office, director: Viewer
) -> None:
    organisation(office=office, mark=Mark.INTERNAL)
    organisation(office=office, mark=Mark.SECRET)
    opening = " ".join(list(texts(sheet(director, "?level=city&q=第")))[:4])
    for told in (
        "党组织",
        "云江市委巡察办",
        "数据截至2019-12-31",
        "陆明远",
        "密级标识：秘密",
        "层级：市级",
        "查找：第",
    ):
        assert told in opening


@pytest.mark.usefixtures("approved")
@pytest.mark.parametrize("mark", [Mark.INTERNAL, Mark.WORK_SECRET, Mark.SECRET])
def test_every_printed_page_of_a_spreadsheet_bears_mark_person_and_time(
    office: Office, director: Viewer, mark: Mark
) -> None:
    organisation(office=office, mark=Mark.INTERNAL)
    organisation(office=office, mark=mark)
    page = sheet(director)
    assert page.oddHeader.left.text == mark.label
    assert re.fullmatch(r"陆明远 \d{4}-\d\d-\d\d \d\d:\d\d", str(page.oddHeader.right.text))
    above = next(text for text in texts(page) if text.startswith("云江市委巡察办"))
    assert re.search(rf"密级标识：{mark.label}　数据截至2019-12-31　陆明远于.+导出", above)
    assert mark.label in page.parent.properties.description


def test_a_name_with_a_sign_that_means_something_in_headers_is_printed_as_it_is() -> None:
    file = BytesIO()
    with Book(file, {}, Stamp(Mark.INTERNAL, "甲&乙")) as book:
        book.add_worksheet()
    page = openpyxl.load_workbook(file).active
    assert "甲&&乙" in page.oddHeader.right.text


def test_only_rows_that_the_viewer_reaches_leave_the_house(office: Office, director: Viewer) -> None:
    own, other = organisation(office=office), organisation()
    told = set(texts(sheet(director)))
    assert own.name in told
    assert other.name not in told


def test_filters_hold_for_the_spreadsheet_too(office: Office, director: Viewer) -> None:
    organisation(office=office, name="市财政局党组")
    organisation(office=office, name="市医院党委")
    told = set(texts(sheet(director, "?q=医院")))
    assert "市医院党委" in told
    assert "市财政局党组" not in told


def test_too_many_rows_are_refused_with_a_sentence_and_not_cut_off(
    office: Office, director: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(excel, "MOST", 1)
    organisation(office=office)
    sheet(director)
    organisation(office=office)
    with pytest.raises(NotAllowed, match="超过1行，请缩小查询范围"):
        sheet(director)


def test_the_door_hands_out_a_file_and_tells_the_witnesses(
    client: Client, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(
        witnesses, "_of_exports", [lambda request, door, asked, verb: told.append(f"{verb} {door} {asked}")]
    )
    organisation(office=office)
    sign_in(client, Role.DIRECTOR, office)
    answer = client.get("/orgs/organisations/excel/?level=city")
    assert answer.status_code == 200
    assert openpyxl.load_workbook(BytesIO(b"".join(answer))).active is not None
    assert "2019-12-31.xlsx" in answer["Content-Disposition"]
    assert told == ["export orgs:organisations /orgs/organisations/excel/?level=city"]


def test_the_door_is_closed_to_the_wrong_role_and_to_nonsense(client: Client, office: Office) -> None:
    sign_in(client, Role.DIRECTOR, office)
    assert client.get("/orgs/organisations/excel/?level=nonsense").status_code == 400
    sign_in(client, Role.SYSTEM_ADMIN, office)
    assert client.get("/orgs/organisations/excel/").status_code == 403
