"""What is asked to group problems of several counties."""

from typing import Any

from django import forms

from xuncha.guidance.models import Aspect, CommonProblem, CountyProblem
from xuncha.ui.reception import DayField, StepForm


class GroupingForm(StepForm):
    """Ticked problems, and either the name and aspect of a new common problem or one that is there."""

    at = DayField(label="归并日期")
    common = forms.ModelChoiceField(
        CommonProblem.objects.none(), label="并入已有共性问题", required=False, help_text="不选则新建一项。"
    )
    title = forms.CharField(label="新建共性问题", max_length=200, required=False)
    aspect = forms.ModelChoiceField(Aspect.objects.none(), label="检查方面", required=False)
    members = forms.ModelMultipleChoiceField(
        CountyProblem.objects.none(),
        label="县级问题",
        error_messages={"required": "请勾选要归并的县级问题。"},
    )
    basis = None
    note = None

    def narrow(self) -> None:
        loose = CountyProblem.objects.visible_to(self.viewer).filter(
            visit__team__campaign=self.on, common=None
        )
        self.offer("members", loose)
        self.offer("aspect", self.rows("aspect").filter(campaign=self.on).order_by("serial"))
        self.offer("common", self.rows("common").filter(campaign=self.on).order_by("serial"))

    def clean(self) -> dict[str, Any]:
        """Of a new one the name is needed; its aspect is that of its members unless another is chosen."""
        cleaned = super().clean()
        if cleaned.get("common"):
            return cleaned
        if not cleaned.get("title", "").strip():
            self.add_error("title", "请写明共性问题的名称，或者选择并入已有共性问题。")
        members = list(cleaned.get("members") or ())
        aspects = {problem.aspect_id for problem in members}
        if not cleaned.get("aspect") and members:
            if len(aspects) > 1:
                self.add_error("aspect", "所选问题分属不同的检查方面，请选择归入哪个方面。")
            else:
                cleaned["aspect"] = members[0].aspect
        return cleaned
