"""Province, city and counties in one installation: a lower office sees its own, an upper one what it is sent.

Every kind of record of the reference city is asked by every account around it, first the rows themselves, then every
address that leads to one.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db.models import ForeignKey
from django.test import Client
from django.urls import get_resolver, reverse

from xuncha.kernel.viewer import Viewer
from xuncha.operations.reference import business_models
from xuncha.people.tests.builders import sign_in
from xuncha.records.models import Installation, Office, Record
from xuncha.records.rules import ADMINISTRATORS, GROUP, Role
from xuncha.records.tests.builders import user, viewer
from xuncha.ui.reception import deeds
from xuncha.ui.reception.entry import entries
from xuncha.ui.reception.verbs import workshops
from xuncha.ui.tables import registry

pytestmark = [pytest.mark.django_db, pytest.mark.once]

CLOSED = (403, 404)
INSIDE = frozenset({Role.COUNTY_OFFICE, Role.PROVINCIAL_OFFICE, *GROUP, *ADMINISTRATORS})
IN_CITY = [
    role for role in Role if role not in INSIDE and role not in (Role.UNIT_CONTACT, Role.CLUE_RECEIVER)
]
# What a county does in the field, what it found and what it suspects stays there; so does whom it sends and how it works.
STAYS_IN_THE_COUNTY = frozenset(
    {"fieldwork", "clues", "findings", "talent", "teams", "papers", "archive", "files"}
)
# What hangs on no level: divisions, working days, and what the machine writes of itself.
OF_NO_LEVEL = frozenset({"orgs.division"})


@pytest.fixture(autouse=True)
def doors() -> None:
    """Tables, steps, deeds and entries are declared where their addresses are."""
    assert get_resolver().url_patterns


def records() -> list[Any]:
    return [model for model in business_models() if issubclass(model, Record)]


def label(model: Any) -> str:
    return str(model._meta.label_lower)


def offices_of(model: Any) -> list[str]:
    """Where a row names an office, the owner's first: its columns, and the way to whom it is addressed."""
    columns = [
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, ForeignKey) and field.related_model is Office and field.name != "office"
    ]
    return list(dict.fromkeys(["office", *columns, *filter(None, [model.reach.addressed])]))


def seen(model: Any, who: Viewer) -> Iterator[tuple[int, ...]]:
    """Of every row that this person sees the offices it names."""
    columns = offices_of(model)
    yield from model.objects.visible_to(who).order_by().values_list(*columns).distinct()


def counties(city: Installation) -> list[Office]:
    return list(Office.objects.filter(parent=city.home).order_by("code"))


def hidden_row(model: Any, who: Viewer, owner: Office) -> Any:
    """A row of that owner which this person does not see."""
    rows = model.objects.filter(office=owner)
    return rows.exclude(pk__in=model.objects.visible_to(who).values("pk")).order_by("pk").first()


def addresses_of(row: Any) -> Iterator[str]:
    """Every address that leads to the row, or to something that can be done with it or entered on it."""
    table = registry.table_of(type(row))
    if table is None:
        return
    yield reverse(f"{table.door}_detail", args=[row.uid])
    shop = workshops().get(type(row))
    if shop is not None:
        yield from (reverse(f"{table.door}_verb", args=[row.uid, verb]) for verb in row.life.verbs())
    for declared, known in deeds.declared():
        if declared.model is type(row):
            yield from (reverse(f"{table.door}_deed", args=[row.uid, name]) for name in known)
    yield from (entry.url(row) for entry in entries() if entry.on is type(row))


def test_a_county_sees_its_own_rows_and_those_that_name_it_and_no_other(city: Installation) -> None:
    for place in counties(city)[:2]:
        who = viewer(Role.COUNTY_OFFICE, office=place)
        for model in records():
            foreign = [offices for offices in seen(model, who) if place.pk not in offices]
            assert not foreign or label(model) in OF_NO_LEVEL, f"{place} {label(model)} {foreign[:3]}"


def test_a_row_that_names_another_county_is_not_seen_even_beside_ones_own(city: Installation) -> None:
    place, *others = counties(city)
    strangers = {other.pk for other in others}
    who = viewer(Role.COUNTY_OFFICE, office=place)
    for model in records():
        found = [offices for offices in seen(model, who) if strangers & set(offices)]
        assert not found, f"{label(model)} {found[:3]}"


