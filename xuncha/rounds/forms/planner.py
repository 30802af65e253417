"""What is asked to plan the rounds that are left: parameters, what is stipulated, and the day of a decision."""

from django import forms
from django.utils.translation import gettext

from xuncha.rounds.models import RoundScheme, Stipulation
from xuncha.rounds.queries.planner import Past, left_of
from xuncha.ui.reception import DayField, EntryForm, StepForm

SECONDS = (5, 15, 30, 60, 120)
LIMITS = {  # of each parameter: least and most
    "groups": (1, 60), "targets": (1, 12), "per_year": (1, 12), "most_days": (5, 250), "preparation": (0, 250),
    "feedback": (0, 250), "gap": (0, 250), "even": (0, 250), "pace": (20, 300),
}  # fmt: skip


class SchemeForm(EntryForm):
    """The parameters, as the office's past has them to begin with."""

    at = DayField(label="筹划日期")
    deadline = DayField(label="完成期限", future=True)
    seconds = forms.TypedChoiceField(
        label="求解时限", choices=[(n, f"{n} s") for n in SECONDS], coerce=int, initial=15
    )

    class Meta:
        model = RoundScheme
        fields = (
            "deadline", "groups", "targets", "per_year", "most_days", "preparation", "feedback", "gap", "even",
            "pace", "seconds",
        )  # fmt: skip

    def narrow(self) -> None:
        for usual in Past(self.on.office_id, self.today).usual():
            self.initial[usual.name] = usual.value
            box = self.fields[usual.name]
            least, most = LIMITS[usual.name]
            said = usual.said
            box.help_text = gettext("%(source)s：%(value)s") % {"source": said, "value": usual.value}
            self.fields[usual.name] = forms.IntegerField(
                label=box.label, min_value=least, max_value=most, help_text=box.help_text
            )
        self.initial["deadline"], self.initial["seconds"] = self.on.ends_on, 15
        self.fields["deadline"].help_text = gettext("默认为本届届满日期。")


class StipulationForm(EntryForm):
    at = DayField(label="登记日期")
    first = DayField(label="起始日期", future=True, required=False)
    last = DayField(label="截止日期", future=True, required=False)

    class Meta:
        model = Stipulation
        fields = ("kind", "organisation", "other", "weight", "first", "last", "reason")
        help_texts = {
            "organisation": "“某时段少一个组”不选。",
            "other": "选择“同组同轮”或者“同轮”时填写。",
            "weight": "选择“优先安排”时填写，1至9，越大越优先。",
        }

    def narrow(self) -> None:
        left = left_of(self.on.office_id, self.today)
        keys = [item.organisation_id for item in left.items] if left else []
        for name in ("organisation", "other"):
            self.offer(name, self.rows(name).filter(pk__in=keys).order_by("name", "pk"))
        self.fields["first"].help_text = gettext("“不早于某日进驻”和“某时段少一个组”填写。")
        self.fields["last"].help_text = gettext("“不晚于某日撤点”和“某时段少一个组”填写。")


class DecisionForm(StepForm):
    """The day and a remark."""

    at = DayField(label="办理日期")
    basis = None


class ConfirmForm(StepForm):
    """The day, the paper it was agreed by, and a remark."""

    at = DayField(label="确认日期")
