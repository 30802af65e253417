"""What is asked to run a campaign: to open it, to call in and choose, to hand in, to ask, to chase and to file."""

from typing import Any

from django import forms

from xuncha.basis.models import Document
from xuncha.findings.models import Finding
from xuncha.linkage.models import (
    Campaign,
    CampaignGroup,
    Chase,
    Counterpart,
    CountyCall,
    CountyPlan,
    CountyTask,
    Filing,
    Target,
)
from xuncha.linkage.queries import choices
from xuncha.linkage.rules import FilingKind
from xuncha.orgs.models import Organisation
from xuncha.records.models import Office
from xuncha.rounds.models import Group, Task
from xuncha.ui.reception import DayField, EntryForm, StepForm


class Boxes(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # of whatever is chosen
    widget = forms.CheckboxSelectMultiple


class Tasks(Boxes):
    """Tasks by their organisation, with the kind that tells a look-back."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.organisation.short_name}（{obj.get_kind_display()}）"


class Counties(Boxes):
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.short_name)


class Cells(Boxes):
    """Reports that are owed, with the day by which they were asked for."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.county.short_name} · {obj.task.organisation.short_name}"


def _latest(form: EntryForm | StepForm, name: str, **conditions: Any) -> None:
    """The register's documents as choices, the latest first."""
    form.offer(name, form.rows(name).filter(**conditions).order_by("-at", "-pk"))


class CampaignForm(EntryForm):
    at = None  # type: ignore[assignment]  # dated as its plan
    groups = Boxes(Group.objects.none(), label="派出的巡察组", required=False)
    counties = Counties(Office.objects.none(), label="参加联动的县（市、区）", required=False)
    plan_due_on = DayField(label="县级方案报备期限", required=False, future=True)

    class Meta:
        model = Campaign
        fields = ("name", "upper_round", "theme", "plan")
        help_texts = {"plan": "先在公文中登记联动工作方案及其批准日期；启动日期即方案印发日期。"}

    def narrow(self) -> None:
        _latest(self, "plan", office=self.on.office_id, approved_on__isnull=False)
        self.offer("groups", self.rows("groups").filter(round=self.on.pk).order_by("number"))
        self.offer("counties", choices.below(self.on.office_id))
        self.initial["counties"] = list(self.rows("counties"))


class GroupsForm(EntryForm):
    at = DayField(label="派出日期")
    groups = Boxes(Group.objects.none(), label="派出的巡察组")

    class Meta:
        model = CampaignGroup
        fields: list[str] = []

    def narrow(self) -> None:
        self.offer("groups", choices.groups_to_send(self.on, self.viewer))


class TargetsForm(EntryForm):
    at = DayField(label="确定日期")
    tasks = Tasks(Task.objects.none(), label="联动、回头看对象")

    class Meta:
        model = Target
        fields: list[str] = []

    def narrow(self) -> None:
        self.offer("tasks", choices.tasks_to_choose(self.on, self.viewer))


class CallsForm(EntryForm):
    at = DayField(label="部署日期")
    counties = Counties(Office.objects.none(), label="参加联动的县（市、区）")
    plan_due_on = DayField(label="方案报备期限", required=False, future=True)

    class Meta:
        model = CountyCall
        fields = ["plan_due_on"]

    def asked(self) -> dict[str, Any]:
        return super().asked() | {"plan_due_on": self.cleaned_data["plan_due_on"]}

    def narrow(self) -> None:
        self.offer("counties", choices.counties_to_call(self.on))


class PlanForm(EntryForm):
    at = DayField(label="报备日期")
    upload = forms.FileField(label="方案文本", required=False)

    class Meta:
        model = CountyPlan
        fields = ["document"]
        help_texts = {"document": "先在公文中登记本县（市、区）的联动方案。"}

    def narrow(self) -> None:
        _latest(self, "document")


class TasksForm(EntryForm):
    at = DayField(label="列入日期")
    tasks = Tasks(Task.objects.none(), label="县级巡察任务")

    class Meta:
        model = CountyTask
        fields: list[str] = []

    def narrow(self) -> None:
        self.offer("tasks", choices.county_tasks_to_enter(self.on, self.viewer))


class AskForm(EntryForm):
    at = None  # type: ignore[assignment]  # dated as the letter
    tasks = Tasks(Task.objects.none(), label="市级联动对象")
    counties = Counties(Office.objects.none(), label="商请的县（市、区）")
    due_on = DayField(label="报送期限", required=False, future=True)

    class Meta:
        model = Counterpart
        fields = ["letter", "due_on"]
        help_texts = {"letter": "先在公文中登记商请函；商请日期即函的日期。"}

    def narrow(self) -> None:
        self.fields["letter"].required = True
        _latest(self, "letter", office=self.on.office_id, at__gte=self.on.at)
        self.offer("tasks", choices.targets_of(self.on, self.viewer))
        self.offer("counties", choices.counties_called(self.on))
        self.initial["counties"] = list(self.rows("counties"))


class SendForm(StepForm):
    at = DayField(label="报送日期")
    unit = forms.ModelChoiceField(Organisation.objects.all(), label="本县对口单位", required=False)
    report = forms.ModelChoiceField(Document.objects.all(), label="巡察报告（已登记公文）", required=False)
    upload = forms.FileField(label="报告文本", required=False)
    basis = None  # the paper is a column of its own
    note = None

    def narrow(self) -> None:
        county = self.on.county_id
        self.offer("unit", self.rows("unit").filter(office=county).alive_on(self.today).order_by("name"))
        _latest(self, "report", office=county)


class SendBackForm(StepForm):
    at = DayField(label="退回日期")
    basis = None

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options | {"needs_note": True})


