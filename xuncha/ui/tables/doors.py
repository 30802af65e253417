"""The doors of a table: its list, the page of one row, its spreadsheet."""

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from xuncha.ui import errors, witnesses
from xuncha.ui.http import Request
from xuncha.ui.shell import office_name, shell
from xuncha.ui.tables.declare import Table
from xuncha.ui.tables.detail import detail
from xuncha.ui.tables.excel import Origin, workbook
from xuncha.ui.tables.listing import listing, question
from xuncha.ui.tables.registry import may_open, register

R = TypeVar("R", bound=HttpResponseBase)
View = Callable[..., HttpResponseBase]


def addresses(table: Table, *, rows: View | None = None, row: View | None = None) -> list[URLPattern]:
    """The doors `name`, `name_detail` (by uid) and `name_excel`, and the table's place in the registry.

    `rows` and `row` are views made by hand that take the place of the list or of a row's page; the latter is
    called with `uid`.
    """
    register(table)
    return [
        path(f"{table.name}/", rows or _door(list_page, table), name=table.name),
        path(f"{table.name}/excel/", _door(excel, table), name=f"{table.name}_excel"),
        path(f"{table.name}/<uuid:uid>/", row or _door(detail_page, table), name=f"{table.name}_detail"),
    ]


def _door(view: Callable[..., HttpResponseBase], table: Table) -> View:
    """A malformed query is the asker's slip, not a fault: answered by its page, without a trace in the log."""

    def door(request: Request, **place: UUID) -> HttpResponseBase:
        try:
            return view(request, table=table, **place)
        except BadRequest as why:
            return errors.bad_request(request, why)

    return require_safe(door)


def list_page(request: Request, *, table: Table) -> HttpResponse:
    """The list; to htmx only the part that changes."""
    admit(request, table)
    context = listing(request, table)
    partial_only = request.headers.get("HX-Target") == "list"
    context["is_part"] = partial_only
    response = render(request, "ui/_list.html" if partial_only else "ui/list.html", context)
    if partial_only:
        response.headers["HX-Push-Url"] = str(context["asked"])
    return unkept(response)


def detail_page(request: Request, uid: UUID, *, table: Table) -> HttpResponse:
    admit(request, table)
    return unkept(render(request, "ui/detail.html", detail(request, table, uid)))


def excel(request: Request, *, table: Table) -> HttpResponseBase:
    admit(request, table)
    asked = question(request, table)
    origin = Origin(office_name(request), shell(request)["installation"].today, request.viewer.name)
    file = workbook(asked, origin)
    witnesses.exported(request, table.door, request.get_full_path())
    name = f"{gettext(table.title)}_{origin.as_of.isoformat()}.xlsx"
    return unkept(FileResponse(file, as_attachment=True, filename=name))


def admit(request: Request, table: Table) -> None:
    """Wrong role: 403. Which rows are seen is a matter of `visible_to`."""
    if not may_open(request, table):
        raise PermissionDenied


def unkept(response: R) -> R:
    """No browser or proxy keeps a page of business rows; whole pages and parts are told apart."""
    patch_vary_headers(response, ["HX-Request"])
    response.headers["Cache-Control"] = "no-store, private"
    return response
