"""The desk, and each of its blocks on a page of its own."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from xuncha.desk.queries.blocks import ALL, block_of, desk_of, place_of
from xuncha.desk.queries.registers import registers_of
from xuncha.records.queries import today
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


@require_safe
def records(request: Request) -> HttpResponse:
    """Every register this person may open."""
    return unkept(render(request, "desk/registers.html", {"parts": registers_of(request.viewer)}))
