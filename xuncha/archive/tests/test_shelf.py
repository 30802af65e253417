"""The register of papers above the cap: a number and a shelf, and never a word of what they say."""

from datetime import date
from typing import Any

import pytest
from django.db import models
from django.test import Client
from django.urls import reverse

from xuncha.archive import tables
from xuncha.archive.actions import shelf
from xuncha.archive.models import ShelfPaper
from xuncha.archive.rules import SHELF_LIFE, SHELF_READERS, PaperSort, ShelfState
from xuncha.archive.tests import builders as make
from xuncha.findings.tests.builders import towards
from xuncha.kernel.marks import Mark
from xuncha.kernel.refusals import NotAllowed, WrongRole
from xuncha.kernel.viewer import Viewer
from xuncha.orgs.tests.builders import organisation
from xuncha.people.tests.builders import sign_in
from xuncha.records.models import Installation, Office
from xuncha.records.rules import Role
from xuncha.records.tests.builders import office, viewer
from xuncha.records.tests.lives import allowed, expected

pytestmark = pytest.mark.django_db
DAY, LATER = date(2019, 9, 2), date(2019, 10, 10)
CLERKS = {Role.GENERAL, Role.CLUE_KEEPER, Role.COUNTY_OFFICE}


@pytest.fixture
def town() -> Office:
    row = office()
    Installation.objects.create(home=row, business_date=date(2019, 12, 31))
    return row


def keeper(of: Office) -> Viewer:
    return viewer(Role.CLUE_KEEPER, office=of)


def paper(of: Office, **over: Any) -> ShelfPaper:
    values: dict[str, Any] = {
        "office": of, "sort": PaperSort.CLUE, "level": Mark.SECRET, "shelf": "保密室1号柜", "holder": "保管人甲",
    }  # fmt: skip
    return ShelfPaper(**(values | over))


def kept(of: Office, **over: Any) -> ShelfPaper:
    return shelf.register(paper(of, **over), by=keeper(of), at=DAY)


def test_a_paper_is_registered_under_the_years_next_number(town: Office) -> None:
    first, second = kept(town), kept(town)
    assert (first.number, second.number) == ("ZZ-2019-001", "ZZ-2019-002")
    assert (first.state, first.mark, first.level) == (ShelfState.KEPT, Mark.WORK_SECRET, Mark.SECRET)
    assert kept(office()).number == "ZZ-2019-001"  # each office has its own


def test_there_is_no_place_for_what_a_paper_says() -> None:
    """No long text, and no column that by its length could take more than a place, a name or a number."""
    texts = [
        f for f in ShelfPaper._meta.concrete_fields if isinstance(f, (models.TextField, models.CharField))
    ]
    assert not [f.name for f in texts if isinstance(f, models.TextField)]
    assert max(f.max_length or 0 for f in texts) <= 60
    assert not {"title", "note", "text", "summary", "document_number"} & {f.name for f in texts}


@pytest.mark.parametrize("level", [Mark.INTERNAL, Mark.WORK_SECRET])
def test_what_may_stand_in_the_system_is_no_matter_of_this_register(town: Office, level: Mark) -> None:
    with pytest.raises(NotAllowed, match="可以直接录入"):
        kept(town, level=level)


@pytest.mark.usefixtures("approved")
def test_where_more_was_approved_only_what_is_higher_still_is_registered(town: Office) -> None:
    assert kept(town, level=Mark.TOP_SECRET).level == Mark.TOP_SECRET
    with pytest.raises(NotAllowed, match="可以直接录入"):
        kept(town, level=Mark.CONFIDENTIAL)


@pytest.mark.parametrize("left_out", ["shelf", "holder"])
def test_where_it_lies_and_with_whom_is_always_said(town: Office, left_out: str) -> None:
    with pytest.raises(NotAllowed, match="存放位置"):
        kept(town, **{left_out: " "})


def test_who_reads_no_register_registers_nothing(town: Office) -> None:
    with pytest.raises(WrongRole):
        shelf.register(paper(town), by=viewer(Role.RECTIFICATION, office=town), at=DAY)


def test_its_life_is_short() -> None:
    arrows = {("give_back", "kept"): "returned", ("destroy", "kept"): "destroyed"}
    roles = {"give_back": CLERKS | {Role.GROUP_LEADER, Role.LIAISON}, "destroy": CLERKS}
    assert allowed(SHELF_LIFE) == expected(arrows, roles)


