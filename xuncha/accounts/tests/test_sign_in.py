"""Signing in: works without a script, tells the truth in a sentence, and stops guessing."""

import pytest
from django.test import Client

from xuncha.accounts.models import User
from xuncha.records.models import Office

pytestmark = pytest.mark.django_db
DOOR = "/sign-in/"


@pytest.fixture
def clerk(office: Office) -> User:
    return User.objects.create_user("lu", "correct-horse-1", name="陆明远")


def attempt(client: Client, password: str, **more: str) -> str:
    answer = client.post(DOOR, {"username": "lu", "password": password, **more})
    return answer.content.decode() if answer.status_code != 302 else "→ " + answer["Location"]


def test_the_page_names_the_office_and_asks_for_two_things(client: Client, office: Office) -> None:
    html = client.get(DOOR).content.decode()
    assert "云江市委巡察办" in html
    assert html.count("<input class=") == 2
    assert "演示数据" not in html  # nothing of the house before the door


def test_the_right_password_leads_where_one_wanted_to_go(client: Client, clerk: User) -> None:
    assert (
        attempt(client, "correct-horse-1", next="/orgs/organisations/?level=city")
        == "→ /orgs/organisations/?level=city"
    )


def test_nobody_is_led_to_another_site(client: Client, clerk: User) -> None:
    assert attempt(client, "correct-horse-1", next="https://elsewhere.invalid/") == "→ /"


def test_a_wrong_password_keeps_the_name_and_says_nothing_about_it(client: Client, clerk: User) -> None:
    html = attempt(client, "wrong")
    assert "账号或密码不正确" in html
    assert 'value="lu"' in html
    unknown = client.post(DOOR, {"username": "nobody", "password": "wrong"}).content.decode()
    assert "账号或密码不正确" in unknown


def test_an_empty_form_is_told_what_is_missing(client: Client, office: Office) -> None:
    assert "请填写账号和密码" in client.post(DOOR, {}).content.decode()


def test_an_account_that_is_closed_cannot_come_in(client: Client, clerk: User) -> None:
    User.objects.filter(pk=clerk.pk).update(is_active=False)
    assert "账号或密码不正确" in attempt(client, "correct-horse-1")


def test_the_fifth_wrong_guess_shuts_the_door_even_for_the_right_one(client: Client, clerk: User) -> None:
    for _ in range(5):
        html = attempt(client, "wrong")
    assert "暂停登录" in html
    answer = client.post(DOOR, {"username": "lu", "password": "correct-horse-1"})
    assert answer.status_code == 429
    assert "请15分钟后再试" in answer.content.decode()


def test_signing_out_takes_a_form_and_leads_back_to_the_door(client: Client, clerk: User) -> None:
    attempt(client, "correct-horse-1")
    assert client.get("/sign-out/").status_code == 405
    answer = client.post("/sign-out/")
    assert answer["Location"] == DOOR
    assert client.get("/orgs/organisations/").status_code == 302


def test_the_language_can_be_changed_before_signing_in(client: Client, office: Office) -> None:
    client.post("/language/", {"language": "en", "next": DOOR})
    html = client.get(DOOR).content.decode()
    assert 'lang="en"' in html
    assert "中文" in html


@pytest.mark.parametrize("language", ["fr", "", "../../etc"])
def test_a_language_that_is_not_kept_changes_nothing(client: Client, office: Office, language: str) -> None:
    client.cookies["django_language"] = language
    assert 'lang="zh-Hans"' in client.get(DOOR).content.decode()
