"""A collection as counties × state, what it adds up to, and how offices have filed over the year."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from xuncha.guidance.tables.sheets import Cell, workbook
from xuncha.kernel.refusals import BadInput
from xuncha.records.models import Office
from xuncha.reports.queries.scope import year_of, years_of
from xuncha.returns import tables
from xuncha.returns.models import Collection, ReturnFiling
from xuncha.returns.queries.quality import ON_A_PAGE, of_year, quality
from xuncha.returns.queries.sources import tally
from xuncha.returns.queries.summary import Line, last_sent, summary
from xuncha.returns.rules.filing import FilingState, Source
from xuncha.ui import witnesses
from xuncha.ui.http import Request
from xuncha.ui.paging import asked_part, paging
from xuncha.ui.reception.entry import today
from xuncha.ui.stamps import of_many
from xuncha.ui.tables.declare import Table
from xuncha.ui.tables.detail import detail
from xuncha.ui.tables.doors import admit, unkept

PART = "page"
ASKING = tables.COLLECTIONS.model.reach.roles


@dataclass(frozen=True)
class Row:
    """One office's filing with what it sent last: so many values computed, reported, both."""

    filing: ReturnFiling
    late: int
    sources: dict[str, int]

    @property
    def late_word(self) -> str:
        """Late for ever, or overdue as of the day."""
        return gettext("逾期%(days)s天") % {"days": self.late} if self.late else ""


@require_safe
def page(request: Request, uid: UUID) -> HttpResponse:
    """County by county: how it stands, when it came, how late, what is computed and what was only reported."""
    admit(request, tables.COLLECTIONS)
    context = detail(request, tables.COLLECTIONS, uid)
    row: Collection = context["row"]
    rows = rows_of(row, today(request))
    context |= {
        "rows": rows,
        "counts": [(state, sum(one.filing.state == state for one in rows)) for state in FilingState],
        "late": sum(one.late > 0 for one in rows),
    }
    return unkept(render(request, "returns/collection.html", context))


@require_safe
def summary_page(request: Request, uid: UUID) -> HttpResponse:
    row = _collection(request, uid)
    context = {"row": row, "found": summary(row), "day": today(request)}
    return unkept(render(request, "returns/summary.html", context))


@require_safe
def summary_cell(request: Request, uid: UUID, cell: str) -> HttpResponse:
    """What stands behind one number of the summary: every office's own, with where it comes from."""
    row = _collection(request, uid)
    found = summary(row)
    line = found.by_cell.get(cell)
    if line is None:
        raise Http404
    context = {"row": row, "found": found, "line": line}
    return unkept(render(request, "returns/summary_cell.html", context))


HEADS = ("单元格", "栏目", "合计", "其中：计算", "其中：填报", "来源", "说明")


@require_safe
def summary_excel(request: Request, uid: UUID) -> FileResponse:
    """One row a cell: the sum, its two parts kept apart, then every office's number with its source."""
    row = _collection(request, uid)
    found = summary(row)
    heads = [*HEADS]
    for filing in found.counted:
        heads += [filing.filer.short_name, gettext("来源")]
    rows: list[list[Cell]] = [_line(line) for line in found.lines]
    rows += [
        [],
        [
            gettext("未列入汇总"),
            *[f"{one.filer.short_name}（{gettext(one.state_label())}）" for one in found.missing],
        ],
    ]
    return sheet(request, tables.COLLECTIONS, gettext("%(title)s汇总") % {"title": row.title}, heads, rows)


@require_safe
def quality_page(request: Request) -> HttpResponse:
    """Completeness, timeliness and what was sent back, office by office, over what fell due in a year."""
    office, year = asker_of(request), _year(request)
    day = today(request)
    period = of_year(year, day)
    found = quality(office.pk, year, day, asked_part(request, PART), ON_A_PAGE)
    context = {
        "office": office,
        "year": year,
        "years": years_of(office),
        "found": found,
        "paging": paging(request, PART, found.parts),
        "period": period,
        "day": day,
    }
    return unkept(render(request, "returns/quality.html", context))


QUALITY_HEADS = (
    *("报送机构", "应报", "已报", "按时", "逾期", "最长逾期（天）", "退回次数"),
    *("报送率（%）", "按时率（%）", "一次通过率（%）"),
)


@require_safe
def quality_excel(request: Request) -> FileResponse:
    office, year = asker_of(request), _year(request)
    found = quality(office.pk, year, today(request))
    rows: list[list[Cell]] = [
        [
            one.office.short_name,
            *(one.quality.due, one.quality.filed, one.quality.timely, one.quality.late, one.worst),
            *(one.quality.returned, one.quality.complete, one.quality.timeliness, one.quality.passing),
        ]
        for one in found.rows
    ]
    middle: list[Cell] = [gettext("中位数"), *([None] * 6), found.complete, found.timeliness, found.passing]
    title = gettext("%(year)s年报送质量") % {"year": year}
    return sheet(request, tables.FILINGS, title, QUALITY_HEADS, [*rows, middle])


def rows_of(row: Collection, day: date) -> list[Row]:
    """Two queries, however many offices."""
    filings = list(row.filings.live().select_related("filer", "office").order_by("filer__code"))
    sent = last_sent(filings)
    return [
        Row(
            filing,
            0 if filing.state == FilingState.WITHDRAWN else filing.late_on(day),
            tally(sent[filing.pk].values) if filing.pk in sent else {},
        )
        for filing in filings
    ]


def asker_of(request: Request) -> Office:
    """The office whose lower offices this person asks."""
    offices = Office.objects.filter(pk__in=request.viewer.offices(ASKING)).order_by("code")
    own = next((office for office in offices if office.pk == request.viewer.office), offices.first())
    if own is None:
        raise PermissionDenied
    return own


def sheet(
    request: Request, table: Table, title: str, heads: Sequence[str], rows: Sequence[Sequence[Cell]]
) -> FileResponse:
    """A page's table as a spreadsheet: written down as every export is."""
    day = today(request)
    file = workbook(title, day=day, stamp=of_many(request), heads=heads, rows=rows)
    witnesses.exported(request, table.door, request.get_full_path())
    return unkept(FileResponse(file, as_attachment=True, filename=f"{title}_{day.isoformat()}.xlsx"))


def _collection(request: Request, uid: UUID) -> Collection:
    admit(request, tables.COLLECTIONS)
    rows = Collection.objects.visible_to(request.viewer).select_related("form", "version__form", "office")
    row = rows.filter(uid=uid).first()
    if row is None:
        raise Http404
    return row


def _year(request: Request) -> int:
    if set(request.GET) - {"year", PART}:
        raise BadRequest("parameters")
    try:
        return year_of(request.GET.get("year") or str(today(request).year))
    except BadInput as why:
        raise BadRequest(str(why)) from why


def _line(line: Line) -> list[Cell]:
    source = gettext(line.source.label) if line.source else ""
    cells: list[Cell] = [line.cell.cell, line.name, line.total]
    cells += [
        line.of(Source.COMPUTED),
        line.of(Source.REPORTED),
        source,
        gettext(line.why) if line.why else "",
    ]
    for part in line.parts:
        cells += [part.value, gettext(part.source.label)]
    return cells
