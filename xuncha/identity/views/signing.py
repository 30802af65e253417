"""Between the password and the house: the second factor, and a password that must be changed."""

from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from xuncha.accounts.models import User
from xuncha.identity.actions import entrances, factors, passkeys, passwords
from xuncha.identity.forms.security import CodeForm, PasswordForm
from xuncha.identity.models import Authenticator, Passkey
from xuncha.identity.queries import VERIFIED
from xuncha.identity.views.places import host_of, json, origin_of, person
from xuncha.kernel.refusals import NotAllowed
from xuncha.ui import errors
from xuncha.ui.http import Request
from xuncha.ui.tables.doors import unkept

FORM = ["GET", "HEAD", "POST"]
OTHER_KEY = "安全密钥未通过验证，请重试或者改用备用码。"


@require_http_methods(FORM)
def factor(request: Request) -> HttpResponse:
    """The second factor of who has signed in with a password."""
    user = person(request)
    onward = _onward(request)
    if not user.second_factor or request.session.get(VERIFIED) == user.pk:
        return redirect(onward)
    form = CodeForm(request.POST or None)
    if request.method == "POST":
        answer = request.POST.get("passkey", "")
        try:
            if answer or form.is_valid():
                _shown(request, user, answer, str(form.cleaned_data.get("code", "")) if not answer else "")
                return redirect(onward)
        except NotAllowed as why:
            form.add_error(None, errors.say(why))
    context = {
        "form": form,
        "next": onward,
        "has_phone": Authenticator.objects.filter(user=user).exclude(confirmed_at=None).exists(),
        "has_keys": Passkey.objects.filter(user=user).exists(),
    }
    return unkept(render(request, "identity/factor.html", context, status=422 if form.is_bound else 200))


@require_POST
def question(request: Request) -> HttpResponse:
    """What the browser asks the key."""
    return json(passkeys.question(person(request), request.session, host=host_of(request)))


@require_http_methods(FORM)
def password(request: Request) -> HttpResponse:
    """One's own password, whether one wants to or must."""
    user = person(request)
    must = user.must_change
    form = PasswordForm(request, request.POST or None)
    if form.is_valid():
        passwords.change(user, form.cleaned_data["new_password1"], session=str(request.session.session_key))
        verified = request.session.get(VERIFIED)
        update_session_auth_hash(request, user)
        if verified:
            request.session[VERIFIED] = verified
        return redirect(_onward(request))
    context = {"form": form, "must": must, "next": _onward(request)}
    return unkept(render(request, "identity/password.html", context, status=422 if form.is_bound else 200))


def _shown(request: Request, user: User, answer: str, code: str) -> None:
    """Judge what was shown: a key, a code of the phone, or a code on paper."""
    if answer:
        told = {"host": host_of(request), "origin": origin_of(request)}
        factors.attempt(user, lambda: passkeys.show(user, request.session, answer, **told), OTHER_KEY)
        how = "WebAuthn"
    else:
        short = len("".join(code.split())) <= 6
        show = factors.show_code if short else factors.show_recovery_code
        factors.attempt(user, lambda: show(user, code))
        how = "TOTP" if short else "备用码"
    entrances.verified(request, user, how)


def _onward(request: HttpRequest) -> str:
    """Where one wanted to go, within this house."""
    wanted = request.POST.get("next") or request.GET.get("next") or "/"
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return (
        wanted if safe and wanted.startswith("/") else "/"
    )  # what is no path would be taken for a door's name
