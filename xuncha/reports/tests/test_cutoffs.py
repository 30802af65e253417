"""Figures frozen as they stood: asked again they are the same, or exactly the rows are named that moved, and by whom."""

from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from docx import Document as Word

from xuncha.accounts.models import User
from xuncha.files import actions as files
from xuncha.findings.models import Feedback, Finding
from xuncha.kernel.figures import Scope
from xuncha.kernel.marks import Mark
from xuncha.kernel.refusals import NotAllowed, WrongRole
from xuncha.kernel.viewer import Viewer
from xuncha.leadership.figures import CATALOGUE
from xuncha.records import actions as records
from xuncha.records.models import Installation
from xuncha.records.rules import Role
from xuncha.records.tests.builders import viewer
from xuncha.reports.actions import cutoffs
from xuncha.reports.models import Cutoff, FrozenFigure, FrozenRow, TieExplanation
from xuncha.reports.queries import frozen
from xuncha.reports.queries.values import answer
from xuncha.reports.rules import CutoffKind, Standing
from xuncha.reports.tests.reading import page, signed_in, text
from xuncha.reports.tests.reference import REFERENCE, slip_of_the_year
from xuncha.reports.writing.formats import FORMATS
from xuncha.reports.writing.kinds import annual_report
from xuncha.reports.writing.report import TiesBroken
from xuncha.reports.writing.stamped import stamped
from xuncha.rounds.models import Round
from xuncha.rounds.queries.viewer import viewer_of

TODAY = date(2019, 12, 31)


@pytest.fixture
def by(city: Installation) -> Viewer:
    return viewer_of(User.objects.get(username="director"))


@pytest.fixture
def year(city: Installation, by: Viewer) -> Cutoff:
    return year_of(city, by)


def year_of(city: Installation, by: Viewer) -> Cutoff:
    row = Cutoff(office=city.home, kind=CutoffKind.YEAR, year=2019)
    return cutoffs.freeze(row, by=by, at=TODAY)


def standing(cutoff: Cutoff) -> dict[str, Standing]:
    return {one.frozen.key: one.standing for one in frozen.stands(cutoff)}


def moved(cutoff: Cutoff) -> set[str]:
    return {key for key, word in standing(cutoff).items() if word != Standing.SAME}


def test_a_year_is_frozen_with_every_figure_and_its_rows(year: Cutoff) -> None:
    kept = {figure.key: figure for figure in year.figures.all()}
    assert REFERENCE.keys() <= kept.keys()
    assert all(kept[key].printed.startswith(printed) for key, (_, printed) in REFERENCE.items())
    assert kept["clues.transferred"].count == kept["clues.transferred"].rows.count() == 52
    assert (year.title, year.as_of, len(year.digest)) == ("2019年度统计数据", TODAY, 64)


def test_asked_again_every_figure_is_the_same(year: Cutoff) -> None:
    assert not moved(year)


def test_the_report_is_kept_byte_by_byte_and_rendered_again_it_is_equal(year: Cutoff) -> None:
    assert year.report
    assert year.data
    frozen_at = timezone.localtime(year.recorded_at)
    again = stamped(annual_report(year.office, frozen.scope_of(year)), year.by.name, frozen_at)
    assert files.read(year.report) == FORMATS["docx"](again)
    assert files.read(year.data) == FORMATS["json"](again)
    assert year.release


@pytest.mark.usefixtures("approved")
def test_what_was_frozen_is_marked_as_high_as_the_rows_it_rests_on(city: Installation, by: Viewer) -> None:
    _, rows = answer("clues.transferred", Scope(city.home_id, 2019, TODAY))
    assert year_of(city, by).mark == Mark.WORK_SECRET
    rows.queryset.model._base_manager.filter(pk=rows.queryset.first().pk).update(mark="secret")
    found = year_of(city, by)
    assert found.mark == Mark.SECRET
    assert found.report
    header = Word(BytesIO(files.read(found.report))).sections[0].header.paragraphs[0].text
    assert header == "秘密　%s　%s" % (
        by.name,
        timezone.localtime(found.recorded_at).strftime("%Y-%m-%d %H:%M"),
    )


