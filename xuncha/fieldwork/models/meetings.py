"""What a group hears in meetings: reports made to it, the unit's own meetings, and discussions it calls."""

from django.db import models

from xuncha.fieldwork.models.base import FieldRecord
from xuncha.fieldwork.rules.methods import HearingKind
from xuncha.records.fields import WordField


class Hearing(FieldRecord):
    """A report heard on `at` (听取汇报): the Party organisation's own, or one on a special subject."""

    kind = WordField(HearingKind, "汇报类型")
    subject = models.CharField("汇报主题", max_length=120)
    reporter = models.CharField("汇报人", max_length=40)
    text = models.TextField("汇报要点", blank=True)

    def __str__(self) -> str:
        return self.subject


class SitIn(FieldRecord):
    """A meeting of the unit that members attended without a voice (列席会议)."""

    meeting = models.CharField("会议名称", max_length=100)
    topic = models.CharField("会议议题", max_length=200)
    remarks = models.TextField("列席情况", blank=True)

    def __str__(self) -> str:
        return self.meeting


class Forum(FieldRecord):
    """A discussion the group called (座谈会)."""

    topic = models.CharField("座谈主题", max_length=200)
    participants = models.CharField("参加人员", max_length=200)
    number = models.PositiveSmallIntegerField("参加人数")
    text = models.TextField("座谈情况", blank=True)

    def __str__(self) -> str:
        return self.topic
