"""The plan through the browser: adopted with its list, revised line by line, all of it or nothing."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from xuncha.basis.tests.builders import document
from xuncha.orgs.models import Organisation
from xuncha.orgs.tests.builders import organisation
from xuncha.people.tests.builders import installation, sign_in
from xuncha.records.models import Office
from xuncha.records.rules import Role
from xuncha.records.tests.builders import office
from xuncha.rounds.models import Plan, PlanChange, PlanItem, PlanVersion, Term
from xuncha.rounds.tests import builders as make

pytestmark = pytest.mark.django_db

ISSUED = date(2019, 3, 1)


@pytest.fixture
def city() -> Office:
    own = office()
    installation(own)
    return own


@pytest.fixture
def term(city: Office) -> Term:
    return make.term(office=city)


@pytest.fixture
def units(city: Office) -> list[Organisation]:
    return [
        organisation(office=city, name=f"中共市{name}党组", short_name=f"市{name}")
        for name in ("财政局", "教育局", "科协")
    ]


def adoption(term: Term, *names: str) -> dict[str, Any]:
    paper = document(office=term.office)
    return {
        "uid": uuid4(), "at": "2017-02-01", "name": "市委巡察工作规划", "document": paper.pk,
        "organisations": "\n".join(names),
    }  # fmt: skip


def revision(of: Office, *rows: tuple[str, str, str, str], at: date = ISSUED) -> dict[str, Any]:
    sent: dict[str, Any] = {"uid": uuid4(), "at": at, "document": document(office=of).pk}
    for number, row in enumerate(rows):
        for column, text in zip(("kind", "organisation", "successor", "reason"), row, strict=True):
            sent[f"changes-{number * 2}-{column}"] = text  # a row left empty stands between them
    return sent


def listed(version: PlanVersion) -> set[str]:
    return set(version.items.live().values_list("organisation__short_name", flat=True))


def test_a_plan_is_adopted_with_its_list_by_full_and_by_short_names(
    term: Term, units: list[Organisation], client: Client
) -> None:
    sign_in(client, Role.GENERAL, term.office)
    door = reverse("rounds:plans_new", args=[term.uid])
    assert door in client.get(reverse("rounds:plans")).content.decode()  # offered above the list of plans
    shown = client.get(door).content.decode()
    assert all(str(unit) in shown for unit in units)  # those that stand are written out to begin with
    sent = adoption(term, "中共市财政局党组", "", "市科协", "市科协")
    assert client.post(door, sent).status_code == 302
    assert client.post(door, sent).status_code == 302  # sent twice, stored once
    plan = Plan.objects.get()
    assert plan.uid == sent["uid"]
    assert listed(plan.versions.get()) == {"市财政局", "市科协"}
    assert client.post(door, adoption(term, "市教育局")).status_code == 422  # a term has one plan


def test_a_name_that_nobody_bears_is_told_and_nothing_is_stored(
    term: Term, units: list[Organisation], client: Client
) -> None:
    sign_in(client, Role.GENERAL, term.office)
    answer = client.post(reverse("rounds:plans_new", args=[term.uid]), adoption(term, "市财政局", "市海洋局"))
    assert answer.status_code == 422
    assert "市海洋局" in answer.content.decode()
    assert not Plan.objects.exists()


def test_a_revision_forms_one_version_of_several_lines(
    term: Term, units: list[Organisation], client: Client
) -> None:
    finance, education = units[:2]
    first = make.version([finance, education], term=term)
    sign_in(client, Role.DIRECTOR, term.office)
    door = reverse("rounds:plan_versions_new", args=[first.plan.uid])
    assert door in client.get(reverse("rounds:plans_detail", args=[first.plan.uid])).content.decode()
    assert client.get(door).status_code == 200
    sent = revision(
        term.office, ("added", "市科协", "", "新列"), ("merged", "市教育局", "中共市财政局党组", "机构改革")
    )
    assert client.post(door, sent).status_code == 302
    second = PlanVersion.objects.get(number=2)
    assert second.uid == sent["uid"]
    assert listed(second) == {"市财政局", "市科协"}
    kinds = set(second.changes.values_list("kind", "organisation__short_name", "successor__short_name"))
    assert kinds == {("added", "市科协", None), ("merged", "市教育局", "市财政局")}
    assert listed(first) == {"市财政局", "市教育局"}  # a version is never edited


@pytest.mark.parametrize(
    ("row", "word"),
    [
        (("added", "市海洋局", "", "新列"), "第2行党组织"),
        (("", "市科协", "", "新列"), "第2行调整类型"),
        (("added", "市科协", "", ""), "第2行调整理由"),
        (("merged", "市教育局", "", "机构改革"), "承接党组织"),
        (("abolished", "市科协", "", "撤销"), "不符"),
    ],
)
def test_a_wrong_line_is_named_and_no_line_is_stored(
    term: Term, units: list[Organisation], client: Client, row: tuple[str, str, str, str], word: str
) -> None:
    first = make.version(units[:2], term=term)
    sign_in(client, Role.GENERAL, term.office)
    sent = revision(term.office, ("abolished", "市财政局", "", "撤销"), row)
    answer = client.post(reverse("rounds:plan_versions_new", args=[first.plan.uid]), sent)
    assert answer.status_code == 422
    assert word in answer.content.decode()
    assert "撤销" in answer.content.decode()  # what was typed stands there again
    assert PlanVersion.objects.count() == 1
    assert not PlanChange.objects.exists()
    assert PlanItem.objects.count() == 2


def test_an_empty_revision_and_one_that_is_not_later_are_refused(
    term: Term, units: list[Organisation], client: Client
) -> None:
    first = make.version(units[:2], term=term, at=ISSUED)
    sign_in(client, Role.GENERAL, term.office)
    door = reverse("rounds:plan_versions_new", args=[first.plan.uid])
    assert client.post(door, revision(term.office)).status_code == 422
    same_day = revision(term.office, ("added", "市科协", "", "新列"))
    assert client.post(door, same_day).status_code == 422
    future = revision(term.office, ("added", "市科协", "", "新列"), at=date(2020, 1, 1))
    assert client.post(door, future).status_code == 422
    assert PlanVersion.objects.count() == 1


@pytest.mark.parametrize("role", [Role.GUIDANCE, Role.RECTIFICATION, Role.LEADER, Role.APPROVER])
def test_who_only_reads_plans_is_offered_no_door_and_gets_through_none(
    term: Term, units: list[Organisation], client: Client, role: Role
) -> None:
    first = make.version(units[:2], term=term)
    sign_in(client, role, term.office)
    door = reverse("rounds:plan_versions_new", args=[first.plan.uid])
    assert door not in client.get(reverse("rounds:plans_detail", args=[first.plan.uid])).content.decode()
    sent = revision(term.office, ("added", "市科协", "", "新列"))
    assert [client.get(door).status_code, client.post(door, sent).status_code] == [403, 403]
    adopt = reverse("rounds:plans_new", args=[make.term(office=term.office, number=5).uid])
    assert client.post(adopt, adoption(term, "市科协")).status_code == 403
    assert PlanVersion.objects.count() == 1


def test_another_offices_plan_is_nowhere(term: Term, units: list[Organisation], client: Client) -> None:
    theirs = make.version([organisation()])
    sign_in(client, Role.GENERAL, term.office)
    door = reverse("rounds:plan_versions_new", args=[theirs.plan.uid])
    assert client.post(door, revision(term.office, ("added", "市科协", "", "新列"))).status_code == 404


def test_a_round_is_proposed_from_the_list_of_rounds_in_the_term_in_force(term: Term, client: Client) -> None:
    make.term(office=term.office, number=5, at=date(2022, 1, 1), ends_on=date(2026, 12, 31))  # not begun
    door = reverse("rounds:rounds_new", args=[term.uid])
    sign_in(client, Role.GENERAL, term.office)
    assert door in client.get(reverse("rounds:rounds")).content.decode()
    sign_in(client, Role.APPROVER, term.office)
    assert door not in client.get(reverse("rounds:rounds")).content.decode()
