"""The page of a problem: what was found, where it comes from, what is being done about it."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from xuncha.calendars.queries import lights_of
from xuncha.findings.models import Finding
from xuncha.findings.queries import is_told_only
from xuncha.findings.rules import FindingState
from xuncha.findings.tables import FINDINGS
from xuncha.records.queries import today
from xuncha.reports.queries import finding_page as queries
from xuncha.ui.http import Request
from xuncha.ui.tables.detail import detail
from xuncha.ui.tables.doors import admit, unkept
from xuncha.ui.tables.history import Event

FOLLOWED = "rectify return accept reopen"  # once on a ledger, its item takes these steps for it


@require_safe
def finding_page(request: Request, uid: UUID) -> HttpResponse:
    admit(request, FINDINGS)
    context = detail(request, FINDINGS, uid)
    finding: Finding = context["row"]
    today_ = lights_of(today())
    trail = queries.trail(finding, request.viewer)
    rewordings = queries.corrections(finding, request.viewer)
    if is_told_only(finding, request.viewer):
        context["history"] = _since_feedback(context["history"])
    context |= {
        "lists": [],
        "trail": trail,
        "path": queries.category_path(finding),
        "measures": queries.measures(trail.item, request.viewer, today_),
        "yields": queries.yields(trail.item, request.viewer),
        "corrections": rewordings,
        "wording": rewordings[0].after if rewordings else finding.title,
        "evidence": queries.evidence(finding, request.viewer),
        "followed": FOLLOWED if trail.item else "",
        "item_owed": queries.item_owed(trail.item, today_),
    }
    return unkept(render(request, "reports/finding.html", context))


def _since_feedback(events: list[Event]) -> list[Event]:
    """How a finding came about is the inside's own."""
    first = next((n for n, event in enumerate(events) if event.after == FindingState.FED_BACK), len(events))
    return events[first:]
