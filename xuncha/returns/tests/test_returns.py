"""A return from its draft to its issue in the reference city: filled, checked, gated, kept, asked again."""

import hashlib
import io
import zipfile
from datetime import date
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from xuncha.accounts.models import User
from xuncha.files import actions as files
from xuncha.kernel.figures import Scope
from xuncha.kernel.numerals import half_up
from xuncha.kernel.refusals import NotAllowed, WrongRole
from xuncha.kernel.viewer import Viewer
from xuncha.records.models import Installation, Office
from xuncha.reports.queries import frozen
from xuncha.reports.queries.registry import FIGURES, INDICATORS
from xuncha.reports.queries.values import value_of
from xuncha.reports.rules import Standing
from xuncha.reports.tests.reference import slip_of_the_year
from xuncha.reports.writing.report import TiesBroken
from xuncha.returns.actions import forms, returns
from xuncha.returns.engine import book, dictionary
from xuncha.returns.engine.cells import FormCell
from xuncha.returns.engine.filler import fill
from xuncha.returns.models import Collection, FiledValue, Form, FormVersion, Return, ReturnFiling
from xuncha.returns.queries.filling import filling
from xuncha.returns.queries.quality import quality
from xuncha.returns.queries.summary import summary
from xuncha.returns.tests import layouts
from xuncha.rounds.queries.viewer import viewer_of

TODAY = date(2019, 12, 31)


@pytest.fixture
def general(city: Installation) -> Viewer:
    return viewer_of(User.objects.get(username="general"))


@pytest.fixture
def director(city: Installation) -> Viewer:
    return viewer_of(User.objects.get(username="director"))


def by_hand(city: Installation, by: Viewer, *, checks: tuple[str, ...] = ()) -> Return:
    """A draft of a form with a figure, two numbers by hand and a sum."""
    form = Form(office=city.home, name="测试表", period="year")
    file = io.BytesIO(layouts.book(layouts.parts))
    file.name = "测试表.xlsx"
    forms.add(form, by=by, at=TODAY, file=file)
    cells = [
        FormCell("B2", "formula", "受理信访", text="B3+B4"),
        FormCell("B3", "hand", "来信"),
        FormCell("B4", "hand", "来访"),
        FormCell("B5", "figure", "反馈问题", code="501"),
    ]
    forms.map_cells(FormVersion.objects.get(form=form), cells, checks, by=by, at=TODAY)
    row = Return(office=city.home, form=form, year=2019, number=1)
    return returns.draw_up(row, by=by, at=TODAY)


def test_every_indicator_is_a_figure_or_says_that_it_has_none() -> None:
    keys = {one.key for one in dictionary.INDICATORS if one.key}
    assert keys <= FIGURES.keys() | INDICATORS.keys()
    assert all(one.unit for one in dictionary.INDICATORS if not one.key)


def test_a_year_agrees_with_what_the_annual_report_counts(city: Installation) -> None:
    ret = Return.objects.get(office=city.home, form__period="year", state="issued")
    cells = {
        one.cell.indicator.key: one.value
        for one in filling(ret).cells
        if one.cell.code and one.cell.offset == "this"
    }
    assert cells["feedback.problems"] == 289
    assert cells["clues.transferred"] == 52
    assert cells["plan.units"] == 84


def test_an_issued_return_is_kept_and_asked_again(city: Installation, general: Viewer) -> None:
    ret = Return.objects.select_related("cutoff", "file").get(form__period="year", state="issued")
    assert ret.cutoff is not None
    assert ret.file is not None
    assert returns.renders_the_same(ret)
    assert {one.standing for one in frozen.stands(ret.cutoff)} == {Standing.SAME}
    sheets = load_workbook(io.BytesIO(files.read(ret.file))).sheetnames
    assert sheets == ["巡察工作年报表", "附注"]


