"""Catalogue, figure, ties and report as pages: the numbers are the figures', the gate is the roles'."""

import json
import re
from html import unescape
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx import Document as Word
from pytest_django.fixtures import DjangoAssertNumQueries
from python_calamine import CalamineWorkbook

from xuncha.audit.models import Entry
from xuncha.kernel.figures import Scope
from xuncha.records.models import Installation, Office
from xuncha.reports.queries.registry import keys_of
from xuncha.reports.queries.values import value_of
from xuncha.reports.tests.reading import page, scope_of, signed_in, text
from xuncha.reports.tests.reference import REFERENCE, slip_of_the_year
from xuncha.reports.writing.kinds import annual_report
from xuncha.rounds.models import Round

READERS = ("director", "general", "guidance", "rectification", "clues", "leader", "approver", "county")
STRANGERS = (
    "reviewer",
    "receiver",
    "groupleader",
    "member",
    "contact",
    "province",
    "sysadmin",
    "security",
    "auditor",
)


@pytest.fixture
def director(city: Installation) -> Client:
    return signed_in("director")


DOORS = (
    "/figures/",
    "/figures/json/",
    "/figures/leadership.study/",
    "/figures/leadership.study/excel/",
    "/figures/leadership.study/json/",
    "/ties/",
    "/reports/",
    "/reports/2019/",
    "/reports/2019/docx/",
    "/reports/2019/json/",
    "/reports/2019/md/",
)


@pytest.mark.parametrize("username", STRANGERS)
def test_who_reads_no_figures_is_turned_away_at_every_door(username: str, city: Installation) -> None:
    client = signed_in(username)
    for door in DOORS:
        page(client, door, 403)


@pytest.mark.parametrize("username", READERS)
def test_who_reads_figures_reads_each_of_them(username: str, city: Installation) -> None:
    assert "学习传达" in page(signed_in(username), "/figures/leadership.study/")


@pytest.mark.parametrize("username", ["clues", "county"])  # nobody reads more than these two and the director
def test_who_reads_figures_reads_the_catalogue_and_the_ties(username: str, city: Installation) -> None:
    client = signed_in(username)
    assert "指标目录" in page(client, "/figures/")
    assert "勾稽关系" in page(client, "/ties/")


def test_nobody_reads_anything_unasked(city: Installation) -> None:
    for door in DOORS:
        answer = Client().get(door)
        assert answer.status_code == 302, door
        assert answer["Location"].startswith(reverse("accounts:sign_in"))


@pytest.mark.parametrize("door", DOORS)
def test_pages_are_read_and_never_written_to(door: str, director: Client) -> None:
    assert director.post(door).status_code == 405


def test_the_catalogue_shows_every_figure_as_the_report_prints_it(
    director: Client, city: Installation
) -> None:
    html = page(director, "/figures/?year=2019&part=all")
    tiles = dict(re.findall(r'href="/figures/([^/]+)/\?year=2019">([^<]+)</a>', html))
    scope = scope_of(city)
    assert list(tiles) != []
    assert set(tiles) == set(keys_of(scope))
    for key, printed in tiles.items():
        assert printed == value_of(key, scope).printed, key


def test_the_catalogue_puts_the_exact_value_beside_what_is_printed_roughly(director: Client) -> None:
    plain = text(page(director, "/figures/?part=all"))
    assert "精确值43次" in plain
    assert "精确值42项" in plain
    assert "62 / 84" in plain


def test_the_catalogue_opens_at_the_first_part_of_the_report_and_leads_to_the_others(
    director: Client,
) -> None:
    html = page(director, "/figures/?year=2019")
    links = [unescape(link) for link in re.findall(r'<a href="(\?year=2019&amp;part=[^"]+)"', html)]
    assert links[0].endswith("part=1")
    assert links[-1].endswith("part=all")
    shown = [
        re.findall(r'href="/figures/([^/]+\.[^/]+)/\?year', page(director, f"/figures/{link}"))
        for link in links
    ]
    assert all(shown)
    assert [key for part in shown[:-1] for key in part] == shown[-1]


@pytest.mark.parametrize("part", ["0", "99", "two", "-1"])
def test_a_part_that_is_none_is_a_malformed_question(part: str, director: Client) -> None:
    page(director, f"/figures/?part={part}", 400)


