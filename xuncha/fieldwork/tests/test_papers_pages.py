"""The doors of working papers: lists, the editor with its two writers, evidence and its files."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from xuncha.accounts.models import User
from xuncha.audit.models import Entry
from xuncha.fieldwork.actions import base
from xuncha.fieldwork.models import Evidence, Hearing, WorkingPaper
from xuncha.fieldwork.rules.papers import PaperState
from xuncha.fieldwork.tables import papers as tables
from xuncha.fieldwork.tests.paper_builders import WRITTEN, carried, evidence, paper, task_on_site
from xuncha.people.tests.builders import installation, person, sign_in
from xuncha.people.tests.pages import Make, asks_no_more_for_more, hidden, opens_whole, page_of, refused
from xuncha.records.models import Office
from xuncha.records.rules import Role
from xuncha.records.tests.builders import office, user
from xuncha.rounds.models import Task
from xuncha.rounds.queries import viewer_of
from xuncha.rounds.rules.groups import Seat
from xuncha.rounds.tests import builders as rounds
from xuncha.ui.tables import Table

pytestmark = pytest.mark.django_db
FORM = {
    "title": "我的标题",
    "text": "我的描述。",
    "amount": "9.00",
    "period": "",
    "clause": "",
    "opened": "1",
}


@pytest.fixture
def city() -> Office:
    return installation(office()).home


@pytest.fixture
def on_site(city: Office) -> Task:
    return task_on_site(group=rounds.group(round=rounds.round_(office=city)))


def sit_in(client: Client, seat: Seat, on: Task) -> User:
    """A browser session of somebody who sits in the task's group."""
    account = user()
    rounds.member(group=on.group, seat=seat, person=person(office=on.office, user=account))
    client.force_login(account)
    return account


def edit_of(row: WorkingPaper) -> str:
    return reverse("fieldwork:paper_edit", args=[row.uid])


def own(of: Office) -> Task:
    return task_on_site(group=rounds.group(round=rounds.round_(office=of)))


ROWS: dict[Table, Make] = {
    tables.WORKING_PAPERS: lambda of: paper(own(of)),
    tables.VERSIONS: lambda of: paper(own(of)).latest(),
    tables.EVIDENCE: lambda of: evidence(paper(own(of))),
}


@pytest.mark.parametrize("table", ROWS, ids=lambda table: table.name)
def test_lists_open_to_the_director_and_to_no_section(table: Table, city: Office, client: Client) -> None:
    row, foreign = ROWS[table](city), ROWS[table](office())
    sign_in(client, Role.DIRECTOR, city)
    assert opens_whole(client, table, row)
    assert hidden(client, table, foreign)
    for role in (Role.GENERAL, Role.CLUE_KEEPER, Role.AUDITOR):
        sign_in(client, role, city)
        assert refused(client, table, row)
    sign_in(client, Role.UNIT_CONTACT, city, Task.objects.filter(office=city)[0].organisation)
    assert refused(client, table, row)


@pytest.mark.parametrize("table", ROWS, ids=lambda table: table.name)
def test_longer_lists_ask_no_more(table: Table, city: Office, client: Client) -> None:
    sign_in(client, Role.DIRECTOR, city)
    assert asks_no_more_for_more(client, table, ROWS[table], city, page_too=False)


def test_a_paper_is_entered_on_its_task_by_the_group(on_site: Task, client: Client) -> None:
    address = reverse("fieldwork:working_papers_new", args=[on_site.uid])
    sit_in(client, Seat.MEMBER, on_site)
    asked = {"title": "新底稿", "text": "描述。", "at": WRITTEN.isoformat()}
    assert client.post(address, {**asked, "text": ""}).status_code == 422
    assert client.post(address, asked).status_code == 302
    assert WorkingPaper.objects.get().text == "描述。"
    sign_in(client, Role.DIRECTOR, on_site.office)
    assert client.get(address).status_code == 403
    sit_in(client, Seat.MEMBER, task_on_site())
    assert client.get(address).status_code == 404


def test_the_editor_shows_the_text_with_its_evidence_and_saves(on_site: Task, client: Client) -> None:
    row = paper(on_site, text="原来的描述。")
    evidence(row, title="党组会议记录")
    sit_in(client, Seat.MEMBER, on_site)
    page = client.get(edit_of(row)).content.decode()
    assert "原来的描述。" in page
    assert "党组会议记录" in page
    assert client.post(edit_of(row), FORM)["Location"] == page_of(tables.WORKING_PAPERS, row)
    row.refresh_from_db()
    assert (row.version, row.text) == (2, "我的描述。")


