"""The three administrators: who gives roles, who lends them for hours, and what past the verbs opens nothing."""

from datetime import date, timedelta
from itertools import product

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from xuncha.accounts.models import User
from xuncha.audit.models import Entry
from xuncha.audit.queries import broken_entries
from xuncha.kernel.refusals import NotAllowed, WrongRole
from xuncha.kernel.viewer import Viewer
from xuncha.people import actions
from xuncha.people.models import Emergency, Grant
from xuncha.people.queries import holds_of
from xuncha.people.rules import apart, check_second
from xuncha.people.tests.builders import installation, person, sign_in
from xuncha.records.models import Office
from xuncha.records.rules import ADMINISTRATORS, GROUP, Role
from xuncha.records.tests.builders import DAY, county, office, user, viewer
from xuncha.rounds.models import Group
from xuncha.rounds.queries import viewer_of

pytestmark = pytest.mark.django_db
THREE = sorted(ADMINISTRATORS)


@pytest.fixture
def home() -> Office:
    own = office()
    installation(own)
    return own


def row(home: Office, role: Role, to: User | None = None) -> Grant:
    return Grant(user=to or user(), role=role, office=home, basis="巡办函〔2019〕1号")


@pytest.mark.parametrize("held", Role)
def test_only_the_security_administrator_gives_and_ends_roles(held: Role, home: Office) -> None:
    by = viewer(held, office=home)
    given = row(home, Role.GENERAL)
    if held == Role.SECURITY_ADMIN:
        actions.give(given, by=by, at=DAY)
        actions.withdraw(given, by=by, at=DAY, note="调离")
    else:
        with pytest.raises(WrongRole):
            actions.give(given, by=by, at=DAY)
        stored = actions.grant(user(), Role.GENERAL, office=home, by=user(), at=DAY)
        with pytest.raises(WrongRole):
            actions.withdraw(stored, by=by, at=DAY, note="调离")


@pytest.mark.parametrize(("held", "wanted"), list(product(Role, THREE)))
def test_every_grant_keeps_the_administrators_apart_in_either_order(
    held: Role, wanted: Role, home: Office
) -> None:
    if held in GROUP or held in (Role.COUNTY_OFFICE, Role.PROVINCIAL_OFFICE, Role.UNIT_CONTACT):
        return  # not held in this office at all, which is refused before
    for first, second in ((held, wanted), (wanted, held)):
        to = user()
        actions.grant(to, Role(first), office=home, by=user(), at=DAY)
        with pytest.raises(NotAllowed):
            actions.grant(to, Role(second), office=home, by=user(), at=DAY + timedelta(days=1))


def test_nobody_gives_a_role_to_himself_or_ends_his_own(home: Office) -> None:
    by = viewer(Role.SECURITY_ADMIN, office=home)
    own = User.objects.get(pk=by.user)
    with pytest.raises(NotAllowed, match="本人"):
        actions.give(row(home, Role.AUDITOR, own), by=by, at=DAY)
    mine = actions.grant(own, Role.SECURITY_ADMIN, office=home, by=user(), at=DAY)
    with pytest.raises(NotAllowed, match="本人"):
        actions.withdraw(mine, by=by, at=DAY, note="交接")


def test_a_grant_needs_its_paper_an_open_account_and_the_right_place(home: Office) -> None:
    by, below = viewer(Role.SECURITY_ADMIN, office=home), county(home)
    bad = row(home, Role.GENERAL)
    bad.basis = " "
    closed = user(is_active=False)
    for wrong in (
        bad,
        row(home, Role.GENERAL, closed),
        row(home, Role.COUNTY_OFFICE),
        row(below, Role.DIRECTOR),
        row(below, Role.AUDITOR),
        row(home, Role.GROUP_LEADER),
        row(home, Role.UNIT_CONTACT),
        row(home, Role.PROVINCIAL_OFFICE),
    ):
        with pytest.raises(NotAllowed):
            actions.give(wrong, by=by, at=DAY)
    assert not Grant.objects.exists()
    assert actions.give(row(below, Role.COUNTY_OFFICE), by=by, at=DAY, until=DAY).until == DAY


