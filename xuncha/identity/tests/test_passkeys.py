"""Security keys: enrolled and shown through the pages, bound to the challenge, the place and the person."""

import json

import pytest
from django.test import Client

from xuncha.accounts.models import User
from xuncha.identity.models import Passkey
from xuncha.identity.tests.software_key import SoftwareKey
from xuncha.identity.tests.world import clerk, in_use, sign_in
from xuncha.records.models import Office
from xuncha.records.rules import Role

pytestmark = pytest.mark.django_db
FACTOR, HOME = "/identity/factor/", "/people/persons/"
HOST, ORIGIN = "localhost", "http://localhost"


@pytest.fixture
def home(db: None) -> Office:
    return in_use()


def enrolled(client: Client, key: SoftwareKey) -> int:
    options = json.loads(client.post("/identity/security/key/options/").content)
    sent = {"passkey": key.create(options), "name": "办公室密钥"}
    return client.post("/identity/security/key/", sent).status_code


def asked(client: Client) -> dict[str, object]:
    found: dict[str, object] = json.loads(client.post("/identity/factor/question/").content)
    return found


def shown(client: Client, answer: str) -> int:
    return client.post(FACTOR, {"passkey": answer, "next": HOME}).status_code


def with_key(home: Office, role: Role = Role.GENERAL) -> tuple[User, SoftwareKey]:
    user, key, client = clerk(home, role), SoftwareKey(HOST, ORIGIN), Client(SERVER_NAME=HOST)
    sign_in(client, user)
    assert enrolled(client, key) == 200  # the page with the codes on paper
    assert client.get(HOME).status_code == 200  # who enrols has shown it
    return user, key


def test_a_key_is_enrolled_and_lets_in(home: Office) -> None:
    user, key = with_key(home)
    client = Client(SERVER_NAME=HOST)
    sign_in(client, user)
    assert client.get(HOME)["Location"].startswith(FACTOR)
    assert shown(client, key.get(asked(client))) == 302
    assert client.get(HOME).status_code == 200
    assert Passkey.objects.get().sign_count == 1


def test_an_answer_counts_once_and_for_its_own_challenge(home: Office) -> None:
    user, key = with_key(home)
    client = Client(SERVER_NAME=HOST)
    sign_in(client, user)
    old = key.get(asked(client))
    asked(client)  # another challenge takes its place
    assert shown(client, old) == 422
    assert shown(client, key.get({"challenge": ""})) == 422
    assert client.get(HOME).status_code == 302


@pytest.mark.parametrize("place", [("elsewhere.invalid", ORIGIN), (HOST, "http://elsewhere.invalid")])
def test_a_key_used_on_another_page_is_not_taken(place: tuple[str, str], home: Office) -> None:
    user, key = with_key(home)
    key.host, key.origin = place
    client = Client(SERVER_NAME=HOST)
    sign_in(client, user)
    assert shown(client, key.get(asked(client))) == 422


def test_nobody_elses_key_and_no_copied_key_lets_in(home: Office) -> None:
    user, key = with_key(home)
    _, other = with_key(home, Role.DIRECTOR)
    client = Client(SERVER_NAME=HOST)
    sign_in(client, user)
    assert shown(client, other.get(asked(client))) == 422
    Passkey.objects.filter(user=user).update(
        sign_count=9
    )  # the real one has been used since the copy was made
    assert shown(client, key.get(asked(client))) == 422


@pytest.mark.parametrize("answer", ["{", "{}", "[]", '{"id": 1}', "null"])
def test_what_is_no_answer_is_refused_in_a_sentence(answer: str, home: Office) -> None:
    user, _ = with_key(home)
    client = Client(SERVER_NAME=HOST)
    sign_in(client, user)
    asked(client)
    assert shown(client, answer) == 422


def test_a_bare_address_is_told_that_keys_need_a_name(home: Office) -> None:
    client = Client(SERVER_NAME="127.0.0.1")
    sign_in(client, clerk(home))
    assert "安全密钥须经域名和加密连接访问" in client.get("/identity/security/").content.decode()
