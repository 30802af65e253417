"""What rounds show on their own pages beside the columns: a task's checklist and deadlines, the way to a round's board."""

from django.template.loader import render_to_string
from django.urls import reverse

from xuncha.calendars.queries import lights_of
from xuncha.records.models import Record, RecordQuerySet
from xuncha.records.queries import today
from xuncha.records.rules import GROUP, OFFICE
from xuncha.rounds.models import Group, RecusalCheck, Round, RuleSet, Task
from xuncha.rounds.queries.checklists import owing, parts
from xuncha.rounds.queries.recusal import targets
from xuncha.rounds.queries.screening import MAY_BE_NOTABLE, notable, shown
from xuncha.rounds.queries.timetable import timetable
from xuncha.rounds.rules.roles import HEAD
from xuncha.rounds.tables import RULE_SETS
from xuncha.ui.http import Request
from xuncha.ui.tables.registry import row_url


def checklist(request: Request, row: Task) -> str:
    """For the slot "rounds.task.main". Nothing for who does not read the lists, or where there are none."""
    found = parts(row, request.viewer)
    if not found:
        return ""
    context = {
        "task": row,
        "parts": found,
        "owing": len(owing(row)),
        "settled": sum(part.settled for part in found),
        "total": sum(len(part.ticks) for part in found),
        "today": today(),
        "back": request.path,
    }
    return render_to_string("rounds/_checklist.html", context, request)


def deadlines(request: Request, row: Task) -> str:
    """For the slot "rounds.task.rail", to the office and the group: what is due, and until when petitions are received."""
    if row.roles_of(request.viewer).isdisjoint(OFFICE | GROUP):
        return ""
    found = timetable(row, lights_of(today()))
    rule_set = RuleSet.objects.visible_to(request.viewer).filter(pk=row.round.rule_set_id).first()
    context = {
        "task": row,
        "timetable": found,
        "rule_set_url": row_url(RULE_SETS, rule_set) if rule_set else "",
    }
    return render_to_string("rounds/_timetable.html", context, request) if found.all else ""


def way_to_board(request: Request, row: Round) -> str:
    """For the slot "rounds.round.actions"."""
    return render_to_string(
        "rounds/_to_board.html", {"url": reverse("rounds:board", args=[row.uid])}, request
    )


def recusal_of_round(request: Request, row: Round) -> str:
    """For the slot "rounds.round.main": the checks somebody should look at."""
    return _recusal(request, row, RecusalCheck.objects.visible_to(request.viewer).filter(round=row))


def recusal_of_group(request: Request, row: Group) -> str:
    """For the slot "rounds.group.main": the same, towards the organisations of the group."""
    checks = RecusalCheck.objects.visible_to(request.viewer)
    return _recusal(request, row.round, checks.filter(round=row.round_id, organisation__in=targets(row)))


def recusal_of_task(request: Request, row: Task) -> str:
    """For the slot "rounds.task.main": the same, of everybody who was considered for it."""
    checks = RecusalCheck.objects.visible_to(request.viewer)
    return _recusal(request, row.round, checks.filter(round=row.round_id, organisation=row.organisation_id))


def ties_of_check(request: Request, row: RecusalCheck) -> str:
    """For the slot "rounds.recusalcheck.main": each tie with its fact and ruling."""
    (one,) = shown(row.occasion, [row])
    return render_to_string(
        "rounds/_ties.html", {"one": one, "facts": True, "may_rule": _may_rule(request, row)}, request
    )


def _recusal(request: Request, round_: Round, checks: RecordQuerySet[RecusalCheck]) -> str:
    count = checks.count()
    if not count:
        return ""
    found = list(
        checks.filter(MAY_BE_NOTABLE)
        .select_related("person", "organisation")
        .defer("person__id_number")
        .order_by("person__name", "pk")
    )
    marked = notable(shown(round_, found, facts=False))
    context = {
        "rows": marked,
        "count": count,
        "round": round_,
        "may_rule": _may_rule(request, round_),
        "undecided": sum(not one.check.verdict for one in marked),
        "stale": sum(one.stale for one in marked),
    }
    return render_to_string("rounds/_recusal.html", context, request)


def _may_rule(request: Request, row: Record) -> bool:
    return not row.roles_of(request.viewer).isdisjoint(HEAD)
