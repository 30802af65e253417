"""Sealed content whose time is over: due by data, approved by another, destroyed for good, the rows untouched."""

import io
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from docx import Document as Word

from xuncha.audit.models import Entry
from xuncha.kernel.refusals import NotAllowed, WrongRole
from xuncha.kernel.viewer import Viewer
from xuncha.people.tests.builders import installation, person, sign_in
from xuncha.people.tests.pages import opens_whole, refused
from xuncha.records import actions as records
from xuncha.records.models import Office, Passage
from xuncha.records.rules import Role
from xuncha.records.tests.builders import director, office, user, viewer
from xuncha.retention import actions, queries, tables
from xuncha.retention.models import Destruction, Schedule
from xuncha.retention.rules import DestructionState, Matter, due_on, latest_start
from xuncha.talent.models import Relative
from xuncha.talent.tests.builders import pool_member

pytestmark = pytest.mark.django_db
TODAY = date(2019, 12, 31)
SECRET = "其弟在夜枭水泥厂任职"


@pytest.fixture
def city() -> Office:
    return installation(office()).home


@pytest.fixture
def clerk(city: Office) -> Viewer:
    return viewer(Role.GENERAL, office=city)


@pytest.fixture
def schedule(city: Office) -> Schedule:
    row = Schedule(office=city, matter=Matter.RELATIVES, years=3, basis="机关文件材料保管期限表")
    return actions.set_schedule(row, by=director(city), at=date(2019, 1, 2))


def relative(of: Office, left_on: date | None) -> Relative:
    """Declared by someone who left the pool on that day."""
    who = person(office=of)
    left = {"left_on": left_on, "state": "out", "exit_reason": "retired"} if left_on else {}
    pool_member(office=of, person=who, entered_on=date(2014, 1, 2), **left)
    row = Relative(office=of, person=who, relation="弟", details=SECRET)
    return records.enter(row, by=director(of), at=date(2014, 3, 1))


def proposed(schedule: Schedule, by: Viewer, until: date = TODAY) -> Destruction:
    row = Destruction(office=schedule.office, schedule=schedule, until=until)
    return actions.propose(row, by=by, at=TODAY)


def stored(row: Relative) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT details FROM talent_relative WHERE id = %s", [row.pk])
        return str(cursor.fetchone()[0])


def test_years_end_on_the_same_day_of_the_year_and_never_early() -> None:
    assert due_on(date(2016, 2, 29), 3) == date(2019, 3, 1)
    for on in (date(2019, 2, 28), date(2019, 3, 1), date(2020, 2, 29), TODAY):
        start = latest_start(on, 3)
        assert due_on(start, 3) <= on
        assert due_on(date.fromordinal(start.toordinal() + 1), 3) > on


def test_due_is_what_left_the_pool_long_enough_ago_and_nobody_who_is_in_it(
    city: Office, schedule: Schedule
) -> None:
    old, edge = relative(city, date(2015, 5, 1)), relative(city, date(2016, 12, 31))
    relative(city, date(2017, 1, 1))
    relative(city, None)
    back = relative(city, date(2015, 5, 1))
    pool_member(office=city, person=back.person)
    records.void(edge, by=director(city), at=TODAY, note="登记有误")
    assert [one.uid for one in queries.due(schedule, TODAY)] == [old.uid, edge.uid]


def test_what_another_person_approved_is_destroyed_and_the_row_stays(
    city: Office, schedule: Schedule, clerk: Viewer
) -> None:
    row, head = relative(city, date(2015, 5, 1)), director(city)
    records.correct(row, by=head, at=date(2014, 4, 1), note="补充", changes={"details": SECRET + "。"})
    batch = proposed(schedule, clerk)
    actions.move(batch, "approve", by=head, at=TODAY)
    actions.destroy(batch, witness="监督员", by=clerk, at=TODAY)
    fresh = Relative.objects.get(pk=row.pk)
    assert (fresh.details, stored(row), fresh.relation) == ("", "", "弟")
    history = Passage.objects.filter(subject_uid=row.uid).order_by("id")
    assert [step.verb for step in history] == ["enter", "correct", "destroy"]
    assert not [mark for mark in ("s1:", "s2:") if mark in str([step.changes for step in history])]
    assert Entry.objects.filter(verb="destroy", subject=batch.number).exists()
    assert queries.due(schedule, TODAY) == []
    assert queries.destroyed() == [("talent.relative", row.uid)]


