"""What is asked for plans, progress reports, closing and drawing."""

from django import forms
from django.utils.translation import gettext

from xuncha.people.models import Tenure
from xuncha.rectification.forms.ledgers import long_text
from xuncha.rectification.models import Closure, Ledger, PlanOpinion, PlanSubmission, ProgressReport, Sample
from xuncha.rectification.rules.ledgers import OUTSIDE
from xuncha.rectification.rules.plans import REVIEWERS_OF_PLANS
from xuncha.ui.reception import DayField, EntryForm, StepForm


def principal_of(ledger: Ledger) -> str:
    """The name of who leads the unit today, "" where the register does not say."""
    if ledger.task is None:
        return ""
    held = Tenure.objects.live().filter(until=None, post__organisation=ledger.task.organisation_id)
    row = held.filter(post__is_principal=True).select_related("person").first()
    return row.person.name if row else ""


class PlanForm(EntryForm):
    at = DayField(label="报送日期")
    upload = forms.FileField(label="方案文本", required=False)

    class Meta:
        model = PlanSubmission
        fields = ["document"]
        help_texts = {"document": "已登记公文的选择，没有可不填。"}

    def narrow(self) -> None:
        self.offer("document", self.rows("document").filter(at__gte=self.on.at).order_by("-at", "-pk"))
        if not self.rows("document").exists():  # a unit reads nothing of the register
            del self.fields["document"]


class SignForm(StepForm):
    """The principal's sign-off as it stands on the paper."""

    at = DayField(label="签批日期")
    basis = None  # the paper is a column of its own
    principal = forms.CharField(label="签批的主要负责人", max_length=40)
    paper = forms.CharField(label="签批文件", max_length=200)

    def narrow(self) -> None:
        self.initial["principal"] = principal_of(self.on.ledger)


class OpinionForm(EntryForm):
    at = DayField(label="提出日期")

    class Meta:
        model = PlanOpinion
        fields = ["body", "stance", "text", "paper"]
        help_texts = {"paper": "代为登记其他单位意见的，填写其书面意见的文号或者名称。"}

    def narrow(self) -> None:
        bodies = [(body.value, gettext(body.label)) for body in REVIEWERS_OF_PLANS]
        self.fields["body"].choices = [("", gettext("请选择")), *bodies]  # type: ignore[attr-defined]  # a box of choices
        self.fields["paper"].required = False


class ProgressForm(EntryForm):
    at = DayField(label="报送日期")
    upload = forms.FileField(label="报告文本", required=False)

    class Meta:
        model = ProgressReport
        fields = ["text", "own_account"]


class ApplyForm(EntryForm):
    at = DayField(label="申请日期")
    signed_on = DayField(label="签批日期")

    class Meta:
        model = Closure
        fields = ["text", "principal", "paper", "signed_on"]

    def narrow(self) -> None:
        self.initial["principal"] = principal_of(self.on.ledger)
        self.initial["signed_on"] = self.today


class CheckForm(StepForm):
    at = DayField(label="核查日期")
    checked = long_text("核查情况")
    note = None  # what was found is a column of its own


class EndorseForm(StepForm):
    at = DayField(label="意见日期")
    body = forms.ChoiceField(label="监督单位", choices=[(body.value, body.label) for body in OUTSIDE])
    opinion = long_text("监督单位意见")
    note = None  # the opinion is a column of its own

    def narrow(self) -> None:
        self.fields["basis"].help_text = "代为登记监督单位意见的，填写其书面意见的文号或者名称。"


class DrawForm(EntryForm):
    at = DayField(label="抽取日期")

    class Meta:
        model = Sample
        fields = ["size", "purpose"]
        help_texts = {"size": "从本轮已启动整改的事项中随机抽取；种子由系统产生并留存。"}
