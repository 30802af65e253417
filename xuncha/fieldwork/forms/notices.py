"""A notice to put something right at once, and what its steps ask."""

from django import forms

from xuncha.fieldwork.forms.base import FieldForm
from xuncha.fieldwork.models import ImmediateNotice
from xuncha.ui.reception import DayField, StepForm


class NoticeForm(FieldForm):
    at = DayField(label="发出日期")
    due_on = DayField(label="整改期限", future=True)

    class Meta:
        model = ImmediateNotice
        fields = ["problem", "clause", "due_on"]


class SignForm(StepForm):
    signed_by = forms.CharField(label="签收人", max_length=40, help_text="被巡察党组织主要负责人")


class ReportForm(StepForm):
    result = forms.CharField(label="整改结果", widget=forms.Textarea(attrs={"rows": 4}))
