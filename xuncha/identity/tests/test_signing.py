"""Passwords, sessions and the door: ageing, idle time, few sessions at once, lock-out, nothing told to a stranger."""

from datetime import timedelta
from itertools import pairwise
from unittest.mock import patch

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.test import Client
from django.utils import timezone

from xuncha.accounts.models import User
from xuncha.audit.models import Entry
from xuncha.identity.models import Account, Recovery, Session
from xuncha.identity.tests.world import DOOR, PASSWORD, clerk, in_use, phone_of, sign_in
from xuncha.people.models import Grant
from xuncha.records.models import Installation, Office
from xuncha.records.rules import Role
from xuncha.records.tests.builders import DAY

pytestmark = pytest.mark.django_db
CHANGE, SECURITY, HOME = "/identity/password/", "/identity/security/", "/people/persons/"
NEW = "quite-another-phrase-2"


@pytest.fixture
def home(db: None) -> Office:
    return in_use()


def later(monkeypatch: pytest.MonkeyPatch, **more: float) -> None:
    moment = timezone.now() + timedelta(**more)
    monkeypatch.setattr(timezone, "now", lambda: moment)


def changed(client: Client, new: str, old: str = PASSWORD) -> int:
    sent = {"old_password": old, "new_password1": new, "new_password2": new}
    return client.post(CHANGE, sent).status_code


def test_a_first_password_opens_nothing_but_its_own_change(home: Office, client: Client) -> None:
    user = clerk(home, must_change=True)
    sign_in(client, user)
    assert client.get(HOME)["Location"].startswith(CHANGE)
    assert "首次登录或者密码被重置后" in client.get(CHANGE).content.decode()
    assert changed(client, NEW) == 302
    assert client.get(HOME).status_code == 200
    assert not User.objects.get(pk=user.pk).must_change


@pytest.mark.parametrize(
    "bad", ["short-1", "password12345", "clerk-general", PASSWORD, "123456789012345", "aaaabbbbaaaabbbb"]
)
def test_an_unfit_password_is_refused(bad: str, home: Office, client: Client) -> None:
    sign_in(client, clerk(home))
    assert changed(client, bad) == 422


def test_none_of_the_last_five_passwords_is_taken_again(home: Office, client: Client) -> None:
    user = clerk(home)
    sign_in(client, user)
    used = [PASSWORD, *(f"{NEW}-{n}" for n in range(5))]
    for old, new in pairwise(used):
        assert changed(client, new, old) == 302
    assert changed(client, used[1], used[5]) == 422
    assert changed(client, used[0], used[5]) == 302  # the sixth back


def test_a_wrong_old_password_counts_as_at_the_door(home: Office, client: Client) -> None:
    user = clerk(home)
    sign_in(client, user)
    for _ in range(5):
        changed(client, NEW, "wrong")
    assert sign_in(Client(), user).status_code == 429