def test_the_second_writer_sees_both_texts_and_keeps_their_own(on_site: Task, client: Client) -> None:
    row = paper(on_site, text="原来的描述。")
    sit_in(client, Seat.MEMBER, on_site)
    client.post(edit_of(row), {**FORM, "text": "同事的描述。"})
    sit_in(client, Seat.DEPUTY, on_site)
    answer = client.post(edit_of(row), FORM)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert all(text in page for text in ("原来的", "同事的", "我的描述。</textarea>", 'value="2"'))
    assert row.versions.count() == 2
    assert client.post(edit_of(row), {**FORM, "opened": "2"}).status_code == 302
    assert list(row.versions.order_by("number").values_list("text", flat=True)) == [
        "原来的描述。", "同事的描述。", "我的描述。",
    ]  # fmt: skip


def test_who_is_overtaken_twice_is_told_twice_and_nothing_of_anybody_is_lost(
    on_site: Task, client: Client
) -> None:
    row = paper(on_site, title="原来的标题", text="原来的描述。", clause="原来的条款")
    theirs = {
        "title": "同事的标题",
        "text": "同事的描述。",
        "amount": "7.50",
        "clause": "同事的条款",
        "opened": "1",
    }
    third = {"title": "第三人的标题", "text": "第三人的描述。", "amount": "8.50", "clause": "", "opened": "2"}
    mine = {**FORM, "clause": "我的条款"}
    colleague, other, me = (
        sit_in(client, seat, on_site) for seat in (Seat.MEMBER, Seat.PETITIONS, Seat.DEPUTY)
    )
    for before, account, said in (("1", colleague, theirs), ("2", other, third)):
        client.force_login(account)
        assert client.post(edit_of(row), said).status_code == 302
        client.force_login(me)
        answer = client.post(edit_of(row), {**mine, "opened": before})
        assert answer.status_code == 409
        columns = [dict(column.parts) for column in answer.context["clash"]["columns"]]
        shown = ["".join(piece.text for parts in one.values() for piece in parts) for one in columns]
        assert all(text in shown[1] for name, text in said.items() if name != "opened")
        assert all(text in shown[2] for name, text in mine.items() if name != "opened")
        page = answer.content.decode()
        assert "他人已保存了新的一版" in page
        assert account.name in page
        assert {name: answer.context["form"][name].value() for name in mine if name != "opened"} == {
            name: text for name, text in mine.items() if name != "opened"
        }
    assert client.post(edit_of(row), {**mine, "opened": "3"}).status_code == 302
    kept = row.versions.order_by("number").values_list("title", "text", "clause", "by")
    assert list(kept) == [
        ("原来的标题", "原来的描述。", "原来的条款", row.by_id),
        ("同事的标题", "同事的描述。", "同事的条款", colleague.pk),
        ("第三人的标题", "第三人的描述。", "", other.pk),
        ("我的标题", "我的描述。", "我的条款", me.pk),
    ]
    assert Entry.objects.filter(who=me.username, verb="refused", subject=edit_of(row)).count() == 2


@pytest.mark.parametrize(
    "wrong", [{"text": ""}, {"title": ""}, {"amount": "很多"}, {"opened": "x"}, {"amount": "-1"}]
)
def test_bad_input_is_answered_beside_the_text_that_was_typed(
    wrong: dict[str, str], on_site: Task, client: Client
) -> None:
    row = paper(on_site)
    sit_in(client, Seat.MEMBER, on_site)
    answer = client.post(edit_of(row), {**FORM, "clause": "会计法", **wrong})
    assert answer.status_code == 422
    assert "会计法" in answer.content.decode()
    assert row.versions.count() == 1


def test_the_editor_is_closed_to_strangers_readers_and_after_submission(
    on_site: Task, client: Client
) -> None:
    row = carried(paper(on_site), PaperState.SUBMITTED)
    sit_in(client, Seat.MEMBER, on_site)
    assert "先退回" in client.post(edit_of(row), FORM).content.decode()
    assert client.get(edit_of(row)).status_code == 200
    sign_in(client, Role.DIRECTOR, on_site.office)
    assert client.get(edit_of(row)).status_code == 403
    assert edit_of(row) not in client.get(page_of(tables.WORKING_PAPERS, row)).content.decode()
    sit_in(client, Seat.LEADER, task_on_site())
    assert client.get(edit_of(row)).status_code == 404
    assert client.delete(edit_of(row)).status_code == 405


