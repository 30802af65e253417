"""An installation in real use, a person who signs in by the form, and a phone."""

from typing import Any

from django.test import Client
from django_otp.oath import totp

from xuncha.accounts.models import User
from xuncha.identity.actions import factors
from xuncha.people.models import Grant
from xuncha.records.models import Installation, Office
from xuncha.records.rules import Role
from xuncha.records.tests.builders import DAY, office

DOOR = "/sign-in/"
PASSWORD = "correct-horse-battery-1"


def in_use() -> Office:
    """No demonstration: everything is asked."""
    own = office()
    Installation.objects.create(home=own, is_demo=False)
    return own


def clerk(own: Office, role: Role = Role.GENERAL, **over: Any) -> User:
    user = User.objects.create_user(f"clerk-{role}", PASSWORD, name="陆明远", **over)
    Grant.objects.create(user=user, role=role, office=own, since=DAY, by=user)
    return user


def sign_in(client: Client, user: User, password: str = PASSWORD, **more: str) -> Any:
    return client.post(DOOR, {"username": user.username, "password": password, **more})


def phone_of(user: User) -> bytes:
    """The secret of a phone that was enrolled for the account; its first code is used up."""
    row = factors.begin(user)
    key = bytes.fromhex(str(row.secret))
    factors.confirm(user, code(key))
    return key


def code(key: bytes, step: int = 0) -> str:
    """What the phone shows now, or so many steps later."""
    return f"{totp(key, t0=-30 * step):06d}"
