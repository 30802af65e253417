"""What is asked for a report, its review and the answers."""

from django import forms

from xuncha.papers.models import InspectionReport, ReviewOpinion
from xuncha.papers.rules import PARTS
from xuncha.ui.reception import DayField, EntryForm, StepForm


class ReportForm(EntryForm):
    at = DayField(label="起草日期")

    class Meta:
        model = InspectionReport
        fields = tuple(PARTS)
        widgets = {part: forms.Textarea(attrs={"rows": 8}) for part in PARTS}


class RevisionForm(StepForm):
    """All parts at once, with the revision they were read at."""

    basis = None  # a box of the base that is not asked
    note = None  # a box of the base that is not asked
    basics = forms.CharField(label="基本情况", required=False, widget=forms.Textarea(attrs={"rows": 8}))
    assessment = forms.CharField(label="总体评价", required=False, widget=forms.Textarea(attrs={"rows": 8}))
    causes = forms.CharField(label="原因分析", required=False, widget=forms.Textarea(attrs={"rows": 8}))
    advice = forms.CharField(label="意见建议", required=False, widget=forms.Textarea(attrs={"rows": 8}))
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def narrow(self) -> None:
        for part in PARTS:
            self.fields[part].initial = getattr(self.on, part)
        self.fields["seen"].initial = self.on.passages().filter(verb="correct").count()


class OpinionForm(EntryForm):
    at = DayField(label="审核日期")

    class Meta:
        model = ReviewOpinion
        fields = ("aspect", "text")


class AnswerForm(StepForm):
    basis = None  # a box of the base that is not asked
    note = None  # a box of the base that is not asked
    text = forms.CharField(label="采纳情况", widget=forms.Textarea(attrs={"rows": 4}))