def test_a_password_grows_old_in_ninety_days(
    home: Office, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = clerk(home)
    later(monkeypatch, days=89, hours=23)
    sign_in(client, user)
    assert client.get(HOME).status_code == 200
    client.post("/sign-out/")
    later(monkeypatch, hours=2)
    sign_in(client, user)
    assert client.get(HOME)["Location"].startswith(CHANGE)


def test_a_session_ends_when_nobody_uses_it(
    home: Office, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(client, clerk(home))
    for _ in range(3):
        later(monkeypatch, minutes=29)
        assert client.get(HOME).status_code == 200
    later(monkeypatch, minutes=30)
    assert client.get(HOME)["Location"].startswith(DOOR)
    assert not Session.objects.filter(user__isnull=False).exists()


def test_a_session_ends_after_half_a_day_of_use(
    home: Office, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(client, clerk(home))
    for _ in range(35):
        later(monkeypatch, minutes=20)
        assert client.get(HOME).status_code == 200
    later(monkeypatch, minutes=20)
    assert client.get(HOME)["Location"].startswith(DOOR)


def test_one_account_is_signed_in_at_three_places_and_the_oldest_goes(home: Office) -> None:
    user = clerk(home)
    places = [Client() for _ in range(4)]
    for place in places:
        sign_in(place, user)
    assert [place.get(HOME).status_code for place in places] == [302, 200, 200, 200]
    assert Entry.objects.filter(verb="end session").count() == 1


def test_ones_own_sessions_are_listed_and_ended_and_nobody_elses(home: Office) -> None:
    user, other = clerk(home), clerk(home, Role.DIRECTOR)
    here, there, stranger = Client(), Client(), Client()
    for place, who in ((here, user), (there, user), (stranger, other)):
        sign_in(place, who)
    page = here.get(SECURITY).content.decode()
    assert there.session.session_key not in page
    numbers = [part.split('"')[0] for part in page.split('name="session" value="')[1:]]
    assert len(numbers) == 2
    assert stranger.post("/identity/security/session/", {"session": numbers[0]}).status_code == 422
    for number in numbers:
        here.post("/identity/security/session/", {"session": number})
    assert there.get(HOME).status_code == 302
    assert stranger.get(HOME).status_code == 200


def test_changing_the_password_ends_the_sessions_elsewhere(home: Office, client: Client) -> None:
    user, elsewhere = clerk(home), Client()
    sign_in(client, user)
    sign_in(elsewhere, user)
    assert changed(client, NEW) == 302
    assert client.get(HOME).status_code == 200
    assert elsewhere.get(HOME).status_code == 302


def test_the_lock_is_of_one_account_at_one_address(home: Office) -> None:
    user, other = clerk(home), clerk(home, Role.DIRECTOR)
    for _ in range(7):
        sign_in(Client(), user, "wrong")
    assert sign_in(Client(), user).status_code == 429
    assert sign_in(Client(), other).status_code == 302
    assert sign_in(Client(REMOTE_ADDR="10.0.0.9"), user).status_code == 302
    verbs = [entry.verb for entry in Entry.objects.filter(who=user.username).order_by("id")]
    assert verbs == ["sign in failed"] * 4 + ["locked", "sign in"]  # knocking on leaves no more entries


def test_a_stranger_is_told_the_same_in_the_same_time_whatever_is_wrong(home: Office) -> None:
    """The same words and one hashing each: no such name, a wrong password, a closed account, one without password."""
    clerk(home)
    User.objects.create_user("closed", PASSWORD, is_active=False)
    User.objects.create_user("silent")
    said = set()
    for name in ("clerk-general", "closed", "silent", "nobody"):
        with (
            patch.object(
                Argon2PasswordHasher, "encode", autospec=True, side_effect=Argon2PasswordHasher.encode
            ) as encoded,
            patch.object(
                Argon2PasswordHasher, "verify", autospec=True, side_effect=Argon2PasswordHasher.verify
            ) as judged,
        ):
            answer = Client().post(DOOR, {"username": name, "password": "wrong-horse-battery"})
        assert encoded.call_count + judged.call_count == 1, name
        said.add(answer.content.decode().split('role="alert"')[1].split("</div>")[0])
    assert len(said) == 1


def test_a_name_that_is_no_account_is_not_written_down(home: Office) -> None:
    Client().post(DOOR, {"username": "my-secret-password", "password": "x"})
    assert [entry.who for entry in Entry.objects.all()] == ["—"]
    assert "my-secret" not in str(Entry.objects.values_list().get())


def test_coming_and_going_is_in_the_chain(home: Office, client: Client) -> None:
    user = clerk(home)
    sign_in(client, user)
    client.post("/sign-out/")
    assert [entry.verb for entry in Entry.objects.order_by("id")] == ["sign in", "sign out"]


def test_a_closed_account_is_out_at_once(home: Office, client: Client) -> None:
    user = clerk(home)
    sign_in(client, user)
    admin = Client()
    Installation.objects.update(is_demo=True)  # whose administrators need no factor
    sign_in(admin, clerk(home, Role.SYSTEM_ADMIN))
    door = f"/identity/accounts/{user.uid}/do/close/"
    assert admin.post(door, {"at": timezone.localdate().isoformat(), "note": "调离"}).status_code == 302
    assert client.get(HOME).status_code == 302


def test_an_account_is_recovered_by_two_kinds_of_administrators(home: Office, client: Client) -> None:
    user = clerk(home)
    phone_of(user)
    Installation.objects.update(is_demo=True)
    people = {role: clerk(home, role) for role in (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN)}
    places = {role: Client() for role in people}
    for role, place in places.items():
        sign_in(place, people[role])
    one, other = places.values()
    asked = {"user": user.pk, "reason": "手机丢失", "next": "1"}
    assert one.post("/identity/recoveries/new/", asked | {"user": "9" * 400}).status_code in (400, 422)
    assert one.post("/identity/recoveries/new/", asked).headers["Location"] == "/identity/recoveries/new/"
    row = Recovery.objects.get()
    door = f"/identity/recoveries/{row.uid}/approve/"
    assert one.post(door).status_code == 422
    assert Account.objects.get(pk=user.pk).second_factor
    sign_in(client, user)
    told = other.post(door).content.decode()
    password = told.split('class="id-secret">')[1].split("<")[0]
    assert client.get(HOME).status_code == 302
    fresh = User.objects.get(pk=user.pk)
    assert (fresh.second_factor, fresh.must_change, fresh.check_password(password)) == (False, True, True)
    assert other.post(door).status_code == 422
    assert Grant.objects.filter(user=user, since=DAY).count() == 1  # its roles are as they were
