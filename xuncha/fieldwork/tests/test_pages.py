"""The list and page of requests for material."""

import pytest
from django.test import Client

from xuncha.fieldwork.models import MaterialRequest
from xuncha.fieldwork.tables import material
from xuncha.fieldwork.tests.builders import material_request
from xuncha.people.tests.builders import installation, sign_in
from xuncha.people.tests.pages import asks_no_more_for_more, hidden, list_of, opens_whole, refused
from xuncha.records.models import Office
from xuncha.records.rules import Role
from xuncha.records.tests.builders import DAY, office
from xuncha.rounds.tests.builders import round_

pytestmark = pytest.mark.django_db


def row_of(of: Office) -> MaterialRequest:
    return material_request(round=round_(office=of))


@pytest.fixture
def city() -> Office:
    return installation(office()).home


def test_it_opens_whole_to_the_office_and_to_nobody_else(city: Office, client: Client) -> None:
    row, foreign = row_of(city), row_of(office())
    sign_in(client, Role.GENERAL, city)
    assert opens_whole(client, material.MATERIAL_REQUESTS, row)
    assert hidden(client, material.MATERIAL_REQUESTS, foreign)
    for role in (Role.CLUE_KEEPER, Role.GROUP_LEADER, Role.AUDITOR):
        sign_in(client, role, city)
        assert refused(client, material.MATERIAL_REQUESTS, row)


def test_the_volumes_received_are_summed_at_the_foot(city: Office, client: Client) -> None:
    for volumes in (12, 30, None):
        material_request(round=round_(office=city), volumes=volumes, received_on=DAY if volumes else None)
    sign_in(client, Role.GENERAL, city)
    assert "42" in client.get(list_of(material.MATERIAL_REQUESTS)).content.decode()


def test_it_asks_no_more_for_more_rows(city: Office, client: Client) -> None:
    sign_in(client, Role.GENERAL, city)
    assert asks_no_more_for_more(client, material.MATERIAL_REQUESTS, row_of, city)
