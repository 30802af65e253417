"""The page of a round: where it is, who does what, what was found, and what is due next."""

from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import mark_safe
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from xuncha.calendars.queries import lights_of
from xuncha.findings.models import FocusItem
from xuncha.findings.tables import FINDINGS
from xuncha.kernel.figures import Scope
from xuncha.kernel.viewer import Viewer
from xuncha.records.queries import today
from xuncha.records.rules import OFFICE
from xuncha.reports.queries import round_page as queries
from xuncha.reports.queries.registry import FIGURES
from xuncha.reports.queries.values import Value, values_of
from xuncha.reports.views.asking import READERS
from xuncha.rounds.models import Round
from xuncha.rounds.queries.frame import frame
from xuncha.rounds.queries.rounds import stage_of
from xuncha.rounds.rules.stages import Stage
from xuncha.rounds.tables import ROUNDS
from xuncha.ui import lifecycles
from xuncha.ui.charts import Chart, Series
from xuncha.ui.http import Request
from xuncha.ui.tables.cells import chip
from xuncha.ui.tables.detail import detail
from xuncha.ui.tables.doors import admit, unkept
from xuncha.ui.tables.registry import may_open

STAGES = [stage for stage in Stage if stage != Stage.CANCELLED]


@require_safe
def round_page(request: Request, uid: UUID) -> HttpResponse:
    admit(request, ROUNDS)
    context = detail(request, ROUNDS, uid)
    round_: Round = context["row"]
    today_ = lights_of(today())
    teams = queries.teams(round_, request.viewer, today_)
    context |= _parts(request, teams)
    if request.headers.get("HX-Target") == "tasks":
        return unkept(render(request, "reports/_round_tasks.html", context))
    stage = stage_of(round_)
    focus = queries.by_focus(round_, request.viewer)
    recusal = queries.recusal(round_, request.viewer)
    context |= {
        "state": mark_safe(chip(gettext(stage.label), _tone(stage))),
        "stages": _stages(round_, stage, context["history"], teams) or context["stages"],
        "milestones": queries.milestones(teams),
        "matrix": queries.matrix(teams),
        "focus": _chart(round_, focus, request.viewer),
        "material": queries.material(round_, request.viewer, today_),
        "recusal": None if recusal is None else queries.verdicts(recusal),
        "figures": _figures(request, round_),
        "composes": round_.office_id in request.viewer.offices(OFFICE),
    }
    return unkept(render(request, "reports/round.html", context))


def _parts(request: Request, teams: list[queries.Team]) -> dict[str, Any]:
    """The groups that are asked for, and the ways to the others. BadRequest for a part that is none."""
    cut = queries.parts(teams)
    asked = request.GET.get("part", "1")
    if not (asked.isascii() and asked.isdigit() and 1 <= int(asked) <= max(len(cut), 1)):
        raise BadRequest("part")
    return {
        "teams": cut[int(asked) - 1] if cut else [],
        "parts": [(part[0], part[-1], n, n == int(asked)) for n, part in enumerate(cut, 1)],
        "shows_findings": may_open(request, FINDINGS),
    }


def _tone(stage: Stage) -> str:
    return {Stage.DRAFTING: "grey", Stage.CANCELLED: "grey", Stage.CLOSED: "green"}.get(stage, "blue")


def _stages(
    round_: Round, stage: Stage, events: list[Any], teams: list[queries.Team]
) -> list[lifecycles.Stage]:
    """The eleven stages of a round; those that its tasks decide carry the day the tasks give them."""
    if stage not in STAGES:
        return []
    reached: dict[str, date] = {event.after: event.at for event in events if event.after} | _derived(teams)
    here = STAGES.index(stage)
    return [_stage(s, n, here, reached.get(s) if n <= here else None) for n, s in enumerate(STAGES)]


def _stage(stage: Stage, number: int, here: int, day: date | None) -> lifecycles.Stage:
    status = "now" if number == here else "done" if number < here else "ahead"
    return lifecycles.Stage(stage.label, status, day)


def _derived(teams: list[queries.Team]) -> dict[str, date]:
    """On site since the first entry; from then on each stage began when the last task reached it."""
    tasks = [line.task for team in teams for line in team.lines if line.way]
    columns = {
        Stage.DELIBERATING: "left_on",
        Stage.FEEDING_BACK: "decided_on",
        Stage.RECTIFYING: "fed_back_on",
    }
    entered = [task.entered_on for task in tasks if task.entered_on]
    found: dict[str, date] = {Stage.ON_SITE: min(entered)} if entered else {}
    for stage, column in columns.items():
        days = [getattr(task, column) for task in tasks]
        if days and all(days):
            found[stage] = max(days)
    return found


def _chart(round_: Round, lines: list[queries.FocusLine], viewer: Viewer) -> Chart | None:
    """Each area leads to its problems, where the list can be asked about it: a dictionary has readers of its own."""
    if not lines:
        return None
    base = reverse(FINDINGS.door)
    asked = set(FocusItem.objects.visible_to(viewer).values_list("pk", flat=True))
    hrefs = [
        f"{base}?{urlencode({'task__round': round_.pk, 'focus': line.focus})}" if line.focus in asked else ""
        for line in lines
    ]
    parts = [
        Series(gettext("已销号"), [line.accepted for line in lines]),
        Series(gettext("整改中"), [line.open for line in lines]),
        Series(gettext("未反馈"), [line.waiting for line in lines], tone="grey"),
    ]
    shown = [series for series in parts if any(series.values)]
    total = Series(gettext("合计"), [line.total for line in lines], hrefs=hrefs)
    return Chart(
        title="问题分布",
        kind="bar",
        labels=[line.name for line in lines],
        series=shown if len(shown) > 1 else [Series(shown[0].name, total.values, hrefs=hrefs)],
        unit="个",
        stacked=True,
        of="监督重点",
        height="m" if len(lines) > 5 else "s",
    )


def _figures(request: Request, round_: Round) -> list[Value]:
    """The figures of this round, for who reads the figures of its office; none for a round of another term."""
    if round_.office_id not in request.viewer.offices(READERS):
        return []
    now = today()
    if frame(round_.office_id, now).term != round_.term:
        return []
    scope = Scope(round_.office_id, now.year, now)
    keys = [key.replace("[n]", str(round_.number)) for key, figure in FIGURES.items() if figure.is_family]
    return [value for value in values_of(keys, scope).values() if not value.is_nothing]