def test_the_last_of_the_three_stays(home: Office) -> None:
    by = viewer(Role.SECURITY_ADMIN, office=home)
    first = actions.grant(user(), Role.AUDITOR, office=home, by=user(), at=DAY)
    with pytest.raises(NotAllowed, match="不得空缺"):
        actions.withdraw(first, by=by, at=DAY, note="调离")
    actions.grant(user(), Role.AUDITOR, office=home, by=user(), at=DAY)
    actions.withdraw(first, by=by, at=DAY, note="调离")


def test_rows_that_came_past_the_verbs_open_nothing(home: Office) -> None:
    both = user()
    for role in (Role.AUDITOR, Role.DIRECTOR):
        Grant.objects.create(user=both, role=role, office=home, since=DAY, by=both)
    assert holds_of(both.pk, DAY) == frozenset()
    with pytest.raises(IntegrityError), transaction.atomic():
        Grant.objects.create(user=both, role=Role.SYSTEM_ADMIN, office=home, since=DAY, by=both)
    assert not apart([Role.AUDITOR, Role.SYSTEM_ADMIN])
    assert apart([Role.DIRECTOR, Role.GENERAL])


def test_an_administrator_sits_in_no_group_whatever_the_group_says(home: Office) -> None:
    admin = user()
    actions.grant(admin, Role.SYSTEM_ADMIN, office=home, by=user(), at=DAY)
    person(office=home, user=admin)
    assert viewer_of(admin).groups == frozenset()
    assert viewer_of(admin).roles == {Role.SYSTEM_ADMIN}
    assert not Group.objects.exists()


def asked(home: Office, by: Viewer, role: Role = Role.CLUE_KEEPER, to: User | None = None) -> Emergency:
    made = Emergency(user=to or user(), role=role, office=home, hours=2, reason="专管员突发疾病")
    return actions.ask(made, by=by)


