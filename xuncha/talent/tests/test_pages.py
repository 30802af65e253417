"""The lists and pages of the pool; what is sealed about a relative stands on none of them."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from xuncha.orgs.tests.builders import organisation
from xuncha.people.tests.builders import installation, person, sign_in
from xuncha.people.tests.pages import (
    Make,
    asks_no_more_for_more,
    hidden,
    list_of,
    opens_whole,
    page_of,
    refused,
)
from xuncha.records.models import Office
from xuncha.records.rules import Role
from xuncha.records.tests.builders import DAY, office, user
from xuncha.talent import tables
from xuncha.talent.models import CareerEntry, PoolTarget, Relative, Renewal, Training, Unavailability
from xuncha.talent.rules import Absence
from xuncha.talent.rules.targets import Measure
from xuncha.talent.tests import builders as make
from xuncha.ui.tables import Table

pytestmark = pytest.mark.django_db

SEALED = "某局副局长张某"


def career(of: Office) -> CareerEntry:
    return CareerEntry.objects.create(**_of_someone(of), title="科长")


def relative(of: Office) -> Relative:
    return Relative.objects.create(**_of_someone(of), relation="配偶", details=SEALED)


def _of_someone(of: Office) -> dict[str, Any]:
    who = person(office=of)
    return {"office": of, "by": who.by, "at": DAY, "person": who, "organisation": organisation(office=of)}


def absence(of: Office) -> Unavailability:
    who = person(office=of)
    return Unavailability.objects.create(
        office=of, by=who.by, at=DAY, person=who, reason=Absence.HEALTH, details="住院"
    )


def training(of: Office) -> Training:
    who = person(office=of)
    return Training.objects.create(
        office=of, by=who.by, at=DAY, person=who, course="业务培训班", days=3, hours=24
    )


def renewal(of: Office) -> Renewal:
    member = make.pool_member(office=of)
    return Renewal.objects.create(office=of, by=member.by, at=DAY, member=member)


def target(of: Office) -> PoolTarget:
    number = PoolTarget.objects.count()
    return PoolTarget.objects.create(
        office=of, by=user(), at=DAY, measure=Measure.AGE, code=f"part{number}", label="35岁以下", most=40
    )


ROWS: dict[Table, Make] = {
    tables.CHANNELS: lambda of: make.channel(office=of),
    tables.MEMBERS: lambda of: make.pool_member(office=of),
    tables.CAREER: career,
    tables.RELATIVES: relative,
    tables.UNAVAILABILITIES: absence,
    tables.TRAININGS: training,
    tables.RENEWALS: renewal,
    tables.TARGETS: target,
}
each = pytest.mark.parametrize("table", ROWS, ids=lambda table: table.name)


@pytest.fixture
def city() -> Office:
    return installation(office()).home


@each
def test_it_opens_whole_to_the_section_and_to_nobody_else(table: Table, city: Office, client: Client) -> None:
    row, foreign = ROWS[table](city), ROWS[table](office())
    sign_in(client, Role.GUIDANCE, city)
    assert opens_whole(client, table, row)
    assert hidden(client, table, foreign)
    for role in (Role.RECTIFICATION, Role.SYSTEM_ADMIN, Role.GROUP_LEADER, Role.UNIT_CONTACT):
        sign_in(client, role, city, organisation(office=city) if role == Role.UNIT_CONTACT else None)
        assert refused(client, table, row)


@each
def test_it_asks_no_more_for_more_rows(table: Table, city: Office, client: Client) -> None:
    sign_in(client, Role.GUIDANCE, city)
    assert asks_no_more_for_more(client, table, ROWS[table], city, page_too=False)


def test_what_is_sealed_about_a_relative_stands_on_no_page_and_in_no_spreadsheet(
    city: Office, client: Client
) -> None:
    row = relative(city)
    sign_in(client, Role.GUIDANCE, city)
    for address in (list_of(tables.RELATIVES), page_of(tables.RELATIVES, row)):
        assert SEALED not in client.get(address).content.decode()
    assert SEALED.encode() not in b"".join(client.get(reverse("talent:relatives_excel")))
    assert client.get(list_of(tables.RELATIVES), {"details": SEALED}).status_code == 400
