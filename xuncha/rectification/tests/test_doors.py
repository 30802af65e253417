"""The way through the web: who opens which door, what a refused form keeps, and the ledger's several views."""

import io
from datetime import date

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from xuncha.findings.tests.builders import fed_back, installation, sign_in, task
from xuncha.kernel.refusals import WrongRole
from xuncha.orgs.tests.builders import organisation
from xuncha.people import actions as people
from xuncha.people.models import Post
from xuncha.people.rules import Rank
from xuncha.people.tests.builders import post
from xuncha.records.rules import Role
from xuncha.records.tests.builders import viewer
from xuncha.rectification.models import Closure, Item, Ledger, Measure, Proof
from xuncha.rectification.rules.items import ItemState
from xuncha.rectification.rules.lists import SETS
from xuncha.rectification.tests.builders import applied, finished, measure, unit_ledger
from xuncha.rounds.models import Task

pytestmark = pytest.mark.django_db
AT = "2019-12-20"


@pytest.fixture
def ledger() -> Ledger:
    found = unit_ledger(2, task())
    installation(found.office)
    return found


def enter(client: Client, role: Role, ledger: Ledger) -> None:
    assert ledger.task
    unit = ledger.task.organisation if role == Role.UNIT_CONTACT else None
    sign_in(client, role, ledger.office, unit)


def door(name: str, *args: object) -> str:
    return reverse(f"rectification:{name}", args=args)


def body(answer: HttpResponse) -> str:
    return answer.content.decode()


def line(serial: int, **over: str) -> dict[str, str]:
    return {
        "at": AT,
        "text": "清退津补贴",
        "kind": "dated",
        "due_on": "2020-02-28",
        "serial": str(serial),
    } | over


def first(ledger: Ledger) -> Item:
    return Item.objects.filter(ledger=ledger).earliest("serial")


def test_a_ledger_is_opened_on_the_page_of_its_task(client: Client) -> None:
    target, feedback = fed_back(2, task())
    installation(target.office)
    Task.objects.filter(pk=target.pk).update(state="fed_back")
    sign_in(client, Role.RECTIFICATION, target.office)
    address = door("task_ledgers_new", target.uid)
    assert address in body(client.get(reverse("rounds:tasks_detail", args=[target.uid])))
    page = client.get(address)
    assert target.organisation.short_name in body(page)
    sent = {"at": AT, "title": "台账", "source": str(feedback.document_id), "due_on": "2020-03-31"}
    assert client.post(address, sent).status_code == 302
    assert Item.objects.filter(ledger__task=target, due_on=date(2020, 3, 31)).count() == 2
    assert address not in body(client.get(reverse("rounds:tasks_detail", args=[target.uid])))


def test_a_contact_plans_among_the_posts_of_its_own_unit(ledger: Ledger, client: Client) -> None:
    assert ledger.task
    own, foreign = post(organisation=ledger.task.organisation), post(title="别处的书记")
    enter(client, Role.UNIT_CONTACT, ledger)
    address = door("lines_new", ledger.uid)
    page = body(client.get(address))
    assert str(own) in page
    assert foreign.title not in page
    sent = line(first(ledger).pk, owner=str(foreign.pk))
    assert client.post(address, sent).status_code == 422
    assert client.post(address, sent | {"owner": str(own.pk)}).status_code == 302
    assert Measure.objects.get().item == first(ledger)


def test_measures_come_from_a_sheet_whole_or_not_at_all(ledger: Ledger, client: Client) -> None:
    assert ledger.task
    own = post(organisation=ledger.task.organisation)
    enter(client, Role.UNIT_CONTACT, ledger)
    heads = "问题序号\t整改措施\t措施类型\t责任岗位\t完成期限\t制定日期"
    good = f"1\t清退津补贴\t限期整改\t{own}\t2020-02-28\t{AT}"
    bad = f"9\t修订制度\t限期整改\t{own}\t2020-02-28\t{AT}"
    address = door("lines_sheet", ledger.uid)
    answer = client.post(address, {"pasted": f"{heads}\n{good}\n{bad}"})
    assert answer.status_code == 422
    assert "问题序号" in body(answer)
    assert not Measure.objects.exists()
    second = good.replace("1\t", "2\t", 1)
    assert client.post(address, {"pasted": f"{heads}\n{good}\n{second}"}).status_code == 302
    assert Measure.objects.count() == 2


def test_a_plan_with_a_gap_comes_back_with_the_problem_that_is_missing(
    ledger: Ledger, client: Client
) -> None:
    measure(first(ledger), at=ledger.at)
    missed = Item.objects.filter(ledger=ledger).latest("serial")
    enter(client, Role.UNIT_CONTACT, ledger)
    answer = client.post(door("plan_submissions_new", ledger.uid), {"at": AT})
    assert answer.status_code == 422
    assert missed.title in body(answer)


