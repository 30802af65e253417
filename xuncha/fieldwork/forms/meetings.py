"""Hearings, meetings attended, discussions."""

from xuncha.fieldwork.forms.base import FieldForm
from xuncha.fieldwork.models import Forum, Hearing, SitIn
from xuncha.ui.reception import DayField


class HearingForm(FieldForm):
    at = DayField(label="汇报日期")

    class Meta:
        model = Hearing
        fields = ["kind", "subject", "reporter", "text"]


class SitInForm(FieldForm):
    at = DayField(label="会议日期")

    class Meta:
        model = SitIn
        fields = ["meeting", "topic", "remarks"]


class ForumForm(FieldForm):
    at = DayField(label="座谈日期")

    class Meta:
        model = Forum
        fields = ["topic", "participants", "number", "text"]
