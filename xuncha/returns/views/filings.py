"""What one office owes or has filed: the sheet as it was sent, never the filer's draft."""

from decimal import Decimal
from uuid import UUID

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from xuncha.files import actions as files
from xuncha.files.serving import handed
from xuncha.returns import tables
from xuncha.returns.engine import book
from xuncha.returns.engine.cells import CellKind, FormCell
from xuncha.returns.engine.expressions import shown
from xuncha.returns.models import FormVersion, Return, ReturnFiling, Sending
from xuncha.returns.queries.sources import tally
from xuncha.returns.rules.filing import Source
from xuncha.returns.views.grid import Shown, drawn
from xuncha.ui import witnesses
from xuncha.ui.http import Request
from xuncha.ui.reception.entry import today
from xuncha.ui.tables.detail import detail
from xuncha.ui.tables.doors import admit, unkept

TONES = {Source.COMPUTED: "figure", Source.REPORTED: "hand", Source.MIXED: "formula"}


@require_safe
def page(request: Request, uid: UUID) -> HttpResponse:
    """The filing with the sheet that was sent last; for the filer also the way to the return it is drawn up in."""
    admit(request, tables.FILINGS)
    context = detail(request, tables.FILINGS, uid)
    row: ReturnFiling = context["row"]
    last = row.last
    drafts = Return.objects.visible_to(request.viewer).filter(filing=row).exclude(state="withdrawn")
    context |= _sheet(row, last) if last else {}
    context |= {"last": last, "day": today(request), "draft": drafts.order_by("-pk").first()}
    return unkept(render(request, "returns/filing.html", context))


@require_safe
def sending(request: Request, uid: UUID) -> HttpResponse:
    """One sending as it came, also when another has replaced it."""
    admit(request, tables.SENDINGS)
    context = detail(request, tables.SENDINGS, uid)
    row: Sending = context["row"]
    context |= _sheet(row.filing, row) | {"last": row}
    return unkept(render(request, "returns/sending.html", context))


@require_safe
def sending_file(request: Request, uid: UUID) -> HttpResponseBase:
    """The workbook as it was filed, byte by byte."""
    admit(request, tables.SENDINGS)
    row = Sending.objects.visible_to(request.viewer).select_related("file").filter(uid=uid).first()
    if row is None:
        raise Http404
    witnesses.exported(request, request.path, row.digest)
    return handed(row.file)


def _sheet(filing: ReturnFiling, sent: Sending) -> dict[str, object]:
    version = FormVersion.objects.select_related("template").get(pk=filing.collection.version_id)
    grid = book.read(files.read(version.template), version.sheet)
    said = {
        cell.cell: _shown(cell, *sent.values[cell.cell])
        for cell in version.form_cells
        if cell.kind != CellKind.BLANK and cell.cell in sent.values
    }
    return {"grid": drawn(grid, said, {}), "sources": tally(sent.values), "notes": sent.notes}


def _shown(cell: FormCell, value: str | None, source: str) -> Shown:
    where = Source(source)
    meaning = f"{cell.code} {cell.indicator.name}" if cell.code else cell.label
    title = f"{cell.cell} {meaning} {gettext(where.label)}"
    return Shown(shown(None if value is None else Decimal(value)), TONES[where], "", title)