def test_the_catalogue_follows_the_parts_of_the_report(director: Client) -> None:
    html = page(director, "/figures/?part=all")
    html = html[html.index('<section class="r-chapter">') :]
    marks = (
        "提高政治站位，加强统筹协调",
        "/figures/leadership.study/",
        "坚持统筹谋划，推动巡察高质量全覆盖",
        "/figures/plan.units/",
        "深化上下联动，形成监督合力",
        "/figures/linkage.groups/",
        "/figures/pool.size/",
        "/figures/clues.transferred/",
        "抓实上级检查反馈问题整改，加强自身建设",
        "/figures/received.items/",
        "其他指标",
        "/figures/rectification.rate/",
    )
    places = [html.index(mark) for mark in marks]
    assert places == sorted(places)


def test_the_catalogue_of_an_earlier_day_carries_that_day_along(director: Client, city: Installation) -> None:
    html = page(director, "/figures/?year=2019&as_of=2019-06-30")
    assert "2019年6月30日" in html
    assert 'href="/figures/leadership.study/?year=2019&amp;as_of=2019-06-30"' in html
    assert "4次" in page(director, "/figures/leadership.study/?year=2019&as_of=2019-06-30")


@pytest.mark.parametrize("key", REFERENCE)
def test_the_page_of_a_figure_shows_what_the_figure_comes_to(
    key: str, director: Client, city: Installation
) -> None:
    value = value_of(key, scope_of(city))
    html = page(director, f"/figures/{key}/?year=2019")
    assert f'<p class="r-number-printed">{value.printed}</p>' in html
    assert value.definition in unescape(html)
    if value.denominator is not None:
        assert f"分子{value.numerator}，分母{value.denominator}" in html


def test_an_approximate_figure_says_what_it_is_exactly(director: Client) -> None:
    assert "精确值43次，报告写作“40余次”。" in text(page(director, "/figures/leadership.leading_group/"))


def test_rows_are_listed_with_their_date_and_a_way_to_each(director: Client, city: Installation) -> None:
    html = page(director, "/figures/leadership.study/")
    links = re.findall(r'<td class="x-lead"[^>]*><a href="([^"]+)">', html)
    assert len(links) == 6
    assert director.get(links[0]).status_code == 200
    assert "6次" in text(html)


def test_a_ratio_marks_each_row_as_in_the_part_or_not(director: Client) -> None:
    html = page(director, "/figures/coverage.after_round7/")
    first = html.count('x-chip-green">计入<')
    following = re.search(r'rel="next" href="([^"]+)"', html)
    assert following
    second = page(director, unescape(following.group(1)))
    assert first + second.count('x-chip-green">计入<') == 62
    assert html.count("<tr><td") + second.count("<tr><td") == 84


def test_the_next_page_of_rows_comes_alone_to_htmx(director: Client) -> None:
    following = re.search(r'rel="next" href="([^"]+)"', page(director, "/figures/feedback.problems/"))
    assert following
    answer = director.get(unescape(following.group(1)), headers={"HX-Request": "true", "HX-Target": "list"})
    assert answer.content.startswith(b'<section class="x-sheet x-list')
    assert b"<html" not in answer.content


def test_a_cursor_of_another_list_is_no_cursor(director: Client) -> None:
    following = re.search(r'cursor=([^"&]+)', page(director, "/figures/feedback.problems/"))
    assert following
    page(director, f"/figures/pool.size/?cursor={unescape(following.group(1))}", 400)


def test_hidden_rows_are_counted_and_not_shown(city: Installation) -> None:
    html = page(signed_in("general"), "/figures/clues.transferred/")
    assert "52件，可见0件" in text(html)
    assert "不在您的知悉范围内" in html
    assert "52件，可见" not in text(page(signed_in("clues"), "/figures/clues.transferred/"))


def test_the_page_of_a_figure_shows_the_ties_it_stands_in(director: Client) -> None:
    html = text(page(director, "/figures/feedback.problems/"))
    assert "反馈问题数" in html
    assert "已签收反馈意见所述问题数之和" in html


