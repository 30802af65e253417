"""Second factors: golden vectors, a code for once, codes on paper, what is sealed, and who is asked."""

import time

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from xuncha.accounts.models import User
from xuncha.audit.models import Entry
from xuncha.identity.actions import factors
from xuncha.identity.models import Authenticator, Misses, RecoveryCode
from xuncha.identity.rules import wait_after
from xuncha.identity.tests.world import clerk, code, in_use, phone_of, sign_in
from xuncha.kernel.refusals import NotAllowed
from xuncha.people.models import Grant
from xuncha.records.models import Installation, Office
from xuncha.records.rules import Role
from xuncha.records.tests.builders import DAY

pytestmark = pytest.mark.django_db
FACTOR, SECURITY, HOME = "/identity/factor/", "/identity/security/", "/people/persons/"
# RFC 6238, appendix B, SHA-1, cut to six digits
GOLDEN = (
    (59, "287082"),
    (1111111109, "081804"),
    (1111111111, "050471"),
    (1234567890, "005924"),
    (2000000000, "279037"),
)


@pytest.fixture
def home(db: None) -> Office:
    return in_use()


@pytest.mark.parametrize(("moment", "shown"), GOLDEN)
def test_codes_are_those_of_the_standard_and_count_once(
    moment: int, shown: str, home: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(time, "time", lambda: moment)
    row = Authenticator.objects.create(user=clerk(home), secret=b"12345678901234567890".hex())
    assert factors.take_step(row, f"{shown[:3]} {shown[3:]}")
    row.refresh_from_db()
    assert not factors.take_step(row, shown)
    assert not factors.take_step(Authenticator(pk=row.pk, secret=row.secret), shown)  # read before the other
    assert not factors.take_step(row, "٢٨٧٠٨٢")


def test_an_older_code_is_not_taken_after_a_newer_one(home: Office) -> None:
    user = clerk(home)
    key = phone_of(user)
    assert factors.show_code(user, code(key, 1))
    assert not factors.show_code(user, code(key))
    assert not factors.show_code(user, code(key, 3))


def test_the_secret_is_sealed_and_codes_on_paper_are_hashed(home: Office) -> None:
    user = clerk(home)
    key = phone_of(user)
    told = factors.new_codes(user)
    with connection.cursor() as asked:
        asked.execute("SELECT secret FROM identity_authenticator")
        assert asked.fetchone()[0].startswith("s2:")
        asked.execute("SELECT blind FROM identity_recoverycode")
        kept = [row[0] for row in asked.fetchall()]
    assert len(set(kept)) == len(told) == 10
    assert not any(each in "".join(kept) for each in told)
    said = "".join(f"{entry.subject}{entry.note}" for entry in Entry.objects.all())
    assert key.hex() not in said
    assert not any(each in said for each in told)


def test_a_code_on_paper_lets_in_once_however_it_is_written(home: Office) -> None:
    user, other = clerk(home), clerk(home, Role.DIRECTOR)
    phone_of(user)
    told = factors.new_codes(user)
    assert not factors.show_recovery_code(other, told[0])
    assert factors.show_recovery_code(user, told[0].upper().replace("-", " "))
    assert not factors.show_recovery_code(user, told[0])
    assert RecoveryCode.objects.filter(user=user, used_at=None).count() == 9


def test_a_password_alone_opens_nothing(home: Office, client: Client) -> None:
    user = clerk(home)
    key = phone_of(user)
    sign_in(client, user, next=HOME)
    for door in (HOME, SECURITY, "/identity/password/", "/people/persons/excel/", "/"):
        answer = client.get(door)
        assert answer.status_code == 302, door
        assert answer["Location"].startswith(FACTOR), door
        assert client.post(door).status_code == 302, door
    before = client.session.session_key
    assert client.post(FACTOR, {"code": "000000", "next": HOME}).status_code == 422
    answer = client.post(FACTOR, {"code": code(key, 1), "next": HOME})
    assert answer["Location"] == HOME
    assert client.session.session_key != before
    assert client.get(HOME).status_code == 200
    assert client.post(FACTOR, {"code": "1", "next": "https://elsewhere.invalid/"})["Location"] == "/"


def test_htmx_is_led_to_the_factor_as_a_whole_page(home: Office, client: Client) -> None:
    user = clerk(home)
    phone_of(user)
    sign_in(client, user)
    assert client.get(HOME, headers={"HX-Request": "true"})["HX-Redirect"] == FACTOR


@pytest.mark.parametrize("role", [Role.CLUE_KEEPER, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR])
def test_who_must_have_a_factor_sees_only_the_enrolment(role: Role, home: Office, client: Client) -> None:
    user = clerk(home, role)
    sign_in(client, user)
    assert client.get("/")["Location"].startswith(SECURITY)
    page = client.get(SECURITY).content.decode()
    assert "您的岗位须使用第二因子" in page
    assert "x-nav" not in page
    client.get("/identity/security/phone/")
    row = Authenticator.objects.get(user=user)
    told = client.post("/identity/security/phone/", {"code": code(bytes.fromhex(row.secret))})
    assert told.status_code == 200
    assert told.content.decode().count("<li><code>") == 10
    assert client.get("/", follow=True).status_code == 200
    client.post("/sign-out/")
    sign_in(client, user)
    assert client.get("/")["Location"].startswith(FACTOR)


def test_a_demonstration_asks_for_no_factor_and_says_so(home: Office, client: Client) -> None:
    Installation.objects.update(is_demo=True)
    sign_in(client, clerk(home, Role.CLUE_KEEPER))
    assert client.get("/", follow=True).status_code == 200
    assert "演示系统不强制第二因子" in client.get(SECURITY).content.decode()


def test_a_role_that_needs_a_factor_asks_for_it_from_the_next_page_on(home: Office, client: Client) -> None:
    user = clerk(home)
    sign_in(client, user)
    assert client.get(HOME).status_code == 200
    Grant.objects.create(user=user, role=Role.CLUE_KEEPER, office=home, since=DAY, by=user)
    assert client.get(HOME)["Location"].startswith(SECURITY)


def test_wrong_codes_make_the_next_try_wait_in_whatever_session(
    home: Office, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = clerk(home)
    key = phone_of(user)
    for _ in range(5):
        Misses.objects.update(latest=timezone.now() - wait_after(20))
        with pytest.raises(NotAllowed, match="未通过"):
            factors.attempt(user, lambda: False)
    sign_in(client, user)
    answer = client.post(FACTOR, {"code": code(key, 1)})
    assert answer.status_code == 422
    assert "秒后再试" in answer.content.decode()
    assert [wait_after(n).total_seconds() for n in (0, 2, 3, 4, 10, 99)] == [0, 0, 1, 2, 128, 900]
    assert Entry.objects.filter(verb="factor failed").count() == 5


def test_the_password_is_asked_once_more_before_a_factor_goes(home: Office, client: Client) -> None:
    user = clerk(home)
    key = phone_of(user)
    sign_in(client, user)
    client.post(FACTOR, {"code": code(key, 1)})
    drop = "/identity/security/phone/drop/"
    assert client.post(drop, {"password": "wrong"}).status_code == 422
    assert Authenticator.objects.exists()
    assert client.post(drop, {"password": "correct-horse-battery-1"}).status_code == 302
    assert not User.objects.get(pk=user.pk).second_factor
    assert not RecoveryCode.objects.exists()
