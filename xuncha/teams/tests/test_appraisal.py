"""Appraising those who served in the year, and the figure."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from xuncha.kernel.figures import Scope
from xuncha.kernel.refusals import NotAllowed, WrongRole
from xuncha.kernel.viewer import Viewer
from xuncha.people.tests.builders import installation, sign_in
from xuncha.records.rules import Role
from xuncha.records.tests.builders import director, office, viewer
from xuncha.rounds.models import GroupMember
from xuncha.rounds.tests import builders as rounds
from xuncha.teams import figures
from xuncha.teams.actions import appraisals
from xuncha.teams.models import Appraisal
from xuncha.teams.rules import APPRAISERS, Grade
from xuncha.teams.tests.builders import appraisal

pytestmark = pytest.mark.django_db

YEAR_END = date(2019, 12, 20)


@pytest.fixture
def seat() -> GroupMember:
    return rounds.member(at=date(2019, 6, 1), until=date(2019, 8, 31))


@pytest.fixture
def by(seat: GroupMember) -> Viewer:
    return director(seat.office)


def appraise(of: GroupMember, by: Viewer, year: int = 2019, **over: Any) -> Appraisal:
    return appraisals.appraise(
        of.person,
        year=year,
        grade=over.pop("grade", Grade.COMPETENT),
        by=by,
        at=over.pop("at", YEAR_END),
        **over,
    )


def test_an_appraisal_rests_on_the_last_seat_of_the_year(seat: GroupMember, by: Viewer) -> None:
    later = rounds.member(
        group=rounds.group(round=rounds.round_(term=seat.round.term)),
        person=seat.person,
        at=date(2019, 11, 1),
    )
    rounds.member(
        group=rounds.group(round=rounds.round_(term=seat.round.term)), person=seat.person, at=date(2020, 1, 5)
    )
    row = appraise(seat, by, award="嘉奖")
    assert (row.seat, row.office, row.award, row.at) == (later, seat.office, "嘉奖", YEAR_END)


@pytest.mark.parametrize(("year", "allowed"), [(2018, False), (2019, True), (2020, False)])
def test_who_did_not_serve_in_the_year_is_not_appraised(
    seat: GroupMember, by: Viewer, year: int, allowed: bool
) -> None:
    if allowed:
        appraise(seat, by, year)
    else:
        with pytest.raises(NotAllowed, match="没有抽调任职"):
            appraise(seat, by, year, at=date(2020, 12, 20))


def test_a_seat_that_reaches_into_the_year_counts(by: Viewer, seat: GroupMember) -> None:
    over_new_year = rounds.member(group=seat.group, at=date(2018, 11, 1), until=date(2019, 1, 10))
    for year in (2018, 2019):
        appraise(over_new_year, by, year)
    still_there = rounds.member(group=seat.group, at=date(2018, 11, 1))
    appraise(still_there, by, 2019)


def test_somebody_elses_seat_is_no_ground(seat: GroupMember, by: Viewer) -> None:
    other = rounds.member(group=seat.group, at=date(2019, 6, 1))
    with pytest.raises(NotAllowed, match="没有抽调任职"):
        appraise(seat, by, seat=other)


def test_once_a_year_not_before_it_and_not_of_oneself(seat: GroupMember, by: Viewer) -> None:
    with pytest.raises(NotAllowed, match="不能早于"):
        appraise(seat, by, at=date(2018, 12, 31))
    with pytest.raises(NotAllowed, match="本人"):
        appraise(seat, Viewer(user=by.user, person=seat.person_id, holds=by.holds))
    appraise(seat, by)
    with pytest.raises(NotAllowed, match="已经考核"):
        appraise(seat, by)


@pytest.mark.parametrize("role", [role for role in Role if role not in APPRAISERS])
def test_nobody_else_appraises(seat: GroupMember, role: Role) -> None:
    with pytest.raises(WrongRole):
        appraise(seat, viewer(role, office=seat.office))


@pytest.mark.parametrize("role", list(Role))
def test_appraisals_are_read_by_few(role: Role) -> None:
    row = appraisal()
    may = role in {Role.DIRECTOR, Role.GUIDANCE, Role.LEADER, Role.COUNTY_OFFICE}
    assert Appraisal.objects.visible_to(viewer(role, office=row.office)).exists() == may
    assert not Appraisal.objects.visible_to(viewer(role, office=office())).exists()


def value(home: int, as_of: date) -> int:
    (figure,) = figures.CATALOGUE.figures
    return figure.rows(Scope(home, as_of.year, as_of)).value()


def test_the_figure_counts_persons_by_the_day_of_their_appraisal(seat: GroupMember, by: Viewer) -> None:
    appraise(seat, by)
    other = rounds.member(group=seat.group, at=date(2018, 6, 1))
    appraise(other, by, 2018, at=date(2019, 1, 10))
    appraise(other, by, 2019)
    rows = Appraisal.objects.filter(office=seat.office)
    assert rows.count() == 3
    assert value(seat.office_id, date(2019, 12, 31)) == 2
    assert value(seat.office_id, date(2019, 12, 19)) == 1
    assert value(seat.office_id, date(2018, 12, 31)) == 0
    rows.filter(person=seat.person).delete()
    assert value(seat.office_id, date(2019, 12, 31)) == 1


@pytest.mark.parametrize("year", ["0", "1948", "2200", "32767"])
def test_a_year_of_no_office_is_refused_on_the_form(year: str, seat: GroupMember, client: Client) -> None:
    installation(seat.office)
    sign_in(client, Role.DIRECTOR, seat.office)
    door = reverse("teams:appraisals_new", args=[seat.uid])
    sent = {"at": YEAR_END.isoformat(), "year": year, "grade": Grade.COMPETENT.value}
    assert client.post(door, sent).status_code == 422
    assert not Appraisal.objects.exists()
    assert client.post(door, sent | {"year": "2019"}).status_code == 302
