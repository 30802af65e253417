"""What is asked to adopt the plan of a term, and to revise its list."""

from typing import Any

from django import forms

from xuncha.basis.models import Document
from xuncha.orgs.models import Organisation
from xuncha.records.rules import Level
from xuncha.rounds.forms.rounds import papers
from xuncha.rounds.models import Plan, PlanVersion
from xuncha.rounds.rules.plans import PlanChangeKind
from xuncha.ui.reception import DayField, EntryForm, NameField, NamesField, RowsField


class PlanForm(EntryForm):
    """The plan with its first list; the organisations that stand are written out to begin with."""

    at = DayField(label="制定日期")
    document = forms.ModelChoiceField(
        Document.objects.none(), label="印发文件", help_text="先在公文中登记，再在这里选择。"
    )
    organisations = NamesField(
        Organisation.objects.none(),
        label="规划名单",
        rows=16,
        help_text="每行一个党组织，可以从Excel整列粘贴。现有党组织已经列出，不纳入规划的请删去。",
    )

    class Meta:
        model = Plan
        fields = ("name",)

    def narrow(self) -> None:
        papers(self, "document")
        listed: Any = self.fields["organisations"]
        listed.queryset = listed.queryset.filter(office=self.on.office_id).alive_on(self.today)
        standing = listed.queryset.order_by("name")
        if self.on.office.level != Level.COUNTY:
            standing = standing.exclude(level=Level.VILLAGE)
        listed.initial = "\n".join(str(row) for row in standing)
        self.order_fields(["at", "name", "document", "organisations"])


class RevisionForm(EntryForm):
    """A new version of the list: what is changed, line by line."""

    at = DayField(label="生效日期")
    changes = RowsField(
        {
            "kind": forms.TypedChoiceField(
                label="调整类型",
                choices=[("", ""), *((kind.value, kind.label) for kind in PlanChangeKind)],
                coerce=PlanChangeKind,
            ),
            "organisation": NameField(Organisation.objects.none(), label="党组织"),
            "successor": NameField(Organisation.objects.none(), label="承接党组织", required=False),
            "reason": forms.CharField(label="调整理由", max_length=200),
        },
        label="调整事项",
        help_text="每行一项，可以从Excel整片粘贴。合并、拆分的写明承接党组织；未列出的党组织维持不变。",
    )

    class Meta:
        model = PlanVersion
        fields = ("document",)

    def narrow(self) -> None:
        papers(self, "document")
        changes: Any = self.fields["changes"]
        for column in ("organisation", "successor"):
            box = changes.columns[column]
            box.queryset = box.queryset.filter(office=self.on.office_id).order_by("name")
