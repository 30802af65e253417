"""Every list and page of the app: whole to the office, closed to others, and no dearer with more rows."""

from typing import Any

import pytest
from django.test import Client

from xuncha.basis.tests.builders import document
from xuncha.kernel.deadlines import Unit
from xuncha.people.tests.builders import installation, person, sign_in
from xuncha.people.tests.pages import (
    Make,
    asks_no_more_for_more,
    hidden,
    list_of,
    opens_whole,
    page_of,
    refused,
)
from xuncha.records.models import Office
from xuncha.records.rules import Role
from xuncha.records.tests.builders import DAY, NUMBERS, office, user
from xuncha.rounds import tables
from xuncha.rounds.models import DeadlineRule, KeyTask, Theme
from xuncha.rounds.rules.deadlines import Anchor
from xuncha.rounds.rules.groups import RecusalVerdict
from xuncha.rounds.rules.plans import PlanChangeKind
from xuncha.rounds.rules.tasks import TaskState
from xuncha.rounds.tests import builders as make
from xuncha.ui.tables import Table
from xuncha.ui.tables.history import history

pytestmark = pytest.mark.django_db


def task(of: Office, **over: Any) -> Any:
    return make.task(round=make.round_(office=of), **over)


def theme(of: Office) -> Theme:
    return Theme.objects.create(
        office=of,
        by=user(),
        at=DAY,
        year=2000 + next(NUMBERS) % 30000,
        title="质量提升年",
        document=document(office=of),
    )


def key_task(of: Office) -> KeyTask:
    row = theme(of)
    return KeyTask.objects.create(
        office=of, by=row.by, at=DAY, theme=row, serial=1, text="完善制度", owner="综合科", due_on=DAY
    )


def version(of: Office) -> Any:
    own = make.term(office=of, number=next(NUMBERS) % 30000)
    return make.version([task(of).organisation], term=own)


def rule(of: Office) -> DeadlineRule:
    return DeadlineRule.objects.create(
        office=of, by=user(), at=DAY, rule_set=make.rule_set(of), code="D1", event="书面通知", anchor=Anchor.ENTRY,
        offset=10, unit=Unit.WORKDAY, debtor="巡察办",
    )  # fmt: skip


ROWS: dict[Table, Make] = {
    tables.TERMS: lambda of: make.term(office=of, number=next(NUMBERS) % 30000),
    tables.THEMES: theme,
    tables.KEY_TASKS: key_task,
    tables.PLANS: lambda of: version(of).plan,
    tables.PLAN_VERSIONS: version,
    tables.PLAN_ITEMS: lambda of: version(of).items.get(),
    tables.PLAN_CHANGES: lambda of: make.change(version(of), task(of).organisation, PlanChangeKind.ADDED),
    tables.RULE_SETS: lambda of: make.rule_set(of),
    tables.DEADLINE_RULES: rule,
    tables.STEP_TEMPLATES: lambda of: make.template(of),
    tables.TEMPLATE_STEPS: lambda of: make.template_step(make.template(of)),
    tables.TASK_STEPS: lambda of: make.task_step(task(of)),
    tables.ROUNDS: lambda of: make.round_(office=of),
    tables.GROUPS: lambda of: make.group(round=make.round_(office=of)),
    tables.GROUP_MEMBERS: lambda of: make.member(group=make.group(round=make.round_(office=of))),
    tables.RECUSAL_CHECKS: lambda of: make.cleared(person(office=of), task(of), RecusalVerdict.WAIVED),
    tables.TASKS: lambda of: task(of, state=TaskState.LEFT),
    tables.AUTHORISATIONS: lambda of: make.authorisation(make.group(round=make.round_(office=of))),
}
each = pytest.mark.parametrize("table", ROWS, ids=lambda table: table.name)


@pytest.fixture
def city() -> Office:
    return installation(office()).home


@each
def test_it_opens_whole_to_the_office_and_to_nobody_else(table: Table, city: Office, client: Client) -> None:
    row, foreign = ROWS[table](city), ROWS[table](office())
    sign_in(client, Role.GENERAL, city)
    assert opens_whole(client, table, row)
    assert hidden(client, table, foreign)
    for role in (Role.AUDITOR, Role.SYSTEM_ADMIN, Role.CLUE_KEEPER):
        sign_in(client, role, city)
        assert refused(client, table, row)


@each
def test_it_asks_no_more_for_more_rows(table: Table, city: Office, client: Client) -> None:
    sign_in(client, Role.GENERAL, city)
    assert asks_no_more_for_more(client, table, ROWS[table], city, page_too=False)


def test_a_contact_finds_a_task_in_the_list_once_it_was_announced(city: Office, client: Client) -> None:
    secret = task(city)
    sign_in(client, Role.UNIT_CONTACT, city, secret.organisation)
    assert hidden(client, tables.TASKS, secret)
    told = make.task(
        round=secret.round, organisation=secret.organisation, kind="special", state=TaskState.NOTIFIED
    )
    listed = client.get(list_of(tables.TASKS)).content.decode()
    assert page_of(tables.TASKS, told) in listed
    assert str(secret.uid) not in listed


def test_a_page_says_how_a_task_is_organised(city: Office, client: Client) -> None:
    sign_in(client, Role.GENERAL, city)
    row = task(city, modes=("linked", "cross"))
    assert "上下联动、交叉巡察" in client.get(page_of(tables.TASKS, row)).content.decode()


def test_history_calls_the_entry_on_site_by_its_own_name() -> None:
    """A task's verb "enter" is 进驻; that the row was entered at all is 登记."""
    one = make.task()
    make.passage(one, TaskState.ENTERED, one.at, before=TaskState.NOTIFIED)
    assert [event.label for event in history(one)] == ["登记", "进驻"]
