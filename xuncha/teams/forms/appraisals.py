"""What is asked to note, to grade and to appraise someone who served."""

from django import forms

from xuncha.basis.models import Document
from xuncha.teams.models import Appraisal, AppraisalQuota, SeatGrading, SeatNote
from xuncha.teams.rules import Grade
from xuncha.ui.reception import DayField, EntryForm, StepForm


class NoteForm(EntryForm):
    at = DayField(label="日期")

    class Meta:
        model = SeatNote
        fields = ("conduct", "text")
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}


class GradingForm(EntryForm):
    at = DayField(label="鉴定日期")

    class Meta:
        model = SeatGrading
        fields = ("grade", "text")


class GradeAgainForm(StepForm):
    """What was proposed, to be changed."""

    at = DayField(label="鉴定日期")
    grade = forms.ChoiceField(label="建议等次", choices=[(word.value, word.label) for word in Grade])
    text = forms.CharField(label="鉴定意见", widget=forms.Textarea(attrs={"rows": 5}))

    def narrow(self) -> None:
        self.initial.update({"grade": self.on.grade, "text": self.on.text})


class AppraisalForm(EntryForm):
    at = DayField(label="考核日期")
    basis = forms.CharField(
        label="依据", max_length=200, required=False, help_text="优秀超出规定比例的，写明依据。"
    )

    class Meta:
        model = Appraisal
        fields = ("year", "grade", "award", "document")

    def narrow(self) -> None:
        self.initial["year"] = self.today.year
        self.offer("document", self.rows("document").order_by("-at", "-pk"))


class TellForm(StepForm):
    at = DayField(label="告知日期")
    letter = forms.ModelChoiceField(Document.objects.none(), label="告知函", required=False)

    def narrow(self) -> None:
        self.offer("letter", self.rows("letter").filter(office=self.on.office_id).order_by("-at", "-pk"))


class QuotaForm(EntryForm):
    at = DayField(label="施行日期")
    basis = forms.CharField(label="依据", max_length=200, required=False)

    class Meta:
        model = AppraisalQuota
        fields = ("percent",)
