"""`xuncha report`: the year in three forms, the gate of the ties, and what makes no sense."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document as Word
from pytest_django.fixtures import DjangoAssertNumQueries

from xuncha.records.models import Installation
from xuncha.reports.tests.conftest import Typed
from xuncha.reports.tests.reference import REFERENCE, slip_of_the_year


def figures(text: str) -> dict[str, dict[str, Any]]:
    return {figure["key"]: figure for figure in json.loads(text)["figures"]}


@pytest.mark.parametrize("key", REFERENCE)
def test_every_figure_of_the_reference_year_comes_to_its_value(key: str, report_json: str) -> None:
    value, printed = REFERENCE[key]
    found = figures(report_json)[key]
    assert found["value"] == value
    assert str(found["printed"]).startswith(printed)


@pytest.fixture(scope="module")
def _json_once() -> dict[str, str]:
    return {}


@pytest.fixture
def report_json(city: Installation, typed: Typed, _json_once: dict[str, str]) -> str:
    """The report of the reference year, computed once for all who only read it."""
    if not _json_once:
        said = typed("report", 2019, "--format", "json")
        assert said.code == 0, said.err
        _json_once["text"] = said.out
    return _json_once["text"]


def test_the_json_has_the_agreed_form(report_json: str) -> None:
    body = json.loads(report_json)
    assert list(body) == ["year", "office", "as_of", "figures", "sections"]
    assert (body["year"], body["as_of"], len(body["sections"])) == (2019, "2019-12-31", 3)
    keys = ["key", "value", "numerator", "denominator", "unit", "printed", "projected", "definition", "rows"]
    assert all(list(figure) == keys for figure in body["figures"])
    coverage = figures(report_json)["coverage.after_round7"]
    assert (coverage["numerator"], coverage["denominator"], coverage["projected"]) == (62, 84, True)


def test_the_text_names_every_figure_it_prints_and_leaves_no_reference_open(report_json: str) -> None:
    text = "".join(p for section in json.loads(report_json)["sections"] for p in section["paragraphs"])
    assert not set("{}@[]") & set(text)
    for printed in ("40余次", "预计73.81%", "10月14日", "五个方面", "360名左右", "4-6名", "289个", "52件"):
        assert printed in text


def test_document_and_markdown_say_what_the_json_says(
    city: Installation, typed: Typed, report_json: str, tmp_path: Path
) -> None:
    target = tmp_path / "报告.docx"
    assert typed("report", 2019, "--format", "docx", "-o", target).code == 0
    document = "\n".join(paragraph.text for paragraph in Word(BytesIO(target.read_bytes())).paragraphs)
    markdown = typed("report", 2019).out.replace("**", "")
    for section in json.loads(report_json)["sections"]:
        assert section["title"] in document
        assert section["title"] in markdown
        for paragraph in section["paragraphs"]:
            assert paragraph in document
            assert paragraph in markdown
    assert [path.name for path in tmp_path.iterdir()] == ["报告.docx"]


def test_a_broken_tie_stops_the_report_and_is_named(city: Installation, typed: Typed, tmp_path: Path) -> None:
    target = tmp_path / "out.json"
    target.write_text("earlier")
    slip_of_the_year(city).delete()
    said = typed("report", 2019, "--format", "json", "-o", target)
    assert said.code == 1
    assert "移交线索件数" in said.err
    assert said.err.count("\n") == 1
    assert target.read_text() == "earlier"


def test_unchecked_prints_the_report_and_still_names_the_tie(city: Installation, typed: Typed) -> None:
    slip_of_the_year(city).delete()
    said = typed("report", 2019, "--format", "json", "--unchecked")
    assert said.code == 0
    assert "移交线索件数" in said.err
    assert figures(said.out)["clues.transferred"]["value"] == 52


def test_a_day_in_summer_knows_nothing_of_autumn(city: Installation, typed: Typed) -> None:
    said = typed("report", 2019, "--as-of", "2019-06-30", "--format", "json", "--unchecked")
    found = figures(said.out)
    assert json.loads(said.out)["as_of"] == "2019-06-30"
    assert found["linkage.plan_issued"]["value"] is None
    assert found["feedback.problems"]["value"] == 289  # fed back in February and March
    assert found["clues.transferred"]["value"] < 52
    assert not any(key.startswith("round7.") for key in found)
    assert "“回头看”" not in "".join(p for s in json.loads(said.out)["sections"] for p in s["paragraphs"])


def test_a_county_has_a_report_of_its_own(city: Installation, typed: Typed) -> None:
    said = typed("report", 2019, "--office", "990101", "--format", "json")
    assert said.code == 0, said.err
    body = json.loads(said.out)
    assert body["office"] == "990101"
    found = figures(said.out)
    assert found["plan.units"]["value"] != 84
    assert "市委常委会" not in said.out.split('"sections"')[1]


def test_an_earlier_year_is_reported_as_it_ended(city: Installation, typed: Typed) -> None:
    said = typed("report", 2018, "--format", "json")
    assert said.code == 0, said.err
    body = json.loads(said.out)
    assert (body["year"], body["as_of"]) == (2018, "2018-12-31")
    assert "round5.units" in figures(said.out)
    assert "round6.units" not in figures(said.out)


WRONG = {
    "an unknown year": ("report", "1999"),
    "a year to come": ("report", "2020"),
    "no year at all": ("report", "abcd"),
    "the year nought": ("report", "0000"),
    "an unknown format": ("report", "2019", "--format", "pdf"),
    "a document without a file": ("report", "2019", "--format", "docx"),
    "an unknown office": ("report", "2019", "--office", "000000"),
    "a day that is none": ("report", "2019", "--as-of", "2019-13-01"),
    "a day to come": ("report", "2019", "--as-of", "2020-01-01"),
    "a folder that is not there": ("report", "2019", "-o", "{folder}/nowhere/out.md"),
    "a folder instead of a file": ("report", "2019", "-o", "{folder}"),
    "an empty path": ("report", "2019", "-o", ""),
    "an unknown figure": ("figure", "no.such", "--year", "2019"),
    "a family without its number": ("figure", "round[n].units", "--year", "2019"),
    "a round that never was": ("figure", "round99.units", "--year", "2019"),
    "a round beyond counting": ("figure", "round99999999999999999999.units", "--year", "2019"),
    "no figure": ("figure", "--year", "2019"),
    "an unknown account": ("figure", "leadership.study", "--year", "2019", "--rows", "--as", "nobody"),
    "an unknown format of a figure": ("figure", "leadership.study", "--year", "2019", "--format", "xml"),
    "an unknown year of ties": ("ties", "--year", "1999"),
    "an unknown format of ties": ("ties", "--year", "2019", "--format", "xml"),
}


@pytest.mark.parametrize("words", WRONG.values(), ids=WRONG)
def test_what_makes_no_sense_is_answered_in_one_line(
    words: tuple[str, ...], city: Installation, typed: Typed, tmp_path: Path
) -> None:
    said = typed(*(word.format(folder=tmp_path) for word in words))
    assert said.code == 2
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert "Traceback" not in said.err
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_may_not_be_written_stays_as_it_was(
    city: Installation, typed: Typed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "out.md"
    target.write_text("earlier")

    def full(self: Path, content: bytes) -> int:
        self.touch()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    said = typed("report", 2019, "-o", target)
    assert said.code == 2
    assert "磁盘空间不足" in said.err
    assert [path.name for path in tmp_path.iterdir()] == ["out.md"]
    assert target.read_text() == "earlier"


def test_the_report_has_no_more_questions_than_it_has_figures_and_ties(
    city: Installation, typed: Typed, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(340):
        typed("report", 2019)
