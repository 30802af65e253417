"""Accounts: made under the name that the sign-in page will look for."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from xuncha.accounts.models import User
from xuncha.people.tests.builders import installation
from xuncha.records.tests.builders import office

pytestmark = pytest.mark.django_db


def test_a_name_typed_in_full_width_letters_signs_in(client: Client) -> None:
    installation(office())
    User.objects.create_user(" ｚｈａｎｇ０１ ", "correct horse battery")
    answer = client.post(
        reverse("accounts:sign_in"), {"username": "ｚｈａｎｇ０１", "password": "correct horse battery"}
    )
    assert answer.status_code == 302
    assert User.objects.get().username == "zhang01"


def test_one_name_is_one_account_however_it_was_typed() -> None:
    User.objects.create_user("zhang01")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("ｚｈａｎｇ０１")


def test_an_account_without_password_has_none_that_fits() -> None:
    account = User.objects.create_user("zhang01", name="张某")
    assert not account.has_usable_password()
    assert not account.check_password("")
    assert str(account) == "张某"
