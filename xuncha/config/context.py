"""What every page's shell shows: the installation, who looks, and the doors this person may use."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from xuncha.config.navigation import menu_for
from xuncha.kernel.viewer import Viewer
from xuncha.records.models import Installation
from xuncha.reminders.queries.inbox import MOST, unread


def shell(request: HttpRequest) -> dict[str, object]:
    viewer = getattr(request, "viewer", None)
    return {
        "installation": SimpleLazyObject(lambda: Installation.objects.select_related("home").first()),
        "viewer": viewer,
        "menu": menu_for(viewer, request.path) if viewer else [],
        "doors": {
            "home": reverse("desk:home"),
            "figures": reverse("reports:figures"),
            "language": reverse("accounts:language"),
            "sign_out": reverse("accounts:sign_out"),
            "inbox": reverse("reminders:inbox"),
        },
        "unread": SimpleLazyObject(lambda: _unread(viewer)) if viewer else "",
    }


def _unread(viewer: Viewer) -> str:
    """What the bell says: nothing of none, and no exact number past what anybody counts."""
    number = unread(viewer)
    return f"{MOST}+" if number > MOST else str(number or "")
