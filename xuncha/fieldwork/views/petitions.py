"""Who wrote a petition: asked for by a button, never shown on the way."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from xuncha.fieldwork.actions import petitions as actions
from xuncha.fieldwork.models import Petition
from xuncha.fieldwork.rules.petitions import OPENERS
from xuncha.fieldwork.tables.petitions import PETITIONS
from xuncha.ui.http import Request
from xuncha.ui.tables.doors import admit, unkept
from xuncha.ui.tables.registry import row_url


@require_http_methods(["GET", "HEAD", "POST"])
def reporter(request: Request, uid: UUID) -> HttpResponse:
    """Asks first; opens, on record, when confirmed."""
    admit(request, PETITIONS)
    petition = get_object_or_404(Petition.objects.visible_to(request.viewer).select_related("task"), uid=uid)
    context = {"petition": petition, "back": row_url(PETITIONS, petition), "opened": False}
    if request.method == "POST":
        found = actions.open_reporter(petition, by=request.viewer)
        context |= {"opened": True, "reporter": found}
    elif petition.roles_of(request.viewer).isdisjoint(OPENERS):
        raise PermissionDenied
    return unkept(render(request, "fieldwork/reporter.html", context))
