"""Along which ways rows are reached: the pattern that every model's `visible_to` follows."""

from itertools import product
from typing import Any

import pytest

from xuncha.basis.models import Document
from xuncha.basis.tests.builders import document
from xuncha.findings.tests.builders import finding, task
from xuncha.guidance.models import SupervisionCase
from xuncha.guidance.tests.builders import case
from xuncha.kernel.viewer import GroupHold, Hold, Viewer
from xuncha.orgs.models import Organisation
from xuncha.orgs.tests.builders import organisation
from xuncha.records.models import Office
from xuncha.records.queries import office_by_code
from xuncha.records.rules import ADMINISTRATORS, GROUP, LEADERS, NOBODY, OFFICE, SECTIONS, STAFF, Reach, Role
from xuncha.records.tests.builders import county, director, office, province, user, viewer

pytestmark = pytest.mark.django_db


def test_no_role_at_all_reaches_nothing_and_asks_the_database_nothing(django_assert_num_queries: Any) -> None:
    city = office()
    document(office=city)
    stranger = viewer(office=city)
    with django_assert_num_queries(0):
        assert list(Document.objects.visible_to(stranger)) == []


def test_an_account_that_works_in_two_offices_reads_both_and_no_third() -> None:
    one, two, three = office(), office(), office()
    rows = [document(office=city) for city in (one, two, three)]
    both = Viewer(user=user().pk, holds=frozenset({Hold(Role.GENERAL, one.pk), Hold(Role.DIRECTOR, two.pk)}))
    assert set(Document.objects.visible_to(both)) == set(rows[:2])


def test_the_office_above_reads_only_what_the_reach_says_and_only_one_level_down() -> None:
    top = province()
    city = office(parent=top)
    below = county(city)
    mine, lower = organisation(office=city), organisation(office=below)
    assert set(Organisation.objects.visible_to(director(top))) == {mine}
    assert set(Organisation.objects.visible_to(director(city))) == {mine, lower}
    assert set(Organisation.objects.visible_to(director(below))) == {lower}
    document(office=city)
    assert not Document.objects.visible_to(director(top)).exists()


def test_a_row_addressed_to_an_office_is_read_there_by_the_roles_named_and_by_no_other_office() -> None:
    row = case()
    assert list(SupervisionCase.objects.visible_to(viewer(Role.COUNTY_OFFICE, office=row.county))) == [row]
    assert not SupervisionCase.objects.visible_to(director(row.county)).exists()
    assert not SupervisionCase.objects.visible_to(
        viewer(Role.COUNTY_OFFICE, office=county(row.office))
    ).exists()
    towards = row.roles_of(viewer(Role.COUNTY_OFFICE, Role.DIRECTOR, office=row.county))
    assert towards == {Role.COUNTY_OFFICE}  # another role there is no role here


def test_a_seat_in_the_group_is_a_role_towards_its_rows_only() -> None:
    row = finding(task())
    group = row.task.group_id or 0
    own = viewer(office=row.office, groups=(GroupHold(Role.MEMBER, group),))
    other = viewer(office=row.office, groups=(GroupHold(Role.MEMBER, group + 1),))
    assert row.roles_of(own) == {Role.MEMBER}
    assert row.roles_of(other) == frozenset()
    assert type(row).objects.visible_to(own).get() == row
    assert not type(row).objects.visible_to(other).exists()


def test_a_role_narrowed_to_a_unit_is_none_in_its_office_and_one_towards_the_unit() -> None:
    city = office()
    own, other = organisation(office=city), organisation(office=city)
    contact = viewer(Role.UNIT_CONTACT, office=city, organisation=own.pk)
    assert own.roles_of(contact) == {Role.UNIT_CONTACT}
    assert other.roles_of(contact) == frozenset()
    assert contact.offices(set(Role)) == []
    assert contact.organisations({Role.UNIT_CONTACT}) == [own.pk]


def test_two_ways_to_one_row_show_it_once() -> None:
    row = case()
    both = Viewer(
        user=user().pk,
        holds=frozenset({Hold(Role.DIRECTOR, row.office_id), Hold(Role.COUNTY_OFFICE, row.county_id)}),
    )
    assert list(SupervisionCase.objects.visible_to(both)) == [row]
    assert row.roles_of(both) == {Role.DIRECTOR, Role.COUNTY_OFFICE}


def test_a_reach_names_every_role_that_may_open_the_list_and_none_along_a_way_it_lacks() -> None:
    assert Reach(office=NOBODY).roles == frozenset()
    assert Reach(office=frozenset({Role.LEADER}), group="group").roles == {Role.LEADER} | GROUP
    assert Reach(office=NOBODY, organisation="pk").roles == {Role.UNIT_CONTACT}
    addressed = Reach(office=NOBODY, addressed="county", addressed_roles=frozenset({Role.COUNTY_OFFICE}))
    assert addressed.roles == {Role.COUNTY_OFFICE}


def test_the_sets_of_roles_do_not_overlap_where_they_must_not() -> None:
    for one, other in product((SECTIONS, LEADERS, GROUP), (ADMINISTRATORS,)):
        assert not one & other
    assert not OFFICE & (
        GROUP | ADMINISTRATORS | {Role.UNIT_CONTACT, Role.CLUE_KEEPER, Role.PROVINCIAL_OFFICE}
    )
    assert STAFF < OFFICE


def test_visible_to_asks_once_however_many_offices_and_ways_there_are(django_assert_num_queries: Any) -> None:
    row = case()
    holds = frozenset(Hold(role, place) for role in OFFICE for place in (row.office_id, row.county_id))
    everyone = Viewer(user=user().pk, holds=holds)
    with django_assert_num_queries(1):
        assert list(SupervisionCase.objects.visible_to(everyone)) == [row]


def test_an_office_is_found_by_its_code(django_assert_num_queries: Any) -> None:
    city: Office = office(code="990100")
    with django_assert_num_queries(1):
        assert office_by_code("990100") == city
