"""What is asked for thresholds, and of who wants to be told by mail."""

from typing import Any

from django import forms

from xuncha.reminders.models import Scheme, Threshold
from xuncha.ui.reception import DayField, EntryForm, StepForm


class SchemeForm(EntryForm):
    at = DayField(label="启用日期")

    class Meta:
        model = Scheme
        fields = ("name",)


class SchemeCopyForm(StepForm):
    at = DayField(label="启用日期")
    name = forms.CharField(label="催办规则", max_length=60)


class ThresholdForm(EntryForm):
    class Meta:
        model = Threshold
        fields = ("kind", "days", "audience")
        help_texts = {
            "kind": "不选的，适用于没有单列规定的所有事项。",
            "days": "按日历日计：20为到期前20天，0为到期当日，-1为逾期1天。",
        }


class DropForm(StepForm):
    """Taking a line out: only when and why."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options | {"needs_note": True})


class MailForm(forms.Form):
    by_mail = forms.BooleanField(label="通过邮件提醒我", required=False)
    address = forms.EmailField(
        label="邮箱", required=False, help_text="请填写单位内部邮箱。邮件只列件数和期限，不含事项内容。"
    )
