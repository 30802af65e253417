"""Signing in and out: Django's own, told on to whoever asked."""

from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.contrib.auth import views
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from xuncha.accounts import witnesses
from xuncha.accounts.models import User


class SignIn(views.LoginView):
    template_name = "accounts/sign_in.html"

    @property
    def extra_context(self) -> dict[str, str]:  # type: ignore[override]  # read at each request: addresses are not known yet when this is imported
        return {"oidc": reverse("oidc_authentication_init") if settings.OIDC_ISSUER else ""}

    def post(self, request: HttpRequest, *args: object, **options: object) -> HttpResponse:
        """Who is kept out already leaves no further entry: knocking must not fill the chain."""
        self.kept_out = AxesProxyHandler.is_locked(request, {"username": self._name()})
        return super().post(request, *args, **options)

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        answer = super().form_valid(form)
        witnesses.happened("arrived", self.request, form.get_user())
        return answer

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        if self._name() and not self.kept_out:
            locked = bool(getattr(self.request, "axes_locked_out", False))
            witnesses.happened("failed", self.request, self._name(), locked=locked)
        return super().form_invalid(form)

    def _name(self) -> str:
        return str(User.normalize_username(self.request.POST.get("username", "").strip()))[:60]


class SignOut(views.LogoutView):
    def post(self, request: HttpRequest, *args: object, **options: object) -> HttpResponse:
        if isinstance(request.user, User):
            witnesses.happened("left", request, request.user)
        return super().post(request, *args, **options)
