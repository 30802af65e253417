"""A return as its sheet, what is wrong with it, its workbook; the versions of forms; which periods are missing."""

from dataclasses import dataclass
from io import BytesIO
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from xuncha.files import actions as files
from xuncha.files.serving import handed
from xuncha.kernel.refusals import BadInput
from xuncha.records.models import Office
from xuncha.reports.queries.scope import year_of, years_of
from xuncha.returns import tables
from xuncha.returns.actions import returns as actions
from xuncha.returns.actions.supplied import supply
from xuncha.returns.engine import book, periods
from xuncha.returns.engine.cells import CellKind
from xuncha.returns.engine.periods import Offset, PeriodKind
from xuncha.returns.models import Form, FormVersion, Return, ReturnFiling
from xuncha.returns.queries.filling import Filled, Filling, filling, gate
from xuncha.returns.rules.life import DRAFTERS, FORM_DRAFTERS, READERS, ReturnState
from xuncha.returns.views.grid import Shown, drawn
from xuncha.ui import witnesses
from xuncha.ui.http import Request
from xuncha.ui.reception.entry import today
from xuncha.ui.stamps import of_many, words
from xuncha.ui.tables.detail import detail
from xuncha.ui.tables.doors import admit, unkept

TONES = {CellKind.FIGURE.value: "figure", CellKind.HAND.value: "hand", CellKind.FORMULA.value: "formula"}


@require_safe
def page(request: Request, uid: UUID) -> HttpResponse:
    """The return as its sheet: every computed cell leads to its rows, what is wrong is named by cells."""
    admit(request, tables.RETURNS)
    ret = _return(request, uid)
    context = detail(request, tables.RETURNS, uid)
    filled = filling(ret)
    is_open = ret.state in (ReturnState.DRAFTED, ReturnState.CHECKED)
    grid = book.read(files.read(ret.version.template), ret.version.sheet)
    context |= {
        "grid": drawn(grid, _shown(ret, filled), {}),
        "faults": filled.faults,
        "gate": gate(ret, filled.cells) if is_open else None,
        "same": actions.renders_the_same(ret) if ret.file is not None else None,
        "counts": _counts(filled),
    }
    return unkept(render(request, "returns/return.html", context))


@require_safe
def workbook(request: Request, uid: UUID) -> HttpResponseBase:
    """The workbook: as it was issued, byte by byte; of a draft as it stands now, which its name says."""
    admit(request, tables.RETURNS)
    ret = _return(request, uid)
    witnesses.exported(request, request.path, ret.title)
    if ret.file is not None:
        content, name = files.read(ret.file), ret.file.name
    else:
        values = {k: None if v is None else format(v, "f") for k, v in filling(ret).values.items()}
        content = actions.render(ret, values, [[gettext("未出具"), ret.title], [words(of_many(request))]])
        name = gettext("%(title)s（未出具）") % {"title": ret.title} + ".xlsx"
    return unkept(FileResponse(BytesIO(content), as_attachment=True, filename=name))


@require_safe
def version_page(request: Request, uid: UUID) -> HttpResponse:
    """A form's version as its sheet, and its checks."""
    admit(request, tables.VERSIONS)
    context = detail(request, tables.VERSIONS, uid)
    row = FormVersion.objects.select_related("template").get(pk=context["row"].pk)
    grid = book.read(files.read(row.template), row.sheet)
    shown = {
        cell.cell: Shown(_asks(cell.kind, cell.code, cell.text), TONES.get(cell.kind, ""), "", _meaning(cell))
        for cell in row.form_cells
        if cell.kind != CellKind.BLANK
    }
    context |= {
        "grid": drawn(grid, shown, {}),
        "checks": row.checks,
        "may_map": not row.roles_of(request.viewer).isdisjoint(FORM_DRAFTERS),
    }
    return unkept(render(request, "returns/version.html", context))


@require_safe
def template(request: Request, uid: UUID) -> HttpResponseBase:
    """The form as it was uploaded."""
    admit(request, tables.VERSIONS)
    row = FormVersion.objects.visible_to(request.viewer).select_related("template").filter(uid=uid).first()
    if row is None:
        raise Http404
    witnesses.exported(request, request.path, row.template.digest)
    return handed(row.template)


@dataclass(frozen=True)
class Slot:
    """A period of a form: its return, or that it is missing or still to come."""

    label: str
    row: Return | None
    is_over: bool


