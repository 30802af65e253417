"""Accounts: opened and closed by one administrator, who gives no roles; every deed of his in the chain."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from xuncha.accounts.models import User
from xuncha.audit.models import Entry
from xuncha.identity.actions import accounts
from xuncha.identity.models import Account
from xuncha.kernel.refusals import NotAllowed, WrongRole
from xuncha.orgs.tests.builders import organisation
from xuncha.people.models import Grant
from xuncha.people.tests.builders import installation, sign_in
from xuncha.records.models import Office
from xuncha.records.rules import Role
from xuncha.records.tests.builders import DAY, office, user, viewer

pytestmark = pytest.mark.django_db
OPENED = {"username": "zhang01", "name": "张某"}


@pytest.fixture
def home() -> Office:
    own = office()
    installation(own)
    return own


def account(**over: object) -> Account:
    return Account.objects.get(pk=user(**over).pk)


@pytest.mark.parametrize("role", Role)
def test_who_opens_accounts_gives_no_roles_and_who_gives_roles_opens_no_accounts(
    role: Role, home: Office, client: Client
) -> None:
    sign_in(client, role, home, organisation(office=home) if role == Role.UNIT_CONTACT else None)
    other = account()
    opening = {
        reverse("identity:new_account"): OPENED,
        reverse("identity:reset", args=[other.uid]): {"note": "遗忘"},
        reverse("identity:accounts_deed", args=[other.uid, "close"]): {"at": "2019-12-31", "note": "调离"},
        reverse("identity:new_office"): {
            "code": "990203", "name": "某县委巡察办", "short_name": "某县", "committee": "某县委", "level": "county",
        },
    }  # fmt: skip
    granting = {
        reverse("people:grants_new"): {
            "user": other.pk,
            "role": "general",
            "office": home.pk,
            "basis": "函",
            "at": "2019-12-31",
        }
    }
    for doors, right in ((opening, Role.SYSTEM_ADMIN), (granting, Role.SECURITY_ADMIN)):
        for door, sent in doors.items():
            for answer in (client.get(door), client.post(door, sent)):
                assert (answer.status_code in (403, 404)) == (role != right), (
                    f"{role} {door} {answer.status_code}"
                )
    assert User.objects.filter(username="zhang01").exists() == (role == Role.SYSTEM_ADMIN)
    assert Office.objects.filter(code="990203").exists() == (role == Role.SYSTEM_ADMIN)


def test_a_new_account_can_do_nothing_and_must_change_its_password(home: Office, client: Client) -> None:
    sign_in(client, Role.SYSTEM_ADMIN, home)
    html = client.post(reverse("identity:new_account"), OPENED).content.decode()
    made = User.objects.get(username="zhang01")
    assert made.must_change
    assert not Grant.objects.filter(user=made).exists()
    shown = html.split('class="id-secret">')[1].split("<")[0]
    assert made.check_password(shown)
    assert [entry.verb for entry in Entry.objects.all()] == ["open account"]
    assert shown not in "".join(f"{entry.subject}{entry.note}" for entry in Entry.objects.all())
    assert shown not in client.get(reverse("identity:accounts")).content.decode()


@pytest.mark.parametrize("name", ["", "a", "zhang 01", "x" * 61, "<b>", "ZHANG01"])
def test_a_name_that_is_none_or_taken_is_refused(name: str, home: Office) -> None:
    by = viewer(Role.SYSTEM_ADMIN, office=home)
    accounts.open_account(username="zhang01", name="张某", by=by)
    with pytest.raises(NotAllowed):
        accounts.open_account(username=name, name="李某", by=by)


@pytest.mark.parametrize("until", [None, date(2099, 12, 31)])
def test_nobody_handles_his_own_account_and_no_other_administrators_password_alone(
    home: Office, until: date | None
) -> None:
    by = viewer(Role.SYSTEM_ADMIN, office=home)
    own = Account.objects.get(pk=by.user)
    auditor = account()
    Grant.objects.create(user=auditor, role=Role.AUDITOR, office=home, since=DAY, until=until, by=auditor)
    for deed in (accounts.close, accounts.unlock):
        with pytest.raises(NotAllowed, match="本人"):
            deed(own, by=by, at=DAY, note="试")
    with pytest.raises(NotAllowed, match="本人"):
        accounts.reset(own, by=by, note="试")
    with pytest.raises(NotAllowed, match="两人"):
        accounts.reset(auditor, by=by, note="试")
    with pytest.raises(NotAllowed, match="不得空缺"):
        accounts.close(auditor, by=by, at=DAY, note="试")


def test_an_account_is_closed_once_and_opened_again(home: Office) -> None:
    by, row = viewer(Role.SYSTEM_ADMIN, office=home), account()
    accounts.close(row, by=by, at=DAY, note="调离")
    with pytest.raises(NotAllowed, match="已经停用"):
        accounts.close(row, by=by, at=DAY, note="调离")
    row.refresh_from_db()
    with pytest.raises(NotAllowed, match="停用"):
        accounts.reset(row, by=by, note="遗忘")
    accounts.reopen(row, by=by, at=DAY, note="回任")
    row.refresh_from_db()
    password = accounts.reset(row, by=by, note="遗忘")
    assert User.objects.get(pk=row.pk).check_password(password)
    verbs = [entry.verb for entry in Entry.objects.order_by("id")]
    assert verbs == ["close account", "reopen account", "reset password"]


def test_an_auditor_reads_both_and_does_neither(home: Office, client: Client) -> None:
    sign_in(client, Role.AUDITOR, home)
    row = account()
    page = client.get(reverse("identity:accounts_detail", args=[row.uid])).content.decode()
    assert "重置首次密码" not in page
    assert "停用账号" not in page
    for door in (
        "identity:accounts",
        "identity:offices",
        "people:grants",
        "people:emergencies",
        "audit:entries",
    ):
        assert client.get(reverse(door)).status_code == 200, door
    with pytest.raises(WrongRole):
        accounts.open_account(username="li02", name="李某", by=viewer(Role.AUDITOR, office=home))
