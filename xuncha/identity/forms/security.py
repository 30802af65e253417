"""What is asked to prove who one is, and to change what proves it."""

from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth.forms import PasswordChangeForm as DjangosForm
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext

from xuncha.accounts.models import User

CODE = {"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false"}


class CodeForm(forms.Form):
    code = forms.CharField(label="验证码", max_length=40, widget=forms.TextInput(attrs=CODE))


class _KnowsPassword:
    """Wrong passwords count as at the sign-in page."""

    request: HttpRequest

    def right(self, password: str) -> bool:
        user = self.request.user
        assert isinstance(user, User)
        found = authenticate(self.request, username=user.username, password=password)
        return found is not None and found.pk == user.pk


class PasswordForm(_KnowsPassword, DjangosForm):
    def __init__(self, request: HttpRequest, *args: Any, **options: Any) -> None:
        self.request = request
        assert isinstance(request.user, User)
        super().__init__(request.user, *args, **options)
        self.fields["old_password"].label = "原密码"
        self.fields["new_password1"].label = "新密码"
        self.fields["new_password1"].help_text = ""
        self.fields["new_password2"].label = "再次输入新密码"

    def clean_old_password(self) -> str:
        password = str(self.cleaned_data["old_password"])
        if not self.right(password):
            raise ValidationError(gettext("原密码不正确。"))
        return password


class ConfirmForm(_KnowsPassword, forms.Form):
    """One's password once more, before what protects the account is taken away."""

    password = forms.CharField(
        label="密码", widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )

    def __init__(self, request: HttpRequest, *args: Any, **options: Any) -> None:
        self.request = request
        super().__init__(*args, **options)

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        if not self.right(password):
            raise ValidationError(gettext("密码不正确。"))
        return password
