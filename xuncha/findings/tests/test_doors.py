"""Findings through the browser: entered, made of papers, put to the unit, and fed back by several letters."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from xuncha.accounts.models import User
from xuncha.basis.tests.builders import document
from xuncha.fieldwork.actions import base
from xuncha.fieldwork.models import Hearing
from xuncha.fieldwork.rules.papers import PaperState
from xuncha.fieldwork.tests.paper_builders import WRITTEN, carried, evidence, paper, signed, task_on_site
from xuncha.findings.actions import citations, facts
from xuncha.findings.models import Citation, FactAnswer, Feedback, Finding
from xuncha.findings.tests.builders import (
    FED_BACK_ON,
    category,
    confirmed,
    fed_back,
    finding,
    focus,
    installation,
    seat,
    sign_in,
    task,
    towards,
)
from xuncha.orgs.tests.builders import organisation
from xuncha.people.tests.builders import person
from xuncha.records.rules import Role
from xuncha.records.tests.builders import office, user
from xuncha.rounds.models import Task
from xuncha.rounds.queries import viewer_of
from xuncha.rounds.rules.groups import Seat
from xuncha.rounds.tests import builders as rounds

pytestmark = pytest.mark.django_db
AT = WRITTEN.isoformat()


@pytest.fixture
def on_site() -> Task:
    target = task_on_site()
    installation(target.office)
    return target


@pytest.fixture
def decided() -> Task:
    target = task()
    installation(target.office)
    return target


def sit_in(client: Client, chair: Seat, on: Task) -> User:
    """A browser session of somebody who sits in the task's group."""
    account = user()
    rounds.member(group=on.group, seat=chair, person=person(office=on.office, user=account))
    client.force_login(account)
    return account


def boxes(on: Task, **over: object) -> dict[str, object]:
    sorted_by = {"focus": focus(on.office).pk, "category": category(on.office).pk}
    return {"title": "违规发放津补贴", "at": AT, "in_text": "on", "in_list": "on", **sorted_by, **over}


def test_a_finding_is_entered_on_its_task_by_the_group_with_tags_and_sources(
    on_site: Task, client: Client
) -> None:
    address = reverse("findings:findings_new", args=[on_site.uid])
    sit_in(client, Seat.MEMBER, on_site)
    assert client.get(address).status_code == 200
    assert client.post(address, boxes(on_site, watched="on")).status_code == 422
    sent = boxes(on_site, sources=["talk", "reading"], four_winds="on", watched="on", watch_reason="数额大")
    assert client.post(address, sent).status_code == 302
    row = Finding.objects.get()
    assert (row.sources, row.tag_words) == ("talk,reading", ["“四风”问题", "重点关注"])
    sign_in(client, Role.GENERAL, on_site.office)
    assert client.get(address).status_code == 403
    sit_in(client, Seat.MEMBER, task_on_site())
    assert client.get(address).status_code == 404


def test_a_list_of_findings_is_pasted(on_site: Task, client: Client) -> None:
    sit_in(client, Seat.MEMBER, on_site)
    area, kind = focus(on_site.office), category(on_site.office)
    heads = "发现日期\t问题\t监督重点\t问题类别\t涉及金额（万元）\t发现途径\t列入问题清单"
    lines = [f"{AT}\t问题{n}\t{area}\t{kind}\t{n}.50\t个别谈话、调阅资料\t是" for n in (1, 2)]
    address = reverse("findings:findings_sheet", args=[on_site.uid])
    answer = client.post(address, {"pasted": "\n".join([heads, *lines])})
    assert answer.status_code == 302, answer.content.decode()
    assert list(Finding.objects.order_by("serial").values_list("title", "sources")) == [
        ("问题1", "talk,reading"), ("问题2", "talk,reading"),
    ]  # fmt: skip
    wrong = client.post(address, {"pasted": "\n".join([heads, lines[0].replace(str(kind), "没有这一类")])})
    assert wrong.status_code == 422
    assert Finding.objects.count() == 2


