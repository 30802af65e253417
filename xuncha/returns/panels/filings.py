"""How counties file, on their pages: what is due, what came and when, beside the others."""

from django.template.loader import render_to_string

from xuncha.records.models import Office
from xuncha.returns.models import Collection, ReturnFiling
from xuncha.returns.queries.quality import ON_A_PAGE, latest_of, of_year, quality, quality_of
from xuncha.ui.http import Request
from xuncha.ui.paging import asked_part, paging
from xuncha.ui.reception.entry import today

PART = "filings"


def filings_of_county(request: Request, row: Office) -> str:
    """For the slot "guidance.county.main": what the county owes and filed, to itself and to the office that asked."""
    if not request.viewer.has(*ReturnFiling.reach.roles):
        return ""
    day = today(request)
    found = latest_of(row.pk, request.viewer, day)
    if not found:
        return ""
    context = {
        "county": row,
        "filings": found,
        "quality": quality_of(row.pk, request.viewer, day.year, day),
        "year": day.year,
        "day": day,
    }
    return render_to_string("returns/_county_filings.html", context, request)


def compared_filings(request: Request, row: Office) -> str:
    """For the slot "guidance.comparison.main": completeness and timeliness county by county, with the middle of each."""
    if row.pk not in request.viewer.offices(Collection.reach.office):
        return ""
    day = today(request)
    found = quality(row.pk, day.year, day, asked_part(request, PART), ON_A_PAGE)
    if not found.rows:
        return ""
    context = {"found": found, "year": day.year, "period": of_year(day.year, day)}
    context["paging"] = paging(request, PART, found.parts)
    return render_to_string("returns/_compared_filings.html", context, request)