def test_evidence_that_cites_a_record_is_called_as_the_record_is(on_site: Task, client: Client) -> None:
    row, account = paper(on_site), sit_in(client, Seat.MEMBER, on_site)
    heard = Hearing(task=on_site, kind="party", subject="整改情况", reporter="某书记")
    base.enter(heard, by=viewer_of(account), at=WRITTEN)
    address = reverse("fieldwork:evidence_new", args=[row.uid])
    sent = {"kind": "interview", "at": WRITTEN.isoformat(), "title": "", "source": ""}
    assert client.post(address, sent).status_code == 422  # without a record both are asked
    assert client.post(address, sent | {"record": f"fieldwork.hearing:{heard.uid}"}).status_code == 302
    piece = Evidence.objects.get()
    assert (piece.title, piece.source, piece.source_uid) == (str(heard), "听取汇报", heard.uid)


def test_the_meeting_that_studied_a_paper_is_asked_for(on_site: Task, client: Client) -> None:
    row = carried(paper(on_site), PaperState.REVIEWED)
    sit_in(client, Seat.LEADER, on_site)
    door = reverse("fieldwork:working_papers_verb", args=[row.uid, "study"])
    assert door in client.get(page_of(tables.WORKING_PAPERS, row)).content.decode()
    assert "没有可不填" not in client.get(door).content.decode()
    assert client.post(door, {"at": WRITTEN.isoformat()}).status_code == 422
    assert client.post(door, {"at": WRITTEN.isoformat(), "basis": "第3次组务会"}).status_code == 302
    row.refresh_from_db()
    assert row.state == PaperState.STUDIED


def test_evidence_comes_with_its_file_and_goes_out_to_its_readers_only(on_site: Task, client: Client) -> None:
    row = paper(on_site)
    sit_in(client, Seat.MEMBER, on_site)
    sent = {
        "kind": "document", "title": "合同", "source": "档案", "at": WRITTEN.isoformat(),
        "upload": SimpleUploadedFile("合同.txt", "正文".encode()),
    }  # fmt: skip
    address = reverse("fieldwork:evidence_new", args=[row.uid])
    assert client.get(address).status_code == 200
    assert client.post(address, sent).status_code == 302
    piece = Evidence.objects.get()
    door = reverse("fieldwork:evidence_file", args=[piece.uid])
    assert b"".join(_streamed(client.get(door))) == "正文".encode()
    sit_in(client, Seat.MEMBER, task_on_site())
    assert client.get(door).status_code == 404
    sign_in(client, Role.GENERAL, on_site.office)
    assert client.get(door).status_code == 403


def _streamed(answer: Any) -> Any:
    assert answer.status_code == 200
    return answer.streaming_content


def test_a_writers_own_signature_is_refused_with_a_sentence(on_site: Task, client: Client) -> None:
    leader = sit_in(client, Seat.LEADER, on_site)
    client.post(
        reverse("fieldwork:working_papers_new", args=[on_site.uid]),
        {"title": "组长自己的底稿", "text": "描述。", "at": WRITTEN.isoformat()},
    )
    row = carried(WorkingPaper.objects.get(written_by=leader), PaperState.STUDIED)
    door = reverse("fieldwork:working_papers_verb", args=[row.uid, "sign"])
    answer = client.post(door, {"at": WRITTEN.isoformat()})
    assert answer.status_code == 422
    assert "底稿的撰写人不能签批自己的底稿" in answer.content.decode()
    entry = Entry.objects.latest("id")
    assert (entry.who, entry.verb, entry.subject) == (leader.username, "refused", door)
    assert entry.note == "底稿的撰写人不能签批自己的底稿，请由他人签批。"
    row.refresh_from_db()
    assert (row.state, row.signed_by_id) == (PaperState.STUDIED, None)


def test_evidence_is_withdrawn_with_a_reason_and_the_reader_is_led_to_the_list(
    on_site: Task, client: Client
) -> None:
    piece = evidence(paper(on_site))
    door = reverse("fieldwork:evidence_deed", args=[piece.uid, "withdraw"])
    sit_in(client, Seat.MEMBER, on_site)
    assert client.post(door, {"at": WRITTEN.isoformat()}).status_code == 422
    answer = client.post(door, {"at": WRITTEN.isoformat(), "note": "重复"})
    assert answer["Location"] == reverse("fieldwork:evidence")
    assert not Evidence.objects.live().exists()