def test_of_a_sheet_with_a_row_above_the_cap_nothing_is_stored(on_site: Task, client: Client) -> None:
    sit_in(client, Seat.MEMBER, on_site)
    area, kind = focus(on_site.office), category(on_site.office)
    heads = "发现日期\t问题\t监督重点\t问题类别\t发现途径\t列入问题清单\t密级标识"
    lines = [f"{AT}\t问题{n}\t{area}\t{kind}\t个别谈话\t是\t{{}}" for n in (1, 2, 3)]
    address = reverse("findings:findings_sheet", args=[on_site.uid])
    sent = "\n".join([heads, *lines])
    for mark in ("秘密", "机密", "绝密"):
        answer = client.post(address, {"pasted": sent.format("内部", mark, "")})
        assert answer.status_code == 422
        (fault,) = answer.context["faults"]
        assert (fault.row, fault.column) == (3, "密级标识")
        assert fault.sentence.startswith("本系统最高处理“工作秘密”级内容。")
        assert not Finding.objects.exists()
    assert client.post(address, {"pasted": sent.format("内部", "工作秘密", "")}).status_code == 302
    marks = Finding.objects.order_by("serial").values_list("mark", flat=True)
    assert list(marks) == ["internal", "work_secret", "work_secret"]


def test_a_signed_paper_fills_the_form_of_its_finding(on_site: Task, client: Client) -> None:
    source, draft = signed(on_site, text="底稿里的描述。"), paper(on_site)
    sit_in(client, Seat.MEMBER, on_site)
    address = reverse("findings:paper_findings_new", args=[source.uid])
    page = client.get(address).content.decode()
    assert source.title in page
    assert "底稿里的描述。" in page
    answer = client.post(address, boxes(on_site, amount="12.50"))
    assert answer.status_code == 302, list(answer.context["form"].errors.items())
    assert Citation.objects.get().paper == source
    refused = client.post(reverse("findings:paper_findings_new", args=[draft.uid]), boxes(on_site))
    assert refused.status_code == 422
    assert Finding.objects.count() == 1


def test_who_made_a_finding_of_a_paper_stands_before_the_finding(on_site: Task, client: Client) -> None:
    source = signed(on_site)
    sit_in(client, Seat.MEMBER, on_site)
    answer = client.post(reverse("findings:paper_findings_new", args=[source.uid]), boxes(on_site))
    assert answer["Location"] == reverse("findings:findings_detail", args=[Finding.objects.get().uid])


def test_the_types_stand_under_one_another_in_the_box(on_site: Task, client: Client) -> None:
    top = category(on_site.office, code="7", name="管党治党")
    category(on_site.office, code="7.1", name="责任落实", parent=top)
    sit_in(client, Seat.MEMBER, on_site)
    shown = client.get(reverse("findings:findings_new", args=[on_site.uid])).content.decode()
    assert ">7 管党治党<" in shown
    assert ">　7.1 责任落实<" in shown


def test_a_finding_leads_down_to_the_record_behind_its_paper(on_site: Task, client: Client) -> None:
    account = sit_in(client, Seat.MEMBER, on_site)
    by = viewer_of(account)
    heard = base.enter(
        Hearing(task=on_site, kind="party", subject="整改情况", reporter="某书记"), by=by, at=WRITTEN
    )
    draft = paper(on_site)
    evidence(draft, title="汇报记录", source="听取汇报", record=("fieldwork.hearing", heard.uid))
    row = finding(on_site)
    citations.cite(Citation(finding=row, paper=carried(draft, PaperState.SIGNED)), by=by, at=WRITTEN)
    shown = client.get(reverse("findings:findings_detail", args=[row.uid])).content.decode()
    assert "汇报记录" in shown
    assert reverse("fieldwork:hearings_detail", args=[heard.uid]) in shown


