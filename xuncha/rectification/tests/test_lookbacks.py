"""A look-back judges each problem of the task before: by its own group, once, and what was no rectification is taken up again."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from xuncha.findings.models import Finding
from xuncha.findings.tests.builders import finding, group, installation, sign_in, task, towards
from xuncha.kernel.refusals import NotAllowed, WrongRole
from xuncha.kernel.viewer import Viewer
from xuncha.records.models import Passage
from xuncha.records.rules import Role
from xuncha.records.tests.builders import viewer
from xuncha.rectification.actions import lookbacks
from xuncha.rectification.models import Item, Verdict
from xuncha.rectification.queries.lookbacks import lookback
from xuncha.rectification.rules.items import ItemState
from xuncha.rectification.rules.lookbacks import Outcome
from xuncha.rectification.tests.builders import director, finished, unit_ledger
from xuncha.rectification.tests.test_evaluations import ON
from xuncha.rounds.models import Task
from xuncha.rounds.rules.kinds import TaskKind
from xuncha.rounds.rules.tasks import TaskState

pytestmark = pytest.mark.django_db
LATER = date(2019, 12, 27)


def looking(count: int = 2, **over: object) -> Task:
    """A look-back in the field, at a unit that was handed so many problems before."""
    owner = {"office": over.pop("office")} if "office" in over else {}
    ledger = unit_ledger(count, task(**owner))
    before = ledger.task
    assert before
    Task.objects.filter(pk=before.pk).update(left_on=date(2019, 8, 30))
    values = {
        "kind": TaskKind.LOOKBACK, "parent_task": before, "state": TaskState.ENTERED, "decided_on": None,
        "organisation": before.organisation, "counts": False, "entered_on": date(2019, 12, 2),
        "group": group(office=before.office),
    }  # fmt: skip
    return task(**(values | over))


def problems(of: Task) -> list[Finding]:
    return list(Finding.objects.filter(task=of.parent_task_id).order_by("serial"))


def closed_items(of: Task, state: ItemState = ItemState.DONE) -> list[Item]:
    """Every item of the task before struck off, with measures that are finished."""
    items = list(Item.objects.filter(ledger__task=of.parent_task_id))
    for item in items:
        finished(item, date(2019, 12, 4))
    Item.objects.filter(pk__in=[item.pk for item in items]).update(state=state, done_on=date(2019, 12, 5))
    Finding.objects.filter(task=of.parent_task_id).update(state="accepted", accepted_on=date(2019, 12, 5))
    return items


def given(
    of: Task,
    about: Finding,
    outcome: Outcome = Outcome.GENUINE,
    by: Viewer | None = None,
    text: str = "查阅台账",
) -> Verdict:
    row = Verdict(task=of, finding=about, outcome=outcome, text=text)
    return lookbacks.give(row, by=by or towards(Role.GROUP_LEADER, of), at=ON)


def test_the_report_waits_for_a_verdict_on_each_earlier_problem() -> None:
    row = looking(2)
    first, second = problems(row)
    given(row, first)
    with pytest.raises(NotAllowed, match=second.title):
        lookbacks.lookback_verdicts_given(row)
    given(row, second, Outcome.REBOUND)
    lookbacks.lookback_verdicts_given(row)


def test_another_kind_of_task_waits_for_none() -> None:
    lookbacks.lookback_verdicts_given(task())
    lookbacks.lookback_problems_reopened(task())


def test_a_problem_is_judged_once_until_the_verdict_is_taken_back() -> None:
    row = looking(1)
    (about,) = problems(row)
    first = given(row, about)
    with pytest.raises(NotAllowed, match="已有复查结论"):
        given(row, about, Outcome.SHAM)
    lookbacks.withdraw(first, by=towards(Role.GROUP_LEADER, row), at=ON, note="看错材料")
    assert given(row, about, Outcome.SHAM).outcome == Outcome.SHAM


def test_only_problems_of_the_task_before_are_judged() -> None:
    row = looking(1)
    for strange in (finding(row), *problems(looking(1))):
        with pytest.raises(NotAllowed, match="前次"):
            given(row, strange)


@pytest.mark.parametrize("state", [TaskState.NOTIFIED, TaskState.REPORTED, TaskState.FED_BACK])
def test_verdicts_are_given_in_the_field(state: TaskState) -> None:
    row = looking(1, state=state, **({"fed_back_on": ON} if state == TaskState.FED_BACK else {}))
    with pytest.raises(NotAllowed, match="提交报告以前"):
        given(row, problems(row)[0])


def test_a_verdict_says_what_was_looked_at_and_not_before_the_entry() -> None:
    row = looking(1)
    with pytest.raises(NotAllowed, match="复查情况"):
        given(row, problems(row)[0], text=" ")
    early = Verdict(task=row, finding=problems(row)[0], outcome=Outcome.GENUINE, text="查阅")
    with pytest.raises(NotAllowed, match="进驻"):
        lookbacks.give(early, by=towards(Role.GROUP_LEADER, row), at=date(2019, 12, 1))


@pytest.mark.parametrize("role", [Role.UNIT_CONTACT, Role.RECTIFICATION, Role.LEADER, Role.PETITION_CLERK])
def test_others_give_no_verdict(role: Role) -> None:
    row = looking(1)
    with pytest.raises(WrongRole):
        given(row, problems(row)[0], by=towards(role, row))


def test_the_group_of_the_task_before_does_not_judge_itself() -> None:
    row = looking(1)
    assert row.parent_task
    with pytest.raises(WrongRole):
        given(row, problems(row)[0], by=towards(Role.GROUP_LEADER, row.parent_task))


@pytest.mark.parametrize("outcome", [Outcome.SHAM, Outcome.REBOUND])
def test_what_was_no_rectification_is_reopened_with_the_groups_reason(outcome: Outcome) -> None:
    row = looking(1)
    (item,) = closed_items(row)
    verdict = given(row, problems(row)[0], outcome, text="未见会议记录")
    item.refresh_from_db()
    assert item.state == ItemState.DONE  # the group itself reopens nothing
    with pytest.raises(NotAllowed, match="重新整改"):
        lookbacks.lookback_problems_reopened(row)
    lookbacks.reopen(verdict, by=director(row.office), at=LATER)
    item.refresh_from_db()
    about = problems(row)[0]
    assert (item.state, item.done_on, about.state) == (ItemState.UNDER_WAY, None, "fed_back")
    assert "未见会议记录" in Passage.objects.get(subject_uid=item.uid, verb="reopen").note
    assert verdict.reopened_on == LATER
    lookbacks.lookback_problems_reopened(row)
    with pytest.raises(NotAllowed):
        lookbacks.reopen(verdict, by=director(row.office), at=LATER)
    with pytest.raises(NotAllowed, match="不能撤回"):
        lookbacks.withdraw(verdict, by=towards(Role.GROUP_LEADER, row), at=LATER, note="撤")


def test_who_may_reopen_does_so_with_the_verdict() -> None:
    row = looking(1)
    (item,) = closed_items(row)
    verdict = given(row, problems(row)[0], Outcome.REBOUND, by=viewer(Role.COUNTY_OFFICE, office=row.office))
    item.refresh_from_db()
    assert (item.state, verdict.reopened_on) == (ItemState.UNDER_WAY, ON)


def test_a_genuine_rectification_and_an_open_item_are_not_reopened() -> None:
    row = looking(2)
    first, second = problems(row)
    for about, outcome in ((first, Outcome.GENUINE), (second, Outcome.SHAM)):
        with pytest.raises(NotAllowed):
            lookbacks.reopen(given(row, about, outcome), by=director(row.office), at=LATER)
    lookbacks.lookback_problems_reopened(row)


def test_the_group_reopens_nothing() -> None:
    row = looking(1)
    closed_items(row)
    verdict = given(row, problems(row)[0], Outcome.SHAM)
    with pytest.raises(WrongRole):
        lookbacks.reopen(verdict, by=towards(Role.GROUP_LEADER, row), at=LATER)


def test_all_is_counted_with_what_is_new() -> None:
    row = looking(3)
    closed_items(row)
    first, second, _ = problems(row)
    given(row, first)
    given(row, second, Outcome.REBOUND)
    finding(row)
    found = lookback(row)
    assert found.counts == {"真改": 1, "假改": 0, "反弹": 1}
    assert (found.silent, found.waiting, found.new) == (1, 1, 1)


def test_the_page_of_the_look_back_shows_each_problem_and_takes_the_verdict(client: Client) -> None:
    row = looking(2)
    installation(row.office)
    sign_in(client, Role.COUNTY_OFFICE, row.office)
    home = reverse("rounds:tasks_detail", args=[row.uid])
    address = reverse("rectification:verdicts_new", args=[row.uid])
    page = client.get(home).content.decode()
    assert address in page
    assert all(about.title in page for about in problems(row))
    sent = {"at": "2019-12-20", "finding": str(problems(row)[0].pk), "outcome": "sham", "text": "无记录"}
    assert client.post(address, sent).status_code == 302
    page = client.get(home).content.decode()
    assert "假改" in page
    assert "无记录" in page


def test_verdicts_come_from_a_sheet(client: Client) -> None:
    row = looking(2)
    installation(row.office)
    sign_in(client, Role.COUNTY_OFFICE, row.office)
    heads = "前次反馈问题\t复查结论\t复查情况\t复查日期"
    lines = [f"{about.title}\t真改\t查阅台账\t2019-12-20" for about in problems(row)]
    address = reverse("rectification:verdicts_sheet", args=[row.uid])
    assert client.post(address, {"pasted": "\n".join([heads, *lines])}).status_code == 302
    assert Verdict.objects.filter(task=row).count() == 2


def test_a_contact_is_shown_no_verdict(client: Client) -> None:
    row = looking(1)
    given(row, problems(row)[0], Outcome.SHAM, text="弄虚作假")
    installation(row.office)
    sign_in(client, Role.UNIT_CONTACT, row.office, row.organisation)
    assert "弄虚作假" not in client.get(reverse("rounds:tasks_detail", args=[row.uid])).content.decode()
    assert client.get(reverse("rectification:verdicts")).status_code == 403


@pytest.mark.parametrize("page", ["rounds:tasks_detail", "rectification:verdicts"])
def test_more_problems_cost_no_more_questions(page: str, client: Client) -> None:
    first = looking(1)
    installation(first.office)
    sign_in(client, Role.RECTIFICATION, first.office)
    counts = []
    for of in (first, looking(8, office=first.office)):
        for about in problems(of):
            given(of, about)
        address = reverse(page, args=[of.uid] if page.endswith("detail") else [])
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
