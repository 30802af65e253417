"""The home of a county, and the way to it."""

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from xuncha.guidance.queries.contacts import counties_below
from xuncha.guidance.queries.gauges import lines_on
from xuncha.guidance.queries.home import Home, city_of, counties_for, home
from xuncha.guidance.rules import Gauge, crosses
from xuncha.guidance.tables.sheets import Cell
from xuncha.guidance.views.sheets import sheet
from xuncha.records.models import Office
from xuncha.records.rules import OFFICE
from xuncha.ui.http import Request
from xuncha.ui.reception.entry import today
from xuncha.ui.tables.doors import unkept

MOST_BESIDE = 60  # links to other counties
HEADS = ("类别", "名称", "情况", "日期")


@require_safe
def counties(request: Request) -> HttpResponse:
    """A county goes to its own page; the office above chooses one."""
    _admit(request)
    found = counties_for(request.viewer)
    if city_of(request.viewer) is None:
        own = found.first()
        if own is None:
            raise PermissionDenied
        return redirect("guidance:county", own.code)
    return unkept(render(request, "guidance/counties.html", {"counties": list(found)}))


@require_safe
def county(request: Request, code: str) -> HttpResponse | FileResponse:
    """How one county stands; `?excel=1` takes it out. Another's page is not there for a county."""
    _admit(request)
    row = counties_for(request.viewer).filter(code=code).first()
    if row is None:
        raise Http404
    day, city = today(request), city_of(request.viewer)
    answer = home(row, request.viewer, day)
    if request.GET.get("excel"):
        return sheet(request, row.short_name, HEADS, _rows(answer))
    lines = lines_on(city, day) if city is not None else {}
    context = {
        "home": answer,
        "day": day,
        "city": city is not None,
        "others": _others(row, city) if city is not None else [],
        "gauges": [
            {
                "gauge": gauge,
                "reading": answer.readings[gauge],
                "line": lines.get(gauge),
                "crossed": gauge in lines
                and crosses(gauge, answer.readings[gauge].value, lines[gauge].value),
            }
            for gauge in Gauge
        ],
    }
    return unkept(render(request, "guidance/county.html", context))


def _others(county: Office, city: int) -> list[Office]:
    """The counties beside this one, as far as one looks over them; of a province with thousands none."""
    found = list(counties_below(city).exclude(pk=county.pk)[: MOST_BESIDE + 1])
    return found if len(found) <= MOST_BESIDE else []


def _rows(found: Home) -> list[list[Cell]]:
    """What the page shows, one thing a row: its kind, its name, how it stands, and since or until when."""
    rows: list[list[Cell]] = [
        [gettext("主要指标"), gettext(gauge.label), f"{reading.said} ({reading.rows})", None]
        for gauge, reading in found.readings.items()
    ]
    for label, units in ((gettext("全覆盖"), found.units), (gettext("村（社区）"), found.villages)):
        rows += [
            [label, unit.name, gettext("已巡") if unit.covered else gettext("未巡"), None] for unit in units
        ]
    rows += [
        [gettext("人员到位"), str(row), f"{row.filled}/{row.approved}", row.at] for row in found.staffing
    ]
    rows += [[gettext("包联"), str(pair.person), pair.target, pair.at] for pair in found.sponsors]
    rows += [[gettext("走访"), visit.seen, visit.suggestion, visit.at] for visit in found.visits]
    rows += [
        [gettext("督导问题"), f"{one.campaign} {one.aspect}", f"{one.done}/{one.taken}/{one.total}", None]
        for one in found.problems
    ]
    rows += [
        [gettext("整改台账"), str(row), f"{done}/{items}", row.at] for row, items, done, _ in found.ledgers
    ]
    rows += [[gettext("重点督办"), case.matter, gettext(case.state_label()), case.at] for case in found.cases]
    rows += [[gettext("逾期未复事项"), str(row), row.note, row.due_on] for row in found.late_replies]
    rows += [[gettext("调度任务"), task.text, task.result, task.due_on] for task in found.tasks]
    return rows


def _admit(request: Request) -> None:
    if not request.viewer.offices(OFFICE):
        raise PermissionDenied
