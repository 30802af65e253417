"""What a working paper and its evidence ask."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext

from xuncha.fieldwork.forms.base import FieldForm
from xuncha.fieldwork.models.papers import Evidence, WorkingPaper
from xuncha.fieldwork.queries import papers as queries
from xuncha.ui.reception import DayField, EntryForm, StepForm
from xuncha.ui.tables.registry import table_of

WORDING = ["title", "amount", "period", "clause"]
LONG = forms.Textarea(attrs={"rows": 12})
PERIOD_HELP = "例如2017年至2018年"


class PaperForm(FieldForm):
    """A new working paper of a task."""

    text = forms.CharField(label="问题描述", widget=LONG)

    class Meta:
        model = WorkingPaper
        fields = ["title", "amount", "period", "clause", "heading"]
        help_texts = {"period": PERIOD_HELP}


class DraftForm(forms.ModelForm):  # type: ignore[type-arg]  # of the paper being edited
    """One saving of a draft; `opened` is the version that the page showed."""

    text = forms.CharField(label="问题描述", widget=forms.Textarea(attrs={"rows": 18}))
    opened = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = WorkingPaper
        fields = WORDING
        help_texts = {"period": PERIOD_HELP}


class EvidenceForm(EntryForm):
    """One piece of evidence: a paper in a folder, a file, or a record of the same task's fieldwork."""

    at = DayField(label="取得日期")
    record = forms.ChoiceField(label="引用本任务的了解记录", required=False)
    upload = forms.FileField(label="附件", required=False)

    class Meta:
        model = Evidence
        fields = ["kind", "title", "source", "page"]

    def narrow(self) -> None:
        choices: list[Any] = [("", gettext("不引用"))]
        for model, rows in queries.sources(self.on.task, self.viewer):
            table = table_of(model)
            kind = gettext(table.title) if table else ""
            label = model._meta.label_lower
            choices.append((kind, [(f"{label}:{row.uid}", f"{row.at} {row}") for row in rows]))
        self.fields["record"].choices = choices  # type: ignore[attr-defined]

    def clean_record(self) -> tuple[str, UUID] | None:
        subject, _, uid = self.cleaned_data["record"].partition(":")
        return (subject, UUID(uid)) if uid else None


class WithdrawForm(StepForm):
    """Taking evidence away asks why."""

    basis = None  # type: ignore[assignment]  # rests on nothing but the group's own work
    note = forms.CharField(label="理由", max_length=200)
