"""All counties side by side: compared, proposed for supervision, looked after or not, and as a tree of divisions."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from xuncha.guidance.models import SupervisionCase
from xuncha.guidance.queries import gaps as gaps_of
from xuncha.guidance.queries import gauges, home
from xuncha.guidance.queries.tree import Node, flat
from xuncha.guidance.queries.tree import tree as tree_of
from xuncha.guidance.rules import GUIDES, REASON_OF, Gauge, printed, quarter_of
from xuncha.guidance.tables.sheets import Cell
from xuncha.guidance.views.sheets import sheet
from xuncha.records.models import Office
from xuncha.ui.http import Request
from xuncha.ui.paging import asked_part, paging
from xuncha.ui.reception.entry import today
from xuncha.ui.tables.doors import unkept

PART = "counties"
TREE = ["区划代码", "名称", "层级", "列入规划（个）", "已巡察（个）", "包联领导", "联系点"]


def _city(request: Request) -> int:
    """The office above the counties. A county does not see the others beside itself."""
    city = home.city_of(request.viewer)
    if city is None:
        raise PermissionDenied
    return city


@require_safe
def comparison(request: Request) -> HttpResponse:
    """The counties side by side, the medians of all, and how coverage went."""
    city, day = Office.objects.get(pk=_city(request)), today(request)
    found = home.comparison(city.pk, day, asked_part(request, PART), home.ON_A_PAGE)
    context = {
        "city": city,
        "day": day,
        "found": found,
        "paging": paging(request, PART, found.parts),
        "quarters": [home.quarter_name(each) for each in found.days],
        "gauges": list(Gauge),
        "middle": [printed(gauge, found.medians.get(gauge.value)) for gauge in Gauge],
        "problems": _whole(found.medians.get("problems")),
        "days": _whole(found.medians.get("days")),
    }
    return unkept(render(request, "guidance/comparison.html", context))


def _whole(value: Decimal | None) -> str:
    """A middle of counts, with its half where it lies between two."""
    return "—" if value is None else f"{value:f}".removesuffix(".0")


@require_safe
def comparison_excel(request: Request) -> FileResponse:
    """The same as a spreadsheet, the coverage of each quarter in columns of its own."""
    found = home.comparison(_city(request), today(request))
    heads = [
        "县（市、区）",
        *(gauge.label for gauge in Gauge),
        "督导问题（个）",
        "距上次走访（天）",
        "重点督办",
    ]
    heads += [home.quarter_name(each) for each in found.days]
    rows: list[list[Cell]] = [
        [
            row.county.short_name,
            *(row.value(gauge) for gauge in Gauge),
            row.problems,
            row.days,
            gettext("督办中") if row.case else "",
            *row.trend,
        ]
        for row in found.rows
    ]
    middle = [found.medians.get(name) for name in [*(gauge.value for gauge in Gauge), "problems", "days"]]
    rows.append([gettext("中位数"), *middle])
    return sheet(request, "县（市、区）对比", heads, rows)


@require_safe
def proposals(request: Request) -> HttpResponse:
    """Which counties the lines propose for key supervision, and what has been decided about them."""
    city, day = _city(request), today(request)
    found = gauges.proposals(city, day)
    may = not SupervisionCase(office_id=city).roles_of(request.viewer).isdisjoint(GUIDES)
    context = {
        "day": day,
        "lines": sorted(gauges.lines_on(city, day).values(), key=lambda line: list(Gauge).index(line.gauge)),
        "waiting": [(one, _reasons(one)) for one in found if one.waits],
        "settled": [one for one in found if not one.waits],
        "may": may,
        "quarter": quarter_of(day),
    }
    return unkept(render(request, "guidance/proposals.html", context))


def _reasons(proposal: gauges.Proposal) -> str:
    """The reasons that go with what is crossed, as the form of a case takes them."""
    return ",".join(REASON_OF[one.reading.gauge].value for one in proposal.crossed)


@require_safe
def gaps(request: Request) -> HttpResponse | FileResponse:
    """Who looks after each county, and who has not been there; to be taken out with `?excel=1`."""
    city, day = _city(request), today(request)
    found = gaps_of(city, day)
    if request.GET.get("excel"):
        return sheet(request, "包联走访情况", *_gap_rows(found, day))
    context = {
        "day": day,
        "gaps": [(gap, gap.days(day)) for gap in found],
        "unseen": sum(not gap.seen for gap in found),
        "silent": sum(gap.silent for gap in found),
        "unsponsored": sum(gap.sponsorship is None for gap in found),
        "quarter": quarter_of(day),
    }
    return unkept(render(request, "guidance/gaps.html", context))


def _gap_rows(found: list[Any], day: date) -> tuple[list[str], list[list[Cell]]]:
    heads = ["县（市、区）", "包联领导", "上次走访", "距今（天）", "本季度", "上季度"]
    said = {True: gettext("已走访"), False: gettext("未走访")}
    rows: list[list[Cell]] = [
        [
            gap.county.short_name,
            str(gap.sponsorship.person) if gap.sponsorship else "",
            gap.last,
            gap.days(day),
            said[gap.seen],
            said[gap.seen_before],
        ]
        for gap in found
    ]
    return heads, rows


def _node_row(node: Node) -> list[Cell]:
    return [
        node.division.code,
        node.division.name,
        gettext(str(node.division.get_level_display())),
        node.listed,
        node.covered,
        "、".join(str(pair.person) for pair in node.sponsors),
        "、".join(gettext(str(point.get_purpose_display())) for point in node.points),
    ]


@require_safe
def tree(request: Request) -> HttpResponse | FileResponse:
    """Counties, townships and villages, folded; what is looked after is marked. `?excel=1` takes it out."""
    city, day = _city(request), today(request)
    nodes = tree_of(city, request.viewer, day)
    if request.GET.get("excel"):
        return sheet(request, "区划分布", TREE, [_node_row(node) for node in flat(nodes)])
    whole = bool(request.GET.get("all"))
    context = {"day": day, "nodes": nodes, "whole": whole}
    return unkept(render(request, "guidance/tree.html", context))
