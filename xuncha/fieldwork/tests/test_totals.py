"""Counting what was done on site: by kind, in one query, of a task, a group, a round, in a period."""

from datetime import date

import pytest
from django.test import Client

from xuncha.fieldwork.models import JournalEntry
from xuncha.fieldwork.queries.totals import KINDS, lines, totals
from xuncha.fieldwork.tables.group import JOURNAL
from xuncha.fieldwork.tests.records import ALL, ON, leader, meeting, on_site, sits_in, talk, visit
from xuncha.fieldwork.tests.records import journal as written
from xuncha.kernel.figures import Period
from xuncha.people.tests.builders import installation, sign_in
from xuncha.people.tests.pages import page_of, questions
from xuncha.records import actions as records
from xuncha.records.rules import Role
from xuncha.rounds import tables as rounds
from xuncha.rounds.models import Task

pytestmark = pytest.mark.django_db
NEXT = date(2019, 6, 13)
EXPECTED = {
    "hearings": 1,
    "special_hearings": 1,
    "talks": 1,
    "petitions": 1,
    "named_petitions": 0,
    "loans": 12,
    "questionnaires": 74,
    "visits": 1,
    "covert_visits": 0,
    "households": 5,
    "sit_ins": 1,
    "forums": 1,
    "matters": 6,
    "assistance": 1,
    "notices": 1,
    "meetings": 1,
}


@pytest.fixture
def task() -> Task:
    """One record of each kind, of one day."""
    row = on_site()
    for make in ALL.values():
        make(row)
    return row


def test_each_kind_is_counted_in_its_own_measure(task: Task) -> None:
    assert task.group
    assert totals(task.group) == totals(task.round) == EXPECTED
    assert totals(task) == {key: number for key, number in EXPECTED.items() if key != "meetings"}
    assert [line.kind.name for line in lines(task.group)] == [kind.name for kind in KINDS]


def test_only_live_rows_of_the_period_and_of_the_own_task_count(task: Task) -> None:
    beside = on_site(round=task.round)
    talk(beside)
    talk(task, at=NEXT)
    void = talk(task, at=NEXT)
    records.void(void, by=leader(task), at=NEXT, note="误登")
    assert totals(task)["talks"] == 2
    assert totals(task.round)["talks"] == 3
    assert totals(task, Period(NEXT, NEXT))["talks"] == 1
    assert totals(task, Period(date(2019, 1, 1), ON))["talks"] == 1
    assert totals(task, Period(ON, date(2019, 6, 11))) == dict.fromkeys(totals(task), 0)


def test_the_totals_take_one_query(task: Task, django_assert_num_queries: object) -> None:
    for thing in (task, task.group, task.round):
        assert thing
        with django_assert_num_queries(1):  # type: ignore[operator]
            totals(thing, Period(ON, NEXT))


def test_a_journal_shows_the_day_the_week_and_all_so_far_without_being_told(
    task: Task, client: Client
) -> None:
    installation(task.office)
    talk(task, at=date(2019, 6, 14))  # the same week, but after the entry's day
    talk(task, at=date(2019, 6, 7))  # the week before
    entry = written(task, at=NEXT)
    sits_in(client, Role.MEMBER, task)
    page = client.get(page_of(JOURNAL, entry)).content.decode()
    row = page[page.index("<td>个别谈话</td>") :].split("</tr>")[0]
    assert [f">{text}<" in row for text in ("—", "1人次", "2人次", "3人次")] == [True, True, True, False]


def test_the_page_of_a_journal_asks_no_more_for_more_records(task: Task, client: Client) -> None:
    installation(task.office)
    entry = JournalEntry.objects.get()
    sits_in(client, Role.MEMBER, task)
    few = questions(client, page_of(JOURNAL, entry))
    for _ in range(4):
        talk(task)
        visit(task)
        meeting(task)
    assert questions(client, page_of(JOURNAL, entry)) <= few


def test_the_pages_of_task_and_group_show_totals_to_who_reads_what_was_done(
    task: Task, client: Client
) -> None:
    assert task.group
    installation(task.office)
    pages = [page_of(rounds.TASKS, task), page_of(rounds.GROUPS, task.group)]
    sits_in(client, Role.MEMBER, task)
    for page in pages:
        assert "74份" in client.get(page).content.decode()
    opened = f"talks/?task={task.pk}"
    assert opened in client.get(pages[0]).content.decode()
    assert client.get(f"/fieldwork/{opened}").status_code == 200
    assert client.get(f"/fieldwork/hearings/?task={task.pk}&kind=special").status_code == 200
    sign_in(client, Role.RECTIFICATION, task.office)
    for page in pages:
        answer = client.get(page)
        assert answer.status_code == 200
        assert "74份" not in answer.content.decode()