def test_numbers_by_hand_are_told_apart_and_checks_name_their_cells(
    city: Installation, general: Viewer
) -> None:
    ret = by_hand(city, general, checks=("B2 <= B5",))
    with pytest.raises(NotAllowed, match="B3（来信）尚未填报"):
        returns.check(ret, by=general, at=TODAY)
    values: dict[str, Decimal | None] = {"B3": Decimal(200), "B4": Decimal(100)}
    returns.report_by_hand(ret, by=general, at=TODAY, source="信访台账", values=values)
    with pytest.raises(NotAllowed, match="B2不应大于B5，现为300与289"):
        returns.check(ret, by=general, at=TODAY)
    returns.report_by_hand(ret, by=general, at=TODAY, source="信访台账", values={"B3": Decimal(20)})
    returns.check(ret, by=general, at=TODAY)
    with pytest.raises(NotAllowed, match="退回修改后才能填报"):
        returns.report_by_hand(ret, by=general, at=TODAY, source="x", values={"B3": Decimal(1)})


@pytest.mark.parametrize("key", ["fieldwork.talks", "clues.transferred"])
def test_what_a_county_learns_on_site_and_hands_over_is_not_counted_behind_its_back(
    city: Installation, general: Viewer, key: str
) -> None:
    county = Office.objects.filter(parent=city.home).first()
    assert county
    code = next(one.code for one in dictionary.INDICATORS if one.key == key)
    ret = by_hand(city, general)
    asked = [FormCell("B3", "figure", "谈话", code=code, office=county.code)]
    with pytest.raises(NotAllowed, match="报送以前不能直接取数"):
        forms.map_cells(ret.version, asked, (), by=general, at=TODAY)
    forms.map_cells(ret.version, [FormCell("B3", "figure", "谈话", code=code)], (), by=general, at=TODAY)


def test_a_form_asks_no_office_but_its_own_and_those_below(city: Installation) -> None:
    by = viewer_of(User.objects.get(username="county"))
    county = Office.objects.get(pk=by.office)
    neighbour = Office.objects.filter(parent=city.home).exclude(pk=county.pk).first()
    assert neighbour
    form = Form(office=county, name="县级测试表", period="year")
    file = io.BytesIO(layouts.book(layouts.parts))
    file.name = "表.xlsx"
    forms.add(form, by=by, at=TODAY, file=file)
    version = FormVersion.objects.get(form=form)
    for office in (neighbour, city.home):
        asked = [FormCell("B5", "figure", "反馈问题", code="501", office=office.code)]
        with pytest.raises(NotAllowed, match=f"不能取用{office.code}的数据"):
            forms.map_cells(version, asked, (), by=by, at=TODAY)
    version.refresh_from_db()
    assert version.cells == []


def test_a_number_that_comes_late_does_not_slip_into_what_was_checked(
    city: Installation, general: Viewer
) -> None:
    """Two windows: in one the return is checked, in the other it still looks like a draft."""
    ret = by_hand(city, general)
    values: dict[str, Decimal | None] = {"B3": Decimal(2), "B4": Decimal(1)}
    returns.report_by_hand(ret, by=general, at=TODAY, source="台账", values=values)
    other = Return.objects.get(pk=ret.pk)
    returns.take(ret, "check", by=general, at=TODAY)
    with pytest.raises(NotAllowed, match="退回修改后才能填报"):
        returns.report_by_hand(other, by=general, at=TODAY, source="台账", values={"B3": Decimal(9)})


def test_only_the_director_issues_and_a_failing_tie_blocks_until_it_is_explained(
    city: Installation, general: Viewer, director: Viewer
) -> None:
    ret = by_hand(city, general)
    values: dict[str, Decimal | None] = {"B3": Decimal(2), "B4": Decimal(1)}
    returns.report_by_hand(ret, by=general, at=TODAY, source="=1+1", values=values)
    returns.take(ret, "check", by=general, at=TODAY)
    with pytest.raises(WrongRole):
        returns.take(ret, "issue", by=general, at=TODAY)
    slip = slip_of_the_year(city)
    type(slip).objects.filter(pk=slip.pk).update(stated_leading=slip.stated_leading - 1)
    with pytest.raises(TiesBroken):
        returns.take(ret, "issue", by=director, at=TODAY)
    returns.explain_tie(ret, by=director, at=TODAY, tie="clues.transferred", text="一件回执写少。")
    returns.take(ret, "issue", by=director, at=TODAY)
    assert ret.file is not None
    issued = load_workbook(io.BytesIO(files.read(ret.file)))
    texts = [str(cell.value) for row in issued["附注"] for cell in row if cell.value is not None]
    assert "一件回执写少。" in texts
    assert "说明人：" + director.name in texts
    assert all(cell.data_type != "f" for row in issued["附注"] for cell in row)
    assert issued.worksheets[0]["B5"].value == 289


