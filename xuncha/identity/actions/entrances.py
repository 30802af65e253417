"""What happens when somebody comes in, fails to, or goes: entered in the chain, and sessions kept few."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest

from xuncha.accounts.models import User
from xuncha.audit import actions as audit
from xuncha.audit.rules import Act
from xuncha.identity.models import Session
from xuncha.identity.queries import VERIFIED, sessions_of
from xuncha.kernel.refusals import NotAllowed
from xuncha.records.models import Installation


def arrived(request: HttpRequest, user: User) -> None:
    """The password was right: the session knows from where. Sessions beyond the limit end, the oldest first."""
    request.session["address"] = address_of(request)
    request.session["browser"] = request.headers.get("User-Agent", "")[:200]
    if not request.session.session_key:
        request.session.save()
    _enter(user, Act.SIGN_IN, address_of(request))
    if not Installation.objects.filter(is_demo=True).exists():  # whose accounts are everybody's
        _keep_few(user, str(request.session.session_key))


def failed(request: HttpRequest, username: str, *, locked: bool) -> None:
    """A wrong password. A name that is no account's is not entered: it may be a password in the wrong box."""
    user = User.objects.filter(username=User.normalize_username(username)).first()
    act = Act.LOCKED if locked else Act.SIGN_IN_FAILED
    name = user.username if user else "—"
    audit.record(who=name, verb=act, subject=name, note=address_of(request))


def left(request: HttpRequest, user: User) -> None:
    _enter(user, Act.SIGN_OUT, address_of(request))


def verified(request: HttpRequest, user: User, how: str) -> None:
    """The second factor was shown: a new key for the session, so that one known before is worth nothing."""
    request.session.cycle_key()
    request.session[VERIFIED] = user.pk
    _enter(user, Act.VERIFIED, how)


@transaction.atomic
def end_session(user: User, number: str) -> None:
    """One of one's own, by the number that its list shows."""
    found = next((row for row in sessions_of(user.pk) if number_of(row) == number), None)
    if found is None:
        raise NotAllowed("该登录已经结束。")
    found.delete()
    _enter(user, Act.END_SESSION, found.address)


def number_of(session: Session) -> str:
    """What a page calls a session: its key would let the reader in."""
    return f"{session.opened_at.timestamp():.6f}".replace(".", "-")


def address_of(request: HttpRequest) -> str:
    return str(request.META.get("REMOTE_ADDR", ""))[:45]


def _keep_few(user: User, own: str) -> None:
    others = [row for row in sessions_of(user.pk) if row.session_key != own]
    for row in others[max(settings.SESSIONS_AT_ONCE - 1, 0) :]:
        row.delete()
        _enter(user, Act.END_SESSION, row.address)


def _enter(user: Any, act: Act, note: str) -> None:
    audit.record(who=user.username, verb=act, subject=user.username, note=note)
