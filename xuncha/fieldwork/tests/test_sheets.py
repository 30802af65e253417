"""Sheets of fieldwork: what is wrong is told in full, names are never guessed, and a longer sheet asks no more a row."""

from collections import Counter
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from xuncha.fieldwork.models import Petition, PetitionReporter, Talk
from xuncha.fieldwork.tests.records import members, on_site, sits_in
from xuncha.people.models import Person
from xuncha.people.tests.builders import installation
from xuncha.records.models import Passage
from xuncha.records.rules import Role
from xuncha.rounds.models import GroupMember, Task
from xuncha.rounds.rules.groups import Seat

pytestmark = pytest.mark.django_db
TALKS = ("谈话日期", "谈话对象", "职务", "人员类别", "谈话地点", "谈话人", "谈话记录")
PETITIONS = ("收到日期", "来件渠道", "受理范围", "被反映对象", "内容摘要", "实名", "反映人")


@pytest.fixture
def task(client: Client) -> Task:
    row = on_site()
    installation(row.office)
    sits_in(client, Role.GROUP_LEADER, row)
    return row


def talk(*interviewers: object, day: str = "2019-06-12", post: str = "主任") -> list[str]:
    return [day, "甲某", post, "中层干部", "驻地", "、".join(map(str, interviewers)), "记录"]


def petition(named: str, reporter: str) -> list[str]:
    return ["2019-06-12", "来信", "受理范围内", "某科", "反映报销", named, reporter]


def send(client: Client, task: Task, name: str, heads: tuple[str, ...], *rows: list[str]) -> Any:
    pasted = "\n".join("\t".join(cells) for cells in (heads, *rows))
    return client.post(reverse(f"fieldwork:{name}_sheet", args=[task.uid]), {"pasted": pasted})


def told(answer: Any) -> list[tuple[int, str, str]]:
    assert answer.status_code == 422
    return [(fault.row, fault.column, fault.sentence) for fault in answer.context["faults"]]


def test_what_the_boxes_and_what_the_verb_refuse_is_told_for_every_row(task: Task, client: Client) -> None:
    one, other, _ = members(task)
    wrong = [talk(one, other, day="昨天"), talk(one, other), talk(one, other, post=""), talk(one, "某人")]
    assert [fault[:2] for fault in told(send(client, task, "talks", TALKS, *wrong))] == [
        (2, "谈话日期"), (4, "职务"), (5, "谈话人"),
    ]  # fmt: skip
    alone = talk(one)
    faults = told(send(client, task, "talks", TALKS, alone, talk(one, other), alone))
    assert [(row, column) for row, column, _ in faults] == [(2, ""), (4, "")]
    assert not Talk.objects.exists()
    assert not Passage.objects.filter(subject="fieldwork.talk").exists()


def test_a_name_that_two_people_bear_is_not_guessed(task: Task, client: Client) -> None:
    _, one, other = members(task)
    for member in (one, other):
        GroupMember.objects.filter(pk=member.pk).update(seat=Seat.MEMBER)
        Person.objects.filter(pk=member.person_id).update(name="同名")
    leader, _, same = members(task)
    assert told(send(client, task, "talks", TALKS, talk(leader, same))) == [
        (2, "谈话人", f"“{same}”不止一个，请在登记页面上选择。")
    ]


def test_a_longer_sheet_asks_nothing_more_to_judge_its_rows(task: Task, client: Client) -> None:
    one, other, _ = members(task)
    short, long = ([talk(one, other)] * number for number in (5, 25))
    asked = [asked_of(client, task, "talks", TALKS, rows) for rows in (short, long)]
    assert asked[1]["SELECT"] == asked[0]["SELECT"]
    assert asked[1]["INSERT"] - asked[0]["INSERT"] == 3 * 20  # the talk, who held it, its passage
    letters = [petition("是", "某人")] * 5, [petition("是", "某人")] * 25
    asked = [asked_of(client, task, "petitions", PETITIONS, rows) for rows in letters]
    assert (
        asked[1]["SELECT"] - asked[0]["SELECT"] <= 3 * 20
    )  # its number, and the day on which receiving ends
    assert Petition.objects.count() == PetitionReporter._base_manager.count() == 30


def asked_of(
    client: Client, task: Task, name: str, heads: tuple[str, ...], rows: list[list[str]]
) -> Counter[str]:
    with CaptureQueriesContext(connection) as queries:
        assert send(client, task, name, heads, *rows).status_code == 302
    return Counter(query["sql"].split()[0] for query in queries)
