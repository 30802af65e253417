"""The doors of fieldwork: lists and pages to those who read them, forms and sheets to those who enter."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from xuncha.fieldwork.models import (
    Assistance,
    ImmediateNotice,
    JournalEntry,
    Loan,
    Petition,
    PetitionReporter,
    Questionnaire,
    Talk,
)
from xuncha.fieldwork.rules.notices import NoticeState
from xuncha.fieldwork.rules.petitions import PetitionState
from xuncha.fieldwork.tests import records as make
from xuncha.fieldwork.tests.records import ALL, EXIT, ON, members, on_site, sits_in
from xuncha.people.tests.builders import installation, sign_in
from xuncha.people.tests.pages import asks_no_more_for_more, hidden, opens_whole, refused
from xuncha.records.models import Office, Record
from xuncha.records.rules import Role
from xuncha.records.tests.builders import office
from xuncha.rounds import tables as rounds
from xuncha.rounds.models import Task
from xuncha.rounds.rules.tasks import TaskState
from xuncha.ui.tables.registry import table_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]

BOXES: dict[str, dict[str, Any]] = {  # what is typed into each form, and one box that is then left empty
    "hearings": {"subject": "财务管理", "kind": "special", "reporter": "分管领导"},
    "sit_ins": {"meeting": "党组会", "topic": "干部任免"},
    "forums": {"topic": "营商环境", "participants": "企业代表", "number": 8},
    "questionnaires": {"title": "作风问卷", "kind": "survey", "audience": "干部", "sent": 9, "returned": 8, "valid": 7},
    "visits": {"place": "政务大厅", "kind": "covert", "people": 3, "households": 0, "findings": "排队较长"},
    "matter_checks": {"scope": "班子成员", "number": 6, "inconsistent": 1},
    "assistance": {"organ": "市审计局", "matter": "查询专项资金"},
    "notices": {"problem": "公务用车未登记", "clause": "第九条", "due_on": EXIT},
    "petitions": {"summary": "反映报销问题", "channel": "letter", "objects_reflected": "某科负责人", "scope": "within"},
    "talks": {"interviewee": "某人", "post": "主任", "category": "middle", "place": "驻地", "minutes": "记录"},
    "loans": {"title": "会议记录", "owner": "办公室", "volumes": 3},
}  # fmt: skip
OF_GROUP: dict[str, dict[str, Any]] = {
    "journal": {"progress": "开展谈话"},
    "group_meetings": {"agenda": "研究底稿", "kind": "group", "attendance": "全组", "decisions": "继续核实"},
}


@pytest.fixture
def task() -> Task:
    row = on_site()
    installation(row.office)
    return row


def boxes(name: str, task: Task) -> dict[str, Any]:
    """A whole form, with the members of the task's group where they are chosen."""
    who = members(task)
    chosen: dict[str, Any] = {
        "talks": {"interviewers": [m.pk for m in who[:2]]},
        "loans": {"borrower": who[0].pk},
    }
    return {"at": ON, "uid": uuid4(), **(BOXES | OF_GROUP)[name], **chosen.get(name, {})}


def door(name: str, task: Task, kind: str = "new") -> str:
    place = task.group if name in OF_GROUP else task
    assert place
    return reverse(f"fieldwork:{name}_{kind}", args=[place.uid])


@pytest.mark.parametrize("name", [*BOXES, *OF_GROUP])
def test_a_form_opens_stores_and_tells_what_is_missing(name: str, task: Task, client: Client) -> None:
    sits_in(client, Role.GROUP_LEADER, task)
    assert client.get(door(name, task)).status_code == 200
    sent = boxes(name, task)
    missing = client.post(door(name, task), sent | {next(iter((BOXES | OF_GROUP)[name])): ""})
    assert missing.status_code == 422
    assert client.post(door(name, task), sent).status_code == 302
    assert client.post(door(name, task), sent).status_code == 302  # sent twice, stored once
    (row,) = _stored(name)
    assert (row.at, row.uid) == (ON, sent["uid"])


def _stored(name: str) -> list[Any]:
    found = next(t for t in map(table_of, ALL) if t and t.name == name)
    return list(found.model.objects.all())


