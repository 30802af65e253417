"""One county's filed numbers over time, and all counties' as a spreadsheet."""

from datetime import date
from io import BytesIO

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from xuncha.kernel.stamps import Stamp
from xuncha.records.models import Office
from xuncha.returns.panels.values import chosen_of
from xuncha.returns.queries import values
from xuncha.ui import witnesses
from xuncha.ui.books import Book, opening
from xuncha.ui.http import Request
from xuncha.ui.reception.entry import today
from xuncha.ui.stamps import of_many
from xuncha.ui.tables.doors import unkept


@require_safe
def series(request: Request, code: str) -> HttpResponse:
    """An indicator of one county, period by period. Another's is not there for a county."""
    if set(request.GET) - {"of"}:
        raise BadRequest("parameters")
    county = Office.objects.filter(code=code).first()
    if county is None or county.parent_id is None or not values.is_open_to(county, request.viewer):
        raise Http404
    known = values.series_of(county.parent_id)
    if not known:
        raise Http404
    chosen = chosen_of(request, known)
    points = values.history(county, county.parent_id, chosen, request.viewer, today(request))
    context = {"county": county, "chosen": chosen, "points": points}
    return unkept(render(request, "returns/series.html", context))


@require_safe
def compared_file(request: Request) -> HttpResponseBase:
    """An indicator at every county below, the periods in columns: who took it out is written down."""
    if set(request.GET) - {"of"}:
        raise BadRequest("parameters")
    asker = values.comparing(request.viewer)
    if asker is None:
        raise PermissionDenied
    known = values.series_of(asker)
    if not known:
        raise Http404
    chosen = chosen_of(request, known)
    day = today(request)
    found = values.compared(asker, chosen, request.viewer, day, most=MOST)
    witnesses.exported(request, request.get_full_path())
    name = f"{chosen.code}_{chosen.name}_{day.isoformat()}.xlsx"
    return unkept(FileResponse(_workbook(found, of_many(request), day), as_attachment=True, filename=name))


MOST = 10_000  # counties of a spreadsheet


def _workbook(found: values.Compared, stamp: Stamp, day: date) -> BytesIO:
    target = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Book(target, options, stamp) as file:
        sheet = file.add_worksheet(gettext("报送数据"))
        bold = file.add_format({"bold": True})
        sheet.write_string(0, 0, found.series.label, bold)
        heads = [gettext("县（市、区）"), gettext("来源"), *(each.isoformat() for each in found.days)]
        sheet.write_string(1, 0, opening(stamp, day.isoformat()))
        for column, text in enumerate(heads):
            sheet.write_string(2, column, text, bold)
        for number, line in enumerate(found.lines, 3):
            sheet.write_string(number, 0, line.county.short_name)
            sheet.write_string(number, 1, gettext(line.last.origin.label) if line.last else "")
            for column, point in enumerate(line.points, 2):
                if point is not None and point.value is not None:
                    sheet.write_number(number, column, point.value)
        last = len(found.lines) + 3
        sheet.write_string(last, 0, gettext("中位数"), bold)
        if found.middle is not None:
            sheet.write_number(last, len(heads) - 1, found.middle, bold)
        sheet.set_column(0, len(heads), 12)
        sheet.freeze_panes(3, 1)
    target.seek(0)
    return target
