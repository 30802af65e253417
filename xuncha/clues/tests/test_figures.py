"""Clues of the year: each once, by its first transfer, tied to what the lead receivers signed for."""

from datetime import date

import pytest
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from xuncha.clues.figures import CATALOGUE, TIES, copied, persons, transferred
from xuncha.clues.models import Clue, ClueSubject, Receipt, TransferLine
from xuncha.clues.tests.builders import decided, handed, keeper, registered, slip
from xuncha.findings.tests.builders import group, task
from xuncha.kernel.figures import Scope
from xuncha.records import actions as records
from xuncha.records.answers import Rows
from xuncha.records.models import Office
from xuncha.records.tests.builders import office
from xuncha.rounds.models import Task

pytestmark = pytest.mark.django_db
YEAR_END = date(2019, 12, 31)
(TIE,) = TIES


def scope(of: Office, as_of: date = YEAR_END, year: int = 2019) -> Scope:
    return Scope(office=of.pk, year=year, as_of=as_of)


def sides(of: Scope) -> tuple[int, int]:
    return TIE.left(of), TIE.right(of)


def sent(on: Task, count: int, at: date, **over: int) -> list[Clue]:
    clues = [decided(on, at=date(2019, 1, 15), **over) for _ in range(count)]
    slip(handed(*clues, at=at), count, count, at=at)
    return clues


@pytest.fixture
def city() -> Office:
    """Three clues sent in March, two in October and one in 2020; one of March went to a second body as well."""
    home = office()
    target = task(office=home, decided_on=date(2019, 1, 10))
    march = sent(target, 3, date(2019, 3, 5), persons=2)
    sent(target, 2, date(2019, 10, 9), persons=1)
    sent(target, 1, date(2020, 1, 6))
    slip(handed(copied=(march[0],), at=date(2019, 10, 9)), 1, 0, at=date(2019, 10, 11))
    decided(target)
    registered(target)
    sent(task(group=group(office=office()), decided_on=date(2019, 1, 10)), 4, date(2019, 5, 5))
    return home


def test_the_catalogue_has_the_key_of_the_report() -> None:
    assert ("clues.transferred", "件") in [(f.key, f.unit) for f in CATALOGUE.figures]


def test_clues_persons_and_copies_are_counted_apart(city: Office) -> None:
    asked = scope(city)
    assert transferred(asked).value() == 5
    assert persons(asked).value() == 8
    assert copied(asked).value() == 1
    assert sides(asked) == (5, 5)


def test_as_of_a_day_counts_what_had_been_sent_by_then(city: Office) -> None:
    for day, expected in (
        (date(2019, 3, 4), 0),
        (date(2019, 3, 5), 3),
        (date(2019, 10, 8), 3),
        (YEAR_END, 5),
    ):
        assert sides(scope(city, as_of=day)) == (expected, expected)
    assert sides(scope(city, as_of=date(2020, 12, 31), year=2020)) == (1, 1)


def test_a_clue_that_was_reopened_is_not_transferred_again(city: Office) -> None:
    row = transferred(scope(city)).queryset.earliest("at")
    Clue.objects.filter(pk=row.pk).update(state="closed")
    row.refresh_from_db()
    records.move(row, "reopen", by=keeper(city), at=YEAR_END, note="又有新情况")
    assert transferred(scope(city)).value() == 5


def test_a_clue_removed_underneath_lowers_the_figure_and_breaks_the_tie(city: Office) -> None:
    """Its line still points to it: the database file was touched, not the system asked."""
    row = transferred(scope(city)).queryset.earliest("pk")
    ClueSubject.objects.filter(clue=row).delete()
    row.content.delete()
    with connection.cursor() as cursor, connection.constraint_checks_disabled():
        cursor.execute("DELETE FROM clues_clue WHERE id = %s", [row.pk])
        assert sides(scope(city)) == (4, 5)
        cursor.execute("DELETE FROM clues_transferline WHERE clue_id = %s", [row.pk])


def test_a_lead_line_removed_underneath_lowers_the_figure(city: Office) -> None:
    line = TransferLine.objects.filter(office=city, leads=True, transfer__at=date(2019, 10, 9)).first()
    assert line
    line.delete()
    assert sides(scope(city)) == (4, 5)


def test_a_slip_that_says_less_breaks_the_tie(city: Office) -> None:
    Receipt.objects.filter(office=city, stated=3).update(stated=2, stated_leading=2)
    assert sides(scope(city)) == (5, 4)


def test_answers_are_asked_for_without_asking_the_database(
    city: Office, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        answers = [figure.rows(scope(city)) for figure in CATALOGUE.figures]
    for answer in answers:
        assert isinstance(answer, Rows)
        with django_assert_num_queries(1):
            answer.value()
