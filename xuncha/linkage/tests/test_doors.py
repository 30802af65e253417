"""The doors of linkage, through which three levels hand things to one another: who gets in, and what comes of it."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from xuncha.basis.tests.builders import document
from xuncha.findings.tests.builders import finding
from xuncha.linkage.models import Campaign, Chase, Counterpart, CountyCall, CountyTask, Filing
from xuncha.linkage.tests import builders as make
from xuncha.orgs.tests.builders import organisation
from xuncha.people.tests.builders import installation, sign_in
from xuncha.records.models import Office
from xuncha.records.rules import Role
from xuncha.records.tests.builders import DAY, NUMBERS, county
from xuncha.rounds.rules.rounds import RoundState
from xuncha.rounds.rules.tasks import TaskState
from xuncha.rounds.tests.builders import group, round_, task, term

pytestmark = pytest.mark.django_db

LATER = "2019-07-01"


@pytest.fixture
def city() -> Office:
    return installation(make.city()).home


@pytest.fixture
def campaign(city: Office) -> Campaign:
    return make.campaign(office=city)


def door(name: str, on: Any = None) -> str:
    return reverse(f"linkage:{name}_new", args=[on.uid] if on else [])


def deed(table: str, row: Any, name: str) -> str:
    return reverse(f"linkage:{table}_deed", args=[row.uid, name])


def sent(client: Client, address: str, **boxes: Any) -> int:
    """The page opens, and takes what was filled in."""
    assert client.get(address).status_code == 200, address
    answer = client.post(address, boxes)
    said = answer.context["form"].errors if answer.status_code == 422 and answer.context else ""
    assert answer.status_code == 302, f"{address}: {answer.status_code} {said}"
    return answer.status_code


def test_a_campaign_is_opened_on_the_page_of_its_round_with_everybody_called(
    city: Office, client: Client
) -> None:
    of = round_(term=term(office=city), state=RoundState.APPROVED)
    own, below = group(round=of), county(city)
    plan = document(office=city, at=DAY, approved_on=DAY)
    sign_in(client, Role.GUIDANCE, city)
    boxes = {"name": "联动", "upper_round": "省委第七轮", "theme": "民生", "plan": plan.pk}
    sent(client, door("campaigns", of), groups=[own.pk], counties=[below.pk], **boxes)
    row = Campaign.objects.get()
    assert (row.office, row.at, row.round) == (city, DAY, of)
    assert (row.sent_groups.get().group, row.calls.get().county) == (own, below)
    assert client.get(door("campaigns", of)).status_code == 422  # it has one


def test_the_city_sends_chooses_calls_and_asks_many_at_once(campaign: Campaign, client: Client) -> None:
    sign_in(client, Role.GUIDANCE, campaign.office)
    own, linked = group(round=campaign.round), task(round=campaign.round)
    below = [county(campaign.office) for _ in range(2)]
    sent(client, door("groups", campaign), at=LATER, groups=[own.pk])
    sent(client, door("targets", campaign), at=LATER, tasks=[linked.pk])
    keys = [place.pk for place in below]
    sent(client, door("calls", campaign), at=LATER, counties=keys, plan_due_on="2019-07-15")
    assert {call.plan_due_on for call in campaign.calls.all()} == {date(2019, 7, 15)}
    letter = document(office=campaign.office, at=date(2019, 7, 2))
    boxes = {"letter": letter.pk, "due_on": "2019-08-01", "tasks": [linked.pk], "counties": keys}
    sent(client, door("counterparts", campaign), **boxes)
    assert {cell.county for cell in campaign.counterparts.all()} == set(below)
    cell = campaign.counterparts.first()
    assert (cell.at, cell.due_on) == (date(2019, 7, 2), date(2019, 8, 1))
    late = [cell.pk for cell in campaign.counterparts.all()]
    sent(client, door("chases", campaign), at="2019-08-05", cells=late, channel="phone", text="已通话")
    assert Chase.objects.count() == 2


def test_a_county_works_through_its_own_doors_and_the_city_takes_it_in(
    campaign: Campaign, client: Client
) -> None:
    call = make.call(campaign=campaign)
    below, linked = call.county, make.target(campaign=campaign).task
    cell = make.counterpart(campaign=campaign, county=below, task=linked)
    own = task(round=round_(term=term(office=below, number=next(NUMBERS))))
    unit, report = organisation(office=below), document(office=below, at=DAY)
    sign_in(client, Role.COUNTY_OFFICE, below)
    text = SimpleUploadedFile("方案.txt", "联动方案".encode(), "text/plain")
    sent(client, door("county_plans", call), at=LATER, document=report.pk, upload=text)
    sent(client, door("county_tasks", call), at=LATER, tasks=[own.pk])
    sent(client, deed("counterparts", cell, "send"), at=LATER, unit=unit.pk, report=report.pk)
    plan = campaign.county_plans.get()
    assert CountyTask.objects.get().task == own
    assert client.get(deed("county_plans", plan, "receive")).status_code == 403
    assert client.get(deed("counterparts", cell, "receive")).status_code == 403
    file = reverse("linkage:plan_file", args=[plan.uid])
    assert b"".join(client.get(file).streaming_content).decode() == "联动方案"  # type: ignore[attr-defined]  # a file's answer
    sign_in(client, Role.GUIDANCE, campaign.office)
    assert client.get(file).status_code == 200
    assert (
        report.title in client.get(reverse("linkage:counterparts_detail", args=[cell.uid])).content.decode()
    )
    sent(client, deed("county_plans", plan, "receive"), at=LATER)
    sent(client, deed("counterparts", cell, "receive"), at=LATER)
    sent(client, deed("counterparts", cell, "read"), at=LATER)
    sent(client, deed("counterparts", cell, "use"), at=LATER, finding=finding(linked).pk)
    cell.refresh_from_db()
    assert (cell.stage, cell.unit) == ("已运用", unit)


def test_only_a_finding_of_the_same_task_can_be_chosen(campaign: Campaign, client: Client) -> None:
    linked = make.target(campaign=campaign).task
    cell = make.counterpart(campaign=campaign, task=linked, received_on=DAY)
    own, other = finding(linked), finding(task(round=campaign.round))
    sign_in(client, Role.GUIDANCE, campaign.office)
    form = client.get(deed("counterparts", cell, "use")).context["form"]
    assert list(form.fields["finding"].queryset) == [own]
    answer = client.post(deed("counterparts", cell, "use"), {"at": LATER, "finding": other.pk})
    assert answer.status_code == 422


def test_a_report_goes_up_from_the_page_of_its_task_and_the_province_gives_its_receipt(
    campaign: Campaign, client: Client
) -> None:
    linked = task(round=campaign.round, state=TaskState.REPORTED)
    make.target(campaign=campaign, task=linked)
    paper = document(office=campaign.office, at=DAY)
    sign_in(client, Role.GENERAL, campaign.office)
    text = SimpleUploadedFile("报告.txt", "巡察报告".encode(), "text/plain")
    sent(client, door("report_filings", linked), document=paper.pk, upload=text)
    row = Filing.objects.get()
    assert (row.campaign, row.receiver) == (campaign, campaign.office.parent)
    assert client.get(door("report_filings", linked)).status_code == 422
    sign_in(client, Role.PROVINCIAL_OFFICE, row.receiver)
    file = client.get(reverse("linkage:filing_file", args=[row.uid]))
    assert b"".join(file.streaming_content).decode() == "巡察报告"  # type: ignore[attr-defined]  # a file's answer
    sent(client, deed("filings", row, "acknowledge"), at=LATER)
    row.refresh_from_db()
    assert row.received_on == date(2019, 7, 1)


def test_a_round_is_filed_upward_from_its_own_page(city: Office, client: Client) -> None:
    of = round_(term=term(office=city), state=RoundState.APPROVED)
    paper = document(office=city, at=DAY)
    sign_in(client, Role.GENERAL, city)
    form = client.get(door("filings", of)).context["form"]
    assert "unit_report" not in dict(form.fields["kind"].choices)
    sent(client, door("filings", of), kind="round_plan", document=paper.pk)
    assert Filing.objects.get().round == of


CITY_ONLY = ("groups", "targets", "calls", "counterparts", "chases")


@pytest.mark.parametrize("name", CITY_ONLY)
def test_what_the_city_does_with_its_campaign_no_county_gets_at(
    name: str, campaign: Campaign, client: Client
) -> None:
    call = make.call(campaign=campaign)
    sign_in(client, Role.COUNTY_OFFICE, call.county)
    for ask in (client.get, client.post):
        assert ask(door(name, campaign)).status_code == 404


def test_a_county_gets_at_no_part_of_its_neighbour(campaign: Campaign, client: Client) -> None:
    own, other = make.call(campaign=campaign), make.call(campaign=campaign)
    cell = make.counterpart(campaign=campaign, county=other.county)
    plan = make.county_plan(campaign=campaign, county=other.county)
    addresses = [
        *(door(name, other) for name in ("county_plans", "county_tasks", "plan_chases")),
        door("report_chases", cell),
        *(deed("counterparts", cell, name) for name in ("send", "receive", "send_back", "read", "use")),
        deed("county_plans", plan, "receive"),
        reverse("linkage:plan_file", args=[plan.uid]),
        reverse("linkage:counterpart_file", args=[cell.uid]),
    ]
    sign_in(client, Role.COUNTY_OFFICE, own.county)
    for address in addresses:
        assert client.get(address).status_code == 404, address
        assert client.post(address, {"at": LATER}).status_code in (404, 405), address


def test_a_county_cannot_name_its_neighbours_paper_or_task(campaign: Campaign, client: Client) -> None:
    call, neighbour = make.call(campaign=campaign), county(campaign.office)
    foreign = task(round=round_(term=term(office=neighbour, number=next(NUMBERS))))
    cell = make.counterpart(campaign=campaign, county=call.county)
    sign_in(client, Role.COUNTY_OFFICE, call.county)
    for paper in (document(office=neighbour), document(office=campaign.office)):
        for address, box in (
            (door("county_plans", call), "document"),
            (deed("counterparts", cell, "send"), "report"),
        ):
            assert client.post(address, {"at": LATER, box: paper.pk}).status_code == 422
    answer = client.post(door("county_tasks", call), {"at": LATER, "tasks": [foreign.pk]})
    assert answer.status_code == 422
    assert not CountyTask.objects.exists()
    assert not Counterpart.objects.filter(sent_on__isnull=False).exists()


@pytest.mark.parametrize("role", [Role.RECTIFICATION, Role.LEADER, Role.CLUE_KEEPER, Role.UNIT_CONTACT])
def test_who_runs_no_campaign_is_refused(role: Role, campaign: Campaign, client: Client) -> None:
    call: CountyCall = make.call(campaign=campaign)
    unit = organisation(office=campaign.office) if role == Role.UNIT_CONTACT else None
    sign_in(client, role, campaign.office, unit)
    for address in (door("calls", campaign), door("plan_chases", call)):
        assert client.post(address, {"at": LATER}).status_code in (403, 404), address
