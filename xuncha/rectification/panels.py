"""What rectification shows on lower pages: a look-back's verdicts, the way to a round's progress, and how late a card is."""

from django.template.loader import render_to_string
from django.urls import reverse

from xuncha.records.queries import today
from xuncha.rectification.models import Card, Ledger, Verdict
from xuncha.rectification.queries.lookbacks import lookback, looks_back
from xuncha.rectification.rules.cards import CARD_NAMES, colour
from xuncha.rectification.tables import LEDGERS, VERDICTS
from xuncha.rounds.models import Round, Task
from xuncha.ui.http import Request
from xuncha.ui.tables.registry import list_url, may_open


def lookback_of_task(request: Request, row: Task) -> str:
    """For the slot "rounds.task.main": each earlier problem beside its verdict, and the counts."""
    readers = Verdict.reach.office | Verdict.reach.group_roles
    if (
        not looks_back(row)
        or not may_open(request, VERDICTS)
        or row.roles_of(request.viewer).isdisjoint(readers)
    ):
        return ""
    base = list_url(VERDICTS)
    context = {"found": lookback(row), "base": base, "all_url": f"{base}?task={row.pk}", "row": row}
    return render_to_string("rectification/_lookback.html", context, request)


def way_to_progress(request: Request, row: Round) -> str:
    """For the slot "rounds.round.actions": once the round has ledgers that this person reads."""
    if not may_open(request, LEDGERS):
        return ""
    if not Ledger.objects.visible_to(request.viewer).filter(task__round=row).exists():
        return ""
    url = reverse("rectification:round_progress", args=[row.uid])
    return render_to_string("rectification/_to_progress.html", {"url": url}, request)


def colour_of_card(request: Request, row: Card) -> str:
    """For the slot "rectification.card.rail": blue, yellow or red by how long an answer has been due."""
    late = row.late_on(today())
    tone = colour(late)
    context = {"late": late, "tone": tone, "name": CARD_NAMES.get(tone, "")}
    return render_to_string("rectification/_colour.html", context, request) if tone else ""