@pytest.mark.parametrize("name", ["plan_submissions_new", "progress_reports_new", "lines_new"])
def test_who_does_not_owe_it_hands_nothing_in(name: str, ledger: Ledger, client: Client) -> None:
    enter(client, Role.PLAN_REVIEWER, ledger)
    assert client.get(door(name, ledger.uid)).status_code == 403
    stranger = Client()
    other = unit_ledger(1, task(office=ledger.office))
    enter(stranger, Role.UNIT_CONTACT, other)
    assert stranger.get(door(name, ledger.uid)).status_code == 404


def test_a_contact_takes_no_step_of_the_check(ledger: Ledger, client: Client) -> None:
    closure = applied(finished(first(ledger), at=date(2019, 12, 20)), at=date(2019, 12, 20))
    enter(client, Role.UNIT_CONTACT, ledger)
    for verb in ("check", "send_back"):
        answer = client.post(
            door("closures_verb", closure.uid, verb), {"at": AT, "note": "x", "checked": "x"}
        )
        assert answer.status_code == 403
    closure.refresh_from_db()
    assert closure.state == "applied"
    assert client.get(door("items_verb", closure.item.uid, "complete")).status_code == 403


def test_the_director_alone_closes_nothing(ledger: Ledger, client: Client) -> None:
    row = finished(first(ledger), at=date(2019, 12, 20))
    enter(client, Role.DIRECTOR, ledger)
    answer = client.post(door("items_verb", row.uid, "complete"), {"at": AT})
    assert answer.status_code == 422
    assert "监督单位同意" in body(answer)
    assert Item.objects.get(pk=row.pk).state == ItemState.UNDER_WAY


BAD = [
    ("会议记录.docx", b"MZ" + bytes(200), "不符"),
    ("会议记录.exe", b"MZ", "这一类型"),
    ("../../会议记录.sh", b"#!/bin/sh", "这一类型"),
]


@pytest.mark.parametrize(("name", "content", "sentence"), BAD)
def test_bad_evidence_is_refused_with_a_sentence_and_leaves_the_ledger_alone(
    name: str, content: bytes, sentence: str, ledger: Ledger, client: Client
) -> None:
    enter(client, Role.UNIT_CONTACT, ledger)
    sent = {"at": AT, "title": "记录", "upload": SimpleUploadedFile(name, content)}
    answer = client.post(door("proofs_new", first(ledger).uid), sent)
    assert answer.status_code == 422
    assert sentence in body(answer)
    assert not Proof.objects.exists()


def test_what_is_too_large_is_answered_before_it_is_read(ledger: Ledger, client: Client) -> None:
    enter(client, Role.UNIT_CONTACT, ledger)
    address = door("proofs_new", first(ledger).uid)
    answer = client.post(
        address, b"", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH=str(2 * 2**30)
    )
    assert answer.status_code == 413
    assert "50MB" in body(answer)


def test_a_proof_is_served_by_its_own_page_to_who_may_see_it(ledger: Ledger, client: Client) -> None:
    enter(client, Role.UNIT_CONTACT, ledger)
    upload = SimpleUploadedFile("a/b/会议记录.pdf", b"%PDF-1.7 minutes")
    client.post(door("proofs_new", first(ledger).uid), {"at": AT, "title": "记录", "upload": upload})
    laid = Proof.objects.get()
    assert laid.attachment
    assert laid.attachment.name == "会议记录.pdf"
    answer = client.get(door("proof_file", laid.uid))
    assert b"".join(answer) == b"%PDF-1.7 minutes"  # type: ignore[arg-type]
    stranger = Client()
    enter(stranger, Role.UNIT_CONTACT, unit_ledger(1, task(office=ledger.office)))
    assert stranger.get(door("proof_file", laid.uid)).status_code == 404


@pytest.mark.parametrize("view", ["table", "board", *(each.name for each in SETS)])
def test_every_view_shows_the_same_rows_with_as_many_questions_however_long(
    view: str, ledger: Ledger, client: Client
) -> None:
    for row in Item.objects.filter(ledger=ledger):
        measure(row, at=ledger.at, text="清退津补贴")
    enter(client, Role.RECTIFICATION, ledger)
    address = door("ledger_view", ledger.uid, view)
    page = body(client.get(address))
    assert first(ledger).title in page
    longer = unit_ledger(8, task(office=ledger.office))
    for row in Item.objects.filter(ledger=longer):
        measure(row, at=longer.at)
    assert asked(client, address) == asked(client, door("ledger_view", longer.uid, view))


