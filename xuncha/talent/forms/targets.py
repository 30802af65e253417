"""What is asked to set a target of the pool."""

from typing import Any

from django import forms
from django.utils.translation import gettext

from xuncha.talent.models import PoolTarget
from xuncha.talent.queries.structure import choices
from xuncha.ui.reception import DayField, EntryForm


class TargetForm(EntryForm):
    at = DayField(label="决定日期")
    since = DayField(label="施行日期", future=True)
    part = forms.ChoiceField(label="项目")
    label = forms.CharField(required=False, widget=forms.HiddenInput)
    basis = forms.CharField(label="依据", max_length=200, required=False)
    field_order = ("at", "since", "part", "least", "most", "basis")

    class Meta:
        model = PoolTarget
        fields = ("least", "most")
        help_texts = {
            "least": "人数、年限和年龄填数，结构填百分比；没有下限的不填。",
            "most": "没有上限的不填；上下限都不填，即不再设定目标。",
        }

    def narrow(self) -> None:
        box: Any = self.fields["part"]
        found = [
            (f"{of.value}:{code}", _said(of.label, label))
            for of, code, label in choices(self.instance.office_id)
        ]
        box.choices = [("", gettext("请选择")), *found]
        self.initial.setdefault("since", self.today)
        self._labels = {f"{of.value}:{code}": label for of, code, label in choices(self.instance.office_id)}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        cleaned["label"] = self._labels.get(cleaned.get("part", ""), "")
        return cleaned


def _said(measure: str, part: str) -> str:
    return f"{gettext(measure)}：{gettext(part)}" if part else gettext(measure)
