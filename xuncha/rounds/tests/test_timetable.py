"""The deadlines on a task's page: what is open, what was late, and who sees them."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from xuncha.calendars.queries import lights_of
from xuncha.people.tests.builders import installation, sign_in
from xuncha.records.models import Office
from xuncha.records.rules import Level, Role
from xuncha.records.tests.builders import director, office
from xuncha.rounds.actions import rule_sets
from xuncha.rounds.models import Task
from xuncha.rounds.queries.timetable import Timetable, timetable
from xuncha.rounds.rules.deadlines import OF_COUNTIES, PETITIONS_CLOSE
from xuncha.rounds.rules.tasks import TaskState
from xuncha.rounds.tests import builders as make

pytestmark = pytest.mark.django_db

ENTERED, EXIT = date(2019, 6, 3), date(2019, 7, 26)


@pytest.fixture
def home() -> Office:
    place = office()
    installation(place)
    return place


def task(home: Office, **over: object) -> Task:
    rules = rule_sets.load(office=home, by=director(home))[0]
    row = make.round_(office=home, rule_set=rules, approved_on=date(2019, 5, 6))
    return make.task(round=row, **over)


def codes(slots: list) -> list[str]:
    return [slot.deadline.rule.code for slot in slots]


def on_site(home: Office) -> Task:
    return task(home, entered_on=ENTERED, exit_planned_on=EXIT, state=TaskState.ENTERED)


def asked(row: Task, day: date) -> Timetable:
    return timetable(row, lights_of(day))


def test_on_site_the_end_of_the_stay_and_of_petitions_is_what_it_is_about(home: Office) -> None:
    now = asked(on_site(home), date(2019, 7, 17)).now
    assert PETITIONS_CLOSE in codes(now)
    stay = next(slot for slot in now if slot.deadline.rule.code == "D7")
    assert (stay.owed.left, stay.owed.tone) == (1, "orange")
    report = next(slot for slot in now if slot.deadline.rule.code == "D10")
    assert report.deadline.planned


def test_what_was_done_late_says_by_how_much(home: Office) -> None:
    row = task(
        home, entered_on=ENTERED, left_on=date(2019, 7, 31), reported_on=date(2019, 8, 20),
        decided_on=date(2019, 9, 2), state=TaskState.DECIDED,
    )  # fmt: skip
    found = {slot.deadline.rule.code: slot for slot in asked(row, date(2019, 9, 3)).all}
    assert found["D7"].days_late == 13
    assert found["D10"].days_late == 0
    assert found["D13"].owed.left == 21
    assert "D6" not in codes(asked(row, date(2019, 9, 3)).now)


def test_a_settled_task_waits_for_nothing(home: Office) -> None:
    row = task(home, entered_on=ENTERED, left_on=date(2019, 7, 31), state=TaskState.WITHDRAWN)
    assert asked(row, date(2019, 9, 3)).now == []
    assert asked(row, date(2019, 9, 3)).all


def test_what_counties_file_is_asked_of_counties_only(home: Office) -> None:
    assert not OF_COUNTIES & set(codes(asked(on_site(home), EXIT).all))
    below = office(level=Level.COUNTY)
    assert "D27" in codes(asked(on_site(below), EXIT).all)


def test_days_of_a_year_nobody_knows_are_marked(home: Office) -> None:
    row = task(home, entered_on=date(2031, 1, 2), left_on=date(2031, 1, 17), state=TaskState.LEFT)
    slots = {slot.deadline.rule.code: slot for slot in asked(row, date(2031, 1, 20)).all}
    assert slots["D10"].provisional
    assert not {slot.deadline.rule.code: slot for slot in asked(on_site(home), EXIT).all}["D10"].provisional


def test_the_office_reads_them_on_the_page_and_the_unit_does_not(home: Office, client: Client) -> None:
    row = on_site(home)
    Task.objects.filter(pk=row.pk).update(notified_on=date(2019, 5, 20))
    sign_in(client, Role.GENERAL, home)
    page = client.get(reverse("rounds:tasks_detail", args=[row.uid])).content.decode()
    assert "停止受理信访" in page
    sign_in(client, Role.UNIT_CONTACT, home, row.organisation)
    unit = client.get(reverse("rounds:tasks_detail", args=[row.uid]))
    assert unit.status_code == 200
    assert "停止受理信访" not in unit.content.decode()
