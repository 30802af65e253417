"""What is asked for key supervision: the lines, the decision, the case, what is done about it, and its effect."""

from typing import Any

from django import forms

from xuncha.basis.models import Meeting
from xuncha.basis.rules import MeetingKind
from xuncha.guidance.forms.common import NO_COUNTIES, OneCounty, long_text, offer_counties, offer_papers
from xuncha.guidance.models import CaseAction, CaseJudgement, SupervisionCase, SupervisionLine
from xuncha.guidance.rules import ReasonCode
from xuncha.ui.reception import DayField, EntryForm, StepForm


class LineForm(EntryForm):
    at = DayField(label="执行日期")

    class Meta:
        model = SupervisionLine
        fields = ("gauge", "value", "basis")
        help_texts = {
            "value": "比率低于督办线、逾期事项达到督办线的，提出督办建议。现行督办线自新线执行之日停用。",
            "basis": "如：领导小组会议纪要、年度工作要点。",
        }


class EndLineForm(StepForm):
    at = DayField(label="停用日期")


class JudgementForm(EntryForm):
    at = DayField(label="研判日期")
    county = OneCounty(NO_COUNTIES, label="县（市、区）")
    reason = long_text("暂不督办的理由")

    class Meta:
        model = CaseJudgement
        fields = ("county", "reason")

    def narrow(self) -> None:
        offer_counties(self)


class CaseForm(EntryForm):
    """Dated as its document."""

    at = None  # type: ignore[assignment]  # no day is asked for
    county = OneCounty(NO_COUNTIES, label="县（市、区）")
    due_on = DayField(label="整改期限", future=True)
    reasons = forms.MultipleChoiceField(
        label="督办原因",
        choices=[(code.value, code.label) for code in ReasonCode],
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = SupervisionCase
        fields = ("county", "document", "matter", "due_on")
        help_texts = {"document": "先在公文中登记督办文件；立案日期随文件日期。"}

    field_order = ("county", "reasons", "matter", "document", "due_on")

    def __init__(self, *args: Any, **options: Any) -> None:
        known = dict(options.get("initial") or {})
        if isinstance(known.get("reasons"), str):  # a proposal's link names them in one
            known["reasons"] = known["reasons"].split(",")
        options["initial"] = known
        super().__init__(*args, **options)

    def narrow(self) -> None:
        offer_counties(self)
        offer_papers(self, "document")

    def clean_reasons(self) -> list[ReasonCode]:
        return [ReasonCode(code) for code in self.cleaned_data["reasons"]]

    def asked(self) -> dict[str, Any]:
        return super().asked() | {"at": self.cleaned_data["document"].at}


class ActionForm(EntryForm):
    at = DayField(label="督办日期")
    due_on = DayField(label="答复期限", future=True, required=False, help_text="需要县（市、区）答复的填写。")
    meeting = forms.ModelChoiceField(
        Meeting.objects.none(),
        label="约谈记录",
        required=False,
        help_text="约谈的，先登记会议类型为约谈的记录。",
    )
    note = long_text("情况", required=False)

    class Meta:
        model = CaseAction
        fields = ("kind", "meeting", "note", "due_on")

    def narrow(self) -> None:
        talks = self.rows("meeting").filter(kind=MeetingKind.TALK, at__gte=self.on.at)
        self.offer("meeting", talks.order_by("-at", "-pk"))


class AnswerForm(StepForm):
    at = DayField(label="答复日期")
    reply = long_text("答复")
    note = None


class EffectForm(StepForm):
    """The readings of the day are taken with it."""

    at = DayField(label="核查日期")
    effect = long_text("成效核查情况", help_text="立案时冻结的各项指标，按核查日期的台账重新计算，前后对照。")
    note = None
