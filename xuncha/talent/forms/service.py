"""When somebody cannot be drawn, and what was learned."""

from xuncha.talent.models import Training, Unavailability
from xuncha.ui.reception import DayField, EntryForm, StepForm


class UnavailabilityForm(EntryForm):
    at = DayField(label="起始日期", future=True)
    until = DayField(label="截止日期", required=False, future=True, help_text="尚不知道的不填。")

    class Meta:
        model = Unavailability
        fields = ("reason", "until", "details")


class EndForm(StepForm):
    at = DayField(label="截止日期")


class TrainingForm(EntryForm):
    at = DayField(label="开班日期")

    class Meta:
        model = Training
        fields = ("course", "organiser", "days", "hours", "result")
