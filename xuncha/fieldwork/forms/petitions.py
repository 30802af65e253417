"""A petition with who wrote it, and what becomes of it."""

from typing import Any

from django import forms
from django.utils.translation import gettext

from xuncha.fieldwork.forms.base import FieldForm
from xuncha.fieldwork.models import Petition
from xuncha.fieldwork.queries.petitions import closing_day
from xuncha.fieldwork.rules.petitions import Outcome, check_in_time, is_late
from xuncha.kernel.refusals import NotAllowed
from xuncha.rounds.queries.deadlines import read_rules
from xuncha.ui import errors
from xuncha.ui.reception import DayField, StepForm


class PetitionForm(FieldForm):
    at = DayField(label="收到日期")
    reporter = forms.CharField(
        label="反映人", max_length=40, required=False, help_text="密封保存，只有组长和信访接待员可以查阅，查阅逐次留痕"
    )  # fmt: skip
    contact = forms.CharField(label="联系方式", max_length=60, required=False)
    late_reason = forms.CharField(label="截止后受理的理由", max_length=200, required=False)
    field_order = [
        "at", "late_reason", "channel", "scope", "objects_reflected", "summary", "named", "reporter", "contact",
    ]  # fmt: skip

    class Meta:
        model = Petition
        fields = ["channel", "named", "objects_reflected", "summary", "scope"]
        help_texts = {"summary": "不写反映人的姓名和可以推知其身份的内容"}

    def narrow(self) -> None:
        """The last day of receiving is said; the box for a late one stands there once that day is over."""
        read_rules(self.task().round)  # every row of a sheet is held against the closing day
        self.closes_on = closing_day(self.task())
        if self.closes_on:
            words = gettext("本任务%(day)s停止受理信访。") % {"day": self.closes_on.isoformat()}
            self.fields["at"].help_text = words
        if not is_late(self.today, self.closes_on):
            del self.fields["late_reason"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        day, reason = cleaned.get("at"), cleaned.get("late_reason", "")
        if day and "late_reason" in self.fields:
            try:
                check_in_time(day, self.closes_on, reason)
            except NotAllowed as why:
                self.add_error("late_reason", errors.say(why))
        return cleaned


class DisposeForm(StepForm):
    outcome = forms.ChoiceField(label="处置方式", choices=[(w.value, w.label) for w in Outcome])
    original = forms.ModelChoiceField(
        label="原件", queryset=Petition.objects.none(), required=False, help_text="并入原件办理时选定"
    )

    def narrow(self) -> None:
        """Petitions of the same task that are not copies themselves."""
        field: Any = self.fields["original"]
        others = Petition.objects.visible_to(self.viewer).filter(task=self.on.task_id, duplicate_of=None)
        field.queryset = others.exclude(pk=self.on.pk).order_by("serial")
