"""What is asked to open an account, to reset its first password, and to register an office."""

from typing import Any

from django import forms
from django.conf import settings

from xuncha.identity.models import RegisteredOffice
from xuncha.records.models import Office
from xuncha.records.rules import Level
from xuncha.ui.reception import EntryForm, StepForm

LEVELS = [("", ""), *((level.value, level.label) for level in Level if level is not Level.VILLAGE)]


class AccountForm(forms.Form):
    username = forms.CharField(label="登录名", max_length=60)
    name = forms.CharField(label="姓名", max_length=60)
    of_directory = forms.BooleanField(
        label="由单位目录认证", required=False, help_text="不设本地密码，本人用目录中的密码登录。"
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if not settings.DIRECTORY:
            del self.fields["of_directory"]


class ReasonForm(forms.Form):
    note = forms.CharField(label="理由", max_length=200)


class NowWithReason(StepForm):
    """Why; when is now."""

    basis = None

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options | {"needs_note": True})

    def narrow(self) -> None:
        self.fields["at"].widget = forms.HiddenInput()
        self.fields["at"].initial = self.today


class OfficeForm(EntryForm):
    at = None  # type: ignore[assignment]  # it is there
    level = forms.ChoiceField(label="层级", choices=LEVELS)
    parent = forms.ModelChoiceField(Office.objects.none(), label="上级巡察机构", required=False)

    class Meta:
        model = RegisteredOffice
        fields = ("code", "name", "short_name", "committee", "level", "parent")
        help_texts = {"code": "派出党委所在地的行政区划代码（六位）。"}

    def narrow(self) -> None:
        self.offer("parent", Office.objects.order_by("code"))
        self.initial.setdefault("parent", self.viewer.office)
        self.initial.setdefault("level", Level.COUNTY.value)
