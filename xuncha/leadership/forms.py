"""What is asked for what is put to the leaders and what they decide. Facts of a meeting carry the meeting's date."""

from django import forms

from xuncha.leadership.models import (
    Briefing,
    Disposition,
    NamedMatter,
    StudySession,
    Suggestion,
)
from xuncha.leadership.rules import Ruling
from xuncha.orgs.models import Organisation
from xuncha.ui.reception import DayField, EntryForm, StepForm


class _OfAMeeting(EntryForm):
    at = None  # type: ignore[assignment]  # dated as the meeting


class StudyForm(_OfAMeeting):
    class Meta:
        model = StudySession
        fields = ("level", "subject", "audience", "document")


class BriefingForm(_OfAMeeting):
    class Meta:
        model = Briefing
        fields = ("purpose", "subject", "document", "round")


class SuggestionForm(_OfAMeeting):
    class Meta:
        model = Suggestion
        fields = ("text", "upper_meeting")


class NamedMatterForm(_OfAMeeting):
    due_on = DayField(label="反馈期限", future=True)

    class Meta:
        model = NamedMatter
        fields = ("gist", "lead", "due_on")


class ReplyForm(StepForm):
    result = forms.CharField(label="办理结果", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class PressForm(StepForm):
    at = DayField(label="拟办日期")
    due_on = DayField(label="办理期限", future=True)

    def narrow(self) -> None:
        self.initial["due_on"] = max(self.on.due_on, self.today)


class DispositionForm(EntryForm):
    at = DayField(label="建议日期")

    class Meta:
        model = Disposition
        fields = ("kind", "text", "body")

    def narrow(self) -> None:
        """An organisation of the office's, which a group names without reading the register of them."""
        own = Organisation.objects.of(self.on.office_id).alive_on(self.today)
        self.offer("body", own.order_by("name"))


class RulingForm(StepForm):
    ruling = forms.ChoiceField(label="决定", choices=[(word.value, word.label) for word in Ruling])
    text = forms.CharField(label="决定内容", max_length=300, required=False)