def test_the_city_sees_of_its_counties_no_fieldwork_no_finding_and_no_clue(city: Installation) -> None:
    below = {place.pk for place in counties(city)}
    for role in IN_CITY:
        who = viewer(role, office=city.home)
        for model in records():
            if model._meta.app_label in STAYS_IN_THE_COUNTY:
                foreign = [offices for offices in seen(model, who) if offices[0] in below]
                assert not foreign, f"{role} {label(model)}"


def test_the_province_sees_what_was_filed_with_it_and_nothing_else_below(city: Installation) -> None:
    above = city.home.parent
    assert above is not None
    who = viewer(Role.PROVINCIAL_OFFICE, office=above)
    told = set()
    for model in records():
        for offices in seen(model, who):
            assert above.pk in offices, label(model)
            told.add(label(model))
    assert "linkage.filing" in told


@pytest.mark.parametrize("sealed", [False, True], ids=["neighbour", "city"])
def test_every_address_of_a_row_not_ones_own_is_closed_to_a_county(
    sealed: bool, city: Installation, client: Client
) -> None:
    """Of the neighbour, and of the city with its sealed rows among them: page, step, deed, entry and file."""
    place, neighbour, *_ = counties(city)
    who = viewer(Role.COUNTY_OFFICE, office=place)
    sign_in(client, Role.COUNTY_OFFICE, place)
    asked = _closed(client, who, city.home if sealed else neighbour)
    assert asked > (150 if sealed else 40)  # the walk found something to knock at


def test_every_address_of_a_countys_fieldwork_and_clues_is_closed_to_the_city(
    city: Installation, client: Client
) -> None:
    place = counties(city)[0]
    sign_in(client, Role.DIRECTOR, city.home)
    assert _closed(client, viewer(Role.DIRECTOR, office=city.home), place) > 40


def test_every_address_of_the_city_but_its_filings_is_closed_to_the_province(
    city: Installation, client: Client
) -> None:
    above = city.home.parent
    assert above is not None
    sign_in(client, Role.PROVINCIAL_OFFICE, above)
    assert _closed(client, viewer(Role.PROVINCIAL_OFFICE, office=above), city.home) > 150


def test_lists_and_spreadsheets_name_no_row_of_a_neighbour(city: Installation, client: Client) -> None:
    """By the identifiers of the neighbour's rows, and of what the city holds of it."""
    place, neighbour, *_ = counties(city)
    sign_in(client, Role.COUNTY_OFFICE, place)
    for table in registry.tables():
        model = table.model
        if not issubclass(model, Record) or Role.COUNTY_OFFICE not in model.reach.roles:
            continue
        page = client.get(reverse(table.door))
        assert page.status_code == 200, table.door
        said = page.content.decode()
        for column in offices_of(model):
            uids = (
                model.objects.filter(**{column: neighbour.pk}).order_by("-at").values_list("uid", flat=True)
            )
            assert not any(str(uid) in said for uid in uids[:200]), f"{table.door} {column}"


FIGURES = ("linkage.counterpart_asked", "linkage.county_units", "linkage.counties", "feedback.problems")


def test_figures_count_for_a_county_its_own_and_for_nobody_else_on_its_asking(
    city: Installation, client: Client
) -> None:
    place, neighbour, *_ = counties(city)
    sign_in(client, Role.COUNTY_OFFICE, place)
    for key in FIGURES:
        address = reverse("reports:figure", args=[key])
        for foreign in (city.home, neighbour, city.home.parent):
            assert client.get(address, {"office": foreign.code, "year": "2019"}).status_code == 404, key
    known = client.get(reverse("reports:figures_json"), {"year": "2019"}).json()
    assert known["office"] == place.code
    told = {each["key"]: each for each in known["figures"]}
    assert told["linkage.counterpart_asked"]["value"] in (0, None, "0")


def _closed(client: Client, who: Viewer, owner: Office) -> int:
    """How many addresses were knocked at, each by asking and by sending. All are closed."""
    knocked = 0
    for model in records():
        row = hidden_row(model, who, owner)
        if row is None:
            continue
        for address in addresses_of(row):
            assert client.get(address, follow=True).status_code in CLOSED, f"{label(model)} {address}"
            # 405: a page takes nothing that is sent
            assert client.post(address).status_code in (*CLOSED, 405), f"{label(model)} {address}"
            knocked += 1
    return knocked


def test_an_account_without_a_role_sees_nothing_at_all(city: Installation) -> None:
    nobody = Viewer(user=user().pk, office=city.home.pk)
    for model in records():
        assert not model.objects.visible_to(nobody).exists(), label(model)
