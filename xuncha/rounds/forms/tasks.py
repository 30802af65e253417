"""What is asked to put a target on the list, to assign, postpone and withdraw it, and to put its dates right."""

from typing import Any

from django import forms

from xuncha.orgs.models import Organisation
from xuncha.records.rules import Level
from xuncha.rounds.models import Group, StepTemplate, Task
from xuncha.rounds.rules.kinds import Mode
from xuncha.rounds.rules.tasks import DATES_IN_ORDER
from xuncha.ui.reception import DayField, EntryForm, StepForm
from xuncha.ui.reception.forms import BASIS


class TargetForm(EntryForm):
    at = DayField(label="列入日期")
    modes = forms.MultipleChoiceField(
        label="组织方式",
        choices=[(mode.value, mode.label) for mode in Mode],
        initial=[Mode.OWN.value],
        widget=forms.CheckboxSelectMultiple,
    )
    counting = forms.ChoiceField(
        label="计入覆盖",
        required=False,
        choices=[("", "按巡察类型"), ("yes", "计入"), ("no", "不计入")],
        help_text="与巡察类型的通常口径不同的，应写明理由。",
    )
    basis = forms.CharField(
        label="批准依据", max_length=BASIS, required=False, help_text="方案报审以后增列的，必须写明。"
    )
    entry_planned_on = DayField(label="计划进驻日期", future=True, required=False)
    exit_planned_on = DayField(label="计划撤点日期", future=True, required=False)

    class Meta:
        model = Task
        fields = (
            "organisation", "kind", "upper_round", "parent_task", "without_parent_reason", "unplanned_reason",
            "counts_reason", "entry_planned_on", "exit_planned_on",
        )  # fmt: skip

    def narrow(self) -> None:
        """Organisations that stand; villages are a county's targets. Earlier tasks that were finished on site."""
        standing = self.rows("organisation").alive_on(self.today)
        if self.on.office.level != Level.COUNTY:
            standing = standing.exclude(level=Level.VILLAGE)
        self.offer("organisation", standing.order_by("name"))
        own = self.rows("parent_task").filter(office=self.on.office_id, left_on__isnull=False)
        earlier = own.exclude(round=self.on).select_related("organisation")
        self.offer("parent_task", earlier.order_by("organisation__name", "-at"))
        self.fields["parent_task"].help_text = "“回头看”应当选择；没有前次任务的，写明理由。"
        self.fields["unplanned_reason"].help_text = "不在现行规划名单之内的，必须写明。"
        self.fields["upper_round"].help_text = "上下联动的，必须写明。"
        self.order_fields(
            [
                "at", "organisation", "kind", "entry_planned_on", "exit_planned_on", "modes", "parent_task",
                "without_parent_reason", "upper_round", "unplanned_reason", "counting", "counts_reason", "basis",
            ]
        )  # fmt: skip


class AssignForm(StepForm):
    group = forms.ModelChoiceField(Group.objects.none(), label="巡察组")

    def narrow(self) -> None:
        groups = self.rows("group").filter(round=self.on.round_id, dissolved_on=None)
        self.offer("group", groups.order_by("number"))
        self.initial["group"] = self.on.group_id
        self.fields["note"].help_text = "改由其他组承担的，应写明理由。"


class PostponeForm(StepForm):
    resumes_on = DayField(label="新的进驻日期", future=True)
    leaves_on = DayField(label="新的撤点日期", future=True, required=False)


class WithdrawForm(StepForm):
    successor = forms.ModelChoiceField(
        Organisation.objects.none(),
        label="承接党组织",
        required=False,
        help_text="因合并而撤销的，写明并入的党组织。",
    )

    def narrow(self) -> None:
        others = self.rows("successor").alive_on(self.today).exclude(pk=self.on.organisation_id)
        self.offer("successor", others.order_by("name"))


class DatesForm(StepForm):
    """The days the task has, and its planned ones."""

    entry_planned_on = DayField(label="计划进驻日期", future=True, required=False)
    exit_planned_on = DayField(label="计划撤点日期", future=True, required=False)
    notified_on = DayField(label="通知日期")
    entered_on = DayField(label="进驻日期")
    left_on = DayField(label="撤点日期")
    reported_on = DayField(label="报告日期")
    heard_on = DayField(label="领导小组审议日期")
    decided_on = DayField(label="书记专题会日期")
    fed_back_on = DayField(label="反馈日期")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options | {"needs_note": True})

    def narrow(self) -> None:
        """A step that was not taken has no date to be corrected."""
        for name in DATES_IN_ORDER:
            if getattr(self.on, name) is None:
                del self.fields[name]
        self.initial.update({name: getattr(self.on, name, None) for name in self.fields if name != "at"})


class TemplateForm(StepForm):
    template = forms.ModelChoiceField(
        StepTemplate.objects.none(), label="流程模板", required=False, empty_label="按类型和层级自动选用"
    )

    def narrow(self) -> None:
        fitting = self.rows("template").filter(office=self.on.office_id, kind=self.on.kind)
        self.offer("template", fitting.filter(at__lte=self.today).order_by("name", "-version"))
