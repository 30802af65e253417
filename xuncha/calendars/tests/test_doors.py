"""The working days through the web: by hand, from a sheet, and who gets there."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from xuncha.calendars.models import CalendarSpan, YearCalendar
from xuncha.calendars.queries import calendar as in_use
from xuncha.calendars.rules import CalendarState
from xuncha.calendars.tests.builders import calendar
from xuncha.people.models import Grant
from xuncha.records.models import Installation, Office
from xuncha.records.rules import Role
from xuncha.records.tests.builders import director, office, user
from xuncha.ui.tables.registry import list_url, row_url, table_of

pytestmark = pytest.mark.django_db

SHEET = "\n".join(
    "\t".join(line)
    for line in (
        ("安排", "起始日期", "截止日期", "节日"),
        ("放假", "2031-01-01", "2031-01-03", "元旦"),
        ("放假", "2031-01-22", "2031-01-28", "春节"),
        ("调休上班", "2031-01-19", "", "春节"),
    )
)


@pytest.fixture
def home() -> Office:
    place = office()
    Installation.objects.create(home=place, is_demo=False, business_date=date(2030, 12, 2))
    return place


def sign_in(client: Client, role: Role, at: Office) -> Client:
    account = user()
    Grant.objects.create(user=account, role=role, office=at, since=date(2019, 1, 1), by=account)
    client.force_login(account)
    return client


def test_a_year_is_entered_from_a_sheet_and_put_into_force(home: Office, client: Client) -> None:
    sign_in(client, Role.DIRECTOR, home)
    sent = {"year": "2031", "source": "国办发明电〔2030〕9号", "at": "2030-11-20"}
    assert client.post(reverse("calendars:calendars_new"), sent).status_code == 302
    draft = YearCalendar.objects.get()
    sheet = reverse("calendars:spans_sheet", args=[draft.uid])
    assert client.post(sheet, {"pasted": SHEET}).status_code == 302
    assert CalendarSpan.objects.count() == 3
    adopt = reverse("calendars:calendars_verb", args=[draft.uid, "adopt"])
    assert client.post(adopt, {"at": "2030-12-01"}).status_code == 302
    assert in_use().is_workday(date(2031, 1, 19))
    assert not in_use().is_workday(date(2031, 1, 28))


def test_every_faulty_row_of_a_sheet_is_named_and_nothing_is_kept(home: Office, client: Client) -> None:
    draft = calendar(home, director(home))
    sign_in(client, Role.DIRECTOR, home)
    wrong = SHEET + "\n放假\t2032-03-01\t\t\n调休上班\t2031-01-20\t\t\n休息\t2031-05-01\t\t"
    answer = client.post(reverse("calendars:spans_sheet", args=[draft.uid]), {"pasted": wrong})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "不属于该年度" in page
    assert "不是周六或周日" in page
    assert "没有“休息”这一选项" in page
    assert not CalendarSpan.objects.exists()


def test_a_sheet_that_names_a_day_twice_keeps_nothing(home: Office, client: Client) -> None:
    draft = calendar(home, director(home))
    sign_in(client, Role.DIRECTOR, home)
    answer = client.post(
        reverse("calendars:spans_sheet", args=[draft.uid]), {"pasted": SHEET + "\n放假\t2031-01-28\t\t"}
    )
    assert answer.status_code == 422
    assert "重叠" in answer.content.decode()
    assert not CalendarSpan.objects.exists()


def test_the_list_says_which_years_are_known_and_which_is_missing(home: Office, client: Client) -> None:
    sign_in(client, Role.GENERAL, home)
    page = client.get(list_url(table_of(YearCalendar))).content.decode()
    assert "系统随附2004—" in page
    assert "2030—2031年的安排尚未登记" in page


@pytest.mark.parametrize(
    ("role", "sees", "writes"),
    [(Role.DIRECTOR, 200, 200), (Role.GENERAL, 200, 403), (Role.LEADER, 200, 403)],
)
def test_the_office_reads_and_its_head_writes(
    home: Office, client: Client, role: Role, sees: int, writes: int
) -> None:
    draft = calendar(home, director(home))
    sign_in(client, role, home)
    assert client.get(row_url(table_of(YearCalendar), draft)).status_code == sees
    assert client.get(reverse("calendars:calendars_new")).status_code == writes
    assert client.get(reverse("calendars:spans_new", args=[draft.uid])).status_code == writes
    again = reverse("calendars:calendars_deed", args=[draft.uid, "again"])
    assert client.get(again).status_code == writes


def test_the_administrators_do_not_even_find_the_list(home: Office, client: Client) -> None:
    draft = calendar(home, director(home))
    sign_in(client, Role.AUDITOR, home)
    assert client.get(list_url(table_of(YearCalendar))).status_code == 403
    assert client.get(row_url(table_of(YearCalendar), draft)).status_code == 403


def test_a_strangers_office_finds_no_calendar(home: Office, client: Client) -> None:
    draft = calendar(home, director(home))
    sign_in(client, Role.DIRECTOR, office())
    assert client.get(row_url(table_of(YearCalendar), draft)).status_code == 404
    assert client.get(reverse("calendars:spans_new", args=[draft.uid])).status_code == 404
    assert client.get(reverse("calendars:calendars_new")).status_code == 403


def test_a_row_is_changed_and_dropped_while_it_is_drawn_up(home: Office, client: Client) -> None:
    draft = calendar(home, director(home))
    sign_in(client, Role.DIRECTOR, home)
    client.post(reverse("calendars:spans_sheet", args=[draft.uid]), {"pasted": SHEET})
    line = draft.spans.get(occasion="元旦")
    change = reverse("calendars:spans_deed", args=[line.uid, "change"])
    sent = {"kind": "rest", "first": "2031-01-01", "last": "2030-01-01", "at": "2030-12-01", "note": "核对"}
    assert client.post(change, sent).status_code == 422
    assert client.post(change, sent | {"last": ""}).status_code == 302
    line.refresh_from_db()
    assert line.last == date(2031, 1, 1)
    drop = reverse("calendars:spans_deed", args=[line.uid, "drop"])
    assert client.post(drop, {"at": "2030-12-01", "note": "误登"}).status_code == 302
    assert draft.spans.live().count() == 2
    assert draft.state == CalendarState.DRAFTING
