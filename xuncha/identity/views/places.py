"""Under which name this house is reached, as browsers bind keys to it, and who asks."""

import ipaddress
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from xuncha.accounts.models import User


def person(request: HttpRequest) -> User:
    user = request.user
    assert isinstance(user, User)
    return user


def origin_of(request: HttpRequest) -> str:
    if settings.PUBLIC_URL:
        parts = urlsplit(settings.PUBLIC_URL)
        return f"{parts.scheme}://{parts.netloc}"
    return f"{request.scheme}://{request.get_host()}"


def host_of(request: HttpRequest) -> str:
    return urlsplit(origin_of(request)).hostname or ""


def takes_keys(request: HttpRequest) -> bool:
    """A key is bound to a name: browsers refuse it at a bare address and, but for localhost, without encryption."""
    host = host_of(request)
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return host == "localhost" or origin_of(request).startswith("https:")
    return False


def json(text: str) -> HttpResponse:
    return HttpResponse(text, content_type="application/json", headers={"Cache-Control": "no-store"})
