"""What the office puts to its leaders, what they name, and what they give."""

from datetime import date, timedelta
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from xuncha.basis.models import AgendaItem, Decision, Document, Meeting
from xuncha.kernel.figures import Period
from xuncha.leadership.rules import (
    MATTER_LIFE,
    SUGGESTION_LIFE,
    DispositionKind,
    Forum,
    InstitutionAct,
    MatterState,
    Privilege,
    Purpose,
    Ruling,
    SuggestionState,
)
from xuncha.orgs.models import Organisation
from xuncha.people.models import Person
from xuncha.records.fields import WordField
from xuncha.records.models import Passage, Record, RecordQuerySet, Stateful
from xuncha.records.rules import OFFICE, Reach, Role
from xuncha.rounds.models import GroupMember, Round, Task

READERS = Reach(office=OFFICE)


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
    reach = READERS

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["briefing", "serial"], condition=Q(voided_at=None), name="suggestion_serial_once"
            )
        ]

    def __str__(self) -> str:
        return self.text


class NamedMatterQuerySet(RecordQuerySet["NamedMatter"]):
    def open_in(self, period: Period) -> Self:
        """Matters that were open on at least one day of the period.

        `closed_on` says when a matter was closed last, and is empty again once it is reopened. So one that
        rested through the whole period and was reopened only after it is told apart by its passages.
        """
        known = self.filter(Q(closed_on=None) | Q(closed_on__gte=period.start), at__lte=period.end)
        eve = known.with_state_on(period.start - timedelta(days=1))
        steps = Passage.objects.filter(subject_uid=OuterRef("uid"), at__gte=period.start, at__lte=period.end)
        reopened = Exists(steps.filter(before=MatterState.CLOSED).exclude(after=""))
        return eve.filter(Q(state_on=None) | ~Q(state_on=MatterState.CLOSED) | Q(reopened))


class NamedMatter(Stateful):
    """A matter or person named by the secretary at a special meeting (点人点事) on `at`, supervised item by item."""

    meeting = models.ForeignKey(
        Meeting, models.PROTECT, related_name="named_matters", verbose_name="书记专题会"
    )
    serial = models.PositiveSmallIntegerField("序号")
    gist = models.CharField("事项", max_length=300)
    lead = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="牵头单位")
    due_on = models.DateField("反馈期限")
    closed_on = models.DateField("办结日期", null=True, blank=True)
    result = models.CharField("办理结果", max_length=300, blank=True)
    state = WordField(MatterState, "状态", default=MatterState.ASSIGNED)

    objects = NamedMatterQuerySet.as_manager()  # type: ignore[assignment, misc]  # knows more questions
    life = MATTER_LIFE
    reach = READERS

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "serial"], condition=Q(voided_at=None), name="matter_serial_once"
            ),
            models.CheckConstraint(
                condition=Q(state="closed", closed_on__isnull=False) | ~Q(state="closed") & Q(closed_on=None),
                name="matter_closed_is_dated",
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gte=F("at")), name="matter_closed_after"
            ),
        ]

    def __str__(self) -> str:
        return self.gist


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


class Institution(Record):
    """A rule of the office's own (制度), through its versions."""

    name = models.CharField("制度名称", max_length=120)
    field = models.CharField("类别", max_length=40)

    reach = Reach(office=OFFICE, upper=frozenset({Role.GUIDANCE, Role.DIRECTOR}))

    def __str__(self) -> str:
        return self.name


class InstitutionVersion(Record):
    """A rule made, revised or abolished on `at` by an issued document."""

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="versions", verbose_name="制度")
    number = models.PositiveSmallIntegerField("版次")
    act = WordField(InstitutionAct, "立改废")
    document = models.ForeignKey(Document, models.PROTECT, related_name="+", verbose_name="印发文件")

    reach = Reach(office=OFFICE, upper=frozenset({Role.GUIDANCE, Role.DIRECTOR}))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "number"], condition=Q(voided_at=None), name="institution_version_once"
            ),
            models.CheckConstraint(
                condition=Q(number=1, act="made") | Q(number__gt=1, act__in=["revised", "abolished"]),
                name="institution_begins_with_its_making",
            ),
            models.UniqueConstraint(
                fields=["institution"],
                condition=Q(act="abolished", voided_at=None),
                name="institution_abolished_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.institution}（{self.get_act_display()}）"


class StaffAddition(Record):
    """A person added to the office's staff on `at` by a leading group's decision."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="姓名")
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="+", verbose_name="决定")
    title = models.CharField("岗位", max_length=60)

    reach = READERS

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["office", "person"], condition=Q(voided_at=None), name="staff_added_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.title}"


class VehicleQuerySet(RecordQuerySet["Vehicle"]):
    def in_service_on(self, day: date) -> Self:
        """Vehicles that serve on the day; one withdrawn on it does so no more."""
        return self.filter(Q(withdrawn_on=None) | Q(withdrawn_on__gt=day), at__lte=day)


class Vehicle(Record):
    """A vehicle put at a group's disposal on `at`."""

    plate = models.CharField("车辆编号", max_length=20)
    model = models.CharField("车型", max_length=40)
    group_number = models.PositiveSmallIntegerField("保障巡察组")
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="+", verbose_name="决定")
    withdrawn_on = models.DateField("收回日期", null=True, blank=True)

    objects = VehicleQuerySet.as_manager()  # type: ignore[assignment, misc]  # knows more questions
    deeds = {"withdraw": "收回"}
    reach = READERS

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_on=None) | Q(withdrawn_on__gte=F("at")),
                name="vehicle_withdrawn_after_given",
            ),
            models.UniqueConstraint(
                fields=["office", "plate"],
                condition=Q(withdrawn_on=None, voided_at=None),
                name="vehicle_once",
            ),
        ]

    def __str__(self) -> str:
        return self.plate


class PrivilegeEntryQuerySet(RecordQuerySet["PrivilegeEntry"]):
    def in_force_on(self, day: date) -> Self:
        """Entries of the lists as they stand on the day; one taken off on it stands no more."""
        return self.filter(Q(until=None) | Q(until__gt=day), at__lte=day)

    def completing(self, day: date) -> Self:
        """For each leader who stands on both lists on the day: the entry that came second.

        One row a leader, and taking away either entry takes the leader away.
        """
        earlier = Q(at__lt=OuterRef("at")) | Q(at=OuterRef("at"), pk__lt=OuterRef("pk"))
        other = PrivilegeEntry.objects.live().in_force_on(day).exclude(privilege=OuterRef("privilege"))
        first = other.filter(earlier, office=OuterRef("office"), person=OuterRef("person"))
        return self.in_force_on(day).filter(Exists(first))


class PrivilegeEntry(Record):
    """A group leader put on the list for major meetings or key documents on `at`."""

    seat = models.ForeignKey(GroupMember, models.PROTECT, related_name="+", verbose_name="组长任职")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="姓名")
    privilege = WordField(Privilege, "范围")
    document = models.ForeignKey(Document, models.PROTECT, related_name="+", verbose_name="依据文件")
    until = models.DateField("移出日期", null=True, blank=True)

    objects = PrivilegeEntryQuerySet.as_manager()  # type: ignore[assignment, misc]  # knows more questions
    deeds = {"take_off": "移出范围"}
    reach = READERS

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["office", "person", "privilege"],
                condition=Q(until=None, voided_at=None),
                name="privilege_once_a_person",
            ),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("at")), name="privilege_forward"),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.get_privilege_display()}"