def test_a_corrected_day_is_shown_as_exactly_that_row_with_who_and_why(year: Cutoff, by: Viewer) -> None:
    from_march = Feedback.objects.of(year.office_id).filter(at__year=2019).order_by("pk").first()
    assert from_march
    keys = {row.figure.key for row in FrozenRow.objects.filter(uid=from_march.uid).select_related("figure")}
    assert keys
    records.correct(
        from_march, by=by, at=TODAY, note="送达回证日期登记有误", changes={"at": date(2018, 12, 20)}
    )
    assert moved(year) == keys
    stand = next(one for one in frozen.stands(year) if one.frozen.key == sorted(keys)[0])
    (row,) = frozen.touched(stand, by)
    assert (row.uid, row.how, row.record) == (from_march.uid, "移出", from_march)
    assert [(step.verb, step.note, step.by_id) for step in row.passages] == [
        ("correct", "送达回证日期登记有误", by.user)
    ]
    assert not row.of_others


def test_a_row_entered_late_for_a_day_before_the_cut_off_has_come(year: Cutoff, by: Viewer) -> None:
    figure = year.figures.get(key="clues.transferred")
    known = set(figure.rows.values_list("uid", flat=True))
    FrozenRow.objects.filter(figure=figure, uid=min(known)).delete()
    FrozenFigure.objects.filter(pk=figure.pk).update(value=51, digest="0" * 64)
    (stand,) = [one for one in frozen.stands(year) if one.frozen.key == "clues.transferred"]
    assert stand.standing == Standing.RESTATED
    assert [(row.uid, row.how) for row in frozen.touched(stand, by)] == [(min(known), "新增")]


def test_a_row_that_a_viewer_may_not_see_is_counted_but_not_named(year: Cutoff) -> None:
    figure = year.figures.get(key="clues.transferred")
    figure.rows.all().delete()
    stand = next(one for one in frozen.stands(year) if one.frozen.key == "clues.transferred")
    rows = frozen.touched(stand, viewer(Role.LEADER, office=year.office))
    assert (len(rows), {row.record for row in rows}) == (52, {None})


def test_a_changed_definition_is_told_apart_from_changed_rows(year: Cutoff) -> None:
    year.figures.filter(key="leadership.study").update(definition="旧口径")
    assert standing(year)["leadership.study"] == Standing.REDEFINED
    assert any(figure.key == "leadership.study" for figure in CATALOGUE.figures)


def test_a_quarter_is_the_year_up_to_its_end_and_a_round_its_own_figures(
    city: Installation, by: Viewer
) -> None:
    row = Cutoff(office=city.home, kind=CutoffKind.QUARTER, year=2019)
    quarter = cutoffs.freeze(row, quarter=3, by=by, at=TODAY)
    assert (quarter.as_of, quarter.title) == (date(2019, 9, 30), "2019年度截至第三季度统计数据")
    seventh = Round.objects.of(city.home.pk).get(number=7)
    row = Cutoff(office=city.home, kind=CutoffKind.ROUND, year=2019, round=seventh)
    kept = cutoffs.freeze(row, by=by, at=TODAY).figures
    assert set(kept.values_list("key", flat=True)) == {
        "round7.routine", "round7.linked", "round7.own", "round7.lookback", "coverage.after_round7",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("over", "quarter", "sentence"),
    [
        ({"kind": CutoffKind.QUARTER}, None, "请选择季度"),
        ({"kind": CutoffKind.QUARTER}, 5, "请选择季度"),
        ({"kind": CutoffKind.ROUND}, None, "请选择轮次"),
        ({"year": 1999}, None, "没有1999年度的工作记录"),
    ],
)
def test_what_cannot_be_frozen_is_refused(
    over: dict[str, object], quarter: int | None, sentence: str, city: Installation, by: Viewer
) -> None:
    values = {"office": city.home, "kind": CutoffKind.YEAR, "year": 2019} | over
    kept = Cutoff.objects.count(), FrozenFigure.objects.count()
    with pytest.raises(NotAllowed, match=sentence):
        cutoffs.freeze(Cutoff(**values), quarter=quarter, by=by, at=TODAY)
    assert kept == (Cutoff.objects.count(), FrozenFigure.objects.count())


