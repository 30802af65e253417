"""What the office puts to its leaders, and how they rule on what a group suggests."""

from django.db import models
from django.db.models import F, Q

from xuncha.basis.models import AgendaItem, Document, Meeting
from xuncha.leadership.models.base import READERS
from xuncha.leadership.rules import (
    SUGGESTION_LIFE,
    DispositionKind,
    Forum,
    Purpose,
    Ruling,
    SuggestionState,
)
from xuncha.orgs.models import Organisation
from xuncha.records.fields import WordField
from xuncha.records.models import Record, Stateful
from xuncha.records.rules import OFFICE, Reach, Role
from xuncha.rounds.models import Round, Task


class StudySession(Record):
    """A session of study or conveyance of upper requirements, held on `at`."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="+", verbose_name="会议")
    level = models.CharField("精神来源", max_length=60)
    subject = models.CharField("学习传达内容", max_length=200)
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="学习文件"
    )
    audience = models.CharField("参加范围", max_length=100)

    reach = READERS

    def __str__(self) -> str:
        return self.subject


class Briefing(Record):
    """A report or conveyance put to a leading forum on `at`: counted by report, not by meeting."""

    forum = WordField(Forum, "会议")
    purpose = WordField(Purpose, "类型")
    subject = models.CharField("汇报事项", max_length=200)
    agenda_item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="+", verbose_name="议题")
    document = models.ForeignKey(Document, models.PROTECT, related_name="+", verbose_name="汇报材料")
    round = models.ForeignKey(
        Round, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="相关轮次"
    )

    reach = READERS

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agenda_item", "document"], condition=Q(voided_at=None), name="briefing_once_an_item"
            )
        ]
        indexes = [
            models.Index(
                fields=["office", "at", "id"], condition=Q(voided_at=None), name="briefing_by_office"
            )
        ]

    def __str__(self) -> str:
        return self.subject


class Suggestion(Stateful):
    """A work suggestion put to a forum after an upper meeting, item by item, with its adoption."""

    briefing = models.ForeignKey(Briefing, models.PROTECT, related_name="suggestions", verbose_name="汇报")
    upper_meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="依据的上级会议"
    )
    serial = models.PositiveSmallIntegerField("序号")
    text = models.CharField("工作建议", max_length=300)
    state = WordField(SuggestionState, "采纳情况", default=SuggestionState.MADE)

    life = SUGGESTION_LIFE
    inside = ("briefing",)
    reach = READERS

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["briefing", "serial"], condition=Q(voided_at=None), name="suggestion_serial_once"
            )
        ]

    def __str__(self) -> str:
        return self.text


class Disposition(Record):
    """What the group leader suggests for a task's problems on `at`, and how the leading group ruled (分类处置).

    A clue is named by its number only: what it says stands elsewhere, sealed.
    """

    task = models.ForeignKey(Task, models.PROTECT, related_name="dispositions", verbose_name="巡察任务")
    kind = WordField(DispositionKind, "处置方式")
    text = models.CharField("处置建议", max_length=300)
    body = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="承办单位"
    )
    ruling = WordField(Ruling, "决定", blank=True)
    ruled_on = models.DateField("决定日期", null=True, blank=True)
    ruled_text = models.CharField("决定内容", max_length=300, blank=True)

    reach = Reach(office=OFFICE, group="task__group", group_roles=frozenset({Role.GROUP_LEADER}))
    deeds = {"rule": "作出决定"}

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ruling="", ruled_on=None) | ~Q(ruling="") & Q(ruled_on__gte=F("at")),
                name="disposition_ruling_is_dated",
            )
        ]

    def __str__(self) -> str:
        return self.text
