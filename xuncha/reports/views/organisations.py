"""The page of an organisation: its plan, its inspections, its problems and what became of them."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from xuncha.calendars.queries import lights_of
from xuncha.kernel.deadlines import Lights
from xuncha.orgs.models import Organisation
from xuncha.orgs.tables import ORGANISATIONS
from xuncha.records.queries import today
from xuncha.reports.queries import organisation_page as queries
from xuncha.rounds.queries.owed import Owed, owed
from xuncha.ui.http import Request
from xuncha.ui.tables.detail import detail
from xuncha.ui.tables.doors import admit, unkept


@require_safe
def organisation_page(request: Request, uid: UUID) -> HttpResponse:
    admit(request, ORGANISATIONS)
    context = detail(request, ORGANISATIONS, uid)
    organisation, viewer, day = context["row"], request.viewer, today()
    ledgers = queries.ledgers(organisation, viewer)
    states, known = queries.finding_states(organisation, viewer), lights_of(day)
    context |= {
        "lists": [],
        "coverage": queries.coverage(organisation, viewer, day),
        "plan_items": queries.plan_items(organisation, viewer),
        "plan_changes": queries.plan_changes(organisation, viewer),
        "changes": queries.changes(organisation, viewer),
        "inspections": queries.inspections(organisation, viewer),
        "states": states,
        "found": sum(state.count for state in states),
        "ledgers": [(ledger, _due(ledger, known)) for ledger in ledgers],
        "posts": queries.posts(organisation, viewer, day),
        "counterparts": queries.counterparts(organisation, viewer),
        "below": _below(organisation, request),
    }
    return unkept(render(request, "reports/organisation.html", context))


def _due(ledger: queries.Progress, known: Lights) -> Owed | None:
    return owed("完成整改", ledger.due, known) if ledger.due else None


def _below(organisation: Organisation, request: Request) -> list[Any]:
    """The organisations directly below it."""
    seen = Organisation.objects.visible_to(request.viewer).filter(parent=organisation)
    return list(seen.only("uid", "short_name").order_by("pk"))
