"""The index asks what came since it last looked: verbs, bulk loads, corrections, voided rows, and rows made of others."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.db.models import F

from xuncha.findings.models import Finding
from xuncha.findings.tests.builders import finding, task
from xuncha.kernel.viewer import Viewer
from xuncha.records import actions as records
from xuncha.records import appendonly
from xuncha.records.models import Office, Passage
from xuncha.records.tests.builders import DAY, director
from xuncha.rounds.models import Task
from xuncha.search import jobs
from xuncha.search.actions import pulling
from xuncha.search.models import Entry, Standing
from xuncha.search.queries.checking import verdict
from xuncha.search.queries.hits import Hits, Question
from xuncha.search.queries.kinds import by_model
from xuncha.search.rules import catalogue
from xuncha.search.rules.asked import phrases

pytestmark = pytest.mark.django_db


@pytest.fixture
def on() -> Task:
    return task()


@pytest.fixture
def by(on: Task) -> Viewer:
    return director(on.office)


def entered(on: Task, title: str, at: date = DAY, **over: Any) -> Finding:
    """By the verb, with its passage."""
    row = finding(on, title=title, **over)
    with appendonly.lifted(Passage):
        Passage.objects.filter(subject_uid=row.uid).delete()
    Passage.objects.create(
        office=row.office, subject="findings.finding", subject_uid=row.uid, verb="enter", by=row.by, at=at
    )
    return row


def found(words: str, by: Viewer) -> list[str]:
    return [entry.title for entry in Hits(Question(phrases(words)), by).all.order_by("-id")]


def test_a_row_is_found_once_the_index_has_looked_again(on: Task, by: Viewer) -> None:
    pulling.catch_up()
    entered(on, "私设小金库")
    assert found("金库", by) == []
    assert pulling.catch_up() > 0
    assert found("金库", by) == ["私设小金库"]
    assert pulling.catch_up() == 0
    assert verdict().good


def test_rows_written_in_bulk_without_a_passage_are_found(on: Task, by: Viewer) -> None:
    pulling.catch_up()
    row = finding(on, title="漏登固定资产")
    with appendonly.lifted(Passage):
        Passage.objects.filter(subject_uid=row.uid).delete()
    pulling.catch_up()
    assert found("漏登", by) == ["漏登固定资产"]


def test_a_corrected_row_is_found_by_its_new_words_only(on: Task, by: Viewer) -> None:
    row = entered(on, "违规发放津贴")
    pulling.catch_up()
    records.correct(
        row, by=by, at=DAY, note="笔误", changes={"title": "违规发放补贴", "at": date(2018, 1, 2)}
    )
    assert pulling.catch_up() == 1
    assert (found("津贴", by), found("补贴", by)) == ([], ["违规发放补贴"])
    assert Entry.objects.get(uid=row.uid).at == date(2018, 1, 2)
    assert verdict().good


def test_a_voided_row_is_gone_at_once_and_later_from_the_index_as_well(on: Task, by: Viewer) -> None:
    row = entered(on, "公款吃喝")
    pulling.catch_up()
    records.void(row, by=by, at=DAY, note="重复登记")
    assert found("公款", by) == []
    assert Entry.objects.filter(uid=row.uid).exists()
    pulling.catch_up()
    assert not Entry.objects.filter(uid=row.uid).exists()
    assert verdict().good


def test_an_organisation_that_is_renamed_is_renamed_in_what_is_made_of_it(on: Task, by: Viewer) -> None:
    entered(on, "账目不清")
    pulling.catch_up()
    records.correct(on.organisation, by=by, at=DAY, note="更名", changes={"name": "中共飞瀑市林草局党组"})
    pulling.catch_up()
    assert "账目不清" in found("飞瀑 账目", by)
    assert len(found("飞瀑市林草局", by)) == len({"organisation", "task", "finding"})
    assert verdict().good


def test_a_row_that_comes_to_point_elsewhere_takes_along_what_is_made_of_it(on: Task, by: Viewer) -> None:
    other = task(office=on.office).organisation
    row = entered(on, "账目不清")
    pulling.catch_up()
    records.correct(on, by=by, at=DAY, note="更正", changes={"organisation": other})
    pulling.catch_up()
    assert other.name in Entry.objects.get(uid=row.uid).text


def test_a_passage_whose_number_was_given_out_earlier_and_comes_later_is_not_missed(
    on: Task, by: Viewer
) -> None:
    """As on PostgreSQL, where a transaction may commit after a later one."""
    row = entered(on, "违规发放津贴")
    pulling.catch_up()
    last = Passage.objects.order_by("-pk").values_list("pk", flat=True)[0]
    common = {"office": row.office, "subject": "findings.finding", "verb": "correct", "by": row.by, "at": DAY}
    Passage.objects.create(pk=last + 3, subject_uid=on.uid, **common)
    pulling.catch_up()
    Finding.objects.filter(pk=row.pk).update(title="违规发放补贴")
    Passage.objects.create(pk=last + 2, subject_uid=row.uid, changes={"title": ["", ""]}, **common)
    assert pulling.catch_up() == 1
    assert found("补贴", by) == ["违规发放补贴"]


def test_what_left_no_trace_is_mended_by_reading_every_row_again(on: Task, by: Viewer) -> None:
    row = entered(on, "违规发放津贴")
    pulling.catch_up()
    Finding.objects.filter(pk=row.pk).update(title="违规发放补贴")
    assert pulling.catch_up() == 0
    assert (verdict().stale, verdict().good) == (1, False)
    assert jobs.mend() == 1
    assert found("补贴", by) == ["违规发放补贴"]
    assert verdict().good


def test_other_declared_fields_make_another_index(
    on: Task, by: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    entered(on, "私设小金库")
    pulling.catch_up()
    before = Entry.objects.count()
    monkeypatch.setattr(catalogue, "digest", lambda: "another")
    assert pulling.catch_up() == before
    assert Standing.objects.get().catalogue == "another"
    assert found("金库", by) == ["私设小金库"]


def test_of_two_that_read_at_once_one_writes(on: Task, by: Viewer, monkeypatch: pytest.MonkeyPatch) -> None:
    entered(on, "私设小金库")
    real, calls = pulling.differences, []

    def overtaken(batches: Any) -> Any:
        calls.append(batches)
        if len(calls) == 1:
            Standing.objects.update(turn=F("turn") + 1)
        return real(batches)

    monkeypatch.setattr(pulling, "differences", overtaken)
    pulling.catch_up()
    assert found("金库", by) == ["私设小金库"]
    assert verdict().good


def test_a_build_that_is_cut_short_goes_on_where_it_ended(
    on: Task, by: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(5):
        entered(on, f"问题第{n}项")
    monkeypatch.setattr(pulling, "STEP", 2)

    class Killed(BaseException):
        pass

    steps = []

    def cut() -> None:
        steps.append(1)
        if len(steps) == 3:
            raise Killed

    with pytest.raises(Killed):
        pulling.catch_up(cut)
    assert 0 < Entry.objects.count() < verdict().rows
    pulling.catch_up()
    assert verdict().good
    assert len(found("问题", by)) == 5


def test_nothing_new_costs_a_few_queries(on: Task, django_assert_max_num_queries: Any) -> None:
    pulling.catch_up()
    with django_assert_max_num_queries(6):
        assert pulling.catch_up() == 0


def test_a_failure_is_logged_and_does_not_end_the_loop(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(pause: Any) -> int:
        raise ValueError("broken row")

    monkeypatch.setattr(jobs, "close_old_connections", lambda: None)  # the test's own is used on
    monkeypatch.setattr(pulling, "catch_up", fail)
    assert jobs.catch_up() == 0
    assert "not brought up to date" in caplog.text


def test_rare_characters_of_names_are_found(on: Task, by: Viewer) -> None:
    """From beyond the basic plane: younger than the tables of SQLite's own tokenizer."""
    entered(on, "由𬱟䶮负责的𠮷祥工程")
    pulling.catch_up()
    for word in ("𬱟䶮", "𬱟", "𠮷祥", "䶮负"):
        assert found(word, by) == ["由𬱟䶮负责的𠮷祥工程"], word
    assert found("𬱟负", by) == []


def test_text_of_any_length_and_shape_is_taken(on: Task, by: Viewer) -> None:
    entered(on, "甲' \"乙\\丙:1 & | ! <-> * ()", facts="字" * 40_000 + "x" * 5_000)
    pulling.catch_up()
    assert found("甲 乙 丙:1", by)
    assert verdict().good


def test_the_words_lie_where_the_database_looks_for_them(on: Task) -> None:
    entered(on, "私设小金库")
    pulling.catch_up()
    kind = by_model()["findings.finding"]
    entry = Entry.objects.filter(kind=kind.number).get()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT words::text FROM search_entry WHERE id = %s", [entry.pk])
            assert "'金库'" in cursor.fetchone()[0]
        else:
            cursor.execute("SELECT words FROM search_entry WHERE id = %s", [entry.pk])
            assert cursor.fetchone() == (None,)


def test_an_office_that_has_nothing_yet_has_an_index_all_the_same(db: None) -> None:
    assert not Office.objects.exists()
    assert pulling.catch_up() == 0
    assert Standing.objects.get().built_at is not None
