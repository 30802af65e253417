"""The board of a round: which group stands where with which task, and what is late."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from xuncha.calendars.queries import lights_of
from xuncha.records.queries import today
from xuncha.rounds.models import Round
from xuncha.rounds.queries import board as queries
from xuncha.rounds.queries.rounds import stage_of
from xuncha.rounds.tables import ROUNDS
from xuncha.ui.http import Request
from xuncha.ui.tables.doors import admit, unkept


@require_safe
def board(request: Request, uid: UUID) -> HttpResponse:
    """403 for who reads no rounds, 404 for a round that this person does not see."""
    admit(request, ROUNDS)
    round_ = Round.objects.visible_to(request.viewer).filter(uid=uid).select_related("term").first()
    if round_ is None:
        raise Http404
    found = queries.board(round_, request.viewer, lights_of(today()))
    context = {"round": round_, "stage": stage_of(round_), "board": found, "today": today()}
    return unkept(render(request, "rounds/board.html", context))
