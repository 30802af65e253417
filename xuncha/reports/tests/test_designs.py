"""Versions of a design: who writes and confirms them, that reports are worded by them, and the page."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from xuncha.accounts.models import User
from xuncha.kernel.figures import Scope
from xuncha.kernel.refusals import NotAllowed, WrongRole
from xuncha.kernel.viewer import Viewer
from xuncha.records.models import Installation
from xuncha.reports.actions import cutoffs
from xuncha.reports.actions import designs as actions
from xuncha.reports.engine.design import Design, faults, paragraph, part
from xuncha.reports.models import Cutoff, ReportDesign
from xuncha.reports.queries import designs as queries
from xuncha.reports.queries import frozen
from xuncha.reports.queries.scope import scope_of
from xuncha.reports.rules import CutoffKind, DesignKind
from xuncha.reports.tests.conftest import Typed
from xuncha.reports.tests.reading import page, signed_in, text
from xuncha.reports.writing import rounds
from xuncha.reports.writing.kinds import annual_report, composite, half_of, year_report
from xuncha.reports.writing.years import vocabulary
from xuncha.rounds.models import Round
from xuncha.rounds.queries.viewer import viewer_of

TODAY = date(2019, 12, 31)
SHORT = Design(
    "关于{@year}年巡察工作的简报", "", (part("概况"), paragraph("移交线索{clues.transferred|over}。"))
)


def person(name: str) -> Viewer:
    return viewer_of(User.objects.get(username=name))


@pytest.fixture
def scope(city: Installation) -> Scope:
    return scope_of(city.home, 2019)


def save(
    city: Installation,
    design: Design,
    *,
    onto: int,
    kind: DesignKind = DesignKind.HALF_YEAR,
    by: str = "general",
) -> ReportDesign:
    row = ReportDesign(office=city.home, kind=kind, why="试改")
    known = vocabulary(scope_of(city.home, 2019))
    return actions.save(row, design, onto=onto, known=known, by=person(by), at=TODAY)


# --- What is supplied ---------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [k for k in DesignKind if k != DesignKind.COMPOSITE])
def test_what_is_supplied_refers_to_nothing_unknown(kind: DesignKind, scope: Scope) -> None:
    assert list(faults(queries.SUPPLIED[kind], vocabulary(scope))) == []


def test_the_supplied_composite_refers_to_nothing_unknown() -> None:
    assert list(faults(queries.SUPPLIED[DesignKind.COMPOSITE], rounds.VOCABULARY)) == []


def test_the_first_half_is_counted_to_the_end_of_june(city: Installation) -> None:
    half = half_of(city.home, 2019)
    assert half.as_of == date(2019, 6, 30)
    report = year_report(DesignKind.HALF_YEAR, city.home, half)
    said = "".join(block.text for section in report.sections for block in section.blocks)
    assert report.title == "关于2019年上半年巡察工作情况的报告"
    assert "9家党组织反馈问题289个" in said
    assert "11项" in said
    assert "10月14日" not in said, "the linkage plan came in October"


def test_each_county_has_its_paragraph_and_they_add_up(city: Installation, scope: Scope) -> None:
    report = year_report(DesignKind.COUNTIES, city.home, scope)
    each = [block for block in report.sections[-1].blocks if block.lead]
    assert len(each) == 11
    for key, total in (
        ("linkage.county_units", 39),
        ("linkage.county_lookbacks", 61),
        ("linkage.counterpart_used", 12),
    ):
        found = [p.figure.value for b in each for p in b.pieces if p.figure and p.figure.key == key]
        assert sum(v for v in found if isinstance(v, int)) == total
    supervised = [block.text for block in each if "列为重点督办对象" in block.text]
    assert len(supervised) == 4


def test_one_county_can_be_asked_for_alone(city: Installation, scope: Scope) -> None:
    county = year_report(DesignKind.COUNTIES, city.home, scope).figures[-1].county
    said = text(page(signed_in("director"), f"/reports/2019/of/counties/?county={county}"))
    assert said.count("由领导小组成员") == 1


def test_a_county_part_of_a_figure_opens_to_its_rows_and_to_no_other_number(city: Installation) -> None:
    director = signed_in("director")
    for code, status in (("990111", 200), ("990100", 404), ("nonsense", 404)):
        address = f"/figures/linkage.counterpart_used/?year=2019&county={code}"
        assert director.get(address).status_code == status, code
    said = text(page(director, "/figures/linkage.counterpart_used/?year=2019&county=990111"))
    assert "鸣珂市" in said
    assert "砚湖区" not in said
    assert "逐月情况" not in said, "the months are those of all counties"
    assert "勾稽关系" not in said.split("构成记录")[-1]
    assert director.get("/figures/leadership.study/?year=2019&county=990111").status_code == 400
    assert signed_in("county").get("/figures/linkage.counterpart_used/?county=990111").status_code == 404


# --- Versions -----------------------------------------------------------------------------------


def test_a_version_words_the_report_once_it_is_confirmed_and_not_before(
    city: Installation, scope: Scope
) -> None:
    before = annual_report(city.home, scope).title
    row = save(city, SHORT, onto=1, kind=DesignKind.ANNUAL)
    assert (row.number, annual_report(city.home, scope).title) == (2, before)
    actions.confirm(row, by=person("director"), at=TODAY)
    report = annual_report(city.home, scope)
    assert report.title == "关于2019年巡察工作的简报"
    assert [block.text for block in report.sections[0].blocks] == ["移交线索50余件。"]


def test_the_writer_does_not_confirm_and_the_director_does_not_write(city: Installation) -> None:
    row = save(city, SHORT, onto=0)
    with pytest.raises(WrongRole):
        actions.confirm(row, by=person("general"), at=TODAY)
    with pytest.raises(WrongRole):
        save(city, replace(SHORT, title="又一版"), onto=1, by="director")


def test_whoever_saves_second_is_told_who_was_first_and_why(city: Installation) -> None:
    save(city, SHORT, onto=0)
    with pytest.raises(NotAllowed, match="保存了第1版（试改），请在该版上修改"):
        save(city, replace(SHORT, title="另一人的改动"), onto=0)
    assert ReportDesign.objects.filter(kind=DesignKind.HALF_YEAR).count() == 1


def test_nothing_is_stored_that_is_wrong_unchanged_or_unexplained(city: Installation) -> None:
    bad = replace(SHORT, sections=(paragraph("共{no.such}。"), paragraph("另有{clues.transferred。")))
    with pytest.raises(NotAllowed, match=r"第1节.*no.such.*第2节.*花括号不成对"):
        save(city, bad, onto=0)
    with pytest.raises(NotAllowed, match="没有改动"):
        save(city, queries.SUPPLIED[DesignKind.HALF_YEAR], onto=0)
    row = ReportDesign(office=city.home, kind=DesignKind.HALF_YEAR, why="  ")
    known = vocabulary(scope_of(city.home, 2019))
    with pytest.raises(NotAllowed, match="请写明修改了什么"):
        actions.save(row, SHORT, onto=0, known=known, by=person("general"), at=TODAY)
    assert not ReportDesign.objects.filter(kind=DesignKind.HALF_YEAR).exists()


def test_an_earlier_version_is_not_confirmed_over_a_later_one(city: Installation) -> None:
    first = save(city, SHORT, onto=0)
    second = save(city, replace(SHORT, title="第二版"), onto=1)
    actions.confirm(second, by=person("director"), at=TODAY)
    with pytest.raises(NotAllowed, match="第2版已经启用"):
        actions.confirm(first, by=person("director"), at=TODAY)


def test_a_frozen_report_is_rendered_again_by_the_version_it_was_worded_by(city: Installation) -> None:
    row = save(city, SHORT, onto=1, kind=DesignKind.ANNUAL)
    actions.confirm(row, by=person("director"), at=TODAY)
    kept = cutoffs.freeze(
        Cutoff(office=city.home, kind=CutoffKind.YEAR, year=2019), by=person("director"), at=TODAY
    )
    later = save(city, replace(SHORT, title="后来的样式"), onto=2, kind=DesignKind.ANNUAL)
    actions.confirm(later, by=person("director"), at=TODAY)
    assert kept.design == row
    again = annual_report(city.home, frozen.scope_of(kept), version=kept.design)
    assert again.title == "关于2019年巡察工作的简报"
    assert annual_report(city.home, frozen.scope_of(kept)).title == "后来的样式"


# --- Documents ----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["half-year", "counties", "composite"])
def test_each_report_keeps_to_the_standard_and_its_figures_agree(
    city: Installation, kind: str, typed: Typed, tmp_path: Path
) -> None:
    file = tmp_path / "report.docx"
    extra = ["--round", "6"] if kind == "composite" else []
    assert typed("report", "2019", "--kind", kind, "--format", "docx", "-o", file, *extra).code == 0
    assert typed("layout", file).code == 0
    scope = {"half-year": ["--year", "2019", "--as-of", "2019-06-30"], "counties": ["--year", "2019"]}
    proofed = typed("proof", file, *scope.get(kind, []))
    assert proofed.code == 0, proofed.out


def test_the_command_says_what_it_does_not_know(city: Installation, typed: Typed) -> None:
    assert typed("report", "2019", "--kind", "monthly").code == 2
    assert typed("report", "2019", "--kind", "composite").code == 2
    assert typed("report", "2019", "--kind", "composite", "--round", "77").code == 2
    assert typed("report", "2019", "--kind", "counties", "--county", "000000").code == 2


def test_a_composite_without_anything_to_say_has_no_parts(city: Installation) -> None:
    latest = Round.objects.of(city.home.pk).order_by("-number").first()
    assert latest
    empty = Round(pk=0, office=city.home, number=99, name="第九十九轮巡察")
    assert composite(empty).sections == ()


# --- The page -----------------------------------------------------------------------------------


def form(design: Design, **over: object) -> dict[str, object]:
    return {
        "title": design.title,
        "opening": design.opening,
        "onto": "0",
        "why": "试改",
        "level": [str(s.level) for s in design.sections],
        "heading": [s.heading for s in design.sections],
        "per": [s.per for s in design.sections],
        "text": [s.text for s in design.sections],
    } | over


@pytest.fixture
def general(city: Installation) -> Client:
    return signed_in("general")


EDIT = "/designs/half-year/edit/"


def test_a_section_is_added_moved_and_taken_out_without_anything_being_stored(general: Client) -> None:
    added = general.post(EDIT, form(SHORT, do="add:0")).content.decode()
    assert added.count('name="level"') == 3
    moved = general.post(EDIT, form(SHORT, do="up:1")).content.decode()
    assert moved.index("移交线索") < moved.index("概况")
    dropped = general.post(EDIT, form(SHORT, do="drop:0")).content.decode()
    assert dropped.count('name="level"') == 1
    assert not ReportDesign.objects.filter(kind=DesignKind.HALF_YEAR).exists()


def test_the_preview_shows_this_year_with_figures_that_open(general: Client) -> None:
    said = general.post(EDIT, form(SHORT, do="preview")).content.decode()
    assert "/figures/clues.transferred/?" in said


def test_a_saved_version_shows_what_it_changed(general: Client) -> None:
    stored = general.post(EDIT, form(SHORT, do="save"), follow=True)
    row = ReportDesign.objects.get(kind=DesignKind.HALF_YEAR)
    assert stored.redirect_chain[-1][0].endswith(f"{row.uid}/")
    said = text(stored.content.decode())
    assert "与随系统提供的样式相比" in said
    assert "关于{@year}年巡察工作的简报" in said


def test_a_wrong_reference_is_answered_with_its_sentence_and_the_form_as_it_was(general: Client) -> None:
    bad = replace(SHORT, sections=(paragraph("共{no.such}。"),))
    answer = general.post(EDIT, form(bad, do="save"))
    said = answer.content.decode()
    assert answer.status_code == 422
    assert "第1节：本类报告没有名为“{no.such}”的指标" in said
    assert "共{no.such}。</textarea>" in said


def test_a_form_that_is_none_of_ours_is_no_question(general: Client) -> None:
    assert general.post(EDIT, form(SHORT, text=["一"])).status_code == 400
    assert general.post(EDIT, form(SHORT, level=["x", "y"])).status_code == 400
    assert general.post(EDIT, form(SHORT, onto="")).status_code == 400
    assert general.post(EDIT, form(SHORT, do="up:x")).status_code == 400
    assert general.post(EDIT, form(SHORT, do="explode:1")).status_code == 400
    assert general.get("/designs/monthly/edit/").status_code == 404
    assert general.get(f"{EDIT}?from=7").status_code == 404


def test_only_who_designs_opens_the_form(city: Installation) -> None:
    for name, status in (
        ("director", 403),
        ("member", 403),
        ("contact", 403),
        ("sysadmin", 403),
        ("county", 200),
    ):
        assert signed_in(name).get(EDIT).status_code == status, name
