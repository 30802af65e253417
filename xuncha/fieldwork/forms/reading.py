"""Files borrowed, personal matters checked, help asked for."""

from typing import Any

from django import forms

from xuncha.fieldwork.forms.base import FieldForm
from xuncha.fieldwork.models import Assistance, Loan, PersonalMatterCheck
from xuncha.ui.reception import DayField, StepForm


class LoanForm(FieldForm):
    at = DayField(label="调阅日期")

    class Meta:
        model = Loan
        fields = ["title", "owner", "period", "volumes", "borrower"]

    def narrow(self) -> None:
        field: Any = self.fields["borrower"]
        field.queryset = field.queryset.filter(group=self.task().group_id).select_related("person")


class ReturnForm(StepForm):
    at = DayField(label="归还日期")


class PersonalMatterForm(FieldForm):
    at = DayField(label="抽查日期")

    class Meta:
        model = PersonalMatterCheck
        fields = ["scope", "number", "inconsistent", "remarks"]


class AssistanceForm(FieldForm):
    at = DayField(label="提请日期")

    class Meta:
        model = Assistance
        fields = ["organ", "matter"]


class ReplyForm(StepForm):
    at = DayField(label="回复日期")
    reply = forms.CharField(label="回复内容", widget=forms.Textarea(attrs={"rows": 4}))
