"""The page of a round's staffing: demands, choices, plans and what is left to do; candidates; plans side by side."""

from typing import Any
from uuid import UUID

from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from xuncha.teams import tables
from xuncha.teams.models import Choice, GroupDemand, Proposal, Staffing
from xuncha.teams.queries import candidates, compared, proposals
from xuncha.teams.rules import PARTS, STAFFERS
from xuncha.teams.rules.instances import assemble
from xuncha.ui import witnesses
from xuncha.ui.http import Request
from xuncha.ui.tables.detail import detail
from xuncha.ui.tables.doors import admit, unkept

COMPARED = 4  # plans side by side


@require_safe
def page(request: Request, uid: UUID) -> HttpResponse:
    """What is asked, what was chosen, which plans there are, and the plan to look at."""
    admit(request, tables.STAFFINGS)
    context = detail(request, tables.STAFFINGS, uid)
    staffing: Staffing = context["row"]
    latest = proposals.latest(staffing)
    plans = list(staffing.proposals.live().order_by("-number"))
    context |= {
        "demands": _demands(staffing),
        "choices": _choices(staffing),
        "plans": [compared.outline(plan) for plan in plans],
        "is_waiting": any(not plan.outcome for plan in plans),
        "shown": proposals.shown(latest) if latest and latest.outcome else None,
        "costs": proposals.costs(latest) if latest else [],
        "pending": proposals.pending(latest)
        if latest and latest.adopted_on and not latest.carried_out_on
        else None,
        "may": _may(request, staffing),
        "parts": [(label, getattr(staffing, name)) for name, label in PARTS.items()],
    }
    return unkept(render(request, "teams/staffing.html", context))


@require_safe
def proposal(request: Request, uid: UUID) -> HttpResponse:
    """One plan in full."""
    admit(request, tables.PROPOSALS)
    context = detail(request, tables.PROPOSALS, uid)
    row: Proposal = context["row"]
    context |= {
        "shown": proposals.shown(row) if row.outcome else None,
        "costs": proposals.costs(row),
        "may": _may(request, row.staffing),
        "staffing": row.staffing,
    }
    return unkept(render(request, "teams/proposal.html", context))


@require_safe
def compare(request: Request, uid: UUID) -> HttpResponse:
    """Up to four plans side by side: those asked for by number (p=1&p=3), else the last ones."""
    staffing = _staffing(request, uid)
    rows = staffing.proposals.live().filter(objective__isnull=False).order_by("number")
    wanted = [_number(text) for text in request.GET.getlist("p")][:COMPARED]
    chosen = list(rows.filter(number__in=wanted)) if wanted else list(rows.order_by("-number")[:2])[::-1]
    context = {
        "staffing": staffing,
        "plans": [compared.outline(plan) for plan in rows],
        "chosen": {plan.number for plan in chosen},
        "compared": compared.compared(chosen),
        "most": COMPARED,
    }
    return unkept(render(request, "teams/compare.html", context))


@require_safe
def people(request: Request, uid: UUID) -> HttpResponse:
    """The candidates of one group."""
    staffing = _staffing(request, uid)
    plan = staffing.proposals.live().order_by("-number").first()
    context: dict[str, Any] = {"staffing": staffing, "plan": plan, "may": _may(request, staffing)}
    if plan:
        demands = plan.demands
        names = [team.id for team in demands.teams]
        team = request.GET.get("group", "") or (names[0] if names else "")
        if team not in names:
            raise Http404
        asked = {key: request.GET.get(key, "").strip() for key in ("specialty", "name")}
        found = candidates.lines(plan, team, page=_number(request.GET.get("page", "1")), **asked)
        groups = {name: group for group, name in proposals.named_groups(staffing)}
        context |= {
            "found": found, "team": team, "names": names, "asked": asked, "group": groups.get(team),
            "specialties": candidates.specialties(demands.candidates),
        }  # fmt: skip
    return unkept(render(request, "teams/candidates.html", context))


@require_safe
def instance(request: Request, uid: UUID) -> HttpResponse:
    """What the solver was given, for `xuncha staff`: people by identifier only."""
    admit(request, tables.PROPOSALS)
    row = Proposal.objects.visible_to(request.viewer).filter(uid=uid).first()
    if row is None:
        raise Http404
    witnesses.exported(request, tables.PROPOSALS.door, request.get_full_path())
    answer = JsonResponse(assemble(row.demands), json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer.headers["Content-Disposition"] = f'attachment; filename="staffing-{row.number}.json"'
    return unkept(answer)


def _staffing(request: Request, uid: UUID) -> Staffing:
    admit(request, tables.STAFFINGS)
    row = Staffing.objects.visible_to(request.viewer).filter(uid=uid).select_related("round").first()
    if row is None:
        raise Http404
    return row


def _demands(staffing: Staffing) -> list[GroupDemand]:
    rows = GroupDemand.objects.live().filter(staffing=staffing, group__dissolved_on=None)
    return list(rows.select_related("group").order_by("group__number"))


def _choices(staffing: Staffing) -> list[Choice]:
    rows = Choice.objects.live().filter(staffing=staffing, until=None)
    named = rows.select_related("pool_member__person", "other__person", "group")
    return list(named.defer("pool_member__person__id_number", "other__person__id_number").order_by("pk"))


def _may(request: Request, staffing: Staffing) -> bool:
    return not staffing.roles_of(request.viewer).isdisjoint(STAFFERS)


def _number(text: str) -> int:
    if not text.isdecimal() or len(text) > 9:
        raise BadRequest("malformed number")
    return int(text)
