"""The way through the web: who opens which door, what a refused form says, and what a sent one stores."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from xuncha.basis.models import Attendance
from xuncha.basis.rules import DocumentKind, MeetingKind
from xuncha.basis.tests.builders import document, meeting
from xuncha.guidance.models import (
    Campaign,
    CaseAction,
    CheckEvidence,
    CheckVisit,
    CommonProblem,
    CountyProblem,
    DispatchMeeting,
    DispatchTask,
    PointResult,
    Sponsorship,
    SupervisionCase,
)
from xuncha.guidance.tests import builders as make
from xuncha.people.tests.builders import installation, person, sign_in
from xuncha.records.models import Office
from xuncha.records.rules import Role
from xuncha.records.tests.builders import DAY, county, office
from xuncha.rectification.models import Item

pytestmark = pytest.mark.django_db

AT = "2019-12-20"


@pytest.fixture
def city() -> Office:
    return installation(office()).home


def door(name: str, *args: object) -> str:
    return reverse(f"guidance:{name}", args=args)


def send(client: Client, address: str, status: int = 302, **boxes: Any) -> str:
    """The text of the answer to a form that is sent."""
    answer = client.post(address, {"at": AT, **boxes})
    text = answer.content.decode()
    assert answer.status_code == status, text[text.find("alert") :][:600]
    return text


def guide(client: Client, city: Office) -> None:
    sign_in(client, Role.GUIDANCE, city)


def pair(city: Office) -> list[CountyProblem]:
    seen = make.visit(office=city)
    along = make.aspect(campaign=seen.team.campaign)
    return [
        make.problem(visit=each, aspect=along, text=text)
        for each, text in ((seen, "编制空缺三名"), (make.visit(team=seen.team), "长期借出四人"))
    ]


def test_a_check_is_begun_with_its_aspects_and_refused_without(city: Office, client: Client) -> None:
    plan = document(office=city)
    guide(client, city)
    asked = {"name": "专项督导", "plan": plan.pk, "aspects": ""}
    assert "请写明检查的方面" in send(client, door("campaigns_new"), 422, **asked)
    assert (
        "主体责任落实" in client.get(door("campaigns_new")).content.decode()
    )  # the customary five are offered
    send(client, door("campaigns_new"), **asked | {"aspects": "组织建设\n\n巡察质量\n组织建设"})
    row = Campaign.objects.get()
    assert [aspect.title for aspect in row.aspects.order_by("serial")] == ["组织建设", "巡察质量"]


def test_a_county_is_given_once_the_checks_are_decided(city: Office, client: Client) -> None:
    team, below = make.team(office=city), county(city)
    guide(client, city)
    asked = {"county": below.pk}
    assert "尚未登记为党组织" in send(client, door("visits_new", team.uid), 422, **asked)
    make.committee(below)
    screen = door("teams_deed", team.uid, "screen")
    assert "没有登记" in send(client, screen, 422, people="查无此人", counties=[below.pk])
    send(client, screen, counties=[below.pk])
    assert "尚未作出决定" in send(client, door("visits_new", team.uid), 422, **asked)
    page = client.get(door("teams_detail", team.uid)).content.decode()
    assert "待决定" in page
    make.checks_of(team.campaign).update(verdict="clear", decided_on=DAY)
    send(client, door("visits_new", team.uid), **asked)
    assert CheckVisit.objects.get().county == below


def test_points_are_filled_on_one_page_and_faults_stand_beside_their_point(
    city: Office, client: Client
) -> None:
    seen = make.visit(office=city)
    along = make.aspect(campaign=seen.team.campaign)
    one, two = make.point(aspect=along, text="编制到位"), make.point(aspect=along, text="组长配齐")
    guide(client, city)
    fill = door("visits_deed", seen.uid, "points")
    assert "组长配齐" in client.get(fill).content.decode()
    assert "至少填写一个" in send(client, fill, 422)
    assert "请选择检查结果" in send(client, fill, 422, **{f"note_{one.pk}": "缺二人"})
    said = send(client, fill, 422, **{f"score_{two.pk}": "lacking"})
    assert "“组长配齐”不符合的" in said
    send(client, fill, **{f"score_{one.pk}": "sound", f"score_{two.pk}": "lacking", f"note_{two.pk}": "空缺"})
    assert dict(PointResult.objects.values_list("point", "score")) == {one.pk: "sound", two.pk: "lacking"}
    assert 'value="空缺"' in client.get(fill).content.decode()


def test_problems_are_grouped_on_a_page_and_what_was_ticked_stays_ticked(
    city: Office, client: Client
) -> None:
    first, second = pair(city)
    of = first.visit.team.campaign
    guide(client, city)
    page = door("grouping", of.uid)
    said = send(client, page, 422, title="人员不到位", members=[first.pk])
    assert "两个以上县" in said
    assert said.count(" checked") == 1
    assert "请勾选" in send(client, page, 422, title="人员不到位")
    assert "请写明共性问题的名称" in send(client, page, 422, members=[first.pk, second.pk])
    send(client, page, title="人员不到位", members=[first.pk, second.pk])
    common = CommonProblem.objects.get()
    assert (common.aspect, set(common.members.all())) == (first.aspect, {first, second})
    text = client.get(page).content.decode()
    assert first.text in text
    third = make.problem(visit=make.visit(team=first.visit.team), aspect=first.aspect)
    send(client, page, common=common.pk, members=[third.pk])
    assert common.members.count() == 3
    sign_in(client, Role.RECTIFICATION, city)  # reads it, and groups nothing
    assert client.get(page).status_code == 200
    assert client.post(page, {"at": AT}).status_code == 403
    sign_in(client, Role.COUNTY_OFFICE, first.county)
    assert client.get(page).status_code == 404


def test_problems_of_other_checks_cannot_be_slipped_in(city: Office, client: Client) -> None:
    first, second = pair(city)
    foreign = make.problem(office=city)
    guide(client, city)
    page = door("grouping", first.visit.team.campaign.uid)
    send(client, page, 422, title="人员不到位", members=[first.pk, second.pk, foreign.pk])
    assert not CommonProblem.objects.exists()


def test_evidence_is_read_by_the_city_and_not_by_the_county_it_is_about(city: Office, client: Client) -> None:
    problem = make.problem(office=city)
    guide(client, city)
    new = door("evidence_new", problem.uid)
    assert "请上传附件" in send(client, new, 422, title="批复")
    wrong = SimpleUploadedFile("批复.pdf", b"MZ" + bytes(100))
    assert "不符" in send(client, new, 422, title="批复", upload=wrong)
    send(client, new, title="批复", upload=SimpleUploadedFile("批复.pdf", b"%PDF-1.7 paper"))
    row = CheckEvidence.objects.get()
    file = door("evidence_file", row.uid)
    assert b"".join(client.get(file).streaming_content) == b"%PDF-1.7 paper"  # type: ignore[attr-defined]  # a file's answer
    assert file in client.get(door("evidence_detail", row.uid)).content.decode()
    sign_in(client, Role.COUNTY_OFFICE, problem.county)
    for address in (file, door("evidence_detail", row.uid), door("evidence")):
        assert client.get(address).status_code == 403, address
    page = client.get(door("county_problems_detail", problem.uid)).content.decode()
    assert "批复" not in page


def test_the_circular_takes_its_list_and_the_counties_their_ledgers(city: Office, client: Client) -> None:
    first, second = pair(city)
    of = first.visit.team.campaign
    make.common(campaign=of, aspect=first.aspect)
    paper = document(office=city, kind=DocumentKind.CIRCULAR)
    guide(client, city)
    deed = door("campaigns_deed", of.uid, "circular")
    assert "项数不一致" in send(client, deed, 422, circular=paper.pk)
    send(client, deed, circular=paper.pk, annex="on")
    assert paper.lines.count() == 1
    ledgers = door("campaigns_deed", of.uid, "ledgers")
    asked = {"due_on": "2020-03-31", "counties": [first.county_id, second.county_id]}
    assert "早于建账日期" in send(client, ledgers, 422, **asked | {"due_on": "2019-01-01"})
    send(client, ledgers, **asked)
    assert Item.objects.count() == 2
    assert client.get(ledgers).status_code == 422  # nothing waits any more


def test_a_case_is_opened_from_its_proposal_and_the_county_answers_through_its_own_door(
    city: Office, client: Client
) -> None:
    below, paper = county(city), document(office=city)
    make.staffing(office=city, county=below, approved=10, filled=4)
    make.line(office=city)
    guide(client, city)
    asked = {"county": below.pk, "document": paper.pk, "matter": "补充人员", "due_on": "2020-03-31"}
    assert "必填" in send(client, door("cases_new"), 422, **asked)
    send(client, door("cases_new"), **asked, reasons=["low_staffing"])
    case = SupervisionCase.objects.get()
    assert (case.at, str(case.gauges.get().before)) == (paper.at, "40.00")
    act = door("actions_new", case.uid)
    assert "约谈记录" in send(client, act, 422, kind="talk")
    send(client, act, kind="letter", note="限期报告", due_on="2019-12-31")
    action = CaseAction.objects.get()
    reply = door("actions_deed", action.uid, "reply")
    sign_in(client, Role.COUNTY_OFFICE, county(city))
    assert client.get(reply).status_code == 404
    sign_in(client, Role.COUNTY_OFFICE, below)
    assert "督办函" in client.get(door("cases_detail", case.uid)).content.decode()
    assert client.get(act).status_code == 403
    send(client, reply, reply="已经部署")
    action.refresh_from_db()
    assert (action.reply, action.replied_on.isoformat()) == ("已经部署", AT)  # type: ignore[union-attr]  # there by what stands above
    assert client.get(reply).status_code == 422


def test_a_dispatch_meeting_is_entered_on_its_meeting_with_who_came_and_what_they_took_home(
    city: Office, client: Client
) -> None:
    held, talk = meeting(kind=MeetingKind.DISPATCH, office=city), meeting(kind=MeetingKind.TALK, office=city)
    below, other = county(city), county(city)
    guide(client, city)
    assert client.get(door("dispatches_new", talk.uid)).status_code == 422
    assert door("dispatches_new", held.uid) in client.get(door("dispatches")).content.decode()
    send(client, door("dispatches_new", held.uid), rule="主任和一名组长参加")
    row = DispatchMeeting.objects.get()
    rows = {
        "people-0-county": below.short_name, "people-0-name": "甲", "people-0-capacity": "巡察办主任",
        "people-1-county": below.short_name, "people-1-name": "乙", "people-1-capacity": "第一巡察组组长",
        "people-2-county": other.short_name, "people-2-name": "丙", "people-2-capacity": "巡察办副主任",
    }  # fmt: skip
    attend = door("dispatches_deed", row.uid, "attend")
    assert "没有“某县”" in send(client, attend, 422, **rows | {"people-0-county": "某县"})
    send(client, attend, **rows)
    assert Attendance.objects.filter(meeting=held).count() == 3
    page = client.get(door("dispatches_detail", row.uid)).content.decode()
    assert f"{other.short_name}：巡察办主任、巡察组组长" in page
    assert f"{below.short_name}：" not in page
    send(client, door("statements_new", row.uid), county=below.pk, text="年底前完成")
    assign = door("dispatches_deed", row.uid, "assign")
    send(client, assign, text="按月报告", counties=[below.pk, other.pk], due_on="2020-01-31")
    assert DispatchTask.objects.count() == 2
    sign_in(client, Role.COUNTY_OFFICE, below)
    task = DispatchTask.objects.get(county=below)
    send(client, door("dispatch_tasks_deed", task.uid, "finish"), result="已经报告")
    assert client.get(door("dispatches_detail", row.uid)).status_code == 404
    foreign = DispatchTask.objects.get(county=other)
    assert client.post(door("dispatch_tasks_deed", foreign.uid, "finish"), {}).status_code == 404


def test_sponsors_are_paired_and_a_gap_is_told_above_their_list(city: Office, client: Client) -> None:
    below, paper, who = county(city), document(office=city), person(office=city)
    guide(client, city)
    asked = {"person": who.pk, "purpose": "包联", "document": paper.pk, "level": "county"}
    assert "请选择县" in send(client, door("sponsorships_new"), 422, **asked)
    text = client.get(door("sponsorships")).content.decode()
    assert "没有包联领导" in text
    send(client, door("sponsorships_new"), **asked, county=below.pk)
    row = Sponsorship.objects.get()
    text = client.get(door("sponsorships")).content.decode()
    assert "本季度尚无包联领导走访" in text
    send(client, door("sponsor_visits_new", row.uid), seen="台账齐全")
    assert "本季度尚无包联领导走访" not in client.get(door("sponsorships")).content.decode()
    sign_in(client, Role.COUNTY_OFFICE, below)
    assert "包联领导走访" not in client.get(door("sponsorships")).content.decode()
