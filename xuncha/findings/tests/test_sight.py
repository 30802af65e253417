"""Who sees a finding, its correction and its feedback: by role, by group, by organisation, before and after."""

from datetime import date

import pytest

from xuncha.basis.tests.builders import document
from xuncha.findings.actions import findings, letters
from xuncha.findings.actions.letters import Letter
from xuncha.findings.models import Correction, Feedback, Finding
from xuncha.findings.rules import AddresseeType
from xuncha.findings.tests.builders import fed_back, finding, group, seat, task, towards
from xuncha.kernel.viewer import Hold, Viewer
from xuncha.orgs.tests.builders import organisation
from xuncha.records.rules import ADMINISTRATORS, GROUP, Role
from xuncha.records.tests.builders import county, viewer
from xuncha.rounds.models import Task

pytestmark = pytest.mark.django_db
LATER = date(2019, 10, 8)
STAFF = {
    Role.LEADER,
    Role.APPROVER,
    Role.DIRECTOR,
    Role.GENERAL,
    Role.GUIDANCE,
    Role.RECTIFICATION,
    Role.COUNTY_OFFICE,
}


def seers(rows: "type[Finding] | type[Feedback] | type[Correction]", of: Task) -> set[Role]:
    return {role for role in Role if rows.objects.visible_to(towards(role, of)).exists()}


def test_a_draft_is_seen_by_the_office_and_the_own_group_only() -> None:
    row = finding()
    assert seers(Finding, row.task) == STAFF | GROUP


def test_what_was_handed_over_is_seen_by_its_unit_and_the_plan_reviewers_as_well() -> None:
    target, _ = fed_back(1)
    assert seers(Finding, target) == STAFF | GROUP | {Role.UNIT_CONTACT, Role.PLAN_REVIEWER}
    assert seers(Feedback, target) == STAFF | GROUP | {Role.UNIT_CONTACT}


def test_administrators_clue_people_and_the_province_see_no_finding() -> None:
    target, _ = fed_back(1)
    outside = ADMINISTRATORS | {Role.CLUE_KEEPER, Role.CLUE_RECEIVER, Role.PROVINCIAL_OFFICE}
    assert not seers(Finding, target) & outside


def test_another_group_of_the_same_round_sees_nothing() -> None:
    target, _ = fed_back(1)
    assert target.group
    neighbour = task(group=group_beside(target))
    for role in GROUP:
        stranger = seat(role, neighbour)
        assert not Finding.objects.visible_to(stranger).exists()
        assert not Feedback.objects.visible_to(stranger).exists()


def group_beside(target: Task) -> object:
    assert target.group
    row = {"office": target.office, "by": target.by, "at": target.at}
    return type(target.group).objects.create(round=target.round, number=2, name="市委第二巡察组", **row)


def test_a_county_office_and_the_city_do_not_read_each_other() -> None:
    target = task()
    below = county(target.office)
    fed_back(1, target)
    fed_back(1, task(group=group(office=below)))
    assert Finding.objects.visible_to(viewer(Role.COUNTY_OFFICE, office=below)).get().office == below
    assert (
        Finding.objects.visible_to(viewer(Role.DIRECTOR, office=target.office)).get().office == target.office
    )


def test_a_contact_sees_what_was_fed_back_to_its_own_unit_and_not_its_neighbours() -> None:
    target, _ = fed_back(2)
    other, _ = fed_back(3, task(office=target.office))
    finding(task(office=target.office, organisation=other.organisation))
    seen = Finding.objects.visible_to(towards(Role.UNIT_CONTACT, target))
    assert {row.task_id for row in seen} == {target.pk}
    assert Finding.objects.visible_to(towards(Role.UNIT_CONTACT, other)).count() == 3


def test_a_second_hat_does_not_open_a_units_unfrozen_findings_to_its_contact() -> None:
    row, elsewhere = finding(), task()
    contact = towards(Role.UNIT_CONTACT, row.task)
    also_member = Viewer(
        user=contact.user,
        office=contact.office,
        holds=contact.holds,
        groups=seat(Role.MEMBER, elsewhere).groups,
    )
    also_reviewer = Viewer(
        user=contact.user,
        holds=contact.holds | {Hold(Role.PLAN_REVIEWER, row.office_id)},
        office=row.office_id,
    )
    assert not Finding.objects.visible_to(also_member).exists()
    assert not Finding.objects.visible_to(also_reviewer).exists()


def test_letters_to_persons_stay_with_the_office_and_a_department_sees_its_own() -> None:
    target, _ = fed_back(2)
    director = viewer(Role.DIRECTOR, office=target.office)
    department = organisation(office=target.office)
    for addressee, unit in ((AddresseeType.PRINCIPAL, None), (AddresseeType.DEPARTMENT, department)):
        letter = Letter(addressee, document(office=target.office), organisation=unit)
        letters.send(target, letter, by=director, at=LATER)
    (own,) = Feedback.objects.visible_to(towards(Role.UNIT_CONTACT, target))
    assert own.addressee_type == AddresseeType.BODY
    contact = viewer(Role.UNIT_CONTACT, office=target.office, organisation=department.pk)
    (told,) = Feedback.objects.visible_to(contact)
    assert told.addressee_type == AddresseeType.DEPARTMENT
    assert not Finding.objects.visible_to(contact).exists()


def test_a_correction_is_seen_by_those_who_see_its_finding_as_handed_over() -> None:
    target, _ = fed_back(1)
    row = Finding.objects.get(task=target)
    director = viewer(Role.DIRECTOR, office=target.office)
    findings.correct(row, wording="更正后的表述", reason="核对凭证", by=director, at=LATER)
    assert seers(Correction, target) == STAFF | GROUP | {Role.UNIT_CONTACT}
