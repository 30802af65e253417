"""Who is asking, and how a refusal is answered and remembered."""

from collections.abc import Callable

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from xuncha.accounts.models import User
from xuncha.config import refusals
from xuncha.kernel import contents
from xuncha.kernel.refusals import NotAllowed, WrongRole
from xuncha.rounds.queries import viewer_of
from xuncha.ui import errors

FORM = 2 * 2**20  # bytes of a form beside its attachment
Answer = Callable[[HttpRequest], HttpResponse]


class BodyLimitMiddleware:
    """What is larger than any attachment is answered before a byte of it is read to the disk."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        sent = request.headers.get("Content-Length") or "0"
        if sent.isdigit() and int(sent) > contents.LIMIT + FORM:
            return errors.too_large()
        return self.get_response(request)


class ViewerMiddleware:
    """Sets `request.viewer`, built on first use."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if not isinstance(user, AnonymousUser):
            request.viewer = SimpleLazyObject(lambda: viewer_of(_account(request)))  # type: ignore[attr-defined]
        return self.get_response(request)


class RefusalMiddleware:
    """A refused verb answers with its sentence: 403 for a wrong role, 422 for a wrong state or input.

    Every refusal is remembered, a closed page and a row not to be known as well.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, why: Exception) -> HttpResponse | None:
        refusals.remember(request, why)
        if not isinstance(why, NotAllowed):
            return None
        return errors.refusal(request, why, status=403 if isinstance(why, WrongRole) else 422)


def _account(request: HttpRequest) -> User:
    user = request.user
    assert isinstance(user, User)
    return user
