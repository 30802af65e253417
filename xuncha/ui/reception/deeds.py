"""Verbs that are no step of a life cycle as doors: deciding a check, assigning a group, ending a seat."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from xuncha.kernel.refusals import NotAllowed, WrongRole
from xuncha.ui import errors, witnesses
from xuncha.ui.http import Request
from xuncha.ui.reception.entry import today
from xuncha.ui.reception.forms import StepForm
from xuncha.ui.reception.verbs import back
from xuncha.ui.tables.declare import Table
from xuncha.ui.tables.doors import admit, unkept
from xuncha.ui.tables.registry import list_url, row_url

Act = Callable[..., Any]  # the app's verb: (row, *, by, at, **what its form asks)


@dataclass(frozen=True, eq=False)
class Deed:
    """One thing that is done with a row.

    name   identifier, the last part of its address
    title  what is done, as a button says it (分配巡察组)
    form   what is asked; a box of `StepForm` that the verb does not take is set to None
    act    the verb; refuses with a sentence
    roles  who may, towards the row
    ready  whether the row takes it now; always when not said
    """

    name: str
    title: str
    form: type[StepForm]
    act: Act
    roles: frozenset[str]
    ready: Callable[[Any], bool] = lambda row: True

    def open_to(self, request: Request, row: Any) -> bool:
        return self.ready(row) and not row.roles_of(request.viewer).isdisjoint(self.roles)


_deeds: dict[type[Any], tuple[Table, dict[str, Deed]]] = {}


def deed_addresses(table: Table, *declared: Deed) -> list[URLPattern]:
    """The door `name_deed` of a table's rows."""
    deeds = {deed.name: deed for deed in declared}
    _deeds[table.model] = table, deeds

    def door(request: Request, uid: UUID, deed: str) -> HttpResponse:
        if deed not in deeds:
            raise Http404
        return _take(request, table, deeds[deed], uid)

    view = require_http_methods(["GET", "HEAD", "POST"])(door)
    return [path(f"{table.name}/<uuid:uid>/do/<slug:deed>/", view, name=f"{table.name}_deed")]


def declared() -> Iterable[tuple[Table, dict[str, Deed]]]:
    return _deeds.values()


def deeds_of(request: Request, row: Any) -> list[tuple[str, str]]:
    """(title, address) of what this person may do with the row now."""
    if type(row) not in _deeds:
        return []
    table, deeds = _deeds[type(row)]
    door = f"{table.door}_deed"
    found = [deed for deed in deeds.values() if deed.open_to(request, row)]
    return [(deed.title, reverse(door, args=[row.uid, deed.name])) for deed in found]


def _take(request: Request, table: Table, deed: Deed, uid: UUID) -> HttpResponse:
    """Do it, or show its page: not visible 404, wrong role 403, not now or not so 422."""
    admit(request, table)
    row = table.model.objects.visible_to(request.viewer).filter(uid=uid).first()
    if row is None:
        raise Http404
    if row.roles_of(request.viewer).isdisjoint(deed.roles):
        raise PermissionDenied
    if not deed.ready(row):
        raise NotAllowed("当前不能办理“%(deed)s”。", deed=deed.title)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = deed.form(*sent, viewer=request.viewer, today=today(request), on=row)
    if form.is_bound and form.is_valid() and _done(request, deed, row, form):
        messages.success(request, gettext("已办理“%(verb)s”。") % {"verb": gettext(deed.title)})
        gone = row.voided_at is not None  # the row has no page any more
        return redirect(list_url(table) if gone else back(request, row_url(table, row)))
    context = {
        "row": row,
        "deed": deed,
        "form": form,
        "back": row_url(table, row),
        "next": request.POST.get("next", ""),
    }
    return unkept(render(request, "ui/deed.html", context, status=422 if form.is_bound else 200))


def _done(request: Request, deed: Deed, row: Any, form: StepForm) -> bool:
    asked: dict[str, Any] = dict(form.cleaned_data)
    at: date = asked.pop("at")
    try:
        deed.act(row, by=request.viewer, at=at, **asked)
    except WrongRole:
        raise
    except NotAllowed as why:
        witnesses.refused(request, why)
        form.add_error(None, errors.say(why))
        return False
    return True
