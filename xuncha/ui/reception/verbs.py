"""The verbs of a life cycle as doors: what a person may do with a row now, what stands in the way, and doing it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from xuncha.kernel import guards
from xuncha.kernel.lifecycle import Step
from xuncha.kernel.refusals import NotAllowed, WrongRole
from xuncha.ui import errors, witnesses
from xuncha.ui.http import Request
from xuncha.ui.lifecycles import main_line
from xuncha.ui.reception.entry import today
from xuncha.ui.reception.forms import StepForm
from xuncha.ui.tables.declare import Table
from xuncha.ui.tables.doors import admit, unkept
from xuncha.ui.tables.registry import row_url

Move = Callable[..., Any]  # the app's verb: (record, verb, *, by, at, basis, note)
Act = Callable[..., Any]  # a verb of its own: (record, *, by, at, basis, note, **what its form asks)
LONGEST = 2_000  # characters of an address that one is led back to


@dataclass(frozen=True)
class Ask:
    """A verb that asks for more than a date, and the app's action that takes it."""

    form: type[StepForm]
    act: Act


@dataclass(frozen=True, eq=False)
class Workshop:
    """Where the verbs of one kind of record are taken; `elsewhere` names those that have a page of their own."""

    table: Table
    move: Move
    asks: Mapping[str, Ask] = field(default_factory=dict)
    elsewhere: frozenset[str] = frozenset()

    def act(self, verb: str) -> Act:
        return self.asks[verb].act if verb in self.asks else partial(_moved, self.move, verb)

    def form(self, verb: str) -> type[StepForm]:
        return self.asks[verb].form if verb in self.asks else StepForm


@dataclass(frozen=True)
class Offer:
    """A step that is this person's to take; `hindrance` is why not yet, `onward` whether it leads along the usual way."""

    step: Step
    url: str
    form: StepForm
    asks: bool
    onward: bool
    hindrance: str


_workshops: dict[type[Any], Workshop] = {}


def verb_addresses(
    table: Table, move: Move, asks: Mapping[str, Ask] | None = None, elsewhere: Iterable[str] = ()
) -> list[URLPattern]:
    """The door `name_verb` of a table's rows."""
    shop = Workshop(table, move, asks or {}, frozenset(elsewhere))
    _workshops[table.model] = shop

    def door(request: Request, uid: UUID, verb: str) -> HttpResponse:
        return take(request, shop=shop, uid=uid, verb=verb)

    view = require_http_methods(["GET", "HEAD", "POST"])(door)
    return [path(f"{table.name}/<uuid:uid>/<slug:verb>/", view, name=f"{table.name}_verb")]


def workshops() -> dict[type[Any], Workshop]:
    return dict(_workshops)


def offers(request: Request, row: Any, without: Iterable[str] = ()) -> list[Offer]:
    """In the order of the life cycle; `without` names verbs that are taken elsewhere on the page.

    A page asks twice, for its buttons and for what must wait; the guards are asked once a request.
    """
    asked: dict[object, list[Offer]] = request.__dict__.setdefault("offers", {})
    if row not in asked:
        asked[row] = list(_offers(request, row))
    return [offer for offer in asked[row] if offer.step.verb not in set(without)]


def _offers(request: Request, row: Any) -> Iterator[Offer]:
    shop = _workshops.get(type(row))
    if shop is not None and hasattr(row, "life"):
        for step in row.steps_for(request.viewer):
            if step.verb not in shop.elsewhere:
                yield _offer(request, shop, row, step)


def _offer(request: Request, shop: Workshop, row: Any, step: Step) -> Offer:
    line = main_line(row.life)
    return Offer(
        step=step,
        url=reverse(f"{shop.table.door}_verb", args=[row.uid, step.verb]),
        form=_form(request, shop, row, step),
        asks=step.verb in shop.asks,
        onward=step.source in line and step.target in line[line.index(step.source) :],
        hindrance=_said(guards.hindrance(step, row)),
    )


def _said(why: NotAllowed | None) -> str:
    return errors.say(why) if why else ""


def _form(request: Request, shop: Workshop, row: Any, step: Step, *sent: Any) -> StepForm:
    return shop.form(step.verb)(
        *sent,
        viewer=request.viewer,
        today=today(request),
        on=row,
        needs_note=step.needs_note,
        auto_id=f"{step.verb}-%s",
    )


def take(request: Request, *, shop: Workshop, uid: UUID, verb: str) -> HttpResponse:
    """Take one step, or show its page. What the life cycle refuses is answered by the house's middleware."""
    admit(request, shop.table)
    row = shop.table.model.objects.visible_to(request.viewer).filter(uid=uid).first()
    if row is None or verb not in row.life.verbs() or verb in shop.elsewhere:
        raise Http404
    step = row.life.step(verb, row.state, row.roles_of(request.viewer))
    form = _form(request, shop, row, step, *((request.POST,) if request.method == "POST" else ()))
    if form.is_bound and form.is_valid() and _taken(request, shop, row, step, form):
        messages.success(request, gettext("已办理“%(verb)s”。") % {"verb": gettext(step.label)})
        return redirect(back(request, row_url(shop.table, row)))
    context = {
        "row": row,
        "step": step,
        "form": form,
        "back": row_url(shop.table, row),
        "next": request.POST.get("next", ""),
        "hindrance": _said(guards.hindrance(step, row)),
    }
    return unkept(render(request, "ui/verb.html", context, status=422 if form.is_bound else 200))


def _taken(request: Request, shop: Workshop, row: Any, step: Step, form: StepForm) -> bool:
    asked: dict[str, Any] = {"by": request.viewer, **form.cleaned_data}
    at: date = asked.pop("at")
    try:
        shop.act(step.verb)(row, at=at, **asked)
    except WrongRole:
        raise
    except NotAllowed as why:
        witnesses.refused(request, why)
        form.add_error(None, errors.say(why))
        return False
    return True


def _moved(move: Move, verb: str, row: Any, **asked: Any) -> Any:
    return move(row, verb, **asked)


def back(request: Request, home: str) -> str:
    """The page it was asked from, where that is one of ours. What is no path would be taken for the name of a door."""
    asked = request.POST.get("next", "")
    if (
        asked.startswith("/")
        and len(asked) <= LONGEST
        and url_has_allowed_host_and_scheme(asked, {request.get_host()}, request.is_secure())
    ):
        return asked
    return home
