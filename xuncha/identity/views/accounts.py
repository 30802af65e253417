"""Opening an account and resetting its first password: the password is shown once, on the answer itself."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import BaseForm, Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from xuncha.identity import tables
from xuncha.identity.actions import accounts, offices, recoveries
from xuncha.identity.forms.accounts import AccountForm, OfficeForm, ReasonForm
from xuncha.identity.models import Account, Recovery, RegisteredOffice
from xuncha.kernel.refusals import NotAllowed, WrongRole
from xuncha.people.rules import OPENERS
from xuncha.records.queries import today
from xuncha.records.rules import ADMINISTRATORS
from xuncha.ui import errors, witnesses
from xuncha.ui.http import Request
from xuncha.ui.tables.detail import detail
from xuncha.ui.tables.doors import admit, unkept
from xuncha.ui.tables.registry import list_url, row_url

FORM = ["GET", "HEAD", "POST"]


@require_safe
def account(request: Request, uid: UUID) -> HttpResponse:
    """The page of an account, with what the system administrator may do."""
    admit(request, tables.ACCOUNTS)
    context = detail(request, tables.ACCOUNTS, uid)
    others = request.viewer.has(*OPENERS) and context["row"].pk != request.viewer.user
    context["reset"] = reverse("identity:reset", args=[uid]) if others else ""
    return unkept(render(request, "identity/account.html", context))


@require_http_methods(FORM)
def new_account(request: Request) -> HttpResponse:
    _only_openers(request)
    form = AccountForm(request.POST or None)
    if form.is_valid():
        try:
            user, password = accounts.open_account(**form.cleaned_data, by=request.viewer)
        except NotAllowed as why:
            _refuse(request, form, why)
        else:
            return _told(request, Account.objects.get(pk=user.pk), password)
    return _asked(request, form, "建立账号", list_url(tables.ACCOUNTS))


@require_http_methods(FORM)
def reset(request: Request, uid: UUID) -> HttpResponse:
    _only_openers(request)
    row = Account.objects.visible_to(request.viewer).filter(uid=uid).first()
    if row is None:
        raise Http404
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            password = accounts.reset(row, by=request.viewer, **form.cleaned_data)
        except NotAllowed as why:
            _refuse(request, form, why)
        else:
            return _told(request, row, password)
    return _asked(request, form, "重置首次密码", row_url(tables.ACCOUNTS, row), row)


@require_http_methods(FORM)
def new_office(request: Request) -> HttpResponse:
    _only_openers(request)
    sent = (request.POST,) if request.method == "POST" else ()
    form = OfficeForm(*sent, instance=RegisteredOffice(), viewer=request.viewer, today=today())
    if form.is_bound and form.is_valid():
        try:
            row = offices.add(form.instance, by=request.viewer)
        except NotAllowed as why:
            _refuse(request, form, why)
        else:
            messages.success(request, gettext("已登记“%(row)s”。") % {"row": row})
            return redirect(row_url(tables.OFFICES, row))
    return _asked(request, form, "登记巡察机构", list_url(tables.OFFICES))


@require_safe
def recovery(request: Request, uid: UUID) -> HttpResponse:
    """The page of a recovery, with the way to approve it."""
    admit(request, tables.RECOVERIES)
    context = detail(request, tables.RECOVERIES, uid)
    context["approve"] = reverse("identity:recover", args=[uid]) if context["row"].is_asked else ""
    return unkept(render(request, "identity/recovery.html", context))


@require_http_methods(FORM)
def recover(request: Request, uid: UUID) -> HttpResponse:
    """The approval of a recovery: the first password is shown to who approved, once."""
    row = Recovery.objects.visible_to(request.viewer).filter(uid=uid).first()
    if not request.viewer.has(*ADMINISTRATORS):
        raise PermissionDenied
    if row is None:
        raise Http404
    form = Form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            password = recoveries.approve(row, by=request.viewer)
        except NotAllowed as why:
            _refuse(request, form, why)
        else:
            return _told(request, Account.objects.get(pk=row.user_id), password)
    return _asked(request, form, "批准账号恢复", row_url(tables.RECOVERIES, row), row)


def _only_openers(request: Request) -> None:
    if not request.viewer.has(*OPENERS):
        raise PermissionDenied


def _refuse(request: Request, form: BaseForm, why: NotAllowed) -> None:
    if isinstance(why, WrongRole):
        raise why
    witnesses.refused(request, why)
    form.add_error(None, errors.say(why))


def _asked(
    request: Request, form: BaseForm, title: str, back: str, row: Account | Recovery | None = None
) -> HttpResponse:
    context = {"form": form, "title": title, "back": back, "row": row}
    return unkept(render(request, "identity/asked.html", context, status=422 if form.is_bound else 200))


def _told(request: Request, row: Account, password: str) -> HttpResponse:
    messages.success(request, gettext("已为“%(name)s”生成首次密码。") % {"name": row.name})
    context = {"row": row, "password": password, "back": row_url(tables.ACCOUNTS, row)}
    return unkept(render(request, "identity/first_password.html", context))