def test_a_settled_version_is_never_edited(city: Installation, general: Viewer) -> None:
    ret = by_hand(city, general)
    before = ret.version.cells
    cells = [*ret.version.form_cells[:3], FormCell("B5", "blank")]
    successor = forms.map_cells(ret.version, cells, (), by=general, at=TODAY)
    assert (successor.number, successor.pk == ret.version_id) == (2, False)
    assert FormVersion.objects.get(pk=ret.version_id).cells == before


def test_what_the_counties_of_the_city_filed_stands_as_it_was_filed(city: Installation) -> None:
    """Three quarters of eleven counties: late ones, one sent back and filed again, one that never came."""
    rows = list(ReturnFiling.objects.asked().filter(office=city.home).prefetch_related("sendings"))
    assert len(rows) == 33
    for row in rows:
        sent = sorted(row.sendings.all(), key=lambda one: one.serial)
        assert row.filed_on == (sent[0].at if sent else None)
        assert len(sent) <= row.returned_times + 1
        assert row.due_on == row.collection.due_on
        standing = row.state not in ("waiting", "returned")
        assert FiledValue.objects.filter(filing=row.uid).exists() == standing
    found = quality(city.home.pk, 2019, TODAY).whole
    assert (found.due, found.filed, found.late, found.returned) == (33, 32, 5, 2)
    scope = Scope(city.home.pk, 2019, TODAY)
    assert (value_of("filings.due", scope).value, value_of("filings.late", scope).value) == (33, 5)
    for row in rows[:3]:
        last = row.last
        assert last
        assert hashlib.sha256(files.read(last.file)).hexdigest() == last.digest


def test_the_sum_of_a_quarter_is_that_of_its_counties_and_its_rate_is_counted_again(
    city: Installation,
) -> None:
    row = Collection.objects.get(office=city.home, number=2)
    found = summary(row)
    assert found.is_whole
    for line in found.lines:
        if line.is_sum and line.total is not None:
            assert line.total == sum(part.value or 0 for part in line.parts)
    by_code = {line.cell.code: line for line in found.lines}
    planned, covered, rate = (by_code[code].total for code in ("201", "202", "203"))
    assert planned
    assert covered
    assert rate == half_up(int(covered), int(planned))


def changed(content: bytes, name: str, body: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w") as new:
        for info in old.infolist():
            new.writestr(info.filename, old.read(info))
        new.writestr(name, body)
    return target.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "空的"),
        (b"plain text", "不是Excel"),
        (book.OLE + b"x" * 600, "旧版格式"),
        (book.OLE + b"x" * 600 + book.LOCKED, "已加密"),
        (layouts.book(layouts.plain)[:900], "损坏"),
        (changed(layouts.book(layouts.plain), "xl/vbaProject.bin", b"x"), "宏"),
        (changed(layouts.book(layouts.plain), "xl/externalLinks/externalLink1.xml", b"<x/>"), "其他工作簿"),
        (
            changed(
                layouts.book(layouts.plain),
                "xl/worksheets/_rels/sheet1.xml.rels",
                b'<R><Relationship Target="http://example.invalid" TargetMode="External"/></R>',
            ),
            "外部",
        ),
    ],
)
def test_what_is_no_sound_workbook_is_refused_in_one_sentence(content: bytes, said: str) -> None:
    with pytest.raises(NotAllowed, match=said):
        book.read(content)


def test_text_stays_text_and_the_same_values_give_the_same_bytes() -> None:
    content = layouts.book(layouts.plain)
    values: dict[str, Decimal | str | None] = {
        "D2": Decimal("73.81"),
        "D3": "=cmd|'/c calc'!A0",
        "Z9": Decimal(1),
    }
    filled = fill(content, "Sheet", values, [["=1+1"]])
    assert filled == fill(content, "Sheet", values, [["=1+1"]])
    sheets = load_workbook(io.BytesIO(filled))
    sheet = sheets.worksheets[0]
    assert (sheet["D2"].value, sheet["D3"].value, sheet["Z9"].value) == (73.81, "=cmd|'/c calc'!A0", 1)
    assert b"<f>" not in zipfile.ZipFile(io.BytesIO(filled)).read("xl/worksheets/sheet1.xml")
    assert book.read(filled).boxes["D3"].formula == ""