@pytest.mark.parametrize("name", [*BOXES, *OF_GROUP])
def test_a_form_is_shut_to_other_roles_and_nowhere_for_other_groups(
    name: str, task: Task, client: Client
) -> None:
    sign_in(client, Role.GENERAL, task.office)
    assert client.get(door(name, task)).status_code == 403
    sits_in(client, Role.GROUP_LEADER, on_site(round=task.round))
    assert client.get(door(name, task)).status_code == 404
    if name in ("petitions", "notices"):
        sits_in(client, Role.MEMBER, task)
        assert client.post(door(name, task), boxes(name, task)).status_code == 403
    assert not _stored(name)


def test_what_the_verb_refuses_stands_on_the_form(task: Task, client: Client) -> None:
    sits_in(client, Role.GROUP_LEADER, task)
    for name, wrong in (
        ("talks", {"interviewers": [members(task)[0].pk]}),
        ("talks", {"interviewers": [m.pk for m in members(on_site(round=task.round))]}),
        ("questionnaires", {"valid": 9}),
        ("petitions", {"named": "on"}),
        ("visits", {"at": date(2019, 6, 2)}),
        ("visits", {"at": date(2020, 1, 2)}),
        ("notices", {"due_on": EXIT + timedelta(days=1)}),
    ):
        assert client.post(door(name, task), boxes(name, task) | wrong).status_code == 422, wrong
        assert not _stored(name)


def test_after_the_report_a_form_asks_for_the_paper(task: Task, client: Client) -> None:
    Task.objects.filter(pk=task.pk).update(state=TaskState.REPORTED, left_on=EXIT, reported_on=EXIT)
    sits_in(client, Role.GROUP_LEADER, task)
    assert "补录依据" in client.get(door("visits", task)).content.decode()
    assert client.post(door("visits", task), boxes("visits", task)).status_code == 422
    sent = boxes("visits", task) | {"basis": "补录审批单"}
    assert client.post(door("visits", task), sent).status_code == 302


def test_what_comes_late_is_offered_apart_and_not_in_the_workspace(task: Task, client: Client) -> None:
    sits_in(client, Role.GROUP_LEADER, task)
    page, work = reverse("rounds:tasks_detail", args=[task.uid]), reverse("desk:workspaces")
    assert "补录" not in client.get(page).content.decode()
    assert door("visits", task) in client.get(work, follow=True).content.decode()
    Task.objects.filter(pk=task.pk).update(state=TaskState.REPORTED, left_on=EXIT, reported_on=EXIT)
    apart = client.get(page).content.decode().partition("补录")[2]
    assert all(door(name, task) in apart for name in BOXES)
    assert door("visits", task) not in client.get(page).content.decode().partition("补录")[0]
    assert door("visits", task) not in client.get(work, follow=True).content.decode()
    Task.objects.filter(pk=task.pk).update(state=TaskState.ARCHIVED)
    assert door("visits", task) not in client.get(page).content.decode()


def test_the_pages_of_task_and_group_offer_what_may_be_entered(task: Task, client: Client) -> None:
    assert task.group
    sits_in(client, Role.MEMBER, task)
    page = client.get(reverse(f"{rounds.TASKS.door}_detail", args=[task.uid])).content.decode()
    offered = {name for name in BOXES if door(name, task) in page}
    assert offered == set(BOXES) - {"petitions", "notices"}
    page = client.get(reverse(f"{rounds.GROUPS.door}_detail", args=[task.group.uid])).content.decode()
    assert all(door(name, task) in page for name in OF_GROUP)


def test_talks_come_from_a_sheet_all_or_none(task: Task, client: Client) -> None:
    sits_in(client, Role.MEMBER, task)
    heads = ["谈话日期", "谈话对象", "职务", "人员类别", "谈话地点", "谈话人", "谈话记录", "限制知悉"]
    who = "、".join(str(m) for m in members(task)[:2])
    right = ["2019-06-12", "甲某", "主任", "中层干部", "驻地", who, "记录", "否"]
    alone = ["2019-06-12", "乙某", "科员", "一般干部职工", "驻地", str(members(task)[0]), "记录", "否"]

    def send(*rows: list[str]) -> int:
        pasted = "\n".join("\t".join(cells) for cells in (heads, *rows))
        return client.post(door("talks", task, "sheet"), {"pasted": pasted}).status_code

    assert send(right, alone) == 422
    assert not Talk.objects.exists()
    assert send(right, right) == 302
    assert [row.interviewers.count() for row in Talk.objects.all()] == [2, 2]
    assert client.get(door("talks", task, "template")).status_code == 200


