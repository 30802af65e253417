"""Who is asking, and how a refusal is answered and remembered."""

from collections.abc import Callable

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.http import urlencode

from xuncha.accounts.models import User
from xuncha.config import refusals
from xuncha.config.context import installation
from xuncha.identity.queries import Standing, standing
from xuncha.kernel import contents
from xuncha.kernel.refusals import NotAllowed, TooOften, WrongRole
from xuncha.rounds.queries import viewer_of
from xuncha.ui import errors

ALWAYS = frozenset({"accounts:sign_in", "accounts:sign_out", "accounts:language"})
DOORS = {
    Standing.FACTOR: "identity:factor",
    Standing.PASSWORD: "identity:password",
    Standing.ENROL: "identity:security",
}
OPEN = {
    Standing.FACTOR: frozenset({"identity:factor", "identity:question"}),
    Standing.PASSWORD: frozenset({"identity:password"}),
    Standing.ENROL: frozenset(
        {
            "identity:security",
            "identity:phone",
            "identity:key",
            "identity:key_options",
            "identity:password",
            "identity:end_session",
        }
    ),
}
FORM = 2 * 2**20  # bytes of a form beside its attachment
CLOSED_DEVICES = ", ".join(
    f"{device}=()"
    for device in (
        "accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer", "microphone",
        "midi", "payment", "usb", "browsing-topics",
    )
)  # fmt: skip
STATUS = ((WrongRole, 403), (TooOften, 429))
Answer = Callable[[HttpRequest], HttpResponse]


class HeadersMiddleware:
    """What no page of ours needs is said to be closed: devices of the browser, and being read by other sites.

    What may only be seen by who is signed in stays out of every store on the way; static files are served before this.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", CLOSED_DEVICES)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Cache-Control", "no-store, private")
        return response


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
    """Sets `request.viewer` and `request.installation`, built on first use."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        request.installation = SimpleLazyObject(installation)  # type: ignore[attr-defined]  # see ui.http.Request
        if not isinstance(user, AnonymousUser):
            request.viewer = SimpleLazyObject(lambda: viewer_of(_account(request)))  # type: ignore[attr-defined]
        return self.get_response(request)


class StandingMiddleware:
    """Whoever came in by password alone sees nothing before the second factor, a new password, the enrolment."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Answer, args: object, kwargs: object
    ) -> HttpResponse | None:
        user, match = request.user, request.resolver_match
        if not isinstance(user, User) or match is None or not getattr(view, "login_required", True):
            return None
        if match.view_name in ALWAYS:
            return None
        viewer = request.viewer  # type: ignore[attr-defined]  # set above, for whoever is signed in
        installed = request.installation  # type: ignore[attr-defined]  # set above
        missing = standing(user, request.session, viewer, lambda: bool(installed and installed.is_demo))
        if missing == Standing.FREE or match.view_name in OPEN[missing]:
            return None
        return _led(request, reverse(DOORS[missing]))


def _led(request: HttpRequest, door: str) -> HttpResponse:
    """To the page that is missing, and from there back to the one that was asked for."""
    wanted = request.get_full_path() if request.method in ("GET", "HEAD") else "/"
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": door})
    return redirect(f"{door}?{urlencode({'next': wanted})}")


class RefusalMiddleware:
    """A refused verb answers with its sentence: 403 for a wrong role, 429 for too often, 422 for a wrong state or input.

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
        return errors.refusal(request, why, status=next((s for k, s in STATUS if isinstance(why, k)), 422))


def _account(request: HttpRequest) -> User:
    user = request.user
    assert isinstance(user, User)
    return user
