"""Filed numbers on the pages of counties."""

from django.core.exceptions import BadRequest
from django.template.loader import render_to_string

from xuncha.records.models import Office
from xuncha.returns.queries import values
from xuncha.ui.http import Request
from xuncha.ui.paging import asked_part, paging
from xuncha.ui.reception.entry import today

PART = "page"


def filed_by_county(request: Request, row: Office) -> str:
    """For the slot "guidance.county.main": what the county filed, with the middle of all for who compares."""
    if not values.is_open_to(row, request.viewer):
        return ""
    found = values.standing(row, request.viewer, today(request), asked_part(request, PART))
    if not found.rows:
        return ""
    compares = row.parent_id in request.viewer.offices(values.COMPARERS)
    context = {"county": row, "found": found, "compares": compares}
    context["paging"] = paging(request, PART, found.parts)
    return render_to_string("returns/_county_values.html", context, request)


def compared_values(request: Request, row: Office) -> str:
    """For the slot "guidance.comparison.main": one indicator of the returns at every county; `?of=` chooses it."""
    known = values.series_of(row.pk) if row.pk in request.viewer.offices(values.COMPARERS) else []
    if not known:
        return ""
    chosen = chosen_of(request, known)
    found = values.compared(row.pk, chosen, request.viewer, today(request), asked_part(request, PART))
    context = {"known": known, "found": found, "paging": paging(request, PART, found.parts)}
    return render_to_string("returns/_compared_values.html", context, request)


def chosen_of(request: Request, known: list[values.Series]) -> values.Series:
    """What `of` names, the first where nothing is asked. BadRequest for what the office has not been sent."""
    asked = request.GET.get("of") or known[0].key
    chosen = next((each for each in known if each.key == asked), None)
    if chosen is None:
        raise BadRequest("of")
    return chosen
