"""What is asked of a measure: by hand or from a sheet, then reports, checks, proofs and later dates."""

from typing import Any

from django import forms

from xuncha.orgs.models import Organisation
from xuncha.people.models import Post
from xuncha.rectification.models import (
    Extension,
    Item,
    Ledger,
    Measure,
    Proof,
    SampledItem,
    SelfReport,
    Verification,
)
from xuncha.ui.reception import DayField, EntryForm, StepForm

COLUMNS = ["text", "kind", "owner", "lead", "department", "due_on"]


def offer_posts(form: Any, ledger: Ledger) -> None:
    """An inspected unit's own posts and departments: its contact reads no other of the register."""
    if ledger.task is None:
        return
    unit = ledger.task.organisation_id
    for name in ("owner", "lead"):
        form.offer(name, Post.objects.live().filter(organisation=unit).select_related("organisation"))
    form.offer("department", Organisation.objects.live().filter(pk=unit))
    form.initial["department"] = unit


class MeasureForm(EntryForm):
    at = DayField(label="制定日期")
    due_on = DayField(label="完成期限", future=True)

    class Meta:
        model = Measure
        fields = COLUMNS
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "owner": "责任落实到岗位；任职变动后由接任者继续整改。没有所需岗位的，先在台账登记本单位岗位。"
        }

    def narrow(self) -> None:
        offer_posts(self, self.on.ledger)
        self.initial["due_on"] = self.on.due_on


class LineForm(EntryForm):
    """A line of a ledger's sheet: the problem is named by its number."""

    at = DayField(label="制定日期")
    serial = forms.ChoiceField(label="问题序号")
    due_on = DayField(label="完成期限", future=True)

    class Meta:
        model = Measure
        fields = COLUMNS

    field_order = ("serial", "text", "kind", "lead", "owner", "department", "due_on", "at")

    def narrow(self) -> None:
        offer_posts(self, self.on)
        items = Item.objects.visible_to(self.viewer).filter(ledger=self.on).order_by("serial")
        self.fields["serial"].choices = [(str(row.pk), str(row.serial)) for row in items]  # type: ignore[attr-defined]
        self.order_fields(self.field_order)

    def clean_serial(self) -> Item:
        return Item.objects.visible_to(self.viewer).get(pk=self.cleaned_data["serial"], ledger=self.on)


class ReviseForm(StepForm):
    """A measure of a plan that is not fixed."""

    basis = None  # the plan is being written
    text = forms.CharField(label="整改措施", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))
    kind = forms.ChoiceField(label="措施类型")
    owner = forms.ModelChoiceField(Post.objects.all(), label="责任岗位")
    lead = forms.ModelChoiceField(Post.objects.all(), label="牵头领导", required=False)
    department = forms.ModelChoiceField(Organisation.objects.all(), label="责任单位", required=False)
    due_on = DayField(label="完成期限", future=True)

    def narrow(self) -> None:
        self.fields["kind"].choices = Measure._meta.get_field("kind").choices  # type: ignore[attr-defined]
        offer_posts(self, self.on.item.ledger)
        for name in COLUMNS:
            self.initial[name] = getattr(self.on, name)


class ReasonForm(StepForm):
    """Taking something back asks why."""

    basis = None  # rests on nothing but the writer's own work
    note = forms.CharField(label="理由", max_length=200)


class ReportForm(EntryForm):
    at = DayField(label="自报日期")

    class Meta:
        model = SelfReport
        fields = ["claimed", "percent", "text"]
        help_texts = {"percent": "已完成的填100。"}


class VerifyForm(EntryForm):
    at = DayField(label="核查日期")

    class Meta:
        model = Verification
        fields = ["found", "percent", "on_site", "sampled", "text"]
        help_texts = {"percent": "已完成的填100；与自报不一致的，以核查为准。"}

    def narrow(self) -> None:
        drawn = SampledItem.objects.visible_to(self.viewer).filter(item=self.on.item)
        self.offer("sampled", drawn)
        if not drawn.exists():
            del self.fields["sampled"]


class ExtensionForm(EntryForm):
    at = DayField(label="申请日期")
    new_due_on = DayField(label="申请期限", future=True)

    class Meta:
        model = Extension
        fields = ["new_due_on", "reason"]


class ProofForm(EntryForm):
    at = DayField(label="提交日期")
    upload = forms.FileField(label="附件", required=False)

    class Meta:
        model = Proof
        fields = ["title", "measure", "shelf"]
        help_texts = {"shelf": "没有电子文件的，注明纸质件存放处。"}

    def narrow(self) -> None:
        self.offer("measure", self.rows("measure").filter(item=self.on).order_by("serial"))
        self.fields["shelf"].required = False
