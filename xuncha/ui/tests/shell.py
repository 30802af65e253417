"""A shell's context for tests: what config hands to every page, with a menu of one section."""

from types import SimpleNamespace

from django.http import HttpRequest
from django.urls import reverse

from xuncha.records.models import Installation


def shell(request: HttpRequest) -> dict[str, object]:
    viewer = getattr(request, "viewer", None)
    entry = SimpleNamespace(
        label="党组织", url="/orgs/organisations/", current=request.path.startswith("/orgs/")
    )
    return {
        "installation": Installation.objects.select_related("home").first(),
        "viewer": viewer,
        "menu": [SimpleNamespace(label="规划与轮次", icon="route", entries=[entry])] if viewer else [],
        "doors": {
            "home": "/",
            "language": reverse("accounts:language"),
            "sign_out": reverse("accounts:sign_out"),
        },
    }
