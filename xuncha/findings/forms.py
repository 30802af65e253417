"""What the desks of findings ask: a finding, its papers, the facts put to the unit, and the letters of feedback."""

from datetime import date
from typing import Any

from django import forms
from django.forms.models import fields_for_model

from xuncha.basis.models import Document
from xuncha.fieldwork.models import WorkingPaper
from xuncha.fieldwork.rules.papers import CITABLE
from xuncha.findings import queries
from xuncha.findings.models import (
    Category,
    Citation,
    FactAnswer,
    Feedback,
    Finding,
    FocusDictionary,
    FocusItem,
)
from xuncha.findings.models.findings import TAGS
from xuncha.findings.rules import AddresseeType, Method, next_code
from xuncha.orgs.models import Organisation
from xuncha.records.models import Office
from xuncha.rounds.models import GroupMember, Task
from xuncha.ui.reception import DayField, EntryForm, StepForm

BOXES = [
    "title", "facts", "focus", "category", "nature", "weight", "amount", "period", "clause", "persons", "sources",
    "finder", *TAGS, "watch_reason", "in_text", "in_list", "immediate",
]  # fmt: skip


class SourcesField(forms.MultipleChoiceField):
    """Methods of fieldwork, kept as codes with commas."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self) -> None:
        choices = [(word.value, word.label) for word in Method]
        super().__init__(label="发现途径", choices=choices, required=False)

    def prepare_value(self, value: Any) -> Any:
        return value.split(",") if isinstance(value, str) else value

    def clean(self, value: Any) -> str:
        return ",".join(super().clean(value))


def _as_tree(field: Any) -> None:
    """Types under one another, as their codes have it."""
    field.label_from_instance = lambda row: "　" * row.code.count(".") + f"{row.code} {row.name}"


def narrow_to(task: Task, day: date, fields: dict[str, Any]) -> None:
    """Sorted by what is in force, which a group uses without reading the lists of it; found by its members."""
    fields["focus"].queryset = queries.focus_items(task, day)
    fields["category"].queryset = queries.categories(task, day)
    _as_tree(fields["category"])
    fields["finder"].queryset = queries.named(GroupMember.objects.live().filter(group=task.group_id))


class FindingForm(EntryForm):
    """A finding of a task."""

    at = DayField(label="发现日期")
    sources = SourcesField()

    class Meta:
        model = Finding
        fields = (*BOXES, "mark")

    def narrow(self) -> None:
        narrow_to(self.on, self.today, self.fields)


class _AllBoxes:
    """Every box of a finding on a form that is not of a finding."""

    fields: dict[str, Any]

    def _add(self, task: Task, day: date, known: dict[str, Any]) -> None:
        for name, field in (fields_for_model(Finding, BOXES) | {"sources": SourcesField()}).items():
            self._prepare(field)  # type: ignore[attr-defined]  # of the reception's forms
            field.initial = known.get(name, field.initial)
            self.fields[name] = field
        narrow_to(task, day, self.fields)


class FromPaperForm(_AllBoxes, EntryForm):
    """A finding made of a signed paper: what the paper says is filled in."""

    at = DayField(label="发现日期")

    class Meta:
        model = Citation
        fields: list[str] = []

    def _get_validation_exclusions(self) -> set[str]:
        """Its boxes are the finding's: of the citation itself nothing is asked."""
        return {field.name for field in Citation._meta.concrete_fields}

    def narrow(self) -> None:
        paper = self.on
        known = {name: getattr(paper, name) for name in ("title", "amount", "period", "clause")}
        self._add(paper.task, self.today, known | {"facts": paper.text})


class RewriteForm(_AllBoxes, StepForm):
    """A draft, rewritten with a reason."""

    basis = None  # rests on nothing but the group's own work
    note = forms.CharField(label="修改理由", max_length=200)

    def narrow(self) -> None:
        self._add(self.on.task, self.on.at, {name: getattr(self.on, name) for name in BOXES})


class CorrectForm(StepForm):
    """A later wording of what was handed over."""

    wording = forms.CharField(label="更正后表述", widget=forms.Textarea(attrs={"rows": 6}))
    reason = forms.CharField(label="更正理由", max_length=200)
    document = forms.ModelChoiceField(Document.objects.order_by("-at"), label="依据文件", required=False)
    basis = None  # the paper is a document of its own
    note = None  # the reason is a column of its own


class RedateForm(StepForm):
    """The day of feedback of one finding, put right."""

    fed_back_on = DayField(label="反馈日期")
    note = forms.CharField(label="更正理由", max_length=200)

    def narrow(self) -> None:
        self.initial["fed_back_on"] = self.on.fed_back_on


class CiteForm(EntryForm):
    """A signed paper on which the finding rests."""

    at = DayField(label="引用日期")

    class Meta:
        model = Citation
        fields = ["paper"]

    def narrow(self) -> None:
        papers = WorkingPaper.objects.visible_to(self.viewer).filter(task=self.on.task, state__in=[*CITABLE])
        self.fields["paper"].queryset = papers.order_by("number")  # type: ignore[attr-defined]


class WithdrawForm(StepForm):
    """Taking something back asks why."""

    basis = None  # rests on nothing but the group's own work
    note = forms.CharField(label="理由", max_length=200)


class PutForm(EntryForm):
    """Putting a finding's facts to the unit: they go as they read now."""

    at = DayField(label="送核日期")
    due_on = DayField(label="答复期限", future=True, required=False)

    class Meta:
        model = FactAnswer
        fields = ["due_on"]