def test_the_history_of_a_count_ends_at_the_figure(director: Client) -> None:
    data = re.search(
        r'<script id="history" type="application/json">(.+?)</script>',
        page(director, "/figures/clues.transferred/"),
    )
    assert data
    chart = json.loads(data.group(1))
    assert len(chart["labels"]) == 12
    before, added = (series["values"] for series in chart["series"])
    assert before[-1] + added[-1] == 52
    assert sum(added) == 52


def test_the_history_of_a_family_goes_round_by_round(director: Client, city: Installation) -> None:
    html = page(director, "/figures/coverage.after_round7/")
    data = re.search(r'<script id="history" type="application/json">(.+?)</script>', html)
    assert data
    chart = json.loads(data.group(1))
    assert chart["series"][0]["values"] == [8.33, 16.67, 25.0, 34.52, 45.24, 59.52, 73.81]


@pytest.mark.parametrize(
    "key", ["no.such", "round[n].units", "round99.units", "round99999999999999999999.units", "…"]
)
def test_an_unknown_figure_is_no_page(key: str, director: Client) -> None:
    page(director, f"/figures/{key}/", 404)
    page(director, f"/figures/{key}/excel/", 404)


@pytest.mark.parametrize(
    "query",
    [
        "year=abcd",
        "year=1999",
        "year=2020",
        "year=0000",
        "as_of=2019-13-01",
        "as_of=2020-01-01",
        "as_of=x",
        "sort=at",
    ],
)
def test_a_question_that_makes_no_sense_is_answered_in_the_readers_words(
    query: str, director: Client
) -> None:
    for door in ("/figures/", "/figures/leadership.study/", "/ties/", "/reports/"):
        html = page(director, f"{door}?{query}", 400)
        assert "Traceback" not in html
        assert 'lang="zh-Hans"' in html


@pytest.mark.parametrize(
    "path", ["/reports/1999/", "/reports/2020/", "/reports/2019/pdf/", "/figures/leadership.study/pdf/"]
)
def test_a_year_or_form_there_is_not_is_no_page(path: str, director: Client) -> None:
    page(director, path, 404)


def test_a_county_reads_its_own_figures_and_no_others(city: Installation) -> None:
    client = signed_in("county")
    county = Office.objects.get(code="990101")
    html = page(client, "/figures/plan.units/?year=2019")
    assert county.name in html
    value = value_of("plan.units", Scope(county.pk, 2019, city.today))
    assert f">{value.printed}<" in html
    page(client, f"/figures/plan.units/?office={city.home.code}", 404)
    page(client, "/reports/2019/?office=990102", 404)


def test_the_spreadsheet_holds_the_rows_this_person_sees(director: Client, city: Installation) -> None:
    answer = director.get("/figures/leadership.study/excel/?year=2019")
    sheet = CalamineWorkbook.from_filelike(BytesIO(b"".join(answer))).get_sheet_by_index(0).to_python()
    assert sheet[0][0] == "学习传达：6次"
    assert [row[0] for row in sheet[5:]] == [1, 2, 3, 4, 5, 6]
    assert "构成记录6条，可见6条" in str(sheet[3][0])
    hidden = signed_in("general").get("/figures/clues.transferred/excel/")
    rows = CalamineWorkbook.from_filelike(BytesIO(b"".join(hidden))).get_sheet_by_index(0).to_python()
    assert rows[0][0] == "移交问题线索：52件"
    assert len(rows) == 5


def test_taking_rows_or_the_report_out_is_recorded(director: Client) -> None:
    before = Entry.objects.filter(who="director", verb="export").count()
    director.get("/figures/leadership.study/excel/")
    director.get("/figures/leadership.study/json/")
    director.get("/reports/2019/docx/")
    assert Entry.objects.filter(who="director", verb="export").count() == before + 3


def test_machines_get_the_same_figures(director: Client, city: Installation) -> None:
    body = json.loads(page(director, "/figures/json/?year=2019"))
    assert (body["year"], body["office"], body["as_of"]) == (2019, city.home.code, "2019-12-31")
    found = {figure["key"]: figure["value"] for figure in body["figures"]}
    assert {key: found[key] for key in REFERENCE} == {key: value for key, (value, _) in REFERENCE.items()}
    one = json.loads(page(director, "/figures/leadership.study/json/"))
    assert one["value"] == len(one["visible"]) == 6


