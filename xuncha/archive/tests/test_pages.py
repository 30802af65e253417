"""The archive through the browser's door: who reads what, what is entered, and what is taken away."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from docx import Document as Word

from xuncha.accounts.models import User
from xuncha.archive import tables
from xuncha.archive.models import ArchiveItem, Handover
from xuncha.archive.rules import HandoverState, VolumeKind
from xuncha.archive.tests import builders as make
from xuncha.audit.models import Entry
from xuncha.people.tests.builders import installation, person, sign_in
from xuncha.people.tests.pages import (
    Make,
    asks_no_more_for_more,
    hidden,
    opens_whole,
    page_of,
    questions,
    refused,
)
from xuncha.records.models import Office
from xuncha.records.rules import Role
from xuncha.records.tests.builders import office, user
from xuncha.rounds.models import Task
from xuncha.rounds.rules.groups import Seat
from xuncha.rounds.tests.builders import member
from xuncha.ui.tables import Table

pytestmark = pytest.mark.django_db

ROWS: dict[Table, Make] = {
    tables.HANDOVERS: lambda of: make.handover(make.task(of)),
    tables.PAPERS: lambda of: make.handover(make.task(of)).papers.get(title="巡察报告"),
    tables.VOLUMES: lambda of: make.volume(make.handover(make.task(of))),
    tables.ITEMS: lambda of: make.item(make.handover(make.task(of))),
}
each = pytest.mark.parametrize("table", ROWS, ids=lambda table: table.name)


@pytest.fixture
def city() -> Office:
    return installation(office()).home


def seat(client: Client, on: Task, what: Seat) -> User:
    """A session of someone who sits in the task's group and holds nothing else."""
    account = user()
    member(group=on.group, person=person(office=on.office, user=account), seat=what)
    client.force_login(account)
    return account


@each
def test_it_opens_whole_to_who_keeps_the_archive_and_to_nobody_else(
    table: Table, city: Office, client: Client
) -> None:
    row, foreign = ROWS[table](city), ROWS[table](office())
    for role in (Role.GENERAL, Role.DIRECTOR):
        sign_in(client, role, city)
        if table is not tables.PAPERS:  # its list begins with the newest archives' lines
            assert opens_whole(client, table, row)
        assert hidden(client, table, foreign)
    for role in (Role.RECTIFICATION, Role.GUIDANCE, Role.LEADER, Role.CLUE_KEEPER, Role.AUDITOR):
        sign_in(client, role, city)
        assert refused(client, table, row)


@each
def test_it_asks_no_more_for_more_rows(table: Table, city: Office, client: Client) -> None:
    sign_in(client, Role.DIRECTOR, city)
    assert asks_no_more_for_more(client, table, ROWS[table], city, page_too=False)


def test_a_liaison_begins_the_archive_on_the_tasks_page_and_a_member_does_not(
    city: Office, client: Client
) -> None:
    target = make.task(city)
    door = reverse("archive:handovers_new", args=[target.uid])
    asked = {"at": "2019-06-25", "fonds": "A012"}
    seat(client, target, Seat.MEMBER)
    assert client.post(door, asked).status_code == 403
    seat(client, make.task(city), Seat.LIAISON)
    assert client.post(door, asked).status_code == 404
    seat(client, target, Seat.LIAISON)
    assert door in client.get(reverse("rounds:tasks_detail", args=[target.uid])).content.decode()
    assert client.post(door, {**asked, "fonds": "甲"}).status_code == 422
    answer = client.post(door, asked)
    assert answer["Location"] == page_of(tables.HANDOVERS, Handover.objects.get())
    shown = client.get(reverse("rounds:tasks_detail", args=[target.uid])).content.decode()
    assert "未归入" in shown
    assert "建立归档目录" not in shown


def test_an_item_is_filed_with_its_file_and_read_on_record(city: Office, client: Client) -> None:
    archive = make.handover(make.task(city))
    door = reverse("archive:items_new", args=[make.volume(archive).uid])
    seat(client, archive.task, Seat.LIAISON)
    paper = archive.papers.get(title="巡察报告")
    asked = {
        "at": "2019-09-02", "paper": paper.pk, "title": "巡察报告", "dated_on": "2019-07-08", "pages": "32",
        "retention": "thirty",
    }  # fmt: skip
    assert client.post(door, asked).status_code == 422  # neither file nor shelf
    answer = client.post(door, asked | {"upload": SimpleUploadedFile("报告.pdf", b"%PDF-1.7 abc")})
    item = ArchiveItem.objects.get()
    assert answer["Location"] == page_of(tables.ITEMS, item)
    file = reverse("archive:item_file", args=[item.uid])
    assert file in client.get(page_of(tables.ITEMS, item)).content.decode()
    assert b"".join(client.get(file)) == b"%PDF-1.7 abc"
    assert Entry.objects.filter(verb="read archive", note=item.number).count() == 1
    sign_in(client, Role.GENERAL, city)  # what a group wrote down is not for the sections
    assert client.get(file).status_code == 403
    assert file not in client.get(page_of(tables.ITEMS, item)).content.decode()


def test_papers_and_clues_are_not_entered_into_one_anothers_volumes(city: Office, client: Client) -> None:
    archive = make.handover(make.task(city))
    sign_in(client, Role.DIRECTOR, city)
    sealed = make.volume(archive, VolumeKind.SEALED)
    shown = client.get(page_of(tables.VOLUMES, sealed)).content.decode()
    assert reverse("archive:sealed_new", args=[sealed.uid]) in shown
    assert reverse("archive:items_new", args=[sealed.uid]) not in shown


