"""The indicator dictionary as a page and as a spreadsheet."""

from io import BytesIO

from django.core.exceptions import BadRequest
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from xuncha.kernel.marks import Mark
from xuncha.returns.queries.dictionary import HEADS, NO_SOURCE, described
from xuncha.returns.views.returns import office_of
from xuncha.ui import witnesses
from xuncha.ui.books import Book
from xuncha.ui.http import Request
from xuncha.ui.reception.entry import today
from xuncha.ui.stamps import stamp
from xuncha.ui.tables.doors import unkept

LONGEST = 60


@require_safe
def dictionary(request: Request) -> HttpResponse:
    if set(request.GET) - {"q"}:
        raise BadRequest("parameters")
    search = request.GET.get("q", "").strip()[:LONGEST]
    rows = described(office_of(request), search)
    context = {"rows": rows, "search": search, "heads": HEADS, "no_source": NO_SOURCE}
    return unkept(render(request, "returns/dictionary.html", context))


@require_safe
def dictionary_file(request: Request) -> HttpResponseBase:
    rows = described(office_of(request))
    witnesses.exported(request, request.path)
    target, taken = BytesIO(), stamp(request, Mark.INTERNAL)  # definitions: they tell of no record
    with Book(target, {"in_memory": True, "strings_to_formulas": False}, taken) as file:
        sheet = file.add_worksheet(gettext("指标字典"))
        head, word = file.add_format({"bold": True}), file.add_format({"text_wrap": True, "valign": "top"})
        for column, text in enumerate(HEADS):
            sheet.write_string(0, column, gettext(text), head)
        for number, row in enumerate(rows, 1):
            for column, text in enumerate(row.cells):
                sheet.write_string(number, column, text, word)
        for column, width in enumerate((8, 12, 28, 8, 70, 14, 18, 10, 14, 14, 10, 40)):
            sheet.set_column(column, column, width)
        sheet.freeze_panes(1, 3)
    target.seek(0)
    name = gettext("指标字典") + f"_{today(request).isoformat()}.xlsx"
    return unkept(FileResponse(target, as_attachment=True, filename=name))