def test_a_sum_over_papers_has_as_many_places_as_they_have(on_site: Task, client: Client) -> None:
    row = finding(on_site, amount="18.60")
    by = seat(Role.MEMBER, on_site)
    citations.cite(Citation(finding=row, paper=signed(on_site, amount=Decimal("18.60"))), by=by, at=WRITTEN)
    sit_in(client, Seat.LEADER, on_site)
    for address in ("findings:findings_detail", "rounds:tasks_detail"):
        uid = row.uid if "findings" in address else on_site.uid
        assert "18.600" not in client.get(reverse(address, args=[uid])).content.decode()


@pytest.mark.parametrize(("skips", "offered"), [([], False), (["decided"], True)])
def test_feedback_is_offered_where_the_way_of_the_task_leads_to_it(
    skips: list[str], offered: bool, client: Client
) -> None:
    of = office()
    installation(of)
    task = rounds.task(
        round=rounds.round_(office=of), state="heard", template=rounds.template(of, skips=skips)
    )
    sign_in(client, Role.GENERAL, of)
    page = client.get(reverse("rounds:tasks_detail", args=[task.uid])).content.decode()
    assert (reverse("findings:feedbacks_new", args=[task.uid]) in page) == offered
    bare = reverse("rounds:tasks_verb", args=[task.uid, "feed_back"])
    assert bare not in page  # the letters are handed over with the step, not before it
    assert client.post(bare, {"at": "2019-09-03"}).status_code == 404


def test_a_draft_is_rewritten_on_its_page_with_a_reason(on_site: Task, client: Client) -> None:
    row = finding(on_site)
    sit_in(client, Seat.MEMBER, on_site)
    address = reverse("findings:findings_deed", args=[row.uid, "rewrite"])
    assert row.title in client.get(address).content.decode()
    sent = boxes(on_site, title="改后的标题", focus=row.focus_id, category=row.category_id)
    assert client.post(address, sent).status_code == 422
    assert client.post(address, {**sent, "note": "核对数据"}).status_code == 302
    assert set(row.passages().get(verb="correct").changes) == {"title"}


def test_a_finding_shows_the_group_what_its_papers_add_up_to(on_site: Task, client: Client) -> None:
    row = finding(on_site, amount="20.00")
    by = seat(Role.MEMBER, on_site)
    citations.cite(Citation(finding=row, paper=signed(on_site)), by=by, at=WRITTEN)
    home = reverse("rounds:tasks_detail", args=[on_site.uid])
    page = reverse("findings:findings_detail", args=[row.uid])
    sit_in(client, Seat.LEADER, on_site)
    for address in (page, home):
        assert "不一致" in client.get(address).content.decode()
    row.refresh_from_db()
    assert str(row.amount) == "20.00"


def test_a_contact_reads_nothing_of_how_a_finding_was_made(decided: Task, client: Client) -> None:
    inside = {"persons": "某科科长", "sources": "petition", "watched": True, "watch_reason": "内部理由"}
    fed_back(1, decided)
    Finding.objects.update(**inside)
    row = Finding.objects.get()
    address = reverse("findings:findings_detail", args=[row.uid])
    sign_in(client, Role.UNIT_CONTACT, decided.office, decided.organisation)
    page = client.get(address).content.decode()
    assert row.title in page
    assert not [word for word in ("某科科长", "受理信访", "内部理由", "重点关注", "草拟 ") if word in page]
    sign_in(client, Role.DIRECTOR, decided.office)
    assert "内部理由" in client.get(address).content.decode()