def test_an_absence_is_explained_and_an_item_taken_out_by_their_doors(city: Office, client: Client) -> None:
    archive = make.handover(make.task(city))
    paper, item = archive.papers.get(title="巡察报告"), make.item(archive)
    sign_in(client, Role.GENERAL, city)
    door = reverse("archive:papers_verb", args=[paper.uid, "explain"])
    assert client.post(door, {"at": "2019-09-02"}).status_code == 422
    assert client.post(door, {"at": "2019-09-02", "note": "上级留存"}).status_code == 302
    assert "上级留存" in client.get(page_of(tables.HANDOVERS, archive)).content.decode()
    out = reverse("archive:items_deed", args=[item.uid, "take_out"])
    assert client.post(out, {"at": "2019-09-02"}).status_code == 422
    client.post(out, {"at": "2019-09-02", "note": "误归"})
    assert not ArchiveItem.objects.live().exists()


def test_the_office_signs_for_what_was_handed_over(city: Office, client: Client) -> None:
    archive = make.handed_over(make.handover(make.task(city)))
    door = reverse("archive:handovers_verb", args=[archive.uid, "accept"])
    sign_in(client, Role.DIRECTOR, city)
    assert client.post(door, {"at": "2019-10-12", "signed_by": "甲"}).status_code == 403
    sign_in(client, Role.GENERAL, city)
    assert client.post(door, {"at": "2019-10-12"}).status_code == 422
    assert client.post(door, {"at": "2019-10-12", "signed_by": "甲"}).status_code == 302
    archive.refresh_from_db()
    assert archive.state == HandoverState.ACCEPTED


def test_the_page_of_an_archive_asks_no_more_for_a_longer_checklist(city: Office, client: Client) -> None:
    sign_in(client, Role.GENERAL, city)
    few, many = make.handover(make.task(city)), make.handover(make.task(city))
    for paper in many.papers.filter(volume="group"):
        make.item(many, paper=paper)
    asked = [questions(client, page_of(tables.HANDOVERS, row)) for row in (few, many)]
    assert asked[1] <= asked[0] + 1 <= 24


def test_the_list_that_is_signed_names_every_item_and_no_clue(city: Office, client: Client) -> None:
    archive = make.accepted(make.handover(make.task(city)))
    sign_in(client, Role.GENERAL, city)
    door = reverse("papers:paper_docx", args=["handover_list", archive.uid])
    assert door in client.get(page_of(tables.HANDOVERS, archive)).content.decode()
    file = Word(BytesIO(b"".join(client.get(door))))
    text = "\n".join(
        [
            *(p.text for p in file.paragraphs),
            *(c.text for t in file.tables for row in t.rows for c in row.cells),
        ]
    )
    for said in (
        "归档材料移交清单",
        "A012-ZY·2019-D30-XCZ-0001",
        "谈话记录",
        "纸质件",
        archive.digest,
        "收件人甲",
    ):
        assert said in text
    assert Entry.objects.filter(verb="export", note=door).count() == 1
    sign_in(client, Role.GENERAL, office())
    assert client.get(door).status_code == 404
    sign_in(client, Role.LEADER, city)
    assert client.get(door).status_code == 403


def test_a_line_of_the_checklist_leads_to_the_page_that_files_it(city: Office, client: Client) -> None:
    row = make.handover(make.task(city))
    paper = row.papers.get(title="巡察报告")
    door = f"{reverse('archive:items_new', args=[make.volume(row).uid])}?paper={paper.pk}"
    page = page_of(tables.HANDOVERS, row)
    seat(client, row.task, Seat.LIAISON)
    assert door in client.get(page).content.decode()
    form = client.get(door).context["form"]
    assert (form["title"].value(), form["retention"].value()) == ("巡察报告", paper.retention)
    assert str(form["paper"].value()) == str(paper.pk)
    assert client.get(f"{door}x").status_code == 200  # a key that is none fills in nothing
    seat(client, row.task, Seat.LEADER)
    assert "?paper=" not in client.get(page).content.decode()
    make.handed_over(row)
    seat(client, row.task, Seat.LIAISON)
    assert "?paper=" not in client.get(page).content.decode()


def test_what_there_is_none_of_is_explained_together(city: Office, client: Client) -> None:
    row = make.handover(make.task(city))
    first, second = row.papers.order_by("serial")[:2]
    door = reverse("archive:handovers_deed", args=[row.uid, "absent"])
    sent = {"at": make.FILED_ON, "papers": [first.pk, second.pk], "note": "本任务未形成该文件"}
    seat(client, row.task, Seat.LEADER)
    assert client.post(door, sent).status_code == 403
    seat(client, row.task, Seat.LIAISON)
    assert door in client.get(page_of(tables.HANDOVERS, row)).content.decode()
    assert client.post(door, sent | {"note": ""}).status_code == 422
    foreign = make.handover(make.task(city)).papers.order_by("serial")[0]
    assert client.post(door, sent | {"papers": [first.pk, foreign.pk]}).status_code == 422
    assert not row.papers.filter(state="absent").exists()
    assert client.post(door, sent).status_code == 302
    absent = row.papers.filter(state="absent").order_by("serial")
    assert [(paper.pk, paper.reason) for paper in absent] == [
        (first.pk, "本任务未形成该文件"),
        (second.pk, "本任务未形成该文件"),
    ]
    make.handed_over(row)
    assert client.post(door, sent).status_code == 422
