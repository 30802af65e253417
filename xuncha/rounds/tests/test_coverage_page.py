"""The page of full coverage: who may ask, what makes no sense, and that its numbers are the figures'."""

import re
import uuid
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from xuncha.accounts.models import User
from xuncha.operations.city.accounts import DEMO_ACCOUNTS, DemoAccount
from xuncha.orgs.models import Organisation
from xuncha.records.models import Installation
from xuncha.records.rules import OFFICE, Role
from xuncha.reports.queries.scope import scope_of
from xuncha.reports.queries.values import Value, value_of
from xuncha.rounds.models import PlanItem, Task
from xuncha.rounds.queries import viewer_of
from xuncha.rounds.queries.grid import Grid, grid
from xuncha.rounds.rules.coverage import Milestone
from xuncha.rounds.views.overview import Overview, overview
from xuncha.rounds.views.sheet import TOGETHER, Order, sheet

DAY = date(2019, 12, 31)
MIDYEAR = date(2019, 6, 30)
NONSENSE = (
    "?on=gestern",
    "?on=2019-02-30",
    "?on=2020-01-01",  # has not come yet
    "?on=20190630x",
    "?milestone=covered",
    "?sort=name",
    "?office=990100",
    "?on=2019-06-30&page=2",
)


@pytest.fixture
def director(city: Installation) -> User:
    return _user(Role.DIRECTOR)


@pytest.fixture
def page(director: User) -> Callable[..., str]:
    """The page as the director reads it."""
    client = Client()
    client.force_login(director)

    def read(query: str = "") -> str:
        answer = client.get(reverse("rounds:coverage") + query)
        assert answer.status_code == 200, query
        return answer.content.decode()

    return read


def _user(role: Role) -> User:
    return User.objects.get(username=next(a.username for a in DEMO_ACCOUNTS if a.role == role))


def _grid(director: User, city: Installation, day: date = DAY) -> Grid:
    return grid(city.home.pk, day, viewer_of(director))


def _overview(
    director: User, city: Installation, day: date = DAY, milestone: Milestone = Milestone.FINISHED
) -> Overview:
    steps = _grid(director, city, day).steps
    return overview(city.home.pk, day, milestone, viewer_of(director), series=steps, figures="/figures/")


def _figure(key: str, city: Installation, day: date = DAY) -> Value:
    return value_of(key, scope_of(city.home, day.year, day))


@pytest.mark.parametrize("account", DEMO_ACCOUNTS, ids=lambda account: account.role.value)
def test_it_opens_to_the_office_and_its_leaders_only(account: DemoAccount, city: Installation) -> None:
    client = Client()
    client.force_login(_user(account.role))
    expected = 200 if account.role in OFFICE else 403
    assert client.get(reverse("rounds:coverage")).status_code == expected


@pytest.mark.parametrize("query", NONSENSE)
def test_what_makes_no_sense_is_told_so(query: str, director: User) -> None:
    client = Client()
    client.force_login(director)
    answer = client.get(reverse("rounds:coverage") + query)
    assert answer.status_code == 400
    assert "查询条件无法识别" in answer.content.decode()


def test_it_is_for_reading(director: User) -> None:
    client = Client()
    client.force_login(director)
    assert client.post(reverse("rounds:coverage")).status_code == 405


@pytest.mark.parametrize("day", [DAY, MIDYEAR])
def test_its_numbers_are_the_figures(day: date, director: User, city: Installation) -> None:
    found = _overview(director, city, day)
    now, planned = _figure("coverage.now", city, day), _figure("plan.units", city, day)
    last = _figure(f"coverage.after_round{found.steps[-1].step.round.number}", city, day)
    assert (found.chosen.coverage.numerator, found.chosen.coverage.denominator) == (
        now.numerator,
        now.denominator,
    )
    assert found.chosen.coverage.denominator == planned.value
    assert (found.scheduled.coverage.numerator, found.scheduled.coverage.projected) == (
        last.numerator,
        last.projected,
    )


@pytest.mark.parametrize("day", [DAY, MIDYEAR])
def test_each_round_says_what_its_figures_say(day: date, director: User, city: Installation) -> None:
    for each in _overview(director, city, day).steps:
        number = each.step.round.number
        rate = _figure(f"coverage.after_round{number}", city, day)
        assert (each.step.coverage.numerator, each.step.coverage.projected) == (
            rate.numerator,
            rate.projected,
        )
        if each.new_url:
            assert each.step.new == _figure(f"round{number}.units", city, day).value


def test_the_projection_is_marked_as_one(page: Callable[..., str]) -> None:
    text = page()
    assert "59.52%" in text
    assert re.search(r"预计<a [^>]*>73\.81%</a>", text)
    assert "届期已过" in text


def test_a_day_gone_by_shows_what_was_true_then(page: Callable[..., str], city: Installation) -> None:
    then = _figure("coverage.now", city, MIDYEAR)
    text = page(f"?on={MIDYEAR}")
    assert f"{then.value}%" in text
    assert "73.81%" not in text


def test_before_the_first_plan_the_page_says_what_will_stand_here(page: Callable[..., str]) -> None:
    assert "尚无巡察规划" in page("?on=2016-01-01")


