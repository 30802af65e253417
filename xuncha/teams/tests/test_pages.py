"""The list and page of appraisals."""

import pytest
from django.test import Client

from xuncha.people.tests.builders import installation, sign_in
from xuncha.people.tests.pages import asks_no_more_for_more, hidden, opens_whole, refused
from xuncha.records.models import Office
from xuncha.records.rules import Role
from xuncha.records.tests.builders import office
from xuncha.rounds.tests.builders import group, member, round_
from xuncha.teams import tables
from xuncha.teams.models import Appraisal
from xuncha.teams.tests.builders import appraisal

pytestmark = pytest.mark.django_db


def row_of(of: Office) -> Appraisal:
    return appraisal(seat=member(group=group(round=round_(office=of))))


@pytest.fixture
def city() -> Office:
    return installation(office()).home


def test_it_opens_whole_to_the_section_and_to_nobody_else(city: Office, client: Client) -> None:
    row, foreign = row_of(city), row_of(office())
    sign_in(client, Role.GUIDANCE, city)
    assert opens_whole(client, tables.APPRAISALS, row)
    assert hidden(client, tables.APPRAISALS, foreign)
    for role in (Role.GENERAL, Role.RECTIFICATION, Role.AUDITOR):
        sign_in(client, role, city)
        assert refused(client, tables.APPRAISALS, row)


def test_it_asks_no_more_for_more_rows(city: Office, client: Client) -> None:
    sign_in(client, Role.DIRECTOR, city)
    assert asks_no_more_for_more(client, tables.APPRAISALS, row_of, city)
