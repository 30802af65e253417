"""A linked task is fed back to its unit and to the counties as well (一巡一反): one row a county, read there only."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from xuncha.basis.models import Document
from xuncha.basis.tests.builders import document
from xuncha.findings import queries
from xuncha.findings.actions import letters
from xuncha.findings.models import Feedback, Finding
from xuncha.findings.rules import AddresseeType
from xuncha.findings.tests.builders import fed_back, installation, sign_in, task
from xuncha.kernel.refusals import NotAllowed, WrongRole
from xuncha.records.models import Office
from xuncha.records.rules import Role
from xuncha.records.tests.access import seen_from
from xuncha.records.tests.builders import county, director, office, viewer
from xuncha.rounds.models import Task

pytestmark = pytest.mark.django_db
LATER = date(2019, 10, 8)


@pytest.fixture
def linked() -> Task:
    target, _ = fed_back(2)
    Task.objects.filter(pk=target.pk).update(upper_round="九届省委第七轮")
    target.refresh_from_db()
    return target


def tell(target: Task, *counties: Office, paper: Document | None = None, **over: Any) -> Feedback:
    row = Feedback(task=target, document=paper or document(office=target.office))
    by = over.get("by") or director(target.office)
    return letters.send_to_counties(row, counties=counties, by=by, at=LATER)


def test_each_county_has_a_row_of_its_own_and_signs_for_it(linked: Task) -> None:
    one, other = county(linked.office), county(linked.office)
    row = tell(linked, one, other)
    rows = Feedback.objects.filter(task=linked, addressee_type=AddresseeType.COUNTY)
    assert {row.county for row in rows} == {one, other}
    assert one.short_name in str(row)
    assert seen_from(row, one) == {Role.COUNTY_OFFICE}
    assert seen_from(row, other) == set()
    with pytest.raises(WrongRole):
        letters.sign(row, by=viewer(Role.COUNTY_OFFICE, office=other), at=LATER)
    letters.sign(row, by=viewer(Role.COUNTY_OFFICE, office=one), at=LATER)
    row.refresh_from_db()
    assert row.signed_on == LATER


def test_neither_the_number_of_the_body_s_letter_nor_its_findings_come_with_it(linked: Task) -> None:
    below = county(linked.office)
    tell(linked, below)
    assert queries.body_feedbacks(linked).count() == 1
    assert queries.stated(queries.body_feedbacks(linked)) == 2
    who = viewer(Role.COUNTY_OFFICE, office=below)
    assert not Finding.objects.visible_to(who).exists()
    assert not Task.objects.visible_to(who).exists()
    assert not Document.objects.visible_to(who).exists()


def test_only_after_the_body_only_below_once_and_on_a_paper_of_the_office(linked: Task) -> None:
    below = county(linked.office)
    with pytest.raises(NotAllowed, match="先向领导班子"):
        tell(task(office=linked.office), below)
    with pytest.raises(NotAllowed, match="至少"):
        tell(linked)
    with pytest.raises(NotAllowed, match="不是本级的下级"):
        tell(linked, county(office()))
    with pytest.raises(NotAllowed, match="本级登记"):
        tell(linked, below, paper=document(office=below))
    with pytest.raises(WrongRole):
        tell(linked, below, by=viewer(Role.COUNTY_OFFICE, office=below))
    tell(linked, below)
    with pytest.raises(NotAllowed, match="重复"):
        tell(linked, below)


def test_the_door_stands_on_linked_tasks_until_every_county_was_told(linked: Task, client: Client) -> None:
    below = [county(linked.office) for _ in range(2)]
    alone, _ = fed_back(1, task(office=linked.office))
    assert queries.told_or_alone([linked, alone]) == {alone.pk}
    installation(linked.office)
    sign_in(client, Role.GENERAL, linked.office)
    door = reverse("findings:county_letters_new", args=[linked.uid])
    form = client.get(door).context["form"]
    assert form.initial["counties"] == below
    paper = document(office=linked.office, at=LATER)
    boxes = {"at": LATER.isoformat(), "document": paper.pk}
    assert client.post(door, boxes | {"counties": [below[0].pk]}).status_code == 302
    assert list(client.get(door).context["form"].fields["counties"].queryset) == below[1:]
    assert client.post(door, boxes | {"counties": [below[1].pk]}).status_code == 302
    assert queries.told_or_alone([linked]) == {linked.pk}
    assert client.get(door).status_code == 422
    other = reverse("findings:letters_new", args=[linked.uid])
    kinds = dict(client.get(other).context["form"].fields["addressee_type"].choices)
    assert AddresseeType.COUNTY not in kinds
