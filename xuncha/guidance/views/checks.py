"""Pages of a check made by hand: grouping what several counties have in common, and evidence with its file."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from xuncha.files.serving import served
from xuncha.guidance import tables
from xuncha.guidance.actions import checks
from xuncha.guidance.forms.grouping import GroupingForm
from xuncha.guidance.models import Campaign
from xuncha.guidance.queries.points import heaps
from xuncha.guidance.rules import GUIDES
from xuncha.kernel.refusals import NotAllowed, WrongRole
from xuncha.records.queries import today
from xuncha.ui import errors, witnesses
from xuncha.ui.http import Request
from xuncha.ui.tables.detail import detail
from xuncha.ui.tables.doors import admit, unkept


@require_http_methods(["GET", "HEAD", "POST"])
def grouping(request: Request, uid: UUID) -> HttpResponse:
    """What was seen in the counties by aspect; ticked rows become one common problem, or join one."""
    admit(request, tables.CAMPAIGNS)
    campaign = get_object_or_404(Campaign.objects.visible_to(request.viewer), uid=uid)
    may = not campaign.roles_of(request.viewer).isdisjoint(GUIDES)
    if request.method == "POST" and not may:
        raise PermissionDenied
    sent = (request.POST,) if request.method == "POST" else ()
    form = GroupingForm(*sent, viewer=request.viewer, today=today(), on=campaign)
    if form.is_bound and form.is_valid() and _grouped(request, campaign, form):
        return redirect("guidance:grouping", uid)
    found = heaps(campaign, request.viewer)
    context = {
        "campaign": campaign,
        "form": form,
        "heaps": found,
        "ticked": set(request.POST.getlist("members")),
        "loose": sum(len(heap.loose) for heap in found),
        "common": sum(len(heap.common) for heap in found),
        "may": may and campaign.circular_id is None,
    }
    status = 422 if form.is_bound else 200
    return unkept(render(request, "guidance/grouping.html", context, status=status))


def _grouped(request: Request, campaign: Campaign, form: GroupingForm) -> bool:
    asked: dict[str, Any] = form.cleaned_data
    try:
        if asked["common"]:
            row = checks.add_members(asked["common"], asked["members"], by=request.viewer, at=asked["at"])
        else:
            row = checks.group_problems(
                campaign,
                asked["members"],
                aspect=asked["aspect"],
                title=asked["title"],
                by=request.viewer,
                at=asked["at"],
            )
    except WrongRole:
        raise
    except NotAllowed as why:
        witnesses.refused(request, why)
        form.add_error(None, errors.say(why))
        return False
    said = {"count": len(asked["members"]), "row": row}
    messages.success(request, gettext("已将%(count)s个县级问题归入“%(row)s”。") % said)
    return True


@require_safe
def evidence(request: Request, uid: UUID) -> HttpResponse:
    """The page of one piece, with its file where there is one."""
    admit(request, tables.EVIDENCE)
    context = detail(request, tables.EVIDENCE, uid)
    held = context["row"].attachment_id
    context["file_url"] = reverse("guidance:evidence_file", args=[uid]) if held else ""
    return unkept(render(request, "guidance/evidence.html", context))


@require_safe
def evidence_file(request: Request, uid: UUID) -> FileResponse:
    """The attachment as it was stored, to who may see the evidence."""
    return served(request, tables.EVIDENCE, uid)
