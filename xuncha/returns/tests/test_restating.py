"""An issued return taken back and issued anew; and the mapper's page as it is sent."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from xuncha.kernel.refusals import NotAllowed, WrongRole
from xuncha.people.tests.builders import sign_in
from xuncha.records.models import Passage
from xuncha.records.rules import Role
from xuncha.records.tests.builders import viewer
from xuncha.returns.actions import returns
from xuncha.returns.models import FormVersion, Return
from xuncha.returns.tests import builders as make
from xuncha.returns.tests.builders import Asked

pytestmark = pytest.mark.django_db

DAY = date(2019, 7, 2)


@pytest.fixture
def world() -> Asked:
    return make.asked(DAY)


def own(world: Asked, letters: int) -> Return:
    """The city's own return of the second quarter, issued."""
    version = FormVersion.objects.filter(office=world.city).first() or make.form_version(
        world.city, world.general, DAY
    )
    row = Return(office=world.city, form=version.form, year=2019, number=2)
    ret = returns.draw_up(row, by=world.general, at=DAY)
    said: dict[str, Decimal | None] = {"B3": Decimal(letters), "B4": Decimal(1)}
    returns.report_by_hand(ret, by=world.general, at=DAY, source="登记簿", values=said)
    returns.take(ret, "check", by=world.general, at=DAY)
    return returns.take(ret, "issue", by=viewer(Role.DIRECTOR, office=world.city), at=DAY)


def test_a_return_is_taken_back_with_a_reason_by_who_issues_and_stays_as_it_was(world: Asked) -> None:
    ret = own(world, 3)
    with pytest.raises(WrongRole):
        returns.take(ret, "withdraw", by=world.general, at=DAY, note="数据有误")
    director = viewer(Role.DIRECTOR, office=world.city)
    with pytest.raises(NotAllowed, match="理由"):
        returns.take(ret, "withdraw", by=director, at=DAY, note=" ")
    before = (ret.values, ret.file, ret.cutoff)
    returns.take(ret, "withdraw", by=director, at=DAY, note="来信件数有误")
    kept = Return.objects.get(pk=ret.pk)
    assert (kept.values, kept.file, kept.cutoff) == before
    assert returns.renders_the_same(kept)
    said = Passage.objects.get(subject_uid=ret.uid, verb="withdraw")
    assert (said.note, said.before) == ("来信件数有误", "issued")


def test_restated_the_period_has_one_return_that_stands_and_the_one_before_it(world: Asked) -> None:
    first = own(world, 3)
    with pytest.raises(NotAllowed, match="已经编制"):
        own(world, 4)
    returns.take(first, "withdraw", by=viewer(Role.DIRECTOR, office=world.city), at=DAY, note="更正")
    second = own(world, 4)
    standing = Return.objects.live().exclude(state="withdrawn")
    assert list(standing) == [second]
    assert [(ret.values or {})["B3"] for ret in (first, second)] == ["3", "4"]
    with pytest.raises(NotAllowed):
        returns.take(first, "issue", by=viewer(Role.DIRECTOR, office=world.city), at=DAY)


def sent(**over: str) -> dict[str, str]:
    """The page of the layout `parts` as a person sends it: a sum, two numbers by hand, a figure."""
    cells = {"cell-B2": "=B3+B4", "cell-B3": "填报", "cell-B4": "填报", "cell-B5": "501 发现问题"}
    offsets = {"offset-B5": "this", "office-B5": "", "digits-B5": ""}
    return {"at": DAY.isoformat(), "checks": "B4 <= B3\n"} | cells | offsets | over


def test_the_mapper_stores_what_was_sent_as_a_version_and_a_change_as_its_successor(
    world: Asked, client: Client
) -> None:
    version = make.form_version(world.city, world.general, DAY, cells=make.CELLS[:3], checks=())
    url = reverse("returns:mapping", args=[version.uid])
    sign_in(client, Role.GENERAL, world.city)
    answer = client.post(url, sent())
    made = FormVersion.objects.get(form=version.form, number=2)
    assert answer.status_code == 302
    assert answer["Location"] == reverse("returns:versions_detail", args=[made.uid])
    assert [(cell.cell, cell.kind, cell.code, cell.text) for cell in made.form_cells] == [
        ("B2", "formula", "", "B3+B4"),
        ("B3", "hand", "", ""),
        ("B4", "hand", "", ""),
        ("B5", "figure", "501", ""),
    ]
    assert made.checks == ["B4 <= B3"]
    assert FormVersion.objects.get(pk=version.pk).cells == version.cells


@pytest.mark.parametrize(
    ("over", "said"),
    [
        ({"cell-B5": ""}, "还有单元格没有核对：B5"),
        ({"cell-B5": "没有这个指标"}, "“没有这个指标”不是指标"),
        ({"cell-B2": "=B3+B9"}, "B9"),
        ({"cell-B2": "=B3+", "checks": ""}, "B3+"),
        ({"checks": "B9 <= B3"}, "B9没有取数"),
        ({"cell-B5": "106 领导批示"}, "没有数据来源"),
    ],
)
def test_what_the_mapper_cannot_take_is_said_on_its_page_and_nothing_is_stored(
    over: dict[str, str], said: str, world: Asked, client: Client
) -> None:
    version = make.form_version(world.city, world.general, DAY, cells=make.CELLS[:3], checks=())
    sign_in(client, Role.GENERAL, world.city)
    answer = client.post(reverse("returns:mapping", args=[version.uid]), sent(**over))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert FormVersion.objects.count() == 1


def test_the_mapper_is_closed_to_who_reads_only_and_to_every_other_office(
    world: Asked, client: Client
) -> None:
    version = make.form_version(world.city, world.general, DAY)
    url = reverse("returns:mapping", args=[version.uid])
    for role, where, status in (
        (Role.LEADER, world.city, 403),
        (Role.COUNTY_OFFICE, world.counties[0], 404),
        (Role.PETITION_CLERK, world.city, 403),
    ):
        sign_in(client, role, where)
        assert client.post(url, sent()).status_code == status, role
    assert FormVersion.objects.count() == 1
