"""The catalogue of figures, one figure opened to its rows, and the ties."""

import json
from typing import Any

from django.core.exceptions import BadRequest
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from xuncha.kernel.figures import Figure
from xuncha.kernel.refusals import BadInput
from xuncha.kernel.stamps import Stamp
from xuncha.records.answers import Answer
from xuncha.reports.queries.marking import mark_of_figures
from xuncha.reports.queries.registry import demand, find, keys_of
from xuncha.reports.queries.rows import Opened, open_figure
from xuncha.reports.queries.ties import check, ties_of
from xuncha.reports.queries.values import value_of, values_of
from xuncha.reports.views import charts, excel
from xuncha.reports.views.asking import Asked, ask, county_of, in_words
from xuncha.reports.writing.formats import figure_json, stamp_json
from xuncha.reports.writing.outline import outline
from xuncha.rounds.models import Round
from xuncha.ui import stamps, witnesses
from xuncha.ui.http import Request
from xuncha.ui.tables import registry
from xuncha.ui.tables.addresses import Asked as Address
from xuncha.ui.tables.doors import unkept
from xuncha.ui.tables.keyset import Key, Keyset, Page

FORMS = ("excel", "json")
ALL = "all"


@require_safe
@in_words
def figures(request: Request) -> HttpResponse:
    """The figures of the year, as the report prints them: one of the report's parts, or all of them.

    Whether the ties hold is fetched once the page stands: it takes as many questions as the figures themselves.
    """
    asked = ask(request, also={"part"})
    keys = keys_of(asked.scope)
    chapters = outline(keys)
    part = _part(request, len(chapters))
    shown = chapters if part == ALL else [chapters[int(part) - 1]]
    values = values_of([key for chapter in shown for h in chapter.headings for key in h.keys], asked.scope)
    context = {
        "asked": asked,
        "parts": [(str(n), chapter.title, str(n) == part) for n, chapter in enumerate(chapters, 1)]
        + [(ALL, "全部", part == ALL)],
        "chapters": [
            (chapter.title, [(h.title, [values[key] for key in h.keys]) for h in chapter.headings])
            for chapter in shown
        ],
        "count": len(keys),
    }
    return unkept(render(request, "reports/figures.html", context))


def _part(request: Request, number: int) -> str:
    """Which part of the catalogue is asked for: its number, or all. BadRequest for another word."""
    part = request.GET.get("part", "1")
    if part != ALL and part not in map(str, range(1, number + 1)):
        raise BadRequest("part")
    return part


@require_safe
@in_words
def figures_json(request: Request) -> HttpResponse:
    """The same for machines. No tie holds it back: it is no report. Who took it out is recorded."""
    asked = ask(request)
    keys = keys_of(asked.scope)
    values = values_of(keys, asked.scope).values()
    taken = stamps.stamp(request, mark_of_figures((key, asked.scope) for key in keys))
    witnesses.exported(request, request.path, request.GET.urlencode())
    return _json(asked, {"figures": [figure_json(value) for value in values]}, "figures", taken)


@require_safe
@in_words
def figure(request: Request, key: str) -> HttpResponse:
    """One figure: what it comes to, what it means, how it came about, and its rows as far as this person sees them."""
    asked = ask(request, also={"cursor", "county"})
    found, round_ = _find(key, asked)
    county = county_of(request, asked)
    opened = open_figure(key, asked.scope, request.viewer, county)
    page = _page(request, key, opened)
    rows = {
        "asked": asked,
        "opened": opened,
        "visible": opened.visible.count(),
        "measure": _measure(opened.model),
        "rows": [(row, _address(request, row.record)) for row in opened.marked(page.rows)],
        "pager": _pager(request, page),
    }
    if request.headers.get("HX-Target") == "list":
        return unkept(render(request, "reports/_rows.html", rows))
    value = value_of(key, asked.scope, county)
    context = {
        "figure": found,
        "county": county,
        "round": round_,
        "round_url": _address(request, round_) if round_ else "",
        "value": value,
        # ties and history are the whole figure's: beside a county's part they would say another number
        "ties": [] if county else ties_of(key, asked.scope),
        "chart": None if county else charts.history(key, value, asked),
    }
    return unkept(render(request, "reports/figure.html", rows | context))


@require_safe
@in_words
def figure_file(request: Request, key: str, form: str) -> HttpResponseBase:
    """The figure with the rows this person sees, as a spreadsheet or for machines. Who took it out is recorded."""
    asked = ask(request, also={"county"})
    _find(key, asked)
    if form not in FORMS:
        raise Http404
    county = county_of(request, asked)
    opened = open_figure(key, asked.scope, request.viewer, county)
    value = value_of(key, asked.scope, county)
    taken = stamps.stamp(request, mark_of_figures([(key, asked.scope)]))
    witnesses.exported(request, request.path, request.GET.urlencode())
    if form == "json":
        rows = [
            {"label": r.label, "date": r.date.isoformat() if r.date else None, "part": r.part}
            for r in opened.rows()
        ]
        return _json(asked, {**figure_json(value), "visible": rows}, key, taken)
    file = excel.workbook(value, opened, asked, taken)
    name = f"{gettext(value.name)}_{asked.scope.as_of.isoformat()}.xlsx"
    return unkept(FileResponse(file, as_attachment=True, filename=name))


@require_safe
@in_words
def ties(request: Request) -> HttpResponse:
    """Every tie of the year with both its sides."""
    asked = ask(request)
    checked = check(asked.scope)
    context = {
        "asked": asked,
        "ties": [(tie, [(key, *_named(key)) for key in tie.tie.figures]) for tie in checked],
        "broken": [tie for tie in checked if not tie.holds],
    }
    if request.headers.get("HX-Target") == "verdict":
        return unkept(render(request, "reports/_verdict.html", context))
    return unkept(render(request, "reports/ties.html", context))


def _find(key: str, asked: Asked) -> tuple[Figure[Answer], Round | None]:
    """A key that names no figure is no page."""
    try:
        return demand(key, asked.scope)
    except BadInput as why:
        raise Http404 from why


def _named(key: str) -> tuple[str, int | None]:
    """The figure's name and the round it is about."""
    found, number = find(key)
    return found.name, number


def _page(request: Request, key: str, opened: Opened) -> Page:
    keyset = Keyset((Key(opened.answer.date, nullable=True),), salt=f"figure:{key}")
    return keyset.page(opened.visible, request.GET.get("cursor", ""))


def _pager(request: Request, page: Page) -> dict[str, str]:
    address = Address(request)
    return {
        "first": address.having() if page.previous else "",
        "previous": address.having(cursor=page.previous) if page.previous else "",
        "following": address.having(cursor=page.following) if page.following else "",
        "last": address.having(cursor="last") if page.following else "",
    }


def _address(request: Request, record: Any) -> str:
    """Where the row has its page; "" for a kind of record that this person's roles do not open."""
    table = registry.table_of(type(record))
    return registry.row_url(table, record) if table and registry.may_open(request, table) else ""


def _measure(model: type[Any]) -> str:
    table = registry.table_of(model)
    return table.measure if table else "条"


def _json(asked: Asked, body: dict[str, Any], name: str, taken: Stamp) -> HttpResponse:
    head = {"year": asked.scope.year, "office": asked.office.code, "as_of": asked.scope.as_of.isoformat()}
    text = json.dumps(head | body | stamp_json(taken), ensure_ascii=False, indent=2) + "\n"
    answer = HttpResponse(text, content_type="application/json")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}-{asked.scope.year}.json"'
    return unkept(answer)