def test_an_emergency_takes_two_kinds_of_administrators_and_ends_by_the_clock(
    home: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = viewer(Role.SYSTEM_ADMIN, office=home), viewer(Role.AUDITOR, office=home)
    lent = asked(home, one)
    day = date(2019, 12, 31)
    assert holds_of(lent.user_id, day) == frozenset()
    for wrong in (one, viewer(Role.SYSTEM_ADMIN, office=home), viewer(Role.AUDITOR, office=home)):
        concerned = Viewer(lent.user_id, office=home.pk, holds=wrong.holds)
        with pytest.raises(NotAllowed):
            actions.approve(lent, by=wrong if wrong.has(Role.SYSTEM_ADMIN) else concerned, at=day)
    actions.approve(lent, by=other, at=day)
    assert {hold.role for hold in holds_of(lent.user_id, day)} == {Role.CLUE_KEEPER}
    lent.refresh_from_db()
    with pytest.raises(NotAllowed, match="已经处理"):
        actions.approve(lent, by=viewer(Role.SECURITY_ADMIN, office=home), at=day)
    later = timezone.now() + timedelta(hours=2, seconds=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert holds_of(lent.user_id, day) == frozenset()
    lent.refresh_from_db()
    assert lent.standing == "已到时失效"
    assert [entry.verb for entry in Entry.objects.order_by("id")] == [
        "ask emergency",
        "grant",
        "give emergency",
    ]
    assert broken_entries() == []


def test_an_emergency_breaks_no_separation_and_may_be_ended_early(home: Office) -> None:
    one, other = viewer(Role.SECURITY_ADMIN, office=home), viewer(Role.AUDITOR, office=home)
    general = user()
    actions.grant(general, Role.GENERAL, office=home, by=user(), at=DAY)
    with pytest.raises(NotAllowed, match="互不兼任"):
        actions.approve(asked(home, one, Role.SYSTEM_ADMIN, general), by=other, at=DAY)
    lent = asked(home, one, Role.CLUE_KEEPER, general)
    actions.approve(lent, by=other, at=DAY)
    actions.finish(lent, by=one, at=DAY, note="已回岗")
    assert {hold.role for hold in holds_of(general.pk, DAY)} == {Role.GENERAL}
    with pytest.raises(NotAllowed, match="已经失效"):
        actions.finish(lent, by=one, at=DAY, note="已回岗")
    with pytest.raises(WrongRole):
        asked(home, viewer(Role.DIRECTOR, office=home))


def test_who_asks_for_himself_or_late_gets_nothing(home: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = viewer(Role.SECURITY_ADMIN, office=home), viewer(Role.AUDITOR, office=home)
    with pytest.raises(NotAllowed, match="本人"):
        asked(home, one, to=User.objects.get(pk=one.user))
    old = asked(home, one)
    monkeypatch.setattr(timezone, "now", lambda: old.recorded_at + timedelta(hours=24, seconds=1))
    with pytest.raises(NotAllowed, match="时限"):
        actions.approve(old, by=other, at=DAY)
    lent = asked(home, one)
    actions.decline(lent, by=other, at=DAY, note="无须")
    assert not Grant.objects.exists()


@pytest.mark.parametrize(("asker", "decider"), list(product(THREE, THREE)))
def test_two_persons_are_of_two_kinds(asker: Role, decider: Role) -> None:
    def check() -> None:
        check_second(asked_as=asker, asker=1, decides_as={decider}, decider=2, concerned=3)

    if asker == decider:
        with pytest.raises(NotAllowed):
            check()
    else:
        check()


def test_every_page_shouts_while_a_role_is_lent(home: Office, client: Client) -> None:
    one, other = viewer(Role.SYSTEM_ADMIN, office=home), viewer(Role.AUDITOR, office=home)
    sign_in(client, Role.GENERAL, home)
    address = reverse("people:persons")
    assert "紧急授权生效中" not in client.get(address).content.decode()
    actions.approve(lent := asked(home, one), by=other, at=date(2019, 12, 31))
    html = client.get(address).content.decode()
    assert "紧急授权生效中" in html
    assert lent.user.name in html


def test_giving_ending_and_lending_by_page(home: Office, client: Client) -> None:
    to = user()
    sent = {
        "uid": "6f1c2f0e-5c3c-4f7e-9d57-6b0a4a4c1d2e",
        "user": to.pk,
        "role": Role.GENERAL,
        "office": home.pk,
        "at": "2019-12-01",
        "basis": "会议纪要",
    }
    sign_in(client, Role.SECURITY_ADMIN, home)
    assert client.post(reverse("people:grants_new"), sent).status_code == 302
    given = Grant.objects.get(user=to)
    assert client.get(reverse("people:grants_detail", args=[given.uid])).status_code == 200
    door = reverse("people:grants_deed", args=[given.uid, "withdraw"])
    assert client.post(door, {"at": "2019-12-31", "note": "调离"}).status_code == 302
    given.refresh_from_db()
    assert given.until == date(2019, 12, 31)
    lend = {key: sent[key] for key in ("user", "office")} | {
        "role": Role.CLUE_KEEPER,
        "hours": 2,
        "reason": "急",
    }
    assert client.post(reverse("people:emergencies_new"), lend).status_code == 302
    row = Emergency.objects.get()
    approve = reverse("people:emergencies_deed", args=[row.uid, "approve"])
    assert client.post(approve, {"at": "2019-12-31"}).status_code == 422  # his own asking
    sign_in(client, Role.AUDITOR, home)
    assert client.get(reverse("people:emergencies_detail", args=[row.uid])).status_code == 200
    assert client.post(approve, {"at": "2019-12-31"}).status_code == 302
    assert Grant.objects.filter(user=to, emergency=row).exists()