def test_it_is_moved_with_its_history_until_it_is_gone(town: Office) -> None:
    row = kept(town)
    shelf.relocate(row, shelf="保密室2号柜", holder="保管人甲", by=keeper(town), at=LATER, note="柜满")
    assert row.passages().get(verb="correct").changes == {"shelf": ["保密室1号柜", "保密室2号柜"]}
    with pytest.raises(NotAllowed, match="理由"):
        shelf.move(row, "destroy", by=keeper(town), at=LATER)
    shelf.move(row, "give_back", by=keeper(town), at=LATER)
    assert (row.state, row.ended_on) == (ShelfState.RETURNED, LATER)
    with pytest.raises(NotAllowed, match="已经清退"):
        shelf.relocate(row, shelf="乙", holder="乙", by=keeper(town), at=LATER, note="甲")


def test_a_group_registers_and_reads_those_of_its_own_task(town: Office) -> None:
    task = make.task(town)
    own = shelf.register(paper(town, task=task), by=towards(Role.LIAISON, task), at=DAY)
    kept(town)
    assert list(ShelfPaper.objects.visible_to(towards(Role.LIAISON, task))) == [own]
    assert not ShelfPaper.objects.visible_to(towards(Role.MEMBER, task)).exists()
    with pytest.raises(WrongRole):
        shelf.register(paper(town, task=task), by=towards(Role.MEMBER, task), at=DAY)


@pytest.mark.parametrize("role", sorted(Role))
def test_only_who_may_know_reads_the_list(town: Office, client: Client, role: Role) -> None:
    row = kept(town)
    sign_in(client, role, town, organisation(office=town) if role == Role.UNIT_CONTACT else None)
    answer = client.get(reverse("archive:shelf_papers"))
    if role in SHELF_READERS:
        assert row.number in answer.content.decode()
    else:
        assert answer.status_code in (200, 403)  # a group's leader reads the list, with nothing in it
        assert row.number not in answer.content.decode()


def test_it_is_registered_by_hand_and_from_a_sheet(town: Office, client: Client) -> None:
    sign_in(client, Role.CLUE_KEEPER, town)
    door = reverse("archive:shelf_papers_new")
    page = client.get(door)
    assert [value for value, _ in page.context["form"]["level"].field.choices] == [
        "secret",
        "confidential",
        "top_secret",
    ]
    sent = {
        "at": "2019-09-02",
        "sort": "upper",
        "level": "confidential",
        "copies": 1,
        "shelf": "1号柜",
        "holder": "甲",
    }
    assert client.post(door, sent).status_code == 302
    head = "登记日期\t类别\t原件密级\t份数\t存放位置\t保管人\n"
    sheet = head + "2019-09-03\t会议材料\t秘密\t1\t1号柜\t甲\n2019-09-03\t会议材料\t内部\t1\t1号柜\t甲\n"
    answer = client.post(reverse("archive:shelf_papers_sheet"), {"pasted": sheet})
    assert answer.status_code == 422
    assert ShelfPaper.objects.count() == 1
    assert (
        client.post(
            reverse("archive:shelf_papers_sheet"), {"pasted": sheet.replace("内部", "绝密")}
        ).status_code
        == 302
    )
    assert sorted(ShelfPaper.objects.values_list("number", "level")) == [
        ("ZZ-2019-001", "confidential"),
        ("ZZ-2019-002", "secret"),
        ("ZZ-2019-003", "top_secret"),
    ]


def test_its_page_offers_to_lay_it_elsewhere(town: Office, client: Client) -> None:
    row = kept(town)
    sign_in(client, Role.GENERAL, town)
    page = reverse(f"archive:{tables.SHELF_PAPERS.name}_detail", args=[row.uid])
    door = reverse("archive:shelf_papers_deed", args=[row.uid, "relocate"])
    assert door in client.get(page).content.decode()
    sent = {"at": "2019-10-10", "shelf": "2号柜", "holder": "保管人乙", "note": "交接"}
    assert client.post(door, sent).status_code == 302
    row.refresh_from_db()
    assert (row.shelf, row.holder) == ("2号柜", "保管人乙")


def test_the_city_keeps_some(city: Installation) -> None:
    rows = ShelfPaper.objects.order_by("at", "pk")
    assert len(rows) == 4
    assert {row.state for row in rows} == {ShelfState.KEPT, ShelfState.RETURNED}
    assert all(row.level in (Mark.SECRET, Mark.CONFIDENTIAL) for row in rows)
    assert not ShelfPaper.objects.exclude(mark=Mark.WORK_SECRET).exists()
