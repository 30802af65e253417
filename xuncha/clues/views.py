"""Pages made by hand: a clue with those who may read it, the one page that shows what it says, and delegation."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from xuncha.accounts.models import User
from xuncha.clues import queries, tables
from xuncha.clues.actions import access
from xuncha.clues.forms import DelegateForm
from xuncha.clues.models import Clue, ClueGrant, TransferLine
from xuncha.clues.rules import GRANTER
from xuncha.kernel.refusals import NotAllowed, WrongRole
from xuncha.records.queries import today
from xuncha.ui import errors, witnesses
from xuncha.ui.http import Request
from xuncha.ui.tables.detail import detail
from xuncha.ui.tables.doors import admit, unkept


@require_safe
def clue_page(request: Request, uid: UUID) -> HttpResponse:
    """The envelope, the button that opens it for whom it opens, and to those who decide it who else may."""
    admit(request, tables.CLUES)
    context, day = detail(request, tables.CLUES, uid), today()
    clue = context["row"]
    decides = not clue.roles_of(request.viewer).isdisjoint(GRANTER)
    context["may_open"] = queries.may_open(clue, request.viewer, day)
    context["decides"] = decides
    context["grants"] = queries.grants_on(clue, day) if decides else []
    return unkept(render(request, "clues/clue.html", context))


@require_POST
def open_clue(request: Request, uid: UUID) -> HttpResponse:
    """What the clue says, once: by POST only, so that no address, history or title leads to it again.

    Whoever may not see the envelope either is told that there is nothing; the attempt is on record all the same.
    """
    clue = Clue.objects.live().select_related("task__organisation", "task__group").filter(uid=uid).first()
    if clue is None:
        raise Http404
    try:
        content = access.open_content(clue, by=request.viewer)
    except WrongRole as why:
        if not Clue.objects.visible_to(request.viewer).filter(pk=clue.pk).exists():
            raise Http404 from why
        raise
    context = {"clue": clue, "content": content, "opened_at": timezone.now(), "back": _back(request, clue)}
    return unkept(render(request, "clues/opened.html", context))


@require_safe
def granted(request: Request) -> HttpResponse:
    """The clues that this person may open by a grant."""
    rows = queries.granted_to(request.viewer, today())
    return unkept(render(request, "clues/granted.html", {"grants": rows}))


@require_POST
def end_grant(request: Request, pk: int) -> HttpResponse:
    """Take one grant back."""
    grant = get_object_or_404(ClueGrant.objects.select_related("clue", "user"), pk=pk)
    if not Clue.objects.visible_to(request.viewer).filter(pk=grant.clue_id).exists():
        raise Http404
    access.end_access(grant, by=request.viewer)
    messages.success(request, gettext("已终止%(name)s的查阅授权。") % {"name": grant.user.name})
    return redirect("clues:clues_detail", uid=grant.clue.uid)


@require_http_methods(["GET", "HEAD", "POST"])
def delegate(request: Request) -> HttpResponse:
    """Hand the clues that are open to a deputy until a day, and see to whom they are handed now."""
    _admit_granter(request)
    day = today()
    form = DelegateForm(
        *([request.POST] if request.method == "POST" else []), viewer=request.viewer, today=day
    )
    if form.is_bound and form.is_valid() and _delegated(request, form):
        return redirect("clues:delegate")
    context = {
        "form": form,
        "open": queries.open_clues(request.viewer, GRANTER).count(),
        "deputies": queries.deputies(request.viewer, GRANTER, day),
    }
    return unkept(render(request, "clues/delegate.html", context, status=422 if form.is_bound else 200))


@require_POST
def end_delegation(request: Request, pk: int) -> HttpResponse:
    """Take back whatever an account may open."""
    _admit_granter(request)
    deputy = get_object_or_404(User, pk=pk)
    number = access.end_delegation(deputy=deputy, by=request.viewer)
    said = gettext("已终止%(name)s对%(number)s件线索的查阅授权。")
    messages.success(request, said % {"name": deputy.name, "number": number})
    return redirect("clues:delegate")


def _delegated(request: Request, form: DelegateForm) -> bool:
    asked = form.cleaned_data
    try:
        number = access.delegate(
            deputy=asked["deputy"],
            reason=asked["reason"],
            until=asked["until"],
            by=request.viewer,
            at=asked["at"],
        )
    except WrongRole:
        raise
    except NotAllowed as why:
        witnesses.refused(request, why)
        form.add_error(None, errors.say(why))
        return False
    said = gettext("已将%(number)s件未办结线索交由%(name)s代管。")
    messages.success(request, said % {"number": number, "name": asked["deputy"].name})
    return True


def _admit_granter(request: Request) -> None:
    if not request.viewer.offices(GRANTER):
        raise PermissionDenied


def _back(request: Request, clue: Clue) -> str:
    """The envelope's page, for whom it opens; else the list of grants."""
    seen = Clue.objects.visible_to(request.viewer).filter(pk=clue.pk).exists()
    return reverse("clues:clues_detail", args=[clue.uid]) if seen else reverse("clues:granted")


@require_safe
def waiting_line(request: Request, uid: UUID) -> HttpResponse:
    """A line whose result is owed has the page of any line; who may not read it is not led there."""
    admit(request, tables.WAITING)
    get_object_or_404(TransferLine.objects.visible_to(request.viewer), uid=uid)
    return redirect("clues:lines_detail", uid=uid)
