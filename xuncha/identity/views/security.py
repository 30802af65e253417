"""One's own page: password, second factors, codes on paper, and where one is signed in."""

from collections.abc import Callable

import segno
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from xuncha.identity.actions import entrances, factors, passkeys
from xuncha.identity.forms.security import CodeForm, ConfirmForm
from xuncha.identity.models import Authenticator, Passkey, RecoveryCode
from xuncha.identity.queries import VERIFIED, must_enrol, sessions_of
from xuncha.identity.views.places import host_of, json, origin_of, person, takes_keys
from xuncha.kernel.refusals import NotAllowed
from xuncha.ui import errors, witnesses
from xuncha.ui.http import Request
from xuncha.ui.shell import shell
from xuncha.ui.tables.doors import unkept

FORM = ["GET", "HEAD", "POST"]


@require_safe
def security(request: Request) -> HttpResponse:
    user = person(request)
    installation = shell(request)["installation"]
    own = str(request.session.session_key)
    context = {
        "phone": Authenticator.objects.filter(user=user).exclude(confirmed_at=None).first(),
        "keys": Passkey.objects.filter(user=user).order_by("added_at"),
        "codes": RecoveryCode.objects.filter(user=user, used_at=None).count(),
        "sessions": [(row, entrances.number_of(row), row.session_key == own) for row in sessions_of(user.pk)],
        "must": must_enrol(user, request.viewer) and not installation.is_demo,
        "spared": installation.is_demo,
        "takes_keys": takes_keys(request),
        "local": user.has_usable_password(),
    }
    return unkept(render(request, "identity/security.html", context))


@require_http_methods(FORM)
def phone(request: Request) -> HttpResponse:
    """Enrol a phone: its picture, its secret in letters, and the first code that proves it."""
    user = person(request)
    row = factors.begin(user)
    form = CodeForm(request.POST or None)
    if form.is_valid():
        try:
            codes = factors.confirm(user, form.cleaned_data["code"])
        except NotAllowed as why:
            form.add_error(None, errors.say(why))
        else:
            return _enrolled(request, codes)
    issuer = str(shell(request)["installation"].home.short_name)
    secret = factors.spelled(row)
    address = factors.address(row, user, issuer)
    context = {
        "form": form,
        "secret": " ".join(secret[i : i + 4] for i in range(0, len(secret), 4)),
        "picture": segno.make(address, error="m").svg_data_uri(scale=5, border=2),
        "must": must_enrol(user, request.viewer),
    }
    return unkept(render(request, "identity/phone.html", context, status=422 if form.is_bound else 200))


@require_POST
def key_options(request: Request) -> HttpResponse:
    """What the browser asks of a new key."""
    name = str(shell(request)["installation"].home.name)
    return json(passkeys.enrolment(person(request), request.session, host=host_of(request), name=name))


@require_POST
def key(request: Request) -> HttpResponse:
    """The answer of a new key."""
    codes = passkeys.enrol(
        person(request),
        request.session,
        request.POST.get("passkey", ""),
        host=host_of(request),
        origin=origin_of(request),
        name=request.POST.get("name", ""),
    )
    return _enrolled(request, codes)


@require_http_methods(FORM)
def drop_phone(request: Request) -> HttpResponse:
    return _confirmed(request, "停用动态口令", lambda: factors.drop_authenticator(person(request)))


@require_http_methods(FORM)
def drop_key(request: Request, number: int) -> HttpResponse:
    return _confirmed(request, "停用安全密钥", lambda: factors.drop_passkey(person(request), number))


@require_http_methods(FORM)
def new_codes(request: Request) -> HttpResponse:
    """Ten new codes on paper, for who has a factor they stand in for."""
    user = person(request)
    if not user.second_factor:
        raise NotAllowed("请先启用动态口令或者安全密钥。")
    form = ConfirmForm(request, request.POST or None)
    if form.is_valid():
        return _told(request, factors.new_codes(user))
    return _asked(request, form, "重新生成备用码")


@require_POST
def end_session(request: Request) -> HttpResponse:
    entrances.end_session(person(request), request.POST.get("session", ""))
    messages.success(request, gettext("已结束该处登录。"))
    return redirect("identity:security")


def _enrolled(request: Request, codes: list[str]) -> HttpResponse:
    """Who enrols has just shown the factor."""
    request.session[VERIFIED] = person(request).pk
    messages.success(request, gettext("第二因子已启用。"))
    return _told(request, codes) if codes else redirect("identity:security")


def _told(request: Request, codes: list[str]) -> HttpResponse:
    return unkept(render(request, "identity/codes.html", {"codes": codes}))


def _confirmed(request: Request, title: str, act: Callable[[], None]) -> HttpResponse:
    form = ConfirmForm(request, request.POST or None)
    if form.is_valid():
        try:
            act()
        except NotAllowed as why:
            witnesses.refused(request, why)
            form.add_error(None, errors.say(why))
        else:
            messages.success(request, gettext("已办理“%(verb)s”。") % {"verb": gettext(title)})
            return redirect("identity:security")
    return _asked(request, form, title)


def _asked(request: Request, form: ConfirmForm, title: str) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return unkept(render(request, "identity/confirm.html", {"form": form, "title": title}, status=status))
