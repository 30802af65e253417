"""Who reads organisations: those who work with them, the office above, and of a unit its own contact."""

import pytest

from xuncha.orgs.models import Division, OrganisationChange
from xuncha.orgs.rules import ChangeKind
from xuncha.orgs.tests.builders import division, organisation
from xuncha.records.rules import ADMINISTRATORS, GROUP, OFFICE, Role
from xuncha.records.tests.access import seen_by, seen_by_strangers, seen_from, sees
from xuncha.records.tests.builders import DAY, office, province, viewer

pytestmark = pytest.mark.django_db

WORKERS = OFFICE | {Role.CLUE_KEEPER, Role.PLAN_REVIEWER, Role.CLUE_RECEIVER, Role.PROVINCIAL_OFFICE}


def test_the_office_and_those_who_work_with_it_read_its_organisations() -> None:
    city = office(parent=province())
    row = organisation(office=city)
    assert seen_by(row) == WORKERS
    assert not seen_by(row) & (ADMINISTRATORS | {Role.UNIT_CONTACT})
    assert seen_by_strangers(row) == set()
    assert city.parent is not None
    assert seen_from(row, city.parent) == {Role.DIRECTOR, Role.GUIDANCE, Role.GENERAL, Role.LEADER}


def test_a_units_contact_reads_the_own_unit_and_no_other() -> None:
    city = office()
    own, other = organisation(office=city), organisation(office=city)
    contact = viewer(Role.UNIT_CONTACT, office=city, organisation=own.pk)
    assert sees(contact, own)
    assert not sees(contact, other)


def test_what_became_of_an_organisation_is_read_by_the_office_only() -> None:
    row = organisation()
    change = OrganisationChange.objects.create(
        organisation=row, kind=ChangeKind.ABOLISHED, basis="文件", office=row.office, by=row.by, at=DAY
    )
    assert seen_by(change) == OFFICE
    assert seen_by_strangers(change) == set()
    assert not sees(viewer(Role.UNIT_CONTACT, office=row.office, organisation=row.pk), change)


def test_divisions_are_read_by_everyone_who_works_with_organisations_and_by_nobody_else() -> None:
    division()
    city = office()
    readers = {r for r in Role if Division.objects.visible_to(viewer(r, office=city)).exists()}
    assert readers == WORKERS
    assert not readers & (ADMINISTRATORS | GROUP | {Role.UNIT_CONTACT})
