"""The board of a round: which group stands where with which task, and what is late."""

from uuid import UUID

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from xuncha.calendars.queries import lights_of
from xuncha.records.queries import today
from xuncha.records.rules import GROUP
from xuncha.rounds.models import Round
from xuncha.rounds.queries import board as queries
from xuncha.rounds.queries.rounds import stage_of
from xuncha.rounds.tables import ROUNDS
from xuncha.ui.http import Request
from xuncha.ui.tables.doors import admit, unkept
from xuncha.ui.tables.registry import may_open, row_url


@require_safe
def board(request: Request, uid: UUID) -> HttpResponse:
    """To who reads rounds, and to a group's people the board of their own round with their own tasks.

    403 for everybody else, 404 for a round that this person does not see.
    """
    groups = request.viewer.groups_with(GROUP)
    if not groups:
        admit(request, ROUNDS)
    seen = Q(pk__in=Round.objects.visible_to(request.viewer).values("pk")) | Q(groups__in=groups)
    round_ = Round.objects.live().filter(seen, uid=uid).select_related("term").first()
    if round_ is None:
        raise Http404
    found = queries.board(round_, request.viewer, lights_of(today()))
    home = row_url(ROUNDS, round_) if may_open(request, ROUNDS) else ""
    context = {"round": round_, "home": home, "stage": stage_of(round_), "board": found, "today": today()}
    return unkept(render(request, "rounds/board.html", context))