@pytest.mark.parametrize("milestone", Milestone)
def test_classes_and_levels_add_up_to_the_whole(
    milestone: Milestone, director: User, city: Installation
) -> None:
    found = _overview(director, city, milestone=milestone)
    whole = found.chosen.coverage
    villages = found.villages
    for shares in (found.classes, found.levels):
        assert sum(share.numerator for _, share in shares) == whole.numerator + villages.numerator
        assert sum(share.denominator for _, share in shares) == whole.denominator + villages.denominator


def test_the_ring_is_the_whole_plan(director: User, city: Installation) -> None:
    found = _overview(director, city)
    assert (
        sum(int(series.values[0] or 0) for series in found.ring.series) == found.chosen.coverage.denominator
    )


def test_the_line_of_rounds_and_its_projection_meet(director: User, city: Installation) -> None:
    done, ahead, _ = _overview(director, city).line.series
    both = [
        number
        for number, value in enumerate(done.values)
        if value is not None and ahead.values[number] is not None
    ]
    assert len(both) == 1
    assert done.values[both[0]] == ahead.values[both[0]]
    assert all(value is not None for value in ahead.values[both[0] :])


@pytest.mark.parametrize("order", Order)
def test_every_planned_organisation_stands_on_the_grid_once(
    order: Order, director: User, city: Installation
) -> None:
    found = sheet(_grid(director, city), order)
    lines = [line for section in found.sections for line in section.lines]
    shown = [line.organisation.pk for line in lines]
    assert len(shown) == len(set(shown)) == found.rows
    assert sum(section.planned for section in found.sections) == _figure("plan.units", city).value
    assert sum(section.covered for section in found.sections) == _figure("coverage.now", city).numerator
    assert sum(line.standing.word == "已覆盖" for line in lines) == _figure("coverage.now", city).numerator


def test_lookbacks_have_a_shape_of_their_own_and_cover_nothing(director: User, city: Installation) -> None:
    found = sheet(_grid(director, city), Order.CLASS)
    glyphs = [g for s in found.sections for line in s.lines for cells in line.cells for g in cells]
    lookbacks = [glyph for glyph in glyphs if glyph.kind == "lookback"]
    assert len(lookbacks) == _figure("round7.lookback", city).value
    assert not any(glyph.covers for glyph in lookbacks)
    linked = Task.objects.of(city.home.pk).filter(modes__mode__in=TOGETHER).distinct().count()
    assert sum(glyph.mode == "linked" for glyph in glyphs) == linked == _figure("round7.linked", city).value


def test_every_glyph_can_be_read_aloud(page: Callable[..., str]) -> None:
    cells = re.findall(r'(?s)<td class="c-cell">(.*?)</td>', page())
    links = [link for cell in cells for link in re.findall(r"<a [^>]*>", cell)]
    assert links
    assert all(re.search(r'aria-label="[^"]+，[^"]+"', link) for link in links)


def test_numbers_with_a_figure_lead_to_its_rows(page: Callable[..., str], director: User) -> None:
    client = Client()
    client.force_login(director)
    links = set(re.findall(r'href="(/figures/[^"]+)"', page().replace("&amp;", "&")))
    keys = {link.split("/")[2] for link in links}
    assert {
        "plan.units",
        "coverage.now",
        "coverage.after_round6",
        "coverage.after_round7",
        "round6.units",
    } <= keys
    assert all(client.get(link).status_code == 200 for link in links)


def test_the_page_carries_no_style_and_no_script_of_its_own(page: Callable[..., str]) -> None:
    text = page()
    assert " style=" not in text
    assert all("src=" in tag or "application/json" in tag for tag in re.findall(r"<script[^>]*>", text))


def test_without_javascript_every_chart_has_its_table(page: Callable[..., str]) -> None:
    drawn = [section for section in page().split("<section")[1:] if "data-chart=" in section]
    assert [re.findall(r'data-chart="(\w+)"', section) for section in drawn] == [["ring"], ["line"], ["bars"]]
    assert all("<table" in section for section in drawn)


def test_it_asks_as_much_for_a_longer_list(
    page: Callable[..., str], director: User, city: Installation
) -> None:
    page()  # content types and the like are asked once
    with CaptureQueriesContext(connection) as before:
        page()
    _one_more(city)
    with CaptureQueriesContext(connection) as after:
        page()
    assert len(after) == len(before) <= 60


def _one_more(city: Installation) -> None:
    """One more organisation on the plan, inspected in the first round."""
    item = PlanItem.objects.of(city.home.pk).order_by("-version__number", "pk").first()
    assert item is not None
    task = Task.objects.of(city.home.pk).filter(round__number=1).select_related("organisation").first()
    assert task is not None
    unit = Organisation.objects.get(pk=task.organisation_id)
    unit.pk, unit.id, unit._state.adding = None, None, True
    unit.name, unit.short_name, unit.uid = "中共新设单位党组", "新设单位", uuid.uuid4()
    unit.save()
    item.pk, item.organisation, item.uid, item._state.adding = None, unit, uuid.uuid4(), True
    item.save()
    task.pk, task.organisation, task.uid, task._state.adding = None, unit, uuid.uuid4(), True
    task.save()
