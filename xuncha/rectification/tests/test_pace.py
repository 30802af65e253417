"""How old open items are and how they become less: arithmetic, counts by passages, pages with both as charts and tables."""

from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from xuncha.calendars.queries import lights_of
from xuncha.findings.tests.builders import installation, sign_in, task
from xuncha.kernel.deadlines import Light
from xuncha.records.rules import Role
from xuncha.records.tests.builders import office
from xuncha.rectification.actions import items
from xuncha.rectification.models import Item, Ledger
from xuncha.rectification.queries.pace import ageing, burn_down
from xuncha.rectification.rules.pace import Change, bucket, elapsed, ideal, open_on, points
from xuncha.rectification.tests.builders import (
    DONE_ON,
    director,
    item,
    own_ledger,
    staged,
    struck_off,
    unit_ledger,
)

START, END = date(2019, 1, 1), date(2019, 12, 27)


@pytest.mark.parametrize(("age", "place"), [(0, 0), (30, 0), (31, 1), (90, 2), (91, 3), (365, 4), (366, 5)])
def test_an_age_has_its_bucket(age: int, place: int) -> None:
    assert bucket(age) == place


def test_open_items_are_counted_at_the_end_of_each_day() -> None:
    changes = [Change(date(2019, 1, 5), -2), Change(date(2019, 1, 1), 5), Change(date(2019, 1, 9), 1)]
    days = [date(2018, 12, 31), date(2019, 1, 1), date(2019, 1, 4), date(2019, 1, 5), date(2019, 2, 1)]
    assert open_on(changes, days, 4) == [4, 9, 9, 7, 8]


def test_time_passes_from_nothing_to_all() -> None:
    half = START + (END - START) / 2
    assert [elapsed(START, END, day) for day in (START - timedelta(days=9), START, half, END)] == [
        0,
        0,
        Fraction(1, 2),
        1,
    ]
    assert elapsed(END, START, END) == 1
    assert ideal(10, START, END, [START, half, END]) == [10.0, 5.0, 0.0]


@pytest.mark.parametrize("today", [START, date(2019, 6, 1), END, date(2020, 9, 30)])
def test_a_line_has_its_ends_and_today_and_not_many_points(today: date) -> None:
    days = points(START, END, today)
    assert (days[0], days[-1]) == (START, max(END, today))
    assert today in days
    gaps = [(later - day).days for day, later in pairwise(days)]
    assert max(gaps) <= 2 * min(gaps)
    assert len(days) < 18


def ledger() -> Ledger:
    """Four items: one struck off on 12 September, one staged, one reopened, one that nobody touched."""
    found = own_ledger(office())
    struck_off(item(found))
    staged(item(found))
    again = struck_off(item(found))
    items.move(again, "reopen", by=director(found.office), at=date(2019, 10, 8), note="反弹")
    item(found, due_on=date(2020, 1, 3))
    return found


@pytest.mark.django_db
def test_what_is_open_follows_the_passages() -> None:
    found = ledger()
    rows = Item.objects.filter(ledger=found)
    line = burn_down(rows, date(2019, 12, 31))
    assert line
    left = dict(zip(line.days, line.left, strict=True))
    for day, number in left.items():
        expected = 4 if day < DONE_ON else 1 if day < date(2019, 10, 8) else 2
        assert number is None if day > date(2019, 12, 31) else number == expected, day
    assert (line.total, line.open, line.done) == (4, 2, Fraction(1, 2))
    assert line.ideal[0] == 4.0
    assert line.ideal[-1] == 0.0
    assert left[max(line.days)] is None


@pytest.mark.django_db
def test_open_items_stand_in_their_bucket_and_light() -> None:
    found = ledger()
    old = ageing(Item.objects.filter(ledger=found), lights_of(date(2019, 12, 31)))
    age = (date(2019, 12, 31) - found.at).days
    assert old.total == 2
    assert old.lights[Light.RED][bucket(age)] == 1
    assert old.lights[Light.ORANGE][bucket(age)] == 1
    assert sum(map(sum, old.lights.values())) == 2
    assert [each.age for each in old.oldest] == [age, age]


@pytest.mark.django_db
def test_a_problem_ages_from_its_feedback() -> None:
    found = unit_ledger(1, task())
    old = ageing(Item.objects.filter(ledger=found), lights_of(date(2019, 12, 31)))
    row = Item.objects.get(ledger=found)
    assert row.finding
    assert row.finding.fed_back_on
    assert old.oldest[0].age == (date(2019, 12, 31) - row.finding.fed_back_on).days


@pytest.mark.django_db
def test_of_nothing_there_is_no_line() -> None:
    assert burn_down(Item.objects.none(), END) is None


@pytest.mark.django_db
def test_pages_draw_and_tell_the_same_for_any_number_of_items(client: Client) -> None:
    found = unit_ledger(1, task())
    installation(found.office)
    sign_in(client, Role.RECTIFICATION, found.office)
    more = unit_ledger(9, task(office=found.office))
    counts = []
    for each in (found, more):
        assert each.task
        for name, uid in (("ledger_progress", each.uid), ("round_progress", each.task.round.uid)):
            with CaptureQueriesContext(connection) as queries:
                answer = client.get(reverse(f"rectification:{name}", args=[uid]))
            counts.append(len(queries))
            page = answer.content.decode()
            assert answer.status_code == 200
            assert "未完成事项进度线" in page
            assert "未完成事项账龄" in page
            assert "x-table-chart" in page
            assert "style=" not in page
    assert counts[:2] == counts[2:]
    assert more.task
    home = client.get(reverse("rounds:rounds_detail", args=[more.task.round.uid])).content.decode()
    assert reverse("rectification:round_progress", args=[more.task.round.uid]) in home


@pytest.mark.django_db
def test_a_unit_sees_its_own_progress_only(client: Client) -> None:
    found, other = unit_ledger(1, task()), unit_ledger(1, task())
    installation(found.office)
    assert found.task
    sign_in(client, Role.UNIT_CONTACT, found.office, found.task.organisation)
    assert client.get(reverse("rectification:ledger_progress", args=[found.uid])).status_code == 200
    assert client.get(reverse("rectification:ledger_progress", args=[other.uid])).status_code == 404
    assert client.get(reverse("rectification:round_progress", args=[found.task.round.uid])).status_code == 404