def test_a_failing_tie_bars_the_cut_off_until_a_named_person_explains_it(
    city: Installation, by: Viewer
) -> None:
    slip_of_the_year(city).delete()
    row = Cutoff(office=city.home, kind=CutoffKind.YEAR, year=2019)
    with pytest.raises(TiesBroken) as why:
        cutoffs.freeze(row, by=by, at=TODAY)
    for one in why.value.ties:
        said = TieExplanation(office=city.home, year=2019, tie=one.tie.key, text="回执原件随卷移送，尚未补登")
        cutoffs.explain(said, by=by, at=TODAY)
    kept = cutoffs.freeze(Cutoff(office=city.home, kind=CutoffKind.YEAR, year=2019), by=by, at=TODAY)
    report = annual_report(city.home, frozen.scope_of(kept))
    assert len(report.notes) == len(why.value.ties)
    assert f"说明人：{by.name}" in report.notes[0]
    assert "回执原件随卷移送" in FORMATS["md"](report).decode()


def test_an_explanation_holds_for_its_two_values_only(city: Installation, by: Viewer) -> None:
    slip_of_the_year(city).delete()
    with pytest.raises(TiesBroken) as why:
        annual_report(city.home, frozen.scope_of(Cutoff(office=city.home, year=2019, as_of=TODAY)))
    (one,) = why.value.ties
    cutoffs.explain(
        TieExplanation(office=city.home, year=2019, tie=one.tie.key, text="说明"), by=by, at=TODAY
    )
    slip_of_the_year(city).delete()
    with pytest.raises(TiesBroken):
        annual_report(city.home, frozen.scope_of(Cutoff(office=city.home, year=2019, as_of=TODAY)))


def test_what_holds_needs_no_explanation(city: Installation, by: Viewer) -> None:
    row = TieExplanation(office=city.home, year=2019, tie="clues.slips", text="说明")
    with pytest.raises(NotAllowed, match="不需要说明"):
        cutoffs.explain(row, by=by, at=TODAY)


def test_only_the_office_freezes_and_readers_of_figures_read(year: Cutoff, city: Installation) -> None:
    with pytest.raises(WrongRole):
        cutoffs.freeze(
            Cutoff(office=city.home, kind=CutoffKind.YEAR, year=2019),
            by=viewer(Role.RECTIFICATION, office=city.home), at=TODAY,
        )  # fmt: skip
    doors = [f"/cutoffs/{year.uid}/{part}" for part in ("", "now/", "now/clues.transferred/", "report/docx/")]
    for name, status in (("leader", 200), ("clues", 200), ("groupleader", 403), ("auditor", 403)):
        client = signed_in(name)
        assert [client.get(door).status_code for door in doors] == [status] * 4


def test_pages_say_what_moved_in_words(year: Cutoff, by: Viewer) -> None:
    client = signed_in("director")
    assert "全部一致" in text(page(client, f"/cutoffs/{year.uid}/now/"))
    handed_over = FrozenRow.objects.filter(figure__cutoff=year, figure__key="feedback.problems")
    row = Finding.objects.filter(uid__in=handed_over.values("uid"), at__lt=date(2018, 12, 1)).order_by("pk")[
        0
    ]
    done = client.post(
        f"/findings/findings/{row.uid}/do/redate/",
        {"at": TODAY, "fed_back_on": "2018-12-20", "note": "反馈日期登记有误"},
    )
    assert done.status_code == 302, text(done.content.decode())
    said = text(page(client, f"/cutoffs/{year.uid}/now/feedback.problems/"))
    for word in ("已变动", "移出", row.title, "反馈日期登记有误", User.objects.get(username="director").name):
        assert said.count(word) >= 1, word
    assert said.count("移出") == 1
    page(client, f"/cutoffs/{year.uid}/now/none/", 404)


def test_the_page_of_a_cut_off_asks_no_figure(year: Cutoff) -> None:
    client = signed_in("director")
    with CaptureQueriesContext(connection) as asked:
        page(client, f"/cutoffs/{year.uid}/")
    assert len(asked) < 25


def test_the_form_of_an_explanation_offers_the_ties_that_fail(city: Installation) -> None:
    client = signed_in("director")
    assert "移交线索件数" not in page(client, "/explanations/new/")
    slip_of_the_year(city).delete()
    assert "移交线索件数" in page(client, "/explanations/new/")
    assert "移交线索件数" not in page(client, "/explanations/new/?year=x")
    page(client, "/explanations/new/?year=99999999999999999999")
