"""The doors of entries: a page for one record, and a sheet for many with its template."""

from collections.abc import Callable
from uuid import UUID

from django.http.response import HttpResponseBase
from django.urls import URLPattern, path
from django.views.decorators.http import require_http_methods

from xuncha.ui.http import Request
from xuncha.ui.reception import entry, sheet

View = Callable[..., HttpResponseBase]


def entry_addresses(*declared: entry.Entry) -> list[URLPattern]:
    """`name_new`, and where rows may come from a sheet `name_sheet` and `name_template`."""
    patterns = []
    for one in declared:
        entry.declare(one)
        on = "<uuid:on>/" if one.place else ""
        patterns.append(path(f"{one.name}/new/{on}", _door(entry.page, one), name=f"{one.name}_new"))
        if one.many:
            patterns += [
                path(f"{one.name}/sheet/{on}", _door(sheet.page, one), name=f"{one.name}_sheet"),
                path(f"{one.name}/template/{on}", _door(sheet.template, one), name=f"{one.name}_template"),
            ]
    return patterns


def _door(view: View, declared: entry.Entry) -> View:
    def door(request: Request, **where: UUID) -> HttpResponseBase:
        return view(request, entry=declared, **where)

    return require_http_methods(["GET", "HEAD", "POST"])(door)
