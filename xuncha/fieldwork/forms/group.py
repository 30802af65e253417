"""A group's meetings and its journal."""

from typing import Any

from xuncha.fieldwork.forms.base import FieldForm
from xuncha.fieldwork.models import GroupMeeting, JournalEntry
from xuncha.ui.reception import DayField


class GroupForm(FieldForm):
    """A record of a group, late once the group has handed over."""

    def is_in_time(self) -> bool:
        group: Any = self.on
        return group.dissolved_on is None


class MeetingForm(GroupForm):
    at = DayField(label="会议日期")

    class Meta:
        model = GroupMeeting
        fields = ["kind", "attendance", "agenda", "decisions"]


class JournalForm(GroupForm):
    at = DayField(label="日期")

    class Meta:
        model = JournalEntry
        fields = ["progress"]
