"""Changing one's own password, and what makes a password unfit."""

from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext

from xuncha.accounts.models import User
from xuncha.audit import actions as audit
from xuncha.audit.rules import Act
from xuncha.identity.models import FormerPassword, Session
from xuncha.identity.rules import is_plain


class NotUsedLately:
    """For AUTH_PASSWORD_VALIDATORS: none of the last ones, the present one among them."""

    def validate(self, password: str, user: Any = None) -> None:
        if user is None or user.pk is None:
            return
        former = FormerPassword.objects.filter(user=user.pk).order_by("-replaced_at", "-pk")
        kept = list(former.values_list("encoded", flat=True)[: settings.PASSWORDS_KEPT - 1])
        if any(check_password(password, encoded) for encoded in [user.password, *kept]):
            raise ValidationError(self.get_help_text(), code="used_lately")

    def get_help_text(self) -> str:
        return gettext("不得与最近%(count)s次使用过的密码相同。") % {"count": settings.PASSWORDS_KEPT}


class NotPlain:
    """For AUTH_PASSWORD_VALIDATORS: no keys in a row, no few characters over and over."""

    def validate(self, password: str, user: Any = None) -> None:
        if is_plain(password):
            raise ValidationError(self.get_help_text(), code="plain")

    def get_help_text(self) -> str:
        return gettext("不得使用连续或者重复的字符。")


@transaction.atomic
def change(user: User, password: str, *, session: str = "") -> None:
    """The new password, judged already. Every session but this one ends."""
    FormerPassword.objects.create(user=user, encoded=user.password)
    user.set_password(password)
    user.must_change = False
    user.save(update_fields=["password", "password_at", "must_change"])
    stale = FormerPassword.objects.filter(user=user).order_by("-replaced_at", "-pk")
    FormerPassword.objects.filter(
        pk__in=list(stale.values_list("pk", flat=True)[settings.PASSWORDS_KEPT :])
    ).delete()
    Session.objects.filter(user=user).exclude(session_key=session).delete()
    audit.record(who=user.username, verb=Act.CHANGE_PASSWORD, subject=user.username)
