"""What is asked to freeze figures, and to explain a tie that fails."""

from django import forms

from xuncha.kernel.refusals import BadInput
from xuncha.records.models import Office
from xuncha.reports.models import Cutoff, TieExplanation
from xuncha.reports.queries.scope import scope_of, years_of
from xuncha.reports.queries.ties import unexplained
from xuncha.reports.rules import QUARTERS, CutoffKind
from xuncha.rounds.models import Round
from xuncha.ui.reception import DayField, EntryForm, StepForm

WORDS = "一二三四"


class CutoffForm(EntryForm):
    at = DayField(label="冻结日期")
    year = forms.TypedChoiceField(label="年度", coerce=int)
    quarter = forms.TypedChoiceField(label="季度", coerce=int, empty_value=None, required=False)

    class Meta:
        model = Cutoff
        fields = ("kind", "year", "round", "title")
        help_texts = {"title": "不填则按范围命名。", "round": "范围为轮次的选择。"}

    field_order = ("at", "kind", "year", "quarter", "round", "title")

    def narrow(self) -> None:
        home = Office.objects.get(pk=self.instance.office_id)
        self.fields["year"].choices = [(year, str(year)) for year in years_of(home)]  # type: ignore[attr-defined]  # a box of choices
        quarters = [("", ""), *((n, f"{n}") for n in QUARTERS)]
        kinds = [(kind.value, kind.label) for kind in CutoffKind if kind != CutoffKind.RETURN]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]  # a box of choices
        self.fields["quarter"].choices = quarters  # type: ignore[attr-defined]  # a box of choices
        self.fields["quarter"].help_text = "范围为季度的选择，数据从年初累计到季末。"
        self.fields["title"].required = False
        self.offer("round", Round.objects.of(home.pk).order_by("-at"))


class ExplanationForm(EntryForm):
    at = DayField(label="说明日期")
    tie = forms.ChoiceField(label="勾稽关系")

    class Meta:
        model = TieExplanation
        fields = ("year", "tie", "text")
        help_texts = {"text": "写明两个来源为什么不相等、以哪个为准。说明随报告印出。"}

    def narrow(self) -> None:
        """The ties that fail in the year, each with its two values."""
        home = Office.objects.get(pk=self.instance.office_id)
        self.initial["year"] = self.initial.get("year") or self.today.year
        asked = self.data.get("year") or self.initial["year"]
        try:
            failing = unexplained(scope_of(home, int(asked)))
        except (BadInput, ValueError, OverflowError):
            failing = []
        choices = [(one.tie.key, one.sentence) for one in failing]
        self.fields["tie"].choices = choices  # type: ignore[attr-defined]  # a box of choices


class ConfirmDesignForm(StepForm):
    at = DayField(label="启用日期")
    basis = None
    note = None
