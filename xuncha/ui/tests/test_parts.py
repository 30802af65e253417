"""The parts of a page: words, figures, bars, charts, slots and navigation; and that no page carries inline code."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.http import HttpRequest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from xuncha.ui import navigation, panels
from xuncha.ui.charts import Chart, Series
from xuncha.ui.tables.cells import shown
from xuncha.ui.templatetags import office

UI = Path(panels.__file__).parent
OWN = sorted(UI.parent.glob("*/templates/**/*.html"))


def drawn(source: str, **context: Any) -> str:
    return Template(source).render(Context(context))


def test_counts_carry_their_measure_word() -> None:
    assert office.counted(1204, "个") == "1,204个"
    assert office.counted(None, "个") == "—"
    with translation.override("en"):
        assert office.counted(52, "件") == "52"


def test_dates_and_rates_are_written_as_the_office_writes_them() -> None:
    assert office.day(date(2019, 10, 4)) == "2019年10月4日"
    assert office.iso(date(2019, 10, 4)) == "2019-10-04"
    assert office.iso(None) == "—"
    assert [office.percent(v) for v in (Decimal("73.81"), Decimal("100.00"), None)] == ["73.81%", "100%", "—"]


@pytest.mark.parametrize(
    ("due", "told", "tone"),
    [
        (date(2019, 12, 30), "逾期1天", "red"),
        (date(2019, 12, 31), "今日到期", "orange"),
        (date(2020, 1, 10), "余10天", "amber"),
        (date(2020, 3, 1), "余61天", "grey"),
    ],
)
def test_a_deadline_says_how_many_days_are_left(due: date, told: str, tone: str) -> None:
    html = office.due(due, date(2019, 12, 31))
    assert told in html
    assert f"x-chip-{tone}" in html


def test_a_figure_opens_its_rows_and_tells_its_definition() -> None:
    html = drawn('{% figure "52件" url="/rows/" definition="移交件数" as_of=day %}', day=date(2019, 12, 31))
    assert 'href="/rows/"' in html
    assert "移交件数" in html
    assert "数据截至2019年12月31日" in html
    assert 'tabindex="0"' in html  # the definition shows on focus too


@pytest.mark.parametrize(
    ("value", "width"), [(Decimal("73.81"), "73.81"), (None, "0.0"), (140, "100.0"), (-3, "0.0")]
)
def test_a_bar_never_leaves_its_frame(value: Any, width: str) -> None:
    html = drawn('{% progress value 74.6 "覆盖率" %}', value=value)
    assert f'class="x-progress-part" x="0" y="1" width="{width}"' in html
    assert 'x1="74.6"' in html


def test_a_chart_stands_beside_the_table_of_the_same_numbers() -> None:
    chart = Chart(
        "完成率",
        "bar",
        ["临江区", "云岭县"],
        [Series("完成率", [Decimal("92.31"), None], hrefs=["/a/"])],
        of="县",
    )
    assert chart.data["series"][0]["values"] == [92.31, None]
    assert chart.rows == [("临江区", [("92.31", "/a/")]), ("云岭县", [("—", "")])]
    html = drawn('{% chart chart "rates" %}', chart=chart)
    assert 'data-chart="rates"' in html
    assert '<script id="rates" type="application/json">' in html
    assert '<a href="/a/">92.31</a>' in html


def test_slots_show_their_panels_in_order_and_each_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(panels, "_slots", {})

    def says(text: str) -> Callable[[HttpRequest, Any], str]:
        return lambda request, row: f"<p>{text}{row}</p>"

    first, second = says("一"), says("二")
    for panel in (first, second, first):
        panels.fill("orgs.organisation.main", panel)
    assert panels.html("orgs.organisation.main", RequestFactory().get("/"), "甲") == "<p>一甲</p><p>二甲</p>"
    assert panels.html("nothing", RequestFactory().get("/"), None) == ""


def test_the_navigation_opens_where_one_is_and_marks_the_page() -> None:
    here = SimpleNamespace(label="问题", url="/findings/", current=True)
    other = SimpleNamespace(label="线索<b>", url="/clues/", current=False)
    html = navigation.side(
        [
            SimpleNamespace(label="问题与线索", icon="alert-circle", entries=[here]),
            SimpleNamespace(label="其他", icon="table", entries=[other]),
        ]
    )
    assert html.count(" open>") == 1
    assert '<a href="/findings/" aria-current="page">问题</a>' in html
    assert "线索&lt;b&gt;" in html


@pytest.mark.parametrize("template", OWN, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_template_needs_the_content_policy_relaxed(template: Path) -> None:
    source = template.read_text(encoding="utf-8")
    assert not re.search(r"\sstyle\s*=|<style|\son\w+\s*=|javascript:", source), template
    assert not re.search(r"<script(?![^>]*\bsrc=)", source), template
    assert not re.search(r"""(?:src|href)=["'](?:https?:)?//""", source), template


@pytest.mark.parametrize("template", OWN, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_drawing_a_template_names_is_in_the_sprite(template: Path) -> None:
    sprite = (UI / "static" / "ui" / "icons.svg").read_text(encoding="utf-8")
    for name in re.findall(r'{% icon "([\w-]+)"', template.read_text(encoding="utf-8")):
        assert f'<symbol id="{name}"' in sprite, name


@pytest.mark.parametrize(
    ("value", "said"), [(0.0, "0"), (12.5, "12.5"), (0.1 + 0.2, "0.3"), (1234567.25, "1,234,567.25")]
)
def test_a_computed_number_shows_no_noise_of_its_arithmetic(value: float, said: str) -> None:
    assert shown(value) == said
