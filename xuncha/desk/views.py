"""The desk, each of its blocks on a page of its own, and the workspace of a group."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from xuncha.desk.queries import unit_home as homes
from xuncha.desk.queries import workspace as queries
from xuncha.desk.queries.blocks import ALL, block_of, desk_of, place_of
from xuncha.desk.queries.registers import registers_of
from xuncha.records.queries import today
from xuncha.records.rules import GROUP
from xuncha.rounds.models import Group
from xuncha.ui.http import Request
from xuncha.ui.tables.doors import unkept


@require_safe
def home(request: Request) -> HttpResponse:
    """What someone in this office asks every week, answered for who is asking."""
    day = today()
    answered = [
        (number, found, None if found.later else found.ask(request.viewer, day, found.lines))
        for number, found in enumerate(desk_of(request.viewer), 1)
    ]
    context = {
        "day": day,
        "main": [each for each in answered if each[1].place != "side"],
        "side": [each for each in answered if each[1].place == "side"],
    }
    return unkept(render(request, "desk/home.html", context))


@require_safe
def block(request: Request, name: str) -> HttpResponse:
    """One block: to htmx as it stands on the desk, else with all its lines."""
    found = block_of(request.viewer, name)
    if found is None:
        raise Http404
    on_desk = bool(request.headers.get("HX-Request"))
    day = today()
    context = {
        "question": found,
        "number": place_of(request.viewer, found),
        "answer": found.ask(request.viewer, day, found.lines if on_desk else ALL),
        "day": day,
        "alone": not on_desk,
    }
    return unkept(render(request, "desk/_block.html" if on_desk else "desk/block.html", context))


def _own_groups(request: Request) -> QuerySet[Group]:
    """The groups in which this person sits, those of the latest round first."""
    own = Group.objects.filter(pk__in=request.viewer.groups_with(GROUP)).select_related("round", "office")
    return own.order_by("-round__number", "number")


@require_safe
def workspaces(request: Request) -> HttpResponse:
    """To the workspace of one's group; of several, that of the latest round."""
    group = _own_groups(request).first()
    if group is None:
        raise PermissionDenied
    return redirect("desk:workspace", group.uid)


@require_safe
def workspace(request: Request, uid: UUID) -> HttpResponse:
    """Where a group works: quick entry on each task, what waits for this person, what he entered last."""
    groups = list(_own_groups(request))
    group = next((group for group in groups if group.uid == uid), None)
    if group is None:
        raise Http404
    day = today()
    context = {
        "group": group,
        "others": [other for other in groups if other != group],
        "day": day,
        "targets": queries.targets(request, group, day),
        "entries": queries.on_group(request, group),
        "piles": queries.waiting(request.viewer, group),
        "marks": queries.last_entered(request.viewer),
        "week": queries.week(group, day),
    }
    return unkept(render(request, "desk/workspace.html", context))


@require_safe
def records(request: Request) -> HttpResponse:
    """Every register this person may open."""
    return unkept(render(request, "desk/registers.html", {"parts": registers_of(request.viewer)}))


@require_safe
def unit_home(request: Request) -> HttpResponse:
    """Where an inspected organisation, or a county, works off what it owes."""
    if not request.viewer.has(*homes.READERS):
        raise PermissionDenied
    day = today()
    context = {"day": day, "ledgers": homes.ledgers(request, day)}
    return unkept(render(request, "desk/unit_home.html", context))
