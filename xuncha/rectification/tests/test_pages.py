"""Who sees a ledger and its rows, on pages and in spreadsheets, with how many questions."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from xuncha.findings.tests.builders import installation, sign_in, task
from xuncha.records.models import Record
from xuncha.records.rules import GROUP, Role
from xuncha.records.tests.builders import county, office, viewer
from xuncha.rectification.actions import ledgers
from xuncha.rectification.models import Item, ItemClass, Ledger, Measure, Yield
from xuncha.rectification.rules import YieldKind
from xuncha.rectification.tests.builders import (
    DONE_ON,
    county_ledger,
    director,
    item,
    measure,
    own_ledger,
    towards,
    unit_ledger,
)

pytestmark = pytest.mark.django_db
LISTS: dict[str, type[Record]] = {
    "ledgers": Ledger,
    "classes": ItemClass,
    "items": Item,
    "measures": Measure,
    "yields": Yield,
}
STAFF = {
    Role.LEADER,
    Role.APPROVER,
    Role.DIRECTOR,
    Role.GENERAL,
    Role.GUIDANCE,
    Role.RECTIFICATION,
    Role.COUNTY_OFFICE,
    Role.PLAN_REVIEWER,
}


def complete(ledger: Ledger) -> Ledger:
    """The ledger with one row of everything."""
    row = Item.objects.filter(ledger=ledger).first() or item(ledger)
    measure(row)
    found = Yield(item=row, kind=YieldKind.MECHANISM, title="联席会议机制")
    ledgers.record_yield(found, by=director(ledger.office), at=max(DONE_ON, ledger.at))
    return ledger


def seers(model: type[Record], of: Ledger) -> set[Role]:
    return {
        role for role in Role if model.objects.visible_to(towards(role, of)).filter(office=of.office).exists()
    }


@pytest.mark.parametrize("model", LISTS.values())
def test_a_units_ledger_is_seen_by_the_office_the_own_group_and_the_unit(model: type[Record]) -> None:
    ledger = complete(unit_ledger(1, task()))
    complete(unit_ledger(1, task()))
    assert seers(model, ledger) == STAFF | GROUP | {Role.UNIT_CONTACT}


@pytest.mark.parametrize("model", LISTS.values())
def test_the_offices_own_ledger_is_seen_by_the_office_alone(model: type[Record]) -> None:
    ledger = complete(own_ledger(office()))
    assert seers(model, ledger) == STAFF


@pytest.mark.parametrize("model", LISTS.values())
def test_a_county_sees_its_own_ledger_and_not_its_neighbours(model: type[Record]) -> None:
    ledger = complete(county_ledger(office()))
    assert ledger.county
    assert model.objects.visible_to(viewer(Role.COUNTY_OFFICE, office=ledger.county)).exists()
    assert not model.objects.visible_to(viewer(Role.COUNTY_OFFICE, office=county(ledger.office))).exists()


@pytest.mark.parametrize("model", LISTS.values())
def test_a_contact_sees_nothing_of_another_unit(model: type[Record]) -> None:
    own, other = complete(unit_ledger(1, task())), complete(unit_ledger(1, task()))
    seen = model.objects.visible_to(towards(Role.UNIT_CONTACT, own))
    assert {row.office_id for row in seen} == {own.office_id} != {other.office_id}


@pytest.mark.parametrize("name", LISTS)
def test_lists_details_and_spreadsheets_open(name: str, client: Client) -> None:
    ledger = complete(unit_ledger(1, task()))
    installation(ledger.office)
    sign_in(client, Role.RECTIFICATION, ledger.office)
    row = LISTS[name].objects.filter(office=ledger.office).first()
    assert row
    page = client.get(reverse(f"rectification:{name}"))
    assert page.status_code == 200
    assert str(row.uid) in page.content.decode()
    assert client.get(reverse(f"rectification:{name}_detail", args=[row.uid])).status_code == 200
    assert client.get(reverse(f"rectification:{name}_excel")).status_code == 200


def test_no_address_leads_a_contact_to_another_units_row(client: Client) -> None:
    ledger = complete(unit_ledger(1, task()))
    foreign = complete(unit_ledger(1, task(office=ledger.office)))
    installation(ledger.office)
    assert ledger.task
    sign_in(client, Role.UNIT_CONTACT, ledger.office, ledger.task.organisation)
    for name, model in LISTS.items():
        own, other = (ours(model, of) for of in (ledger, foreign))
        assert client.get(reverse(f"rectification:{name}_detail", args=[own.uid])).status_code == 200
        assert client.get(reverse(f"rectification:{name}_detail", args=[other.uid])).status_code == 404
        assert str(other.uid) not in client.get(reverse(f"rectification:{name}")).content.decode()


PATH = {Ledger: "pk", ItemClass: "ledger", Item: "ledger", Measure: "item__ledger", Yield: "item__ledger"}


def ours(model: type[Record], of: Ledger) -> Record:
    return model.objects.filter(**{PATH[model]: of.pk}).earliest("pk")  # type: ignore[index]


@pytest.mark.parametrize("role", [Role.CLUE_KEEPER, Role.SYSTEM_ADMIN, Role.PETITION_CLERK])
def test_other_desks_are_refused(role: Role, client: Client) -> None:
    ledger = complete(own_ledger(office()))
    installation(ledger.office)
    sign_in(client, role, ledger.office)
    for name in LISTS:
        assert client.get(reverse(f"rectification:{name}")).status_code != 500
        assert ledger.title not in client.get(reverse(f"rectification:{name}")).content.decode()


@pytest.mark.parametrize("name", LISTS)
def test_a_longer_list_asks_no_more_questions(name: str, client: Client) -> None:
    ledger = complete(unit_ledger(1, task()))
    installation(ledger.office)
    sign_in(client, Role.RECTIFICATION, ledger.office)
    short = asked(client, name)
    for _ in range(6):
        complete(unit_ledger(2, task(office=ledger.office)))
    assert asked(client, name) == short <= 12


def asked(client: Client, name: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(reverse(f"rectification:{name}")).status_code == 200
    return len(queries)
