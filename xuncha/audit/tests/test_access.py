"""Only the auditor reads the chain and the traces, and the traces do not say what the records say."""

from typing import Any
from uuid import uuid4

import pytest

from xuncha.audit import actions
from xuncha.audit.models import Entry, Trace
from xuncha.audit.tables import ENTRIES, TRACES
from xuncha.leadership.actions import move_matter
from xuncha.leadership.tests.builders import matter
from xuncha.records import actions as records
from xuncha.records.models import Office
from xuncha.records.rules import Role
from xuncha.records.tests.builders import DAY, director, office, viewer

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> Office:
    return office()


@pytest.mark.parametrize("role", Role)
def test_the_auditor_reads_entries_and_traces_and_nobody_else_does(role: Role, city: Office) -> None:
    actions.record(who="甲", verb="grant", subject="乙")
    move_matter(matter(office=city), "start", by=director(city), at=DAY)
    who = viewer(role, office=city)
    reads = role == Role.AUDITOR
    assert Entry.objects.visible_to(who).exists() is reads
    assert Trace.objects.visible_to(who).exists() is reads
    narrowed = viewer(role, office=city, organisation=1)
    assert not Entry.objects.visible_to(narrowed).exists()
    assert not Trace.objects.visible_to(narrowed).exists()


def test_what_was_entered_by_whom_for_a_viewer_carries_the_accounts_name(city: Office) -> None:
    who = director(city)
    entry = actions.record_by(who, verb="export", subject="findings:findings")
    assert entry.who.startswith("account-")


def test_a_trace_has_a_word_for_every_kind_of_step(city: Office) -> None:
    head, row = director(city), matter(office=city)
    move_matter(row, "start", by=head, at=DAY)
    records.fill(row, "own verb", by=head, at=DAY, sets={"result": "已办"})
    records.correct(row, by=head, at=DAY, note="错字", changes={"gist": "更正"})
    assert [trace.deed for trace in Trace.objects.order_by("pk")] == ["开始办理", "own verb", "更正"]


def test_a_trace_is_found_by_its_number_and_a_made_up_one_is_nowhere(city: Office) -> None:
    auditor = viewer(Role.AUDITOR, office=city)
    move_matter(matter(office=city), "start", by=director(city), at=DAY)
    trace = Trace.objects.visible_to(auditor).get()
    seen: Any = Trace.objects.visible_to(auditor)  # a page asks by `uid`, which is no column of a passage
    assert seen.filter(uid=trace.uid).first() == trace
    assert seen.filter(uid=uuid4()).first() is None
    assert trace.passages().count() == 0


def test_neither_list_nor_page_of_a_trace_shows_what_a_record_says() -> None:
    shown: set[Any] = {column.path for column in (*TRACES.columns, *TRACES.detail_columns)}
    assert not shown & {"note", "changes", "basis", "before", "after"}
    assert {column.path for column in ENTRIES.columns} <= {"at", "who", "verb", "subject", "note"}