class ObjectForm(StepForm):
    """What the unit has to say against the facts, with its evidence."""

    at = DayField(label="答复日期")
    objection = forms.CharField(label="异议内容", widget=forms.Textarea(attrs={"rows": 6}))
    evidence = forms.CharField(label="所附证据", max_length=200, required=False)
    upload = forms.FileField(label="附件", required=False)
    note = None  # the objection is a column of its own


def papers_since(task: Task, field: Any) -> None:
    """Letters of feedback are written after the secretary meeting."""
    if task.decided_on:
        field.queryset = field.queryset.filter(at__gte=task.decided_on)
    field.queryset = field.queryset.order_by("-at", "-pk")


class HandOverForm(EntryForm):
    """The feedback of a task: the letter to its leading body, and who else is written to the same day."""

    at = DayField(label="反馈日期")
    stated = forms.IntegerField(label="反馈意见所述问题数", min_value=0)
    principal = forms.ModelChoiceField(Document.objects.all(), label="致主要负责人的反馈意见", required=False)
    superior = forms.ModelChoiceField(Document.objects.all(), label="致分管市领导的函", required=False)
    superior_name = forms.ModelChoiceField(
        Organisation.objects.all(), label="分管市领导所在党组织", required=False
    )
    department = forms.ModelChoiceField(Document.objects.all(), label="致职能部门的函", required=False)
    department_name = forms.ModelChoiceField(Organisation.objects.all(), label="职能部门", required=False)

    class Meta:
        model = Feedback
        fields = ["document"]
        labels = {"document": "致领导班子的反馈意见"}

    def narrow(self) -> None:
        for name in ("document", "principal", "superior", "department"):
            papers_since(self.on, self.fields[name])


class LetterForm(EntryForm):
    """One more letter of a task that has been fed back."""

    at = DayField(label="反馈日期")
    stated = forms.IntegerField(label="函件所述问题数", min_value=0, required=False)

    class Meta:
        model = Feedback
        fields = ["addressee_type", "organisation", "document"]

    def narrow(self) -> None:
        papers_since(self.on, self.fields["document"])
        box: Any = self.fields["addressee_type"]  # counties are chosen by name, on a page of their own
        box.choices = [choice for choice in box.choices if choice[0] != AddresseeType.COUNTY]


class CountiesForm(EntryForm):
    """To which counties a task is fed back as well."""

    at = DayField(label="反馈日期")
    counties = forms.ModelMultipleChoiceField(
        Office.objects.none(), label="反馈的县（市、区）", widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Feedback
        fields = ["document"]

    def narrow(self) -> None:
        papers_since(self.on, self.fields["document"])
        self.offer("counties", queries.counties_to_tell(self.on))
        self.initial["counties"] = list(self.rows("counties"))


class SignForm(StepForm):
    """The addressee has signed."""

    at = DayField(label="签收日期")
    basis = None  # the letter itself
    note = None  # nothing to explain


class SinceField(DayField):
    """From when it is in force: often a day to come."""

    def __init__(self) -> None:
        super().__init__(label="启用日期", future=True)


class WithReason(StepForm):
    """When and why."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options | {"needs_note": True})


class BundledForm(EntryForm):
    """Which of the bundled dictionaries are loaded; all of them unless some are taken out."""

    at = None  # type: ignore[assignment]  # each is in force from a day of its own
    chosen = forms.MultipleChoiceField(label="随附版本", widget=forms.CheckboxSelectMultiple)

    class Meta:
        model = FocusDictionary
        fields: list[str] = []

    def narrow(self) -> None:
        found = queries.generations_lacking(self.instance.office_id)
        self.initial["chosen"] = [one.name for one in found]
        setattr(self.fields["chosen"], "choices", [(one.name, one.name) for one in found])  # noqa: B010


class BundledTreeForm(EntryForm):
    """Nothing is asked: what the office has no code for is loaded."""

    at = None  # type: ignore[assignment]  # in use from the day the bundled tree begins

    class Meta:
        model = Category
        fields: list[str] = []


class DictionaryForm(EntryForm):
    at = DayField(label="登记日期")
    since = SinceField()

    class Meta:
        model = FocusDictionary
        fields = ["name"]


class DictionaryCopyForm(StepForm):
    name = forms.CharField(label="新版本名称", max_length=40)
    since = SinceField()


class ItemForm(EntryForm):
    at = DayField(label="登记日期")

    class Meta:
        model = FocusItem
        fields = ["short", "text"]


class ItemCorrection(WithReason):
    short = forms.CharField(label="简称", max_length=30)
    text = forms.CharField(label="内容", max_length=120)

    def narrow(self) -> None:
        self.initial.update({"short": self.on.short, "text": self.on.text})


class CategoryForm(EntryForm):
    """The place in the tree is the code's: below a node the next free one is proposed."""

    at = DayField(label="登记日期")
    since = SinceField()

    class Meta:
        model = Category
        fields = ["code", "name"]
        help_texts = {"code": "按层级书写，如“2.3.1”；上级类别须已登记。"}

    def narrow(self) -> None:
        above = self.on.code if self.on is not None else ""
        taken = Category.objects.of(self.instance.office_id).values_list("code", flat=True)
        self.initial.update({"code": next_code(above, taken), "since": self.today})


class RenameForm(WithReason):
    name = forms.CharField(label="类别", max_length=60)

    def narrow(self) -> None:
        self.initial["name"] = self.on.name


class EndForm(StepForm):
    ends_on = DayField(label="停用日期", future=True)