def test_a_named_petition_from_a_sheet_is_sealed_apart(task: Task, client: Client) -> None:
    sits_in(client, Role.PETITION_CLERK, task)
    heads = ["收到日期", "来件渠道", "受理范围", "被反映对象", "内容摘要", "实名", "反映人", "联系方式"]
    cells = ["2019-06-12", "来信", "受理范围内", "某科", "反映报销", "是", "某人", "无"]
    pasted = "\n".join("\t".join(row) for row in (heads, cells, [*cells[:5], "否", "", ""]))
    assert client.post(door("petitions", task, "sheet"), {"pasted": pasted}).status_code == 302
    assert [row.serial for row in Petition.objects.order_by("serial")] == [1, 2]
    assert [row.name for row in PetitionReporter._base_manager.all()] == ["某人"]


def test_options_are_counted_on_the_page_of_their_questionnaire(task: Task, client: Client) -> None:
    sheets = make.questionnaire(task)
    sits_in(client, Role.MEMBER, task)
    where = reverse("fieldwork:questionnaire_options_new", args=[sheets.uid])
    sent = {"at": ON, "question": "是否满意", "option": "满意", "count": 75}
    assert client.post(where, sent).status_code == 422
    assert client.post(where, sent | {"count": 74}).status_code == 302
    assert Questionnaire.objects.get().options.get().count == 74


@pytest.mark.parametrize(
    ("name", "deed", "sent"), [("loans", "return", {}), ("assistance", "reply", {"reply": "已查"})]
)
def test_what_went_out_comes_back_by_a_button(
    name: str, deed: str, sent: dict[str, str], task: Task, client: Client
) -> None:
    row: Loan | Assistance = make.loan(task) if name == "loans" else make.assistance(task)
    sits_in(client, Role.MEMBER, task)
    where = reverse(f"fieldwork:{name}_deed", args=[row.uid, deed])
    assert where in client.get(reverse(f"fieldwork:{name}_detail", args=[row.uid])).content.decode()
    assert client.post(where, {"at": ON - timedelta(days=3), **sent}).status_code == 422
    assert client.post(where, {"at": ON, **sent}).status_code == 302
    assert client.post(where, {"at": ON, **sent}).status_code == 422


def test_the_steps_of_petitions_and_notices_are_taken_by_buttons(task: Task, client: Client) -> None:
    row, notice = make.petition(task), make.notice(task)
    sits_in(client, Role.GROUP_LEADER, task)
    dispose = reverse("fieldwork:petitions_verb", args=[row.uid, "dispose"])
    assert client.post(dispose, {"at": ON, "outcome": "joined"}).status_code == 422
    assert client.post(dispose, {"at": ON, "outcome": "verify"}).status_code == 302
    for verb, sent in (("sign", {"signed_by": "某书记"}), ("report", {"result": "已登记"}), ("verify", {})):
        where = reverse("fieldwork:notices_verb", args=[notice.uid, verb])
        assert client.post(where, {"at": ON, **sent}).status_code == 302, verb
    assert Petition.objects.get().state == PetitionState.DISPOSED
    assert ImmediateNotice.objects.get().state == NoticeState.VERIFIED


@pytest.mark.parametrize("model", ALL, ids=lambda model: model._meta.model_name)
def test_lists_and_pages_open_to_the_own_group_and_to_nobody_else(
    model: type[Record], task: Task, client: Client
) -> None:
    table = table_of(model)
    assert table
    row, foreign = ALL[model](task), ALL[model](on_site(round=task.round))
    sits_in(client, Role.MEMBER, task)
    assert opens_whole(client, table, row)
    assert hidden(client, table, foreign)
    for role in (Role.GENERAL, Role.RECTIFICATION, Role.LEADER, Role.AUDITOR):
        sign_in(client, role, task.office)
        assert refused(client, table, row), role


@pytest.mark.parametrize("model", ALL, ids=lambda model: model._meta.model_name)
def test_lists_ask_no_more_for_more_rows(model: type[Record], client: Client) -> None:
    home = office()
    installation(home)
    sign_in(client, Role.DIRECTOR, home)
    table = table_of(model)
    assert table

    def row_of(of: Office) -> Any:
        return ALL[model](on_site(office=of))

    assert asks_no_more_for_more(client, table, row_of, home, page_too=model is not JournalEntry)
