"""Units and problems fed back: counted by day, by office and by row, and tied to the papers."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from xuncha.basis.models import Statement
from xuncha.basis.tests.builders import document
from xuncha.findings.actions import findings, letters
from xuncha.findings.actions.letters import Letter
from xuncha.findings.figures import CATALOGUE, TIES, problems, units
from xuncha.findings.models import Feedback, Finding
from xuncha.findings.rules import AddresseeType
from xuncha.findings.tests.builders import confirmed, fed_back, group, task, to_body
from xuncha.kernel import guards
from xuncha.kernel.figures import Scope
from xuncha.records import actions as records
from xuncha.records.answers import Rows
from xuncha.records.models import Office
from xuncha.records.rules import Role
from xuncha.records.tests.builders import office, viewer

pytestmark = pytest.mark.django_db
YEAR_END = date(2019, 12, 31)
(TIE,) = TIES


def scope(of: Office, as_of: date = YEAR_END, year: int = 2019) -> Scope:
    return Scope(office=of.pk, year=year, as_of=as_of)


def sides(of: Scope) -> tuple[int, int]:
    return TIE.left(of), TIE.right(of)


@pytest.fixture
def city() -> Office:
    """Three units fed back in 2019 with 5, 3 and 2 problems, one in 2020, and another office's."""
    home = office()
    for count, at in (
        (5, date(2019, 2, 20)),
        (3, date(2019, 3, 1)),
        (2, date(2019, 9, 20)),
        (4, date(2020, 1, 8)),
    ):
        fed_back(count, task(office=home, decided_on=date(2019, 1, 20)), at=at)
    fed_back(6, task(group=group(office=office())))
    return home


def test_the_catalogue_has_the_keys_of_the_report() -> None:
    assert [(f.key, f.unit) for f in CATALOGUE.figures] == [
        ("feedback.units", "家"),
        ("feedback.problems", "个"),
    ]


def test_units_and_problems_of_the_year(city: Office) -> None:
    assert units(scope(city)).value() == 3
    assert problems(scope(city)).value() == 10
    assert sides(scope(city)) == (10, 10)


def test_as_of_a_day_counts_what_had_been_fed_back_by_then(city: Office) -> None:
    for day, expected in (
        (date(2018, 12, 31), (0, 0)),
        (date(2019, 2, 19), (0, 0)),
        (date(2019, 2, 20), (1, 5)),
        (date(2019, 6, 30), (2, 8)),
    ):
        asked = scope(city, as_of=day)
        assert (units(asked).value(), problems(asked).value()) == expected
        assert sides(asked) == (expected[1], expected[1])


def test_the_next_year_is_counted_apart(city: Office) -> None:
    asked = scope(city, as_of=date(2020, 12, 31), year=2020)
    assert (units(asked).value(), problems(asked).value()) == (1, 4)


def test_a_unit_fed_back_twice_is_one_unit_and_other_addressees_are_none(city: Office) -> None:
    row = Feedback.objects.filter(office=city).first()
    assert row
    director = viewer(Role.DIRECTOR, office=city)
    for addressee in (AddresseeType.PRINCIPAL, AddresseeType.SUPERIOR):
        letters.send(row.task, Letter(addressee, document(office=city)), by=director, at=date(2019, 10, 1))
    fed_back(1, task(office=city, organisation=row.task.organisation), at=date(2019, 11, 1))
    assert units(scope(city)).value() == 3
    assert problems(scope(city)).value() == 11


def test_what_is_off_the_list_is_not_counted(city: Office) -> None:
    target = task(office=city)
    confirmed(target, 2)
    confirmed(target, 3, in_list=False, in_text=False)
    director = viewer(Role.DIRECTOR, office=city)
    letters.feed_back(target, letters=[to_body(target, 2)], by=director, at=date(2019, 11, 1))
    assert problems(scope(city)).value() == 12


def test_rectification_and_reopening_do_not_move_the_count(
    city: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("problem_struck_off", "problem_reopened"):
        monkeypatch.setitem(guards._providers, name, lambda record: None)
    row = Finding.objects.filter(office=city, fed_back_on__year=2019).first()
    assert row
    director = viewer(Role.DIRECTOR, office=city)
    for verb in ("rectify", "accept", "reopen"):
        findings.move(row, verb, by=director, at=date(2020, 2, 1), note="反弹")
        assert problems(scope(city)).value() == 10


def test_a_problem_removed_underneath_lowers_the_figure_and_breaks_the_tie(city: Office) -> None:
    listed = problems(scope(city)).queryset
    Finding.objects.filter(pk=listed.earliest("pk").pk).delete()
    assert problems(scope(city)).value() == 9
    assert sides(scope(city)) == (9, 10)


def test_a_feedback_removed_underneath_lowers_the_units_and_breaks_the_tie(city: Office) -> None:
    listed = units(scope(city)).queryset
    Feedback.objects.filter(pk=listed.earliest("at").pk).delete()
    assert units(scope(city)).value() == 2
    assert sides(scope(city)) == (10, 5)


def test_a_voided_problem_is_gone_from_the_figure_but_not_from_the_paper(city: Office) -> None:
    row = problems(scope(city)).queryset.earliest("pk")
    records.void(row, by=viewer(Role.DIRECTOR, office=city), at=YEAR_END, note="重复登记")
    assert sides(scope(city)) == (9, 10)


def test_a_paper_that_states_another_number_breaks_the_tie(city: Office) -> None:
    Statement.objects.filter(count=3).update(count=4)
    assert sides(scope(city)) == (10, 11)


def test_a_paper_nobody_signed_for_does_not_speak(city: Office) -> None:
    Feedback.objects.filter(office=city, at=date(2019, 3, 1)).update(signed_on=None)
    assert sides(scope(city)) == (10, 7)


def test_an_answer_is_asked_for_without_asking_the_database(
    city: Office, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        answers = [figure.rows(scope(city)) for figure in CATALOGUE.figures]
    for answer in answers:
        assert isinstance(answer, Rows)
        with django_assert_num_queries(1):
            answer.value()