def asked(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_an_unknown_view_is_not_found_and_a_foreign_ledger_neither(ledger: Ledger, client: Client) -> None:
    enter(client, Role.RECTIFICATION, ledger)
    assert client.get(door("ledger_view", ledger.uid, "seven")).status_code == 404
    stranger = Client()
    enter(stranger, Role.UNIT_CONTACT, unit_ledger(1, task(office=ledger.office)))
    for name, args in (("ledger_view", [ledger.uid, "table"]), ("ledger_book", [ledger.uid])):
        assert stranger.get(door(name, *args)).status_code == 404


def test_the_workbook_has_a_line_a_measure_and_no_formula(ledger: Ledger, client: Client) -> None:
    row = first(ledger)
    measure(row, at=ledger.at, text='=HYPERLINK("http://x","点击")')
    measure(row, at=ledger.at, text="+1")
    enter(client, Role.RECTIFICATION, ledger)
    answer = client.get(door("ledger_book", ledger.uid))
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer))).active  # type: ignore[arg-type]
    cells = {cell.value: cell for line in sheet.iter_rows() for cell in line if cell.value is not None}
    for text in ('=HYPERLINK("http://x","点击")', "+1"):
        assert cells[text].data_type == "s"
        assert cells[text].quotePrefix
    assert [cell.value for cell in sheet[4]][:4] == ["序号", "类别", "问题", "整改措施"]
    assert cells["应整改2项：已完成0项，基本完成0项，未完成2项"].row == 3


def test_the_units_own_page_says_what_it_owes_and_lets_it_act(ledger: Ledger, client: Client) -> None:
    row = measure(first(ledger), at=ledger.at, due_on=date(2019, 12, 1))
    enter(client, Role.UNIT_CONTACT, ledger)
    page = body(client.get(reverse("desk:unit_home")))
    assert "逾期30天" in page
    assert "1项" in page
    for name, of in (("self_reports_new", row), ("extensions_new", row), ("plan_submissions_new", ledger)):
        assert door(name, of.uid) in page
    office = Client()
    enter(office, Role.GENERAL, ledger)
    assert office.get(reverse("desk:unit_home")).status_code == 403


def test_a_closure_page_names_who_did_what(ledger: Ledger, client: Client) -> None:
    closure = applied(finished(first(ledger), at=date(2019, 12, 20)), at=date(2019, 12, 20))
    enter(client, Role.DIRECTOR, ledger)
    client.post(door("closures_verb", closure.uid, "check"), {"at": AT, "checked": "属实"})
    page = body(client.get(door("closures_detail", closure.uid)))
    assert Closure.objects.get().checked_by
    assert str(Closure.objects.get().checked_by) in page


def test_a_contact_registers_a_post_that_is_missing_and_plans_with_it(ledger: Ledger, client: Client) -> None:
    assert ledger.task
    enter(client, Role.UNIT_CONTACT, ledger)
    address = door("ledgers_deed", ledger.uid, "add_post")
    assert address in body(client.get(door("ledgers_detail", ledger.uid)))
    sent = {"at": AT, "title": "财务科科长", "rank": "township_deputy"}
    assert client.post(address, sent).status_code == 302
    made = Post.objects.get(title="财务科科长")
    assert (made.organisation, made.is_principal) == (ledger.task.organisation, False)
    answer = client.post(address, sent)
    assert answer.status_code == 422
    assert "已有" in body(answer)
    planned = client.post(door("lines_new", ledger.uid), line(first(ledger).pk, owner=str(made.pk)))
    assert planned.status_code == 302


@pytest.mark.parametrize("role", [Role.PLAN_REVIEWER, Role.RECTIFICATION])
def test_who_keeps_no_register_adds_no_post(role: Role, ledger: Ledger, client: Client) -> None:
    enter(client, role, ledger)
    sent = {"at": AT, "title": "财务科科长", "rank": "township_deputy"}
    assert client.post(door("ledgers_deed", ledger.uid, "add_post"), sent).status_code == 403
    assert not Post.objects.filter(title="财务科科长").exists()


def test_a_contact_makes_no_principals_post_and_none_of_another_unit(ledger: Ledger) -> None:
    assert ledger.task
    unit = ledger.task.organisation
    contact = viewer(Role.UNIT_CONTACT, office=ledger.office, organisation=unit.pk)
    asked = {"rank": Rank.CLERK, "by": contact, "at": date(2019, 12, 20)}
    with pytest.raises(WrongRole):
        people.create_post(unit, title="书记", is_principal=True, **asked)  # type: ignore[arg-type]
    with pytest.raises(WrongRole):
        people.create_post(organisation(office=ledger.office), title="科长", **asked)  # type: ignore[arg-type]
