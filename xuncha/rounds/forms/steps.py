"""What is asked for step templates, for the lists of a task, and for rule sets."""

from typing import Any

from django import forms

from xuncha.kernel.deadlines import Direction, Roll, Unit
from xuncha.kernel.words import Word
from xuncha.rounds.models import DeadlineRule, StepTemplate, TaskStep, TemplateStep
from xuncha.rounds.rules.checklists import CHECKED, Doer
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


class StepTemplateForm(EntryForm):
    at = DayField(label="启用日期")
    skips = SkipsField()

    class Meta:
        model = StepTemplate
        fields = ("name", "kind", "level")


class NewVersionForm(StepForm):
    at = DayField(label="启用日期")
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


class WaiveForm(StepForm):
    at = DayField(label="免办日期")
    reason = forms.CharField(label="免办理由", max_length=200)
    note = None  # type: ignore[assignment]  # the reason is the note


class RuleSetCopyForm(StepForm):
    at = DayField(label="启用日期")
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
