"""Sign-in by an OpenID Connect provider (extra "oidc"). Imported only where XUNCHA_OIDC_ISSUER names one."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from mozilla_django_oidc.auth import OIDCAuthenticationBackend
from mozilla_django_oidc.views import OIDCAuthenticationCallbackView

from xuncha.accounts import witnesses
from xuncha.accounts.models import User
from xuncha.identity.directories.accounts import let_in


class DirectoryBackend(OIDCAuthenticationBackend):  # type: ignore[misc]  # ships no annotations
    def verify_claims(self, claims: dict[str, Any]) -> bool:
        return bool(claims.get(settings.OIDC_NAME_CLAIM))

    def filter_users_by_claims(self, claims: dict[str, Any]) -> list[User]:
        name = User.normalize_username(str(claims[settings.OIDC_NAME_CLAIM]))
        found = let_in(User.objects.filter(username=name).first())
        return [found] if found else []

    def create_user(self, claims: dict[str, Any]) -> None:
        """None: accounts are opened by the system administrator."""

    def update_user(self, user: User, claims: dict[str, Any]) -> User:
        return user


class Callback(OIDCAuthenticationCallbackView):  # type: ignore[misc]  # ships no annotations
    def login_success(self) -> HttpResponse:
        answer: HttpResponse = super().login_success()
        witnesses.happened("arrived", self.request, self.user)
        return answer