def test_nobody_approves_what_he_proposed_and_nothing_is_destroyed_unapproved(
    city: Office, schedule: Schedule
) -> None:
    row = relative(city, date(2015, 5, 1))
    both = viewer(Role.GENERAL, Role.DIRECTOR, office=city)
    batch = proposed(schedule, both)
    with pytest.raises(NotAllowed, match="他人"):
        actions.move(batch, "approve", by=both, at=TODAY)
    with pytest.raises(NotAllowed):
        actions.destroy(batch, witness="监督员", by=both, at=TODAY)
    with pytest.raises(WrongRole):
        actions.move(batch, "approve", by=viewer(Role.GENERAL, office=city), at=TODAY)
    assert stored(row)


def test_it_is_witnessed_by_a_third_person(city: Office, schedule: Schedule, clerk: Viewer) -> None:
    relative(city, date(2015, 5, 1))
    head, batch = director(city), proposed(schedule, clerk)
    actions.move(batch, "approve", by=head, at=TODAY)
    for name in ("", " ", clerk.name, head.name):
        with pytest.raises(NotAllowed, match="监销人"):
            actions.destroy(batch, witness=name, by=clerk, at=TODAY)


def test_who_came_back_into_the_pool_meanwhile_stops_it(
    city: Office, schedule: Schedule, clerk: Viewer
) -> None:
    row, batch = relative(city, date(2015, 5, 1)), None
    batch = proposed(schedule, clerk)
    actions.move(batch, "approve", by=director(city), at=TODAY)
    pool_member(office=city, person=row.person)
    with pytest.raises(NotAllowed, match="不再到期"):
        actions.destroy(batch, witness="监督员", by=clerk, at=TODAY)
    assert stored(row)
    actions.move(batch, "call_off", by=director(city), at=TODAY, note="重新入库")
    assert batch.state == DestructionState.DECLINED


def test_what_a_proposal_names_is_not_proposed_twice_until_it_is_declined(
    city: Office, schedule: Schedule, clerk: Viewer
) -> None:
    relative(city, date(2015, 5, 1))
    batch = proposed(schedule, clerk)
    with pytest.raises(NotAllowed, match="没有到期"):
        proposed(schedule, clerk)
    actions.move(batch, "decline", by=director(city), at=TODAY, note="再核")
    assert proposed(schedule, clerk).listed == 1


@pytest.mark.parametrize("matter", Matter)
def test_every_kind_of_content_can_be_asked_for_and_is_sealed(city: Office, matter: Matter) -> None:
    row = Schedule(office=city, matter=matter, years=1, basis="规定")
    assert queries.due(actions.set_schedule(row, by=director(city), at=TODAY), TODAY) == []
    source = queries.SOURCES[matter]
    records.blank(source.model, [], source.columns)  # ValueError for a column that is not sealed
    assert queries.columns_of(source.model._meta.label_lower)


def test_pages_open_to_who_keeps_the_schedule_and_the_certificate_names_nobody(
    city: Office, schedule: Schedule, clerk: Viewer, client: Client
) -> None:
    row = relative(city, date(2015, 5, 1))
    batch = proposed(schedule, clerk)
    actions.move(batch, "approve", by=director(city), at=TODAY)
    sign_in(client, Role.GENERAL, city)
    for table, shown in (
        (tables.SCHEDULES, schedule),
        (tables.DESTRUCTIONS, batch),
        (tables.LINES, batch.lines.get()),
    ):
        assert opens_whole(client, table, shown)
    door = reverse("retention:destructions_verb", args=[batch.uid, "destroy"])
    answer = client.post(door, {"at": "2019-12-31", "witness": "监督员", "sure": "on"})
    assert answer.status_code == 302
    assert not stored(row)
    paper = client.get(reverse("papers:paper_docx", args=["destruction_certificate", batch.uid]))
    (text,) = [answer_text(paper)]
    assert str(row.uid) in text
    assert row.person.name not in text
    client.force_login(user())
    sign_in(client, Role.MEMBER, city)
    assert refused(client, tables.DESTRUCTIONS, batch)


def answer_text(answer: Any) -> str:

    document = Word(io.BytesIO(b"".join(answer.streaming_content)))
    cells = [cell.text for table in document.tables for line in table.rows for cell in line.cells]
    return "\n".join([*(line.text for line in document.paragraphs), *cells])
