"""How somebody stands who has signed in with a password: what is still asked before any other page opens."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.utils import timezone

from xuncha.accounts.models import User
from xuncha.identity.models import Session
from xuncha.identity.rules import NEEDS_FACTOR, is_old
from xuncha.kernel.viewer import Viewer

VERIFIED = "verified"  # in a session: the second factor was shown


class Standing(StrEnum):
    FREE = "free"
    FACTOR = "factor"  # shows the second factor
    PASSWORD = "password"  # changes the password
    ENROL = "enrol"  # enrols a second factor


def standing(user: User, session: Any, viewer: Viewer, is_demo: Callable[[], bool]) -> Standing:
    """The first that is missing. The second factor comes first: a password alone changes nothing.

    A demonstration, whose passwords are public, asks for no new password and for no factor that is not there.
    """
    if user.second_factor and session.get(VERIFIED) != user.pk:
        return Standing.FACTOR
    missing = _missing(user, viewer)
    return Standing.FREE if missing == Standing.FREE or is_demo() else missing


def _missing(user: User, viewer: Viewer) -> Standing:
    if _wants_password(user):
        return Standing.PASSWORD
    return Standing.ENROL if must_enrol(user, viewer) else Standing.FREE


def _wants_password(user: User) -> bool:
    """Of an account that a directory lets in, the directory keeps the password."""
    if not user.has_usable_password():
        return False
    set_at = user.password_at or user.opened_at
    return user.must_change or is_old(set_at, timezone.now(), settings.PASSWORD_DAYS)


def must_enrol(user: User, viewer: Viewer) -> bool:
    return not user.second_factor and viewer.has(*NEEDS_FACTOR)


def sessions_of(user: int) -> list[Session]:
    """Those that are still good, the latest first."""
    now = timezone.now()
    rows = Session.objects.filter(
        user=user, seen_at__gt=now - settings.SESSION_IDLE, opened_at__gt=now - settings.SESSION_LONGEST
    )
    return list(rows.order_by("-seen_at"))
