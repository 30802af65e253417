"""The mapper: a form's cells as a grid, what each seems to ask, and what a person settles."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from xuncha.files import actions as files
from xuncha.kernel.refusals import NotAllowed, WrongRole
from xuncha.records.models import Office
from xuncha.returns import tables
from xuncha.returns.actions import forms as actions
from xuncha.returns.engine import book
from xuncha.returns.engine.cells import CellKind, FormCell
from xuncha.returns.engine.dictionary import BY_CODE, INDICATORS
from xuncha.returns.engine.matching import Proposal, fold, propose
from xuncha.returns.engine.periods import Offset
from xuncha.returns.forms import MappingForm, cells_sent
from xuncha.returns.models import FormVersion
from xuncha.returns.queries.dictionary import terms
from xuncha.returns.rules.life import FORM_DRAFTERS
from xuncha.returns.views.grid import drawn
from xuncha.ui import errors, witnesses
from xuncha.ui.http import Request
from xuncha.ui.reception.entry import today
from xuncha.ui.tables.doors import admit, unkept
from xuncha.ui.tables.registry import row_url

HAND, BLANK = "填报", "留空"


@dataclass(frozen=True)
class Line:
    """A cell to settle: what the person wrote or what is proposed; `hint` names what it only resembles."""

    cell: str
    label: str
    asked: str
    offset: str
    office: str
    digits: str
    hint: str = ""
    fault: str = ""

    @property
    def tone(self) -> str:
        return "red" if self.fault else "green" if self.asked else "amber"


@require_http_methods(["GET", "HEAD", "POST"])
def mapping(request: Request, uid: UUID) -> HttpResponse:
    admit(request, tables.VERSIONS)
    version = FormVersion.objects.visible_to(request.viewer).select_related("form", "template", "office")
    row = version.filter(uid=uid).first()
    if row is None:
        raise Http404
    if row.roles_of(request.viewer).isdisjoint(FORM_DRAFTERS):
        raise PermissionDenied
    grid = book.read(files.read(row.template), row.sheet)
    proposals = propose(grid, terms(), _offices(row.office))
    sent = (request.POST,) if request.method == "POST" else ()
    form = MappingForm(
        *sent, viewer=request.viewer, today=today(request), on=row, initial={"checks": "\n".join(row.checks)}
    )
    lines = _sent(request, proposals) if sent else _known(row, proposals)
    if sent and form.is_valid() and (stored := _store(request, row, form, lines)) is not None:
        messages.success(request, gettext("已核对“%(version)s”。") % {"version": stored})
        return redirect(row_url(tables.VERSIONS, stored))
    tones = {line.cell: line.tone for line in lines}
    context = {
        "row": row,
        "form": form,
        "grid": drawn(grid, {}, tones, anchors=True),
        "lines": lines,
        "waiting": [line for line in lines if not line.asked],
        "indicators": [one for one in INDICATORS if one.key],
        "offsets": list(Offset),
        "offices": _counties(row.office),
        "words": (HAND, BLANK),
        "back": row_url(tables.VERSIONS, row),
    }
    status = 422 if sent else 200
    return unkept(render(request, "returns/mapping.html", context, status=status))


def _store(request: Request, row: FormVersion, form: MappingForm, lines: list[Line]) -> FormVersion | None:
    """What was settled; None with the sentence on the page where it cannot be."""
    try:
        waiting = [line.cell for line in lines if not line.asked]
        if waiting:
            raise NotAllowed("还有单元格没有核对：%(cells)s。", cells="、".join(waiting[:20]))
        cells = [_cell(line) for line in lines]
        checks = form.cleaned_data["checks"].splitlines()
        return actions.map_cells(row, cells, checks, by=request.viewer, at=form.cleaned_data["at"])
    except WrongRole:
        raise
    except NotAllowed as why:
        witnesses.refused(request, why)
        form.add_error(None, errors.say(why))
        return None


def _cell(line: Line) -> FormCell:
    """A line as a person wrote it: 填报, 留空, =formula, or an indicator by its code or name."""
    said = line.asked.strip()
    digits = int(line.digits) if line.digits.isdecimal() and len(line.digits) == 1 else -1
    common: dict[str, Any] = {"cell": line.cell, "label": line.label[:200], "digits": digits}
    if said == HAND:
        return FormCell(kind=CellKind.HAND.value, **common)
    if said == BLANK:
        return FormCell(kind=CellKind.BLANK.value, **common)
    if said.startswith(("=", "＝")):
        return FormCell(kind=CellKind.FORMULA.value, text=said[1:].strip(), **common)
    code = said.split()[0] if said else ""
    named = [one.code for one in INDICATORS if one.key and one.name == said]
    code = code if code in BY_CODE else named[0] if len(named) == 1 else ""
    if not code:
        raise NotAllowed(
            "%(cell)s：“%(said)s”不是指标，请填指标编码、名称、“填报”、“留空”或者以=开头的公式。",
            cell=line.cell,
            said=said[:40],
        )
    return FormCell(kind=CellKind.FIGURE.value, code=code, offset=line.offset, office=line.office, **common)


def _sent(request: Request, proposals: list[Proposal]) -> list[Line]:
    """What the person sent, in the order of the sheet; a cell that is no longer there is not taken."""
    known = {one.cell: one for one in proposals}
    offices = {"", *(code for code, _ in _counties_of(request))}
    offsets = {offset.value for offset in Offset}
    lines = []
    for cell in cells_sent(request.POST):
        if cell not in known:
            continue
        offset, office = request.POST.get(f"offset-{cell}", ""), request.POST.get(f"office-{cell}", "")
        lines.append(
            Line(
                cell=cell,
                label=known[cell].label,
                asked=request.POST.get(f"cell-{cell}", "").strip()[:400],
                offset=offset if offset in offsets else Offset.THIS.value,
                office=office if office in offices else "",
                digits=request.POST.get(f"digits-{cell}", "")[:2],
            )
        )
    missing = [one for one in proposals if one.cell not in {line.cell for line in lines}]
    return lines + [Line(one.cell, one.label, "", one.offset.value, one.office, "") for one in missing]


def _known(row: FormVersion, proposals: list[Proposal]) -> list[Line]:
    """What is settled already, else what is proposed."""
    settled = {cell.cell: cell for cell in row.form_cells}
    return [_line(one, settled.get(one.cell)) for one in proposals]


def _line(one: Proposal, cell: FormCell | None) -> Line:
    if cell is not None:
        digits = str(cell.digits) if cell.digits >= 0 else ""
        return Line(one.cell, cell.label or one.label, _asked(cell), cell.offset, cell.office, digits)
    asked = "=" + one.formula if one.formula else _named(one.code)
    return Line(one.cell, one.label, asked, one.offset.value, one.office, "", hint=_named(one.hint))


def _asked(cell: FormCell) -> str:
    return {
        CellKind.HAND.value: HAND,
        CellKind.BLANK.value: BLANK,
        CellKind.FORMULA.value: "=" + cell.text,
    }.get(cell.kind) or _named(cell.code)


def _named(code: str) -> str:
    return f"{code} {BY_CODE[code].name}" if code in BY_CODE else ""


def _counties(office: Office) -> list[tuple[str, str]]:
    return list(Office.objects.filter(parent=office).order_by("code").values_list("code", "short_name"))


def _counties_of(request: Request) -> list[tuple[str, str]]:
    below = Office.objects.filter(parent__in=request.viewer.offices(FORM_DRAFTERS))
    return list(below.values_list("code", "short_name"))


def _offices(office: Office) -> dict[str, str]:
    """What counties may be called in a heading, folded → code."""
    found: dict[str, str] = {}
    for below in Office.objects.filter(parent=office).order_by("code"):
        names = {
            below.short_name,
            below.name,
            below.committee.removesuffix("委"),
            below.short_name + "巡察办",
        }
        found |= {fold(name): below.code for name in names if name}
    return found
