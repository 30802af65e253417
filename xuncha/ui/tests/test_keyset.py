"""Keyset paging: every row once, whichever way one walks and whatever is empty or equal."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.exceptions import BadRequest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xuncha.orgs.models import Division, Organisation
from xuncha.orgs.tests.builders import division, organisation
from xuncha.records.models import Office
from xuncha.records.tests.builders import user
from xuncha.ui.tables import Column, Table
from xuncha.ui.tables.fetching import fetching
from xuncha.ui.tables.keyset import LAST, Keyset, Page
from xuncha.ui.tables.sight import Sight

pytestmark = pytest.mark.django_db
FIRST = date(2010, 1, 1)
TABLE = Table(
    model=Organisation,
    name="organisations",
    title="党组织",
    measure="个",
    columns=(Column("name"),),
    order=("at",),
)
ORDERS = [
    "at",
    "-at",
    "abolished_on",
    "-abolished_on",
    "short_name",
    "-division__valid_from",
    "division__name",
    "division",
]
LATER = FIRST + timedelta(1)
Row = tuple[date, int | None, str, int]  # begun on, lasted days, called, where
days = st.integers(0, 3).map(lambda n: FIRST + timedelta(n))
rows = st.lists(
    st.tuples(days, st.none() | st.integers(0, 2), st.sampled_from("甲乙丙"), st.integers(0, 2)), max_size=13
)


def stored(office: Office, values: list[Row]) -> None:
    """Organisations with few distinct values, so that ties and empty cells are the rule."""
    Organisation.objects.all().delete()
    Division.objects.all().delete()
    places = [
        division(name=name, valid_from=start) for name, start in (("甲", None), ("乙", FIRST), ("丙", LATER))
    ]
    by = user()
    for n, (at, lasted, short, where) in enumerate(values):
        end = None if lasted is None else at + timedelta(lasted)
        organisation(
            office=office,
            by=by,
            name=f"党组{n}",
            short_name=short,
            at=at,
            abolished_on=end,
            division=places[where],
        )


def forwards(keyset: Keyset, size: int) -> list[int]:
    """Primary keys in the order in which following pages show them."""
    seen, token = [], ""
    while True:
        page = shown(keyset, token, size)
        seen += [row.pk for row in page.rows]
        if not page.following:
            return seen
        token = page.following


def backwards(keyset: Keyset, size: int) -> list[int]:
    """The same, from the last page through the previous ones, read from the top."""
    seen: list[int] = []
    token = LAST
    while True:
        page = shown(keyset, token, size)
        seen = [row.pk for row in page.rows] + seen
        if not page.previous:
            return seen
        token = page.previous


def shown(keyset: Keyset, token: str, size: int) -> Page:
    return keyset.page(Organisation.objects.all(), token, size=size)


@pytest.mark.parametrize("order", ORDERS)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values=rows, size=st.integers(1, 6))
def test_walking_either_way_shows_every_row_once_and_in_the_same_order(
    office: Office, order: str, values: list[Row], size: int
) -> None:
    stored(office, values)
    keyset = Keyset((TABLE.key(order),), salt="test")
    walked = forwards(keyset, size)
    assert len(walked) == len(set(walked)) == len(values)
    assert backwards(keyset, size) == walked


def test_a_page_leads_back_to_the_one_before_it(office: Office) -> None:
    for _ in range(5):
        organisation(office=office)
    keyset = Keyset(TABLE.keys, salt="test")
    first = shown(keyset, "", 2)
    second = shown(keyset, first.following, 2)
    assert [r.pk for r in shown(keyset, second.previous, 2).rows] == [r.pk for r in first.rows]


def test_the_first_page_has_nothing_before_it_and_the_last_nothing_after(office: Office) -> None:
    for _ in range(3):
        organisation(office=office)
    keyset = Keyset(TABLE.keys, salt="test")
    assert shown(keyset, "", 2).previous == ""
    assert shown(keyset, LAST, 2).following == ""
    assert shown(keyset, "", 3).following == ""


@pytest.mark.parametrize("token", ["x", "W10", "\x00", "first", "a:b", "é" * 300, "LAST", "-1"])
def test_a_cursor_that_no_page_made_is_a_malformed_query(office: Office, token: str) -> None:
    with pytest.raises(BadRequest):
        shown(Keyset(TABLE.keys, salt="test"), token, 2)


def test_a_cursor_is_good_only_for_its_own_list_and_order(office: Office) -> None:
    for _ in range(3):
        organisation(office=office)
    token = shown(Keyset((TABLE.key("at"),), salt="one"), "", 1).following
    with pytest.raises(BadRequest):
        shown(Keyset((TABLE.key("-at"),), salt="one"), token, 1)
    with pytest.raises(BadRequest):
        shown(Keyset((TABLE.key("at"),), salt="another"), token, 1)


def test_a_list_ordered_by_a_relation_that_it_shows_is_read_to_its_end(office: Office) -> None:
    for _ in range(3):
        organisation(office=office)
    table = replace(TABLE, columns=(Column("name"), Column("division")), order=("division", "name"))
    fetched, keyset = fetching(table, Sight({}, {})), Keyset(table.keys, salt="test")
    rows = fetched.rows(Organisation.objects.all())
    seen, token = [], ""
    for _ in range(3):
        page = keyset.page(rows, token, size=1, get=fetched.get)
        seen += [fetched.get("pk")(row) for row in page.rows]
        token = page.following
    assert sorted(seen) == sorted(Organisation.objects.values_list("pk", flat=True))
