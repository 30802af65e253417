"""Organisations come into being, merge, split, end and change their names; their rows stay."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from xuncha.kernel import codes
from xuncha.kernel.refusals import NotAllowed, WrongRole
from xuncha.kernel.viewer import Viewer
from xuncha.orgs import actions
from xuncha.orgs.models import Organisation, OrganisationChange
from xuncha.orgs.queries import heirs
from xuncha.orgs.rules import ChangeKind, OrganisationKind, UnitClass
from xuncha.orgs.tests.builders import division, organisation
from xuncha.records.models import Office
from xuncha.records.rules import Level, Role
from xuncha.records.tests.builders import DAY, director, office, viewer

pytestmark = pytest.mark.django_db

EVE, LATER = date(2019, 6, 2), date(2019, 7, 1)
PAPER = "市委办发〔2019〕3号"


@pytest.fixture
def city() -> Office:
    return office()


@pytest.fixture
def head(city: Office) -> Viewer:
    return director(city)


def registered(city: Office, by: Viewer, **over: object) -> Organisation:
    values: dict[str, object] = {
        "office": city, "division": division(), "name": "中共某局党组", "short_name": "某局", "by": by, "at": DAY,
        "kind": OrganisationKind.LEADING_GROUP, "unit_class": UnitClass.GOVERNMENT, "level": Level.CITY,
    }  # fmt: skip
    return actions.register(**(values | over))  # type: ignore[arg-type]


def unit_code() -> str:
    """A sound unified social credit code of nobody."""
    inside = "00000000" + codes.organisation_check("00000000")
    first17 = "11990000" + inside
    return first17 + codes.unit_check(first17)


def test_an_organisation_is_registered_with_a_sound_code_which_several_may_share(
    city: Office, head: Viewer
) -> None:
    row = registered(city, head, credit_code=unit_code().lower())
    assert (row.credit_code, row.passages().get().verb) == (unit_code(), "enter")
    registered(city, head, name="中共某局机关委员会", credit_code=unit_code())
    wrong = unit_code()[:-1] + ("0" if unit_code()[-1] != "0" else "1")
    with pytest.raises(NotAllowed, match="校验码不符"):
        registered(city, head, name="—", credit_code=wrong)
    with pytest.raises(NotAllowed, match="重复"):
        registered(city, head)


def test_an_organisation_stands_only_below_one_that_exists(city: Office, head: Viewer) -> None:
    gone = organisation(office=city, abolished_on=DAY)
    with pytest.raises(NotAllowed, match="不存在或者已经撤销"):
        registered(city, head, parent=gone)
    registered(city, head, parent=organisation(office=city))


def test_merged_organisations_end_and_what_stood_below_them_follows(city: Office, head: Viewer) -> None:
    one, two, into = (organisation(office=city) for _ in range(3))
    child = organisation(office=city, parent=one)
    changes = actions.merge([one, two], into=into, basis=PAPER, by=head, at=DAY)
    assert [(c.organisation, c.kind, c.successor) for c in changes] == [
        (one, ChangeKind.MERGED, into),
        (two, ChangeKind.MERGED, into),
    ]
    child.refresh_from_db()
    assert child.parent == into
    assert set(Organisation.objects.of(city.pk).alive_on(EVE)) == {one, two, into, child}
    assert set(Organisation.objects.of(city.pk).alive_on(DAY)) == {into, child}
    one.refresh_from_db()
    assert [p.verb for p in one.passages()] == ["merged"]


def test_what_has_ended_neither_ends_again_nor_takes_over(city: Office, head: Viewer) -> None:
    one, into = organisation(office=city), organisation(office=city)
    actions.merge([one], into=into, basis=PAPER, by=head, at=DAY)
    for attempt in (
        lambda: actions.merge([one], into=into, basis=PAPER, by=head, at=LATER),
        lambda: actions.abolish(one, basis=PAPER, by=head, at=LATER),
        lambda: actions.merge([into], into=one, basis=PAPER, by=head, at=LATER),
        lambda: actions.rename(one, name="新名", short_name="新", basis=PAPER, by=head, at=LATER),
    ):
        with pytest.raises(NotAllowed, match="已经撤销"):
            attempt()


def test_an_organisation_is_not_merged_into_itself_and_nothing_is_left_of_the_attempt(
    city: Office, head: Viewer
) -> None:
    one = organisation(office=city)
    with pytest.raises(NotAllowed):
        actions.merge([one], into=one, basis=PAPER, by=head, at=DAY)
    one.refresh_from_db()
    assert one.abolished_on is None
    assert not OrganisationChange.objects.exists()


def test_a_split_leaves_at_least_two_that_carry_on(city: Office, head: Viewer) -> None:
    whole, left, right = (organisation(office=city) for _ in range(3))
    with pytest.raises(NotAllowed, match="两个以上"):
        actions.split(whole, into=[left, left], basis=PAPER, by=head, at=DAY)
    actions.split(whole, into=[left, right], basis=PAPER, by=head, at=DAY)
    assert [c.successor for c in whole.changes.order_by("pk")] == [left, right]
    assert heirs(whole, EVE) == [whole]
    assert heirs(whole, DAY) == [left, right]


def test_an_organisation_with_others_below_it_is_not_simply_abolished(city: Office, head: Viewer) -> None:
    top = organisation(office=city)
    child = organisation(office=city, parent=top)
    with pytest.raises(NotAllowed, match="下级党组织"):
        actions.abolish(top, basis=PAPER, by=head, at=DAY)
    actions.abolish(child, basis=PAPER, by=head, at=DAY)
    actions.abolish(top, basis=PAPER, by=head, at=DAY)
    assert heirs(top, DAY) == []


def test_a_change_names_its_paper(city: Office, head: Viewer) -> None:
    with pytest.raises(NotAllowed, match="依据文件"):
        actions.abolish(organisation(office=city), basis=" ", by=head, at=DAY)


def test_a_new_name_is_the_same_organisation_and_the_old_one_is_kept(city: Office, head: Viewer) -> None:
    row = organisation(office=city, name="中共旧局党组", short_name="旧局")
    taken = organisation(office=city)
    with pytest.raises(NotAllowed, match="重复"):
        actions.rename(row, name=taken.name, short_name="新局", basis=PAPER, by=head, at=DAY)
    row.refresh_from_db()
    change = actions.rename(row, name="中共新局党组", short_name="新局", basis=PAPER, by=head, at=DAY)
    row.refresh_from_db()
    assert (row.name, row.short_name, change.former_name) == ("中共新局党组", "新局", "中共旧局党组")
    assert row.passages().get().changes == {
        "name": ["中共旧局党组", "中共新局党组"],
        "short_name": ["旧局", "新局"],
    }
    assert heirs(row, LATER) == [row]


def test_heirs_are_followed_through_several_changes_and_round_no_circle(city: Office, head: Viewer) -> None:
    one, two, three, four = (organisation(office=city) for _ in range(4))
    actions.merge([one], into=two, basis=PAPER, by=head, at=DAY)
    actions.split(two, into=[three, four], basis=PAPER, by=head, at=LATER)
    assert heirs(one, DAY) == [two]
    assert heirs(one, LATER) == [three, four]
    Organisation.objects.filter(pk__in=[three.pk, four.pk]).update(abolished_on=LATER)
    back = {"office": city, "by": one.by, "at": LATER, "basis": PAPER, "kind": ChangeKind.MERGED}
    OrganisationChange.objects.create(
        organisation=three, successor=one, **back
    )  # nonsense no verb would enter
    assert heirs(one, LATER) == []


@pytest.mark.parametrize(
    "role", [r for r in Role if r not in {Role.GENERAL, Role.DIRECTOR, Role.COUNTY_OFFICE}]
)
def test_nobody_but_the_office_changes_organisations(role: Role, city: Office) -> None:
    stranger, one, into = viewer(role, office=city), organisation(office=city), organisation(office=city)
    for attempt in (
        lambda: registered(city, stranger),
        lambda: actions.merge([one], into=into, basis=PAPER, by=stranger, at=DAY),
        lambda: actions.abolish(one, basis=PAPER, by=stranger, at=DAY),
        lambda: actions.rename(one, name="—", short_name="—", basis=PAPER, by=stranger, at=DAY),
    ):
        with pytest.raises(WrongRole):
            attempt()


def _change(kind: ChangeKind, successor: Organisation | None, of: Organisation) -> OrganisationChange:
    return OrganisationChange.objects.create(
        organisation=of, kind=kind, successor=successor, basis=PAPER, office=of.office, by=of.by, at=DAY
    )


def test_the_database_refuses_changes_that_make_no_sense(city: Office) -> None:
    one, two = organisation(office=city), organisation(office=city)
    _change(ChangeKind.ABOLISHED, None, one)
    for attempt in (
        lambda: _change(ChangeKind.MERGED, two, one),  # ended twice
        lambda: _change(ChangeKind.MERGED, None, two),  # into nobody
        lambda: _change(ChangeKind.SPLIT, None, two),
        lambda: _change(ChangeKind.SPLIT, two, two),  # into itself
        lambda: organisation(office=city, abolished_on=date(2000, 1, 1)),  # ended before it began
        lambda: organisation(office=city, name=one.name),
        lambda: division(valid_from=LATER, valid_until=DAY),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            attempt()
