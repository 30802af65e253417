"""What is asked for a schedule, a proposal and a destruction."""

from typing import Any

from django import forms

from xuncha.retention.models import Destruction, Schedule
from xuncha.ui.reception import DayField, EntryForm, StepForm


class ScheduleForm(EntryForm):
    at = DayField(label="启用日期")

    class Meta:
        model = Schedule
        fields = ("matter", "years", "basis")


class ProposalForm(EntryForm):
    at = DayField(label="提出日期")
    until = DayField(label="到期截至")

    class Meta:
        model = Destruction
        fields = ("until",)

    def narrow(self) -> None:
        self.initial["until"] = self.today


class DestroyForm(StepForm):
    """Destroying cannot be undone, and says so."""

    witness = forms.CharField(
        label="监销人", max_length=40, help_text="到场监督销毁的人，不能是经办人或者批准人。"
    )
    sure = forms.BooleanField(label="内容销毁后无法恢复，已核对清单。")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        cleaned.pop("sure", None)
        return cleaned


class EndForm(StepForm):
    """When, and why."""
