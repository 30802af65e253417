"""What a working paper and its evidence ask."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext

from xuncha.fieldwork.forms.base import FieldForm
from xuncha.fieldwork.models.papers import Evidence, WorkingPaper
from xuncha.fieldwork.queries import papers as queries
from xuncha.ui.reception import DayField, EntryForm, StepForm
from xuncha.ui.reception.forms import BASIS
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
    record = forms.ChoiceField(
        label="引用本任务的了解记录", required=False, help_text="引用的，证据名称和来源可以不填。"
    )
    upload = forms.FileField(label="附件", required=False)

    class Meta:
        model = Evidence
        fields = ["kind", "title", "source", "page"]

    def narrow(self) -> None:
        choices: list[Any] = [("", gettext("不引用"))]
        self.cited: dict[str, tuple[str, str]] = {}  # choice → title and source as the record has them
        for model, rows in queries.sources(self.on.task, self.viewer):
            table = table_of(model)
            kind, words = table.title if table else "", gettext(table.title) if table else ""
            named = [(f"{model._meta.label_lower}:{row.uid}", row) for row in rows]
            self.cited |= {key: (str(row), kind) for key, row in named}
            choices.append((words, [(key, f"{row.at} {row}") for key, row in named]))
        self.fields["record"].choices = choices  # type: ignore[attr-defined]
        self.fields["title"].required = self.fields["source"].required = False
        self.order_fields(["at", "kind", "record", "title", "source", "page", "upload"])

    def clean(self) -> dict[str, Any]:
        """A cited record says for itself what it is called and where it comes from."""
        cleaned = super().clean()
        known = self.cited.get(self.data.get("record", ""), ("", ""))
        for name, said in zip(("title", "source"), known, strict=True):
            cleaned[name] = cleaned.get(name) or said
            if not cleaned[name]:
                self.add_error(name, gettext("请填写，或者引用一条了解记录。"))
        return cleaned

    def clean_record(self) -> tuple[str, UUID] | None:
        subject, _, uid = self.cleaned_data["record"].partition(":")
        return (subject, UUID(uid)) if uid else None


class StudyForm(StepForm):
    """The meeting of the group that looked at the paper is what the step rests on."""

    basis = forms.CharField(label="组务会", max_length=BASIS, help_text="如“第3次组务会”。")


class WithdrawForm(StepForm):
    """Taking evidence away asks why."""

    basis = None  # rests on nothing but the group's own work
    note = forms.CharField(label="理由", max_length=200)
