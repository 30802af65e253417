"""What is asked for step templates, for the lists of a task, and for rule sets."""

from collections.abc import Iterable
from typing import Any

from django import forms

from xuncha.kernel.deadlines import Direction, Roll, Unit
from xuncha.kernel.words import Word
from xuncha.rounds.models import DeadlineRule, RuleSet, StepTemplate, TaskStep, TemplateStep
from xuncha.rounds.queries.bundled import rule_sets_lacking, templates_lacking
from xuncha.rounds.queries.checklists import OPEN
from xuncha.rounds.rules.checklists import CHECKED, TICKING, Doer, Purpose
from xuncha.rounds.rules.deadlines import Anchor
from xuncha.rounds.rules.tasks import SKIPPABLE
from xuncha.ui.reception import DayField, EntryForm, StepForm


def _choices(words: type[Word]) -> list[tuple[str, str]]:
    return [(word.value, word.label) for word in words]


STAGES = [(state.value, state.label) for state in CHECKED]
SKIPS = [(state.value, state.label) for state in SKIPPABLE]


class SkipsField(forms.MultipleChoiceField):
    def __init__(self) -> None:
        super().__init__(label="略过的环节", choices=SKIPS, required=False)


class Corrected(StepForm):
    """Boxes that begin with what the row says now; the reason is asked for."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options | {"needs_note": True})

    def narrow(self) -> None:
        asked = [name for name in self.fields if name not in ("at", "basis", "note")]
        self.initial.update({name: getattr(self.on, name) for name in asked})


class SinceField(DayField):
    """From when a version is in use: often a day to come."""

    def __init__(self) -> None:
        super().__init__(label="启用日期", future=True)


class StepTemplateForm(EntryForm):
    at = DayField(label="登记日期")
    since = SinceField()
    skips = SkipsField()

    class Meta:
        model = StepTemplate
        fields = ("name", "kind", "level")


class NewVersionForm(StepForm):
    since = SinceField()
    skips = SkipsField()

    def narrow(self) -> None:
        self.initial["skips"] = self.on.skips


class TemplateStepForm(EntryForm):
    stage = forms.ChoiceField(label="所在环节", choices=STAGES)

    class Meta:
        model = TemplateStep
        fields = ("purpose", "text", "stage", "mandatory", "who")


class TemplateStepCorrection(Corrected):
    text = forms.CharField(label="步骤", max_length=120)
    stage = forms.ChoiceField(label="所在环节", choices=STAGES)
    serial = forms.IntegerField(label="序号", min_value=1)
    mandatory = forms.BooleanField(label="必经", required=False)
    who = forms.ChoiceField(label="责任主体", choices=_choices(Doer))


class DropForm(StepForm):
    """Taking a row out: only when and why."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options | {"needs_note": True})


class TaskStepForm(EntryForm):
    stage = forms.ChoiceField(label="所在环节", choices=STAGES)

    class Meta:
        model = TaskStep
        fields = ("purpose", "text", "stage", "mandatory", "who")

    def narrow(self) -> None:
        here = self.on.state
        self.initial.update({"stage": here if here in CHECKED else CHECKED[0].value, "who": Doer.GROUP.value})


class StepsForm(StepForm):
    """Steps of the stage the task is in that this person may tick; all are ticked to begin with."""

    at = DayField(label="完成日期")
    steps = forms.ModelMultipleChoiceField(
        TaskStep.objects.none(), label="已经完成的步骤", widget=forms.CheckboxSelectMultiple
    )

    def narrow(self) -> None:
        roles = self.on.roles_of(self.viewer)
        who = [doer.value for doer in Doer if not roles.isdisjoint(TICKING[doer])]
        here = self.rows("steps").filter(OPEN, task=self.on, stage=self.on.state, who__in=who)
        self.offer("steps", here.order_by("purpose", "serial"))
        self.initial["steps"] = [step.pk for step in here if step.purpose == Purpose.STEP]
        if not here:
            self.fields["steps"].help_text = "本环节没有由您办理的步骤。"


class WaiveForm(StepForm):
    at = DayField(label="免办日期")
    reason = forms.CharField(label="免办理由", max_length=200)
    note = None  # the reason is the note


class BundledForm(EntryForm):
    """Which of what comes with the system is loaded; all of it unless some are taken out."""

    at = None  # type: ignore[assignment]  # each is in use from a day of its own
    chosen = forms.MultipleChoiceField(label="随附版本", widget=forms.CheckboxSelectMultiple)

    def offer_all(self, names: Iterable[str]) -> None:
        self.initial["chosen"] = list(names)
        setattr(self.fields["chosen"], "choices", [(name, name) for name in self.initial["chosen"]])  # noqa: B010


class BundledRuleSetsForm(BundledForm):
    class Meta:
        model = RuleSet
        fields: list[str] = []

    def narrow(self) -> None:
        self.offer_all(one.name for one in rule_sets_lacking(self.instance.office_id))


class BundledTemplatesForm(BundledForm):
    class Meta:
        model = StepTemplate
        fields: list[str] = []

    def narrow(self) -> None:
        self.offer_all(one.name for one in templates_lacking(self.instance.office_id))


class RuleSetCopyForm(StepForm):
    since = SinceField()
    name = forms.CharField(label="新版本名称", max_length=60)


class DeadlineRuleForm(EntryForm):
    class Meta:
        model = DeadlineRule
        fields = (
            "code", "event", "anchor", "direction", "offset", "unit", "roll", "repeats", "stated", "debtor", "creditor",
        )  # fmt: skip


class DeadlineRuleCorrection(Corrected):
    event = forms.CharField(label="事项", max_length=80)
    anchor = forms.ChoiceField(label="起算点", choices=_choices(Anchor))
    direction = forms.ChoiceField(label="方向", choices=_choices(Direction))
    offset = forms.IntegerField(label="期限", required=False, min_value=0)
    unit = forms.ChoiceField(label="单位", required=False, choices=[("", ""), *_choices(Unit)])
    roll = forms.ChoiceField(label="休息日处理", choices=_choices(Roll))
    stated = forms.CharField(label="期限表述", max_length=60, required=False)
    debtor = forms.CharField(label="责任主体", max_length=60)
    creditor = forms.CharField(label="对象", max_length=60, required=False)
