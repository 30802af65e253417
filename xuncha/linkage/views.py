"""Pages made by hand: a campaign, a county's part in it, what was handed in with its text, the grid as a spreadsheet."""

from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import BadRequest
from django.db.models import Count, Q
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from xuncha.files.serving import served
from xuncha.linkage import tables
from xuncha.linkage.models import Campaign, Counterpart, CountyCall
from xuncha.linkage.queries import presence, standing
from xuncha.linkage.queries.grid import Grid, grid
from xuncha.linkage.rules import GLYPHS, Stage
from xuncha.linkage.tables import book
from xuncha.records.queries import today
from xuncha.ui import errors, witnesses
from xuncha.ui.http import Request
from xuncha.ui.stamps import stamp
from xuncha.ui.tables.declare import Table
from xuncha.ui.tables.detail import detail
from xuncha.ui.tables.doors import admit, unkept
from xuncha.ui.tables.registry import list_url


@require_safe
def campaign(request: Request, uid: UUID) -> HttpResponse:
    """A campaign whole: who is where on the day that is asked; as of today the grid, what is missing, what was filed."""
    admit(request, tables.CAMPAIGNS)
    try:
        day = _day(request)
    except BadRequest as why:
        return errors.bad_request(request, why)
    context = detail(request, tables.CAMPAIGNS, uid)
    row: Campaign = context["row"]
    lines = presence.lines(row, request.viewer)
    found, now = grid(row, request.viewer), today()
    context |= {
        "day": day,
        "last": now,
        "now": [line.on(day) for line in lines],
        "calendar": presence.calendar(lines, day),
        "grid": found,
        "tallies": [(each, _rows_of(row, each, now)) for each in standing.tallies(found, now)],
        "legend": _legend(found),
        "missing": standing.missing(row, request.viewer, now),
        "fed_back": standing.fed_back(row, request.viewer),
        "grid_url": reverse("linkage:grid_excel", args=[row.uid]),
    }
    return unkept(render(request, "linkage/campaign.html", context))


@require_safe
def grid_excel(request: Request, uid: UUID) -> FileResponse:
    """The grid as a spreadsheet; who took it out is written down."""
    admit(request, tables.CAMPAIGNS)
    row = get_object_or_404(Campaign.objects.visible_to(request.viewer), uid=uid)
    file = book.workbook(row, grid(row, request.viewer), today(), stamp(request, row.mark))
    witnesses.exported(request, tables.COUNTERPARTS.door, request.get_full_path())
    name = f"{row.name}_{today().isoformat()}.xlsx"
    return unkept(FileResponse(file, as_attachment=True, filename=name))


@require_safe
def call(request: Request, uid: UUID) -> HttpResponse:
    """A county's part in a campaign: its plan, its tasks, the reports asked of it, and when it was reminded."""
    admit(request, tables.CALLS)
    context = detail(request, tables.CALLS, uid)
    row: CountyCall = context["row"]
    cells = Counterpart.objects.visible_to(request.viewer).filter(
        campaign=row.campaign_id, county=row.county_id
    )
    context["cells"] = list(
        cells.select_related("task__organisation", "county", "unit").order_by("due_on", "pk")
    )
    context["day"] = today()
    context["parts"] = [_part(request, table, row) for table in _OF_A_COUNTY]
    return unkept(render(request, "linkage/call.html", context))


@require_safe
def plan(request: Request, uid: UUID) -> HttpResponse:
    return _with_file(request, tables.COUNTY_PLANS, uid, "plan_file")


@require_safe
def counterpart(request: Request, uid: UUID) -> HttpResponse:
    return _with_file(request, tables.COUNTERPARTS, uid, "counterpart_file")


@require_safe
def filing(request: Request, uid: UUID) -> HttpResponse:
    return _with_file(request, tables.FILINGS, uid, "filing_file")


@require_safe
def plan_file(request: Request, uid: UUID) -> FileResponse:
    return served(request, tables.COUNTY_PLANS, uid)


@require_safe
def counterpart_file(request: Request, uid: UUID) -> FileResponse:
    return served(request, tables.COUNTERPARTS, uid)


@require_safe
def filing_file(request: Request, uid: UUID) -> FileResponse:
    return served(request, tables.FILINGS, uid)


_OF_A_COUNTY = (tables.COUNTY_PLANS, tables.COUNTY_TASKS, tables.CHASES)


def _day(request: Request) -> date:
    """The day asked about, today when not said. BadRequest for what is no day, or lies ahead."""
    given = request.GET.get("on") or ""
    if set(request.GET) - {"on"}:
        raise BadRequest("parameters")
    try:
        day = date.fromisoformat(given) if given else today()
    except ValueError as why:
        raise BadRequest("on") from why
    if day > today():
        raise BadRequest("a day to come")
    return day


def _rows_of(row: Campaign, tally: standing.Tally, day: date) -> str:
    """The list of just these rows; those that have not come stand on the page itself."""
    if not tally.url_of:
        return "#missing"
    asked = f"campaign={row.pk}&{tally.url_of}_after={row.at.isoformat()}"
    return f"{list_url(tables.COUNTERPARTS)}?{asked}&{tally.url_of}_before={day.isoformat()}"


def _legend(found: Grid) -> list[tuple[Stage, str, int]]:
    counts = standing.stages(found)
    return [(each, GLYPHS[each], counts[each]) for each in Stage]


def _part(request: Request, table: Table, row: CountyCall) -> dict[str, Any]:
    """What the county has of one kind in the campaign, with the list of just these; no list that would show others.

    A county does not see the campaign itself, so that its list cannot be narrowed to one.
    """
    model: Any = table.model
    rows = model.objects.visible_to(request.viewer).filter(county=row.county_id).order_by()
    counted = rows.aggregate(own=Count("pk", filter=Q(campaign=row.campaign_id)), every=Count("pk"))
    number, url = counted["own"], f"{list_url(table)}?county={row.county_id}"
    if row.office_id in request.viewer.offices(Campaign.reach.office):
        url += f"&campaign={row.campaign_id}"
    elif counted["every"] > number:
        url = ""
    return {"table": table, "number": number, "url": url}


def _with_file(request: Request, table: Table, uid: UUID, door: str) -> HttpResponse:
    admit(request, table)
    context = detail(request, table, uid)
    row: Any = context["row"]
    context["file_url"] = reverse(f"linkage:{door}", args=[uid]) if row.attachment_id else ""
    return unkept(render(request, "linkage/filed.html", context))
