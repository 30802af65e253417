"""An office sets its own thresholds, version by version, and changes none by which somebody was told."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from xuncha.kernel.refusals import NotAllowed, WrongRole
from xuncha.people.tests.builders import sign_in
from xuncha.records.models import Office, Passage
from xuncha.records.rules import OFFICE, Role
from xuncha.records.tests.access import seen_by, seen_by_strangers
from xuncha.records.tests.builders import director, viewer
from xuncha.reminders.actions import schemes
from xuncha.reminders.actions.sweep import sweep
from xuncha.reminders.models import Notice, Scheme, Threshold
from xuncha.reminders.queries.schemes import bundled, in_force
from xuncha.reminders.rules.kinds import Kind
from xuncha.reminders.rules.thresholds import HEAD, Audience
from xuncha.reminders.tests import builders as make

pytestmark = pytest.mark.django_db
DAY = date(2019, 12, 2)


@pytest.fixture
def house() -> Office:
    return make.home()


@pytest.fixture
def own(house: Office) -> Scheme:
    return schemes.draw_up(Scheme(office=house, name="催办规则"), by=director(house), at=DAY)


def threshold(of: Scheme, **over: Any) -> Threshold:
    return Threshold(
        office=of.office, scheme=of, **({"days": 3, "audience": Audience.OWNER, "kind": ""} | over)
    )


def used(of: Office) -> None:
    """Somebody was told by the scheme in force."""
    make.account(Role.GENERAL, of)
    make.CASES[Kind.KEY_TASK].make(of)
    sweep(make.DUE)
    assert Notice.objects.exists()


def test_without_rows_the_thresholds_that_come_along_hold(house: Office) -> None:
    (found,) = in_force(make.TODAY)
    assert (found.scheme, found.rows) == (None, bundled())
    assert house.pk in found.offices


def test_a_scheme_begins_with_those_that_come_along(own: Scheme) -> None:
    rows = {(line.kind, line.days, line.audience) for line in own.thresholds.all()}
    assert rows == {(row.kind, row.days, row.audience) for row in bundled()}
    assert Passage.objects.filter(subject_uid=own.uid, verb="enter").count() == 1


@pytest.mark.parametrize("role", [role for role in Role if role not in HEAD])
def test_nobody_else_draws_one_up(house: Office, role: Role) -> None:
    with pytest.raises(WrongRole):
        schemes.draw_up(Scheme(office=house, name="规则"), by=viewer(role, office=house), at=DAY)
    assert not Scheme.objects.exists()


def test_a_new_version_has_the_same_lines_and_begins_later(own: Scheme) -> None:
    by = director(own.office)
    with pytest.raises(NotAllowed, match="应晚于"):
        schemes.copy(own, name="第二版", by=by, at=DAY)
    copied = schemes.copy(own, name="第二版", by=by, at=date(2019, 12, 16))
    assert copied.thresholds.count() == own.thresholds.count()
    assert [each.scheme for each in in_force(date(2019, 12, 15)) if own.office_id in each.offices] == [own.pk]
    assert [each.scheme for each in in_force(date(2019, 12, 16)) if own.office_id in each.offices] == [
        copied.pk
    ]


def test_lines_come_and_go_while_nobody_was_told(own: Scheme) -> None:
    by = director(own.office)
    line = schemes.add(threshold(own), by=by, at=DAY)
    with pytest.raises(NotAllowed, match="重复"):
        schemes.add(threshold(own), by=by, at=DAY)
    with pytest.raises(NotAllowed, match="提前天数"):
        schemes.add(threshold(own, days=999), by=by, at=DAY)
    schemes.drop(line, by=by, at=DAY, note="过密")
    rows = [each for each in in_force(DAY) if each.scheme == own.pk]
    assert 3 not in rows[0].ladder(Kind.MEASURE).steps


def test_what_somebody_was_told_by_is_not_changed_any_more(own: Scheme) -> None:
    used(own.office)
    by, line = director(own.office), own.thresholds.first()
    with pytest.raises(NotAllowed, match="另立新版本"):
        schemes.add(threshold(own), by=by, at=make.TODAY)
    with pytest.raises(NotAllowed, match="另立新版本"):
        schemes.drop(line, by=by, at=make.TODAY, note="过密")


@pytest.mark.parametrize("role", [role for role in Role if role not in HEAD])
def test_nobody_else_changes_lines(own: Scheme, role: Role) -> None:
    by = viewer(role, office=own.office)
    with pytest.raises(WrongRole):
        schemes.add(threshold(own), by=by, at=DAY)
    with pytest.raises(WrongRole):
        schemes.drop(own.thresholds.first(), by=by, at=DAY, note="过密")


def test_loading_twice_leaves_what_is_there(house: Office) -> None:
    by = director(house)
    first = schemes.load(office=house, by=by, at=DAY, name="催办规则")
    assert schemes.load(office=house, by=by, at=DAY, name="催办规则") == first


def test_the_office_reads_them_and_nobody_else(own: Scheme) -> None:
    for row in (own, own.thresholds.first()):
        assert seen_by(row) == OFFICE
        assert seen_by_strangers(row) == set()


def test_the_head_sets_thresholds_through_the_pages(client: Client, house: Office) -> None:
    sign_in(client, Role.DIRECTOR, house)
    answer = client.post(
        reverse("reminders:schemes_new"), {"name": "本办规则", "at": DAY.isoformat()}, follow=True
    )
    assert answer.status_code == 200
    own = Scheme.objects.get(name="本办规则")
    add = reverse("reminders:thresholds_new", args=[own.uid])
    client.post(
        add, {"days": "5", "audience": "section", "kind": "notice", "at": DAY.isoformat()}, follow=True
    )
    line = own.thresholds.get(days=5)
    assert (line.kind, line.audience) == (Kind.NOTICE, Audience.SECTION)
    bad = client.post(add, {"days": "500", "audience": "section", "kind": "", "at": DAY.isoformat()})
    assert bad.status_code == 422
    assert "提前天数应在" in bad.content.decode()
    drop = reverse("reminders:thresholds_deed", args=[line.uid, "drop"])
    assert client.post(drop, {"at": DAY.isoformat(), "note": "不需要"}).status_code == 302
    assert not own.thresholds.live().filter(days=5).exists()


def test_a_section_reads_the_thresholds_and_cannot_set_them(client: Client, own: Scheme) -> None:
    sign_in(client, Role.GENERAL, own.office)
    assert client.get(reverse("reminders:schemes_detail", args=[own.uid])).status_code == 200
    assert client.get(reverse("reminders:schemes_new")).status_code == 403
    assert client.get(reverse("reminders:thresholds_new", args=[own.uid])).status_code == 403


def test_lines_in_use_offer_no_change(client: Client, own: Scheme) -> None:
    used(own.office)
    sign_in(client, Role.DIRECTOR, own.office)
    line = own.thresholds.first()
    page = client.get(reverse("reminders:thresholds_detail", args=[line.uid])).content.decode()
    assert "删去节点" not in page
    page = client.get(reverse("reminders:schemes_detail", args=[own.uid])).content.decode()
    assert "另立新版本" in page
    assert "登记催办节点" not in page
