"""Entering a record by hand: one page of boxes, declared; and many at once from a sheet.

The record's key is made when the page is opened, so that a page sent twice stores one row.
"""

import uuid
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext

from xuncha.kernel.refusals import NotAllowed, WrongRole
from xuncha.kernel.viewer import Viewer
from xuncha.ui import errors, witnesses
from xuncha.ui.http import Request
from xuncha.ui.reception.forms import EntryForm
from xuncha.ui.shell import shell
from xuncha.ui.tables.doors import unkept
from xuncha.ui.tables.registry import list_url, may_open, row_url, table_of

Act = Callable[..., Any]  # the app's verb: (record, *, by, at, **rest) → the stored record


@dataclass(frozen=True, eq=False)
class Entry:
    """One way to enter a record.

    name   identifier: the address is `name/new/`, the door `app:name_new`
    title  what is done, as a button says it (登记个别谈话)
    form   the boxes; its model is the record
    act    the verb that stores it; refuses with a sentence
    roles  who may, towards the new record
    place  the column that holds the record it is entered on ("task"); "" where it stands by itself
    ready  whether a row to be entered on takes one now; always when not said. What stands by itself asks it of the
           person's office, by its key
    taken  of several rows the keys of those that have their only one already, in one question
    late   whether what is entered there now comes late: its button stands apart, out of the way
    usual  the row it is usually entered on, for a button above the list of what it makes
    once   whether a row takes one only, so that no next one is offered
    many   whether rows may also come from a sheet
    returns  whether one comes back to what it is entered on, and not to the page of the new row
    """

    name: str
    title: str
    form: type[EntryForm]
    act: Act
    roles: frozenset[str]
    place: str = ""
    ready: Callable[[Any], bool] = lambda on: True
    taken: Callable[[Sequence[Any]], Collection[int]] = lambda rows: ()
    late: Callable[[Any], bool] = lambda on: False
    usual: Callable[[Viewer, date], Any] | None = None
    once: bool = False
    many: bool = False
    returns: bool = False

    @property
    def model(self) -> type[Any]:
        return self.form._meta.model

    @property
    def on(self) -> type[Any] | None:
        """The model of the record it is entered on."""
        return self.model._meta.get_field(self.place).related_model if self.place else None

    @property
    def door(self) -> str:
        return f"{self.model._meta.app_label}:{self.name}_new"

    @property
    def sheet_door(self) -> str:
        return f"{self.model._meta.app_label}:{self.name}_sheet"

    def url(self, on: Any = None) -> str:
        return reverse(self.door, args=[on.uid] if on else [])

    def blank(self, on: Any, viewer: Viewer) -> Any:
        """A record with nothing in it yet but whose it is."""
        record = self.model(uid=uuid.uuid4())
        if on is not None:
            setattr(record, self.place, on)
            record.office_id = on.office_id
        else:
            record.office_id = viewer.office
        return record

    def open_among(self, rows: Sequence[Any]) -> list[Any]:
        """Those of the rows that take one now."""
        ready = [row for row in rows if self.ready(row)]
        taken = self.taken(ready) if ready else ()
        return [row for row in ready if row.pk not in taken]

    def takes(self, on: Any) -> bool:
        return bool(self.open_among([on]))

    def may(self, on: Any, viewer: Viewer) -> bool:
        """Whether this person may enter one here. A record whose path leads nowhere yet is nobody's."""
        with suppress(AttributeError):
            return not self.blank(on, viewer).roles_of(viewer).isdisjoint(self.roles)
        return False


_entries: list[Entry] = []


def declare(entry: Entry) -> None:
    """Offer it on the pages of the records it is entered on."""
    _entries.append(entry)


def entries() -> list[Entry]:
    return list(_entries)


def offered(request: Request, row: Any, *, late: bool = False) -> list[tuple[str, str]]:
    """(title, address) of what this person may enter on the row in time, or of what comes late."""
    return offered_each(request, [row], late=late)[row.pk]


def offered_each(
    request: Request, rows: Sequence[Any], *, late: bool = False
) -> dict[int, list[tuple[str, str]]]:
    """The same by row for several of one kind, in as many questions as for one."""
    found: dict[int, list[tuple[str, str]]] = {row.pk: [] for row in rows}
    for entry in [entry for entry in _entries if rows and entry.on is type(rows[0])]:
        own = [row for row in rows if entry.may(row, request.viewer)]
        for row in entry.open_among(own):
            if entry.late(row) == late:
                found[row.pk].append((entry.title, entry.url(row)))
    return found