def test_the_unit_objects_with_its_evidence_and_sees_only_what_was_put_to_it(
    decided: Task, client: Client
) -> None:
    row, other = confirmed(decided, 2, facts="送核的事实")
    sit_in(client, Seat.LIAISON, decided)
    day = {"at": "2019-09-03"}
    assert client.post(reverse("findings:fact_answers_new", args=[row.uid]), day).status_code == 302
    answer = FactAnswer.objects.get()
    page = reverse("findings:fact_answers_detail", args=[answer.uid])
    door = reverse("findings:fact_answers_deed", args=[answer.uid, "object"])
    sign_in(client, Role.UNIT_CONTACT, decided.office, decided.organisation)
    assert "送核的事实" in client.get(page).content.decode()
    assert reverse("findings:findings_detail", args=[row.uid]) not in client.get(page).content.decode()
    assert other.title not in client.get(reverse("findings:fact_answers")).content.decode()
    assert client.get(reverse("findings:findings_detail", args=[row.uid])).status_code == 404
    assert client.post(door, {"at": "2019-09-04", "objection": ""}).status_code == 422
    sent = {"at": "2019-09-04", "objection": "已收回。", "upload": SimpleUploadedFile("回单.txt", b"paid")}
    assert client.post(door, sent).status_code == 302
    file = reverse("findings:fact_file", args=[answer.uid])
    assert b"".join(client.get(file).streaming_content) == b"paid"  # type: ignore[attr-defined]
    sign_in(client, Role.UNIT_CONTACT, decided.office, organisation(office=decided.office))
    assert [client.get(address).status_code for address in (page, door, file)] == [404, 404, 404]
    sign_in(client, Role.CLUE_KEEPER, decided.office)
    assert [client.get(address).status_code for address in (page, door, file)] == [403, 403, 403]


def test_feedback_goes_out_to_several_in_one_page_and_waits_for_objections(
    decided: Task, client: Client
) -> None:
    first, _ = confirmed(decided, 2)
    answer = facts.put(FactAnswer(finding=first), by=seat(Role.LIAISON, decided), at=decided.decided_on)
    contact = towards(Role.UNIT_CONTACT, decided)
    facts.object_to(answer, by=contact, at=FED_BACK_ON, objection="不属实。")
    body, letter = (document(office=decided.office, at=FED_BACK_ON) for _ in range(2))
    sent = {"at": FED_BACK_ON.isoformat(), "document": body.pk, "stated": 2, "principal": letter.pk}
    address = reverse("findings:feedbacks_new", args=[decided.uid])
    sign_in(client, Role.GENERAL, decided.office)
    refused = client.post(address, sent)
    assert refused.status_code == 422
    assert "异议尚未作出决定" in refused.content.decode()
    leader = seat(Role.GROUP_LEADER, decided)
    facts.move(answer, "reject", by=leader, at=FED_BACK_ON, note="经复核")
    assert client.post(address, {**sent, "stated": 3}).status_code == 422
    assert client.post(address, sent).status_code == 302
    assert list(Feedback.objects.order_by("pk").values_list("addressee_type", flat=True)) == [
        "body",
        "principal",
    ]
    decided.refresh_from_db()
    assert decided.state == "fed_back"
    sit_in(client, Seat.LEADER, decided)
    assert client.post(address, sent).status_code == 403


def test_a_further_letter_is_sent_and_signed_for(decided: Task, client: Client) -> None:
    fed_back(1, decided)
    letter, department = document(office=decided.office, at=FED_BACK_ON), organisation(office=decided.office)
    sign_in(client, Role.GENERAL, decided.office)
    day = FED_BACK_ON.isoformat()
    sent = {"at": day, "addressee_type": "department", "organisation": department.pk, "document": letter.pk}
    assert client.post(reverse("findings:letters_new", args=[decided.uid]), sent).status_code == 302
    row = Feedback.objects.get(addressee_type="department")
    door = reverse("findings:feedbacks_deed", args=[row.uid, "sign"])
    assert client.post(door, {"at": "2019-09-01"}).status_code == 422
    assert client.post(door, {"at": day}).status_code == 302
    row.refresh_from_db()
    assert row.signed_on == FED_BACK_ON