def test_the_report_reads_as_the_document_reads(director: Client, city: Installation) -> None:
    report = annual_report(city.home, scope_of(city))
    notes = re.compile(r'<span class="r-ref-note".*?</small></span>', re.DOTALL)
    plain = text(notes.sub("", page(director, "/reports/2019/")))
    for section in report.sections:
        for block in section.blocks:
            assert block.text in plain
    document = director.get("/reports/2019/docx/")
    paragraphs = "\n".join(p.text for p in Word(BytesIO(b"".join(document))).paragraphs)
    assert report.sections[0].blocks[0].text in paragraphs


def test_every_number_of_the_report_leads_to_its_figure(director: Client, city: Installation) -> None:
    report = annual_report(city.home, scope_of(city))
    html = page(director, "/reports/2019/")
    named = {p.figure.key for s in report.sections for b in s.blocks for p in b.pieces if p.figure}
    linked = set(re.findall(r'<a href="/figures/([^/]+)/\?year=2019">', html))
    assert linked == named
    assert len(named) >= 45


def test_the_report_is_withheld_while_a_tie_fails_and_says_which(
    director: Client, city: Installation
) -> None:
    slip_of_the_year(city).delete()
    for door in (
        "/reports/2019/",
        "/reports/",
        "/reports/2019/docx/",
        "/reports/2019/json/",
        "/reports/2019/md/",
    ):
        html = page(director, door, 422)
        assert "勾稽关系“移交线索件数”不成立" in text(html)
        assert "#clues.transferred" in html
        assert "r-paper" not in html
    assert "不符" in page(director, "/ties/")
    assert 'hx-get="/ties/?year=2019"' in page(director, "/figures/?year=2019")
    verdict = director.get("/ties/", headers={"HX-Request": "true", "HX-Target": "verdict"})
    assert "1条勾稽关系不符" in verdict.content.decode()
    assert Entry.objects.filter(who="director", verb="export").count() == 0


def test_the_ties_page_shows_both_sides_of_each(director: Client) -> None:
    html = page(director, "/ties/")
    assert html.count('id="') > 20
    assert "全部相符" in html
    assert html.count("x-chip-red") == 0


def test_pages_ask_a_bounded_number_of_questions(
    director: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for door, most in {
        "/figures/feedback.problems/": 45,
        "/figures/coverage.after_round7/": 170,
        "/figures/": 330,
        "/ties/": 170,
        "/reports/2019/": 340,
    }.items():
        director.get(door)
        with django_assert_max_num_queries(most):
            director.get(door)


def test_a_longer_list_of_rows_asks_no_more_questions(director: Client) -> None:
    """Forty-three briefings and six: naming a row and finding its page cost no query of their own."""
    counts = []
    for key in ("leadership.standing_committee", "leadership.leading_group"):
        director.get(f"/figures/{key}/")
        with CaptureQueriesContext(connection) as asked:
            director.get(f"/figures/{key}/")
        counts.append(len([q for q in asked if "briefing" in q["sql"]]))
    assert counts[0] >= counts[1] > 0


def test_an_english_reader_is_shown_exact_values_and_the_report_in_the_offices_own_words(
    director: Client, city: Installation
) -> None:
    director.cookies["django_language"] = "en"
    catalogue = text(page(director, "/figures/"))
    assert "预计" not in catalogue
    assert "40余" not in catalogue
    html = page(director, "/figures/coverage.after_round7/")
    assert '<p class="r-number-printed">73.81%</p>' in html
    assert re.search(
        r'<p class="r-number-printed">43\D', page(director, "/figures/leadership.leading_group/")
    )
    assert "预计73.81%" in page(director, "/reports/2019/")


def test_a_figure_of_a_round_leads_to_its_round_whom_that_page_opens_to(city: Installation) -> None:
    round_ = Round.objects.of(city.home.pk).get(number=1)
    way = reverse("reports:round", args=[round_.uid])
    told = page(signed_in("clues"), reverse("reports:figure", args=["round1.units"]))
    assert way in page(signed_in("director"), reverse("reports:figure", args=["round1.units"]))
    assert way not in told
    assert round_.name in told