@require_safe
def overview(request: Request) -> HttpResponse:
    """Form by form the periods of a year: issued, under way, missing."""
    if set(request.GET) - {"year"}:
        raise BadRequest("parameters")
    office = office_of(request)
    years = years_of(office)
    day = today(request)
    try:
        year = year_of(request.GET.get("year") or str(years[0] if years else day.year))
    except BadInput as why:
        raise BadRequest(str(why)) from why
    live = Return.objects.of(office.pk).filter(year=year).exclude(state=ReturnState.WITHDRAWN)
    rows = {(row.form_id, row.number): row for row in live}
    lines = []
    for form in Form.objects.of(office.pk).order_by("pk"):
        kind = PeriodKind(form.period)
        over = periods.over(kind, year, day)
        slots = [
            Slot(periods.NAMES[kind][n - 1], rows.get((form.pk, n)), n in over)
            for n in range(1, periods.NUMBERS[kind] + 1)
        ]
        missing = sum(slot.is_over and slot.row is None for slot in slots)
        lines.append((form, slots, missing))
    asked = ReturnFiling.objects.visible_to(request.viewer).filter(filer=office, collection__year=year)
    context = {
        "office": office,
        "asked": asked.select_related("filer", "office").order_by("due_on", "pk"),
        "day": day,
        "year": year,
        "years": years,
        "lines": lines,
        "missing": sum(missing for _, _, missing in lines),
        "may_draft": bool(request.viewer.offices(DRAFTERS)),
    }
    return unkept(render(request, "returns/overview.html", context))


@require_POST
def supplied(request: Request) -> HttpResponse:
    """Enter the forms that come with the system."""
    own = request.viewer.offices(DRAFTERS)
    if request.viewer.office not in own:
        raise PermissionDenied
    office = Office.objects.get(pk=request.viewer.office)
    entered = supply(office, by=request.viewer, at=today(request))
    messages.success(request, gettext("已登记随附的表样%(n)s张。") % {"n": len(entered)})
    return redirect("returns:overview")


def office_of(request: Request) -> Office:
    """The viewer's own office, among those whose returns he reads."""
    offices = Office.objects.filter(pk__in=request.viewer.offices(READERS)).order_by("code")
    own = next((office for office in offices if office.pk == request.viewer.office), offices.first())
    if own is None:
        raise PermissionDenied
    return own


def _return(request: Request, uid: UUID) -> Return:
    rows = Return.objects.visible_to(request.viewer)
    row = (
        rows.select_related("form", "version__template", "version__form", "office", "file")
        .filter(uid=uid)
        .first()
    )
    if row is None:
        raise Http404
    return row


def _shown(ret: Return, filled: Filling) -> dict[str, Shown]:
    wrong = {name for fault in filled.faults for name in fault.cells}
    codes = dict(Office.objects.values_list("pk", "code"))
    return {
        one.cell.cell: Shown(
            one.printed,
            "wrong" if one.cell.cell in wrong else TONES[one.cell.kind],
            _rows_url(one, codes),
            _title(one),
        )
        for one in filled.cells
        if one.cell.kind != CellKind.BLANK
    }


def _rows_url(one: Filled, codes: dict[int, str]) -> str:
    """Where the rows of the cell stand, asked as the cell asks; "" for what has none."""
    if one.scope is None:
        return ""
    asked = {
        "year": str(one.scope.year),
        "as_of": one.scope.as_of.isoformat(),
        "office": codes[one.scope.office],
    }
    asked |= {"since": one.scope.since.isoformat()} if one.scope.since else {}
    return reverse("reports:figure", args=[one.cell.indicator.key]) + "?" + urlencode(asked)


def _title(one: Filled) -> str:
    if one.entry is not None:
        said = {"cell": one.cell.cell, "source": one.entry.source, "by": one.entry.by}
        return gettext("%(cell)s 填报，来源：%(source)s，填报人：%(by)s") % said
    return one.cell.cell + " " + _meaning(one.cell)


def _meaning(cell: Any) -> str:
    if cell.kind == CellKind.FIGURE:
        return f"{cell.code} {cell.indicator.name} {gettext(Offset(cell.offset).label)}"
    return "=" + cell.text if cell.kind == CellKind.FORMULA else gettext("填报")


def _asks(kind: str, code: str, text: str) -> str:
    return {CellKind.FIGURE.value: code, CellKind.FORMULA.value: "=" + text}.get(kind, gettext("填报"))


def _counts(filled: Filling) -> dict[str, int]:
    return {
        kind.value: sum(one.cell.kind == kind for one in filled.cells)
        for kind in (CellKind.FIGURE, CellKind.HAND, CellKind.FORMULA)
    }
