"""What is asked when a ledger is opened, filled and counted."""

from typing import Any

from django import forms

from xuncha.basis.models import Document
from xuncha.findings.models import Feedback
from xuncha.kernel.deadlines import add_months
from xuncha.people.rules import Rank
from xuncha.rectification.models import Item, ItemClass, Ledger, Yield
from xuncha.rounds.queries.deadlines import CONCENTRATED, due_by
from xuncha.ui.reception import DayField, EntryForm, StepForm

CUSTOMARY = 2  # months of concentrated rectification where the round's rules give none


class TaskLedgerForm(EntryForm):
    """The ledger of an inspected unit: its items are the problems handed over."""

    at = DayField(label="建立日期")
    due_on = DayField(label="整改期限", future=True)

    class Meta:
        model = Ledger
        fields = ["title", "source"]
        labels = {"source": "反馈意见"}

    def narrow(self) -> None:
        letters = Feedback.objects.live().filter(task=self.on).values("document")
        self.offer("source", self.rows("source").filter(pk__in=letters))
        self.initial["title"] = "%(unit)s整改台账" % {"unit": self.on.organisation.short_name}
        self.initial["source"] = self.rows("source").order_by("pk").first()
        fed_back = self.on.fed_back_on
        if fed_back:
            rule = due_by(self.on.round, CONCENTRATED, fed_back)
            self.initial["due_on"] = rule.alarm if rule else add_months(fed_back, CUSTOMARY)


class LedgerForm(EntryForm):
    """A ledger of the office itself, or of a county."""

    at = DayField(label="建立日期")

    class Meta:
        model = Ledger
        fields = ["title", "source", "county"]
        help_texts = {"county": "为县（市、区）建立的，选择该县；不选即为本机构自身的整改台账。"}

    def narrow(self) -> None:
        self.fields["county"].required = False
        below = self.fields["county"].queryset.filter(parent=self.viewer.office)  # type: ignore[attr-defined]
        self.offer("county", below)


class ClassForm(EntryForm):
    class Meta:
        model = ItemClass
        fields = ["title"]


class ItemForm(EntryForm):
    due_on = DayField(label="整改期限", future=True)

    class Meta:
        model = Item
        fields = ["title", "due_on"]


class YieldForm(EntryForm):
    """What came of an item. The register is the office's; a unit names the rule in the title."""

    class Meta:
        model = Yield
        fields = ["kind", "title", "amount", "persons", "document"]

    def narrow(self) -> None:
        if not self.rows("document").exists():
            del self.fields["document"]


class PostForm(StepForm):
    """A post of the unit, so that a measure can be owed by it."""

    at = DayField(label="登记日期")
    title = forms.CharField(
        label="职务", max_length=60, help_text="只写职务，不写单位和姓名，如“财务科科长”。"
    )
    rank = forms.ChoiceField(label="职级", choices=[(rank.value, rank.label) for rank in Rank])
    basis = None  # the unit knows its posts
    note = None


class FileForm(StepForm):
    """A paper of the register, for a ledger whose plan is not reviewed by others."""

    basis = None  # the paper itself
    note = None
    document = forms.ModelChoiceField(Document.objects.all(), label="文件")

    def narrow(self) -> None:
        self.offer("document", self.rows("document").filter(at__gte=self.on.at).order_by("-at", "-pk"))


def long_text(label: str, rows: int = 4, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **options)