class ReceiveForm(StepForm):
    """What the county did not say itself may be said here."""

    at = DayField(label="收到日期")
    unit = forms.ModelChoiceField(Organisation.objects.all(), label="县级对口单位", required=False)
    report = forms.ModelChoiceField(Document.objects.all(), label="报告（已登记来文）", required=False)

    def narrow(self) -> None:
        if self.on.unit_id is None:
            found = self.rows("unit").filter(office=self.on.county_id).alive_on(self.today)
            self.offer("unit", found.order_by("name"))
        else:
            del self.fields["unit"]
        if self.on.report_id is None:
            _latest(self, "report", office=self.on.office_id)
        else:
            del self.fields["report"]


class ReadForm(StepForm):
    at = DayField(label="阅研日期")


class UseForm(StepForm):
    at = DayField(label="运用日期")
    finding = forms.ModelChoiceField(
        Finding.objects.none(), label="印证的问题", help_text="只列本联动任务发现的问题。"
    )

    def narrow(self) -> None:
        found = self.rows("finding").filter(task=self.on.task_id)
        self.offer("finding", found.order_by("serial", "pk"))


class ReceiptForm(StepForm):
    at = DayField(label="回执日期")


class ChaseForm(EntryForm):
    at = DayField(label="催报日期")
    until = DayField(label="要求报送日期", required=False, future=True)

    class Meta:
        model = Chase
        fields = ["channel", "letter", "until", "text"]
        help_texts = {"letter": "以函件催报的，选择已登记的函件。"}

    def narrow(self) -> None:
        _latest(self, "letter", office=self.on.office_id)


class ChasesForm(ChaseForm):
    """Several at once; those past their day are ticked to begin with."""

    cells = Cells(Counterpart.objects.none(), label="未报送的对口单位巡察报告")
    field_order = ("at", "cells", "channel", "letter", "until", "text")

    def narrow(self) -> None:
        super().narrow()
        self.offer("cells", choices.cells_missing(self.on, self.viewer))
        late = [row for row in self.rows("cells") if row.due_on and row.due_on < self.today]
        self.initial["cells"] = late


class FilingForm(EntryForm):
    """A round's plan or composite report, for the office above."""

    at = None  # type: ignore[assignment]  # dated as the document
    due_on = DayField(label="报送期限", required=False, future=True)
    upload = forms.FileField(label="报送文本", required=False)

    class Meta:
        model = Filing
        fields = ["kind", "document", "due_on"]

    def narrow(self) -> None:
        _latest(self, "document", office=self.on.office_id)
        box: Any = self.fields["kind"]
        box.choices = [choice for choice in box.choices if choice[0] != FilingKind.UNIT_REPORT]


class ReportFilingForm(EntryForm):
    """The report on the linked unit whose task is open."""

    at = None  # type: ignore[assignment]  # dated as the document
    due_on = DayField(label="报送期限", required=False, future=True)
    upload = forms.FileField(label="报告文本", required=False)

    class Meta:
        model = Filing
        fields = ["document", "due_on"]

    def narrow(self) -> None:
        _latest(self, "document", office=self.on.office_id)
