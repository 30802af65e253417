"""What a group keeps of itself: its meetings and its journal."""

from django.db import models
from django.db.models import Q

from xuncha.fieldwork.rules.base import READERS
from xuncha.fieldwork.rules.methods import MeetingKind
from xuncha.records.fields import WordField
from xuncha.records.models import Record
from xuncha.records.rules import Reach
from xuncha.rounds.models import Group


class GroupRecord(Record):
    """A record of one group, whichever of its tasks it speaks of."""

    group = models.ForeignKey(Group, models.PROTECT, related_name="%(class)ss", verbose_name="巡察组")

    reach = Reach(office=READERS, group="group")

    class Meta:
        abstract = True


class GroupMeeting(GroupRecord):
    """A meeting of the group or of its temporary Party branch, held on `at`."""

    kind = WordField(MeetingKind, "会议类型")
    attendance = models.CharField("参加人员", max_length=200)
    agenda = models.CharField("议题", max_length=200)
    decisions = models.TextField("议定事项")

    def __str__(self) -> str:
        return self.agenda


class JournalEntry(GroupRecord):
    """The group's journal of the day `at`. What was done that day is counted from the records, never typed."""

    progress = models.TextField("工作进展")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group", "at"], condition=Q(voided_at=None), name="journal_once_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.at}巡察日志"
