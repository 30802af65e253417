"""What is asked for a standard of evaluation, and the boxes that a standard makes for an evaluation."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext

from xuncha.rectification.forms.ledgers import long_text
from xuncha.rectification.forms.measures import ReasonForm
from xuncha.rectification.models import Evaluation, EvaluationStandard
from xuncha.rectification.queries.evaluations import standard_on
from xuncha.rectification.rules.evaluations import BUNDLED, BUNDLED_BANDS, Band, Criterion
from xuncha.ui.reception import DayField, EntryForm, RowsField, StepForm

POINTS: dict[str, Any] = {"max_digits": 4, "decimal_places": 1, "min_value": 0, "max_value": 100}
REASON = 300  # characters


class StandardForm(EntryForm):
    """The bundled criteria stand there to begin with, or those of the version in force."""

    at = DayField(label="登记日期")
    since = DayField(label="启用日期", future=True)
    criteria = RowsField(
        {
            "name": forms.CharField(label="评估指标", max_length=60),
            "weight": forms.DecimalField(label="分值", **POINTS),
            "rule": forms.CharField(label="评分办法", max_length=REASON, required=False),
        },
        label="评估指标",
        help_text="各项分值之和应为100。",
    )
    grades = RowsField(
        {
            "name": forms.CharField(label="等次", max_length=20),
            "floor": forms.DecimalField(label="最低得分", **POINTS),
        },
        label="评估等次",
        help_text="由高到低填写，最末等次的最低得分为0。",
    )

    class Meta:
        model = EvaluationStandard
        fields = ["name"]

    def narrow(self) -> None:
        last = standard_on(self.instance.office_id, self.today)
        rows = (
            [Criterion(c.name, c.weight, c.rule) for c in last.criteria.live().order_by("serial")]
            if last
            else BUNDLED
        )
        bands = last.grades() if last else BUNDLED_BANDS
        self.initial["since"] = self.today
        self.initial["criteria"] = [{"name": c.name, "weight": f"{c.weight:f}", "rule": c.rule} for c in rows]
        self.initial["grades"] = [{"name": b.name, "floor": f"{b.floor:f}"} for b in bands]

    def clean_criteria(self) -> list[Criterion]:
        return [Criterion(row["name"], row["weight"], row["rule"]) for row in self.cleaned_data["criteria"]]

    def clean_grades(self) -> list[Band]:
        return [Band(row["name"], row["floor"]) for row in self.cleaned_data["grades"]]


class EvaluationForm(EntryForm):
    """Points and a reason for each criterion of the standard in force; the total is nobody's to type."""

    at = DayField(label="评估日期")

    class Meta:
        model = Evaluation
        fields = ["text"]

    def narrow(self) -> None:
        standard = standard_on(self.on.office_id, self.today)
        self.criteria = list(standard.criteria.live().order_by("serial")) if standard else []
        for one in self.criteria:
            label = gettext("%(name)s得分（满分%(weight)s）") % {
                "name": one.name,
                "weight": f"{one.weight.normalize():f}",
            }
            bounds = POINTS | {"max_value": one.weight}
            self.fields[f"points_{one.pk}"] = forms.DecimalField(label=label, help_text=one.rule, **bounds)
            reason = gettext("%(name)s评分理由") % {"name": one.name}
            self.fields[f"reason_{one.pk}"] = long_text(reason, 2, max_length=REASON)
        self.order_fields(["at", *(name for name in self.fields if name not in ("at", "text")), "text"])

    def asked(self) -> dict[str, Any]:
        return {
            "at": self.cleaned_data["at"],
            "scores": {one.pk: self._given(one.pk) for one in self.criteria},
        }

    def _given(self, key: int) -> tuple[Decimal, str]:
        return self.cleaned_data[f"points_{key}"], self.cleaned_data[f"reason_{key}"]


class RescoreForm(StepForm):
    points = forms.DecimalField(label="更正后得分", **POINTS)
    reason = forms.CharField(label="评分理由", max_length=REASON)
    note = forms.CharField(label="更正理由", max_length=200)

    def narrow(self) -> None:
        self.initial.update({"points": self.on.points, "reason": self.on.reason})


class AnnulForm(ReasonForm):
    note = forms.CharField(label="作废理由", max_length=200)