def offered_above(request: Request, model: type[Any]) -> list[tuple[str, str]]:
    """(title, address) of what may be entered above its list: what stands by itself, and what has a usual place."""
    found = [(entry, _above(request, entry)) for entry in _entries if entry.model is model]
    return [(entry.title, url) for entry, url in found if url]


def _above(request: Request, entry: Entry) -> str:
    """Where it is entered from its list by this person; "" for what is not."""
    viewer = request.viewer
    if not entry.place:
        return entry.url() if entry.may(None, viewer) and entry.ready(viewer.office) else ""
    on = entry.usual(viewer, today(request)) if entry.usual else None
    return entry.url(on) if on is not None and entry.takes(on) and entry.may(on, viewer) else ""


def page(request: Request, *, entry: Entry, on: UUID | None = None) -> HttpResponse:
    place = admitted(request, entry, on)
    if request.method != "POST" and place is not None and not entry.takes(place):
        raise NotAllowed("当前不能办理“%(deed)s”。", deed=entry.title)
    record = entry.blank(place, request.viewer)
    with suppress(ValueError):
        record.uid = UUID(request.POST.get("uid", "")) if request.method == "POST" else record.uid
    stored = _stored(entry, record.uid, request) if request.method == "POST" else None
    form = _form(request, entry, place, record)
    if stored is None and request.method == "POST" and form.is_valid():
        stored = store(request, entry, form)
    if stored is not None:
        messages.success(request, gettext("已登记“%(row)s”。") % {"row": stored})
        return redirect(_onward(request, entry, place, stored))
    context = {
        "entry": entry,
        "form": form,
        "uid": record.uid,
        "place": place,
        "back": _back(request, entry, place),
        "sheet": reverse(entry.sheet_door, args=[place.uid] if place else []) if entry.many else "",
    }
    return unkept(render(request, "ui/entry.html", context, status=422 if form.is_bound else 200))


def admitted(request: Request, entry: Entry, on: UUID | None) -> Any:
    """The record it is entered on; not visible 404, wrong role 403."""
    place = None
    if entry.on is not None:
        place = entry.on.objects.visible_to(request.viewer).filter(uid=on).first()
        if place is None:
            raise Http404
    if not entry.may(place, request.viewer):
        raise PermissionDenied
    return place


def _form(request: Request, entry: Entry, place: Any, record: Any) -> EntryForm:
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    known = {name: request.GET[name] for name in entry.form.base_fields if name in request.GET}
    return entry.form(
        *sent, instance=record, viewer=request.viewer, today=today(request), on=place, initial=known
    )


def store(request: Request, entry: Entry, form: EntryForm) -> Any | None:
    """The stored record; None when the verb refused, whose sentence then stands on the form."""
    try:
        return entry.act(form.instance, by=request.viewer, **form.asked())
    except WrongRole:
        raise
    except NotAllowed as why:
        witnesses.refused(request, why)
        form.add_error(None, errors.say(why))
        return None


def _stored(entry: Entry, uid: UUID, request: Request) -> Any | None:
    """The row of a page that was sent twice."""
    return entry.model._base_manager.filter(uid=uid, by=request.viewer.user).first()


def _onward(request: Request, entry: Entry, place: Any, stored: Any) -> str:
    if "next" in request.POST and (place is None or entry.takes(place)):
        at = getattr(stored, "at", None)  # what is asked of another has none
        return f"{entry.url(place)}?at={at.isoformat()}" if at else entry.url(place)
    made = "" if entry.returns else _home(request, stored)
    return made or _back(request, entry, place)


def _back(request: Request, entry: Entry, place: Any) -> str:
    """The page of what it is entered on, or the list, or the desk: the first that this person may open."""
    if place is not None:
        return _home(request, place) or "/"
    table = table_of(entry.model)
    return list_url(table) if table and may_open(request, table) else "/"


def _home(request: Request, row: Any) -> str:
    """The page of a row; "" where this person may not open it."""
    table = table_of(type(row))
    return row_url(table, row) if table and may_open(request, table) else ""


def today(request: Request) -> date:
    day: date = shell(request)["installation"].today
    return day
