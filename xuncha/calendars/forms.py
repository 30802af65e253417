"""What is asked for a year's working days and for each line of them."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from xuncha.calendars.models import CalendarSpan, YearCalendar
from xuncha.calendars.rules import DayKind, Span, check_span
from xuncha.kernel.refusals import NotAllowed
from xuncha.ui import errors
from xuncha.ui.reception import DayField, EntryForm, StepForm


class CalendarForm(EntryForm):
    at = DayField(label="通知日期")
    from_bundle = forms.BooleanField(
        label="以系统随附的该年安排为底", required=False, help_text="更正随附年份时选用，免去逐段登记。"
    )

    class Meta:
        model = YearCalendar
        fields = ("year", "source")

    def narrow(self) -> None:
        self.initial["year"] = self.today.year + 1


class AgainForm(StepForm):
    at = DayField(label="通知日期")
    source = forms.CharField(label="通知文号", max_length=100)


class WithReason(StepForm):
    """When and why."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options | {"needs_note": True})


class _Days:
    """First and last day of a line, judged before it is stored: a sheet then names every faulty row."""

    cleaned_data: dict[str, Any]
    year: int

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()  # type: ignore[misc]  # of the form it is mixed into
        first = cleaned.get("first")
        if first:
            cleaned["last"] = cleaned.get("last") or first
            try:
                check_span(self.year, Span(str(cleaned.get("kind", DayKind.REST)), first, cleaned["last"]))
            except NotAllowed as why:
                raise ValidationError(errors.say(why)) from why
        return cleaned


class SpanForm(_Days, EntryForm):
    """One line; it is dated as its calendar."""

    at = DayField(label="日期", required=False)
    first = DayField(label="起始日期", future=True)
    last = DayField(label="截止日期", future=True, required=False, help_text="只有一天的可不填。")

    class Meta:
        model = CalendarSpan
        fields = ("kind", "first", "last", "occasion")

    def narrow(self) -> None:
        self.year = self.on.year
        self.fields["at"].widget = forms.HiddenInput()

    def clean_at(self) -> date:
        day: date = self.on.at
        return day


class SpanCorrection(_Days, WithReason):
    kind = forms.ChoiceField(label="安排", choices=[(word.value, word.label) for word in DayKind])
    first = DayField(label="起始日期", future=True)
    last = DayField(label="截止日期", future=True, required=False)
    occasion = forms.CharField(label="节日", max_length=20, required=False)

    def narrow(self) -> None:
        self.year = self.on.calendar.year
        self.initial.update({name: getattr(self.on, name) for name in ("kind", "first", "last", "occasion")})
