"""What every page's shell shows: the installation, who looks, and the doors this person may use."""

from typing import Any

from django.db.models import Exists
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext

from xuncha.config.navigation import menu_for
from xuncha.kernel.viewer import Viewer
from xuncha.people.models import Emergency
from xuncha.people.queries import emergencies_in_force
from xuncha.people.rules import EmergencyState
from xuncha.records.models import Installation
from xuncha.reminders.queries.inbox import MOST, unread
from xuncha.search.queries.kinds import readers


def shell(request: HttpRequest) -> dict[str, object]:
    viewer = getattr(request, "viewer", None)
    installed = getattr(request, "installation", None) or SimpleLazyObject(installation)
    return {
        "installation": installed,
        "viewer": viewer,
        "alarms": SimpleLazyObject(lambda: _alarms(installed)) if viewer else [],
        # a page's panels are templates of their own and draw no menu
        "menu": SimpleLazyObject(lambda: menu_for(viewer, request.path)) if viewer else [],
        "doors": {
            "home": reverse("desk:home"),
            "figures": reverse("reports:figures"),
            "language": reverse("accounts:language"),
            "sign_out": reverse("accounts:sign_out"),
            "inbox": reverse("reminders:inbox"),
            **_search(viewer),
        },
        "unread": SimpleLazyObject(lambda: _unread(viewer)) if viewer else "",
    }


def installation() -> Installation | None:
    """With whether an emergency grant is in force: every page asks, so that it costs no query of its own."""
    alarmed = Exists(Emergency.objects.filter(state=EmergencyState.GIVEN, ends_at__gt=timezone.now()))
    return Installation.objects.select_related("home").annotate(alarmed=alarmed).first()


def _alarms(installed: Any) -> list[str]:
    """What every page says while a role is lent."""
    said = gettext(
        "紧急授权生效中：%(name)s临时担任“%(role)s”，至%(until)s止（%(asker)s申请，%(giver)s批准）。"
    )
    return [
        said
        % {
            "name": row.user.name,
            "role": row.get_role_display(),
            "until": f"{timezone.localtime(row.ends_at):%Y-%m-%d %H:%M}",
            "asker": row.by.name,
            "giver": getattr(row.decided_by, "name", ""),
        }
        for row in (emergencies_in_force() if getattr(installed, "alarmed", False) else ())
    ]


def _search(viewer: Viewer | None) -> dict[str, str]:
    """The box in the top bar, for whoever may find anything."""
    if viewer is None or not viewer.has(*readers()):
        return {}
    return {"search": reverse("search:search"), "suggest": reverse("search:suggest")}


def _unread(viewer: Viewer) -> str:
    """What the bell says: nothing of none, and no exact number past what anybody counts."""
    number = unread(viewer)
    return f"{MOST}+" if number > MOST else str(number or "")
