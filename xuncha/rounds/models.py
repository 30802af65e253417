"""Term, versioned plan, round, group and task: the backbone that every other record hangs on."""

from collections.abc import Iterable
from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from xuncha.basis.models import Document
from xuncha.kernel.deadlines import Direction, Roll, Rule, Unit
from xuncha.kernel.viewer import Viewer
from xuncha.orgs.models import Organisation
from xuncha.orgs.rules import UnitClass
from xuncha.people.models import Person
from xuncha.records.fields import WordField
from xuncha.records.models import Passage, Record, RecordQuerySet, Stateful
from xuncha.records.rules import GROUP, LEADERS, OFFICE, Level, Reach, Role
from xuncha.rounds.rules import (
    DATES_IN_ORDER,
    IDLE,
    MILESTONE_DATE,
    ROUND_LIFE,
    TASK_LIFE,
    Anchor,
    Milestone,
    Mode,
    PlanChangeKind,
    RecusalVerdict,
    RoundState,
    Seat,
    TaskKind,
    TaskState,
    out_of_order,
)
from xuncha.talent.models import PoolMember

UPPER = LEADERS | {Role.DIRECTOR, Role.GENERAL, Role.GUIDANCE, Role.RECTIFICATION}
PLANNING = Reach(office=OFFICE, upper=UPPER)


class Term(Record):
    """A committee's term (届) and its first and last day."""

    number = models.PositiveSmallIntegerField("届次")
    name = models.CharField("届", max_length=40)
    ends_on = models.DateField("届满日期")

    reach = PLANNING

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "number"], name="term_number_once"),
            models.CheckConstraint(condition=Q(ends_on__gt=F("at")), name="term_forward"),
        ]

    def __str__(self) -> str:
        return self.name


class Theme(Record):
    """The office's theme of a year."""

    year = models.PositiveSmallIntegerField("年度")
    title = models.CharField("年度主题", max_length=60)
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="印发文件"
    )

    reach = PLANNING

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office", "year"], name="theme_year_once")]

    def __str__(self) -> str:
        return f"{self.year}年“{self.title}”"


class KeyTask(Record):
    """A key task of the year under its theme."""

    theme = models.ForeignKey(Theme, models.PROTECT, related_name="key_tasks", verbose_name="年度主题")
    serial = models.PositiveSmallIntegerField("序号")
    text = models.CharField("工作要点", max_length=200)
    owner = models.CharField("责任科室", max_length=60)
    due_on = models.DateField("完成时限")
    done_on = models.DateField("完成日期", null=True, blank=True)

    reach = PLANNING
    deeds = {"finish": "完成"}

    def __str__(self) -> str:
        return self.text


class Plan(Record):
    """The inspection plan of a term (五年规划)."""

    term = models.ForeignKey(Term, models.PROTECT, related_name="plans", verbose_name="届")
    name = models.CharField("规划名称", max_length=100)

    reach = PLANNING

    def __str__(self) -> str:
        return self.name


class PlanVersion(Record):
    """The plan's list as in force from `at` until the next version."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="versions", verbose_name="规划")
    number = models.PositiveSmallIntegerField("版次")
    document = models.ForeignKey(Document, models.PROTECT, related_name="+", verbose_name="印发文件")

    reach = PLANNING

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="plan_version_once")]

    def __str__(self) -> str:
        return f"{self.plan}第{self.number}版"


class PlanItem(Record):
    """One organisation on one version's list: a row of the denominator of coverage."""

    version = models.ForeignKey(PlanVersion, models.PROTECT, related_name="items", verbose_name="规划版次")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="plan_items", verbose_name="党组织"
    )
    unit_class = WordField(UnitClass, "单位类别")
    level = WordField(Level, "层级")

    reach = PLANNING

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "organisation"], name="plan_item_once")]

    def __str__(self) -> str:
        return self.organisation.name


class PlanChange(Record):
    """Why one version's list differs from the one before: who came, went, merged into whom, by which paper."""

    version = models.ForeignKey(PlanVersion, models.PROTECT, related_name="changes", verbose_name="规划版次")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="党组织")
    kind = WordField(PlanChangeKind, "调整类型")
    successor = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="承接党组织"
    )
    reason = models.CharField("调整理由", max_length=200)
    document = models.ForeignKey(Document, models.PROTECT, related_name="+", verbose_name="依据文件")

    reach = PLANNING

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind__in=["merged", "split"]) | Q(successor__isnull=False),
                name="plan_change_names_successor",
            ),
            models.CheckConstraint(
                condition=Q(successor=None) | ~Q(successor=F("organisation")), name="plan_change_to_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.get_kind_display()}"


class RuleSet(Record):
    """The deadlines of one era of the regulations, in use from `at`; a round is bound to one."""

    name = models.CharField("制度版本", max_length=60)

    reach = PLANNING

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["office", "name"], condition=Q(voided_at=None), name="rule_set_name_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


class DeadlineRule(Record):
    """One line of the deadline table (domain §2.2): what a regulation gives to whom, as data.

    Without an `offset` no date can be counted (下一次会议、按通知要求): `stated` has the words instead.
    """

    rule_set = models.ForeignKey(RuleSet, models.PROTECT, related_name="rules", verbose_name="制度版本")
    code = models.CharField("编号", max_length=6)
    serial = models.PositiveSmallIntegerField("序号", default=0)
    event = models.CharField("事项", max_length=80)
    anchor = WordField(Anchor, "起算点")
    offset = models.SmallIntegerField("期限", null=True, blank=True)
    unit = WordField(Unit, "单位", blank=True)
    direction = WordField(Direction, "方向", default=Direction.AFTER)
    roll = WordField(Roll, "休息日处理", default=Roll.SHOW_BOTH)
    repeats = models.BooleanField("逐期", default=False)
    stated = models.CharField("期限表述", max_length=60, blank=True)
    debtor = models.CharField("责任主体", max_length=60)
    creditor = models.CharField("对象", max_length=60, blank=True)

    reach = PLANNING

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["rule_set", "code"], name="deadline_code_once"),
            models.CheckConstraint(
                condition=Q(offset__gte=0) & ~Q(unit="") | Q(offset=None) & ~Q(stated=""),
                name="deadline_counted_or_stated",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.event}"

    @property
    def rule(self) -> Rule | None:
        """The rule as the kernel counts it; None when the regulation gives no number."""
        if self.offset is None:
            return None
        return Rule(self.offset, Unit(self.unit), Direction(self.direction), Roll(self.roll))


class Round(Stateful):
    """A round of a term. `at` is the day its targets were proposed."""

    term = models.ForeignKey(Term, models.PROTECT, related_name="rounds", verbose_name="届")
    number = models.PositiveSmallIntegerField("轮次序号")
    name = models.CharField("轮次", max_length=60)
    rule_set = models.ForeignKey(RuleSet, models.PROTECT, related_name="+", verbose_name="制度版本")
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="工作方案"
    )
    approved_on = models.DateField("批准日期", null=True, blank=True)
    closed_on = models.DateField("办结日期", null=True, blank=True)
    state = WordField(RoundState, "状态", default=RoundState.DRAFTING)

    life = ROUND_LIFE
    reach = Reach(office=OFFICE, upper=UPPER)
    deeds = {"issue": "印发方案"}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["term", "number"], name="round_number_once")]

    def __str__(self) -> str:
        return self.name


class Group(Record):
    """An inspection group of a round; it dissolves when its files are handed over."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="groups", verbose_name="轮次")
    number = models.PositiveSmallIntegerField("组别")
    name = models.CharField("巡察组", max_length=60)
    dissolved_on = models.DateField("撤组日期", null=True, blank=True)

    reach = Reach(office=OFFICE, group="pk")
    deeds = {"dissolve": "撤组"}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "number"], name="group_number_once")]

    def __str__(self) -> str:
        return self.name


class GroupMember(Record):
    """A person's seat in a group for one round. Pool members are posted, core staff sit by office."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="+", verbose_name="轮次")
    group = models.ForeignKey(Group, models.PROTECT, related_name="members", verbose_name="巡察组")
    person = models.ForeignKey(Person, models.PROTECT, related_name="seats", verbose_name="姓名")
    pool_member = models.ForeignKey(
        PoolMember, models.PROTECT, null=True, blank=True, related_name="postings", verbose_name="人才库成员"
    )
    seat = WordField(Seat, "职责")
    until = models.DateField("归队日期", null=True, blank=True)
    letter = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="抽调函"
    )

    reach = Reach(office=OFFICE, group="group")
    deeds = {"release": "归队"}

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group"],
                condition=Q(seat="leader", until=None, voided_at=None),
                name="group_has_one_leader",
            ),  # I3; a leader who left may be followed by another
            models.UniqueConstraint(
                fields=["round", "person"], condition=Q(voided_at=None), name="person_in_one_group"
            ),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("at")), name="seat_forward"),
        ]

    def __str__(self) -> str:
        return f"{self.person}（{self.get_seat_display()}）"


class RecusalCheck(Record):
    """Whether a person may inspect an organisation on this occasion, and who decided it (I4)."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="recusal_checks", verbose_name="轮次")
    person = models.ForeignKey(Person, models.PROTECT, related_name="recusal_checks", verbose_name="姓名")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="党组织")
    verdict = WordField(RecusalVerdict, "结论", blank=True)
    reason = models.CharField("理由", max_length=200, blank=True)
    decided_on = models.DateField("决定日期", null=True, blank=True)
    decided_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="决定人"
    )

    reach = Reach(office=frozenset({Role.DIRECTOR, Role.GENERAL, Role.GUIDANCE, Role.COUNTY_OFFICE}))
    deeds = {"decide": "作出决定"}

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "person", "organisation"],
                condition=Q(voided_at=None),
                name="recusal_check_once",
            ),
            models.CheckConstraint(
                condition=Q(verdict="") | Q(decided_on__isnull=False), name="recusal_verdict_is_dated"
            ),
            models.CheckConstraint(
                condition=~Q(verdict="waived") | ~Q(reason=""), name="recusal_waiver_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} — {self.organisation}"


class TaskQuerySet(RecordQuerySet["Task"]):
    def counting(self) -> Self:
        """Live tasks that count to coverage. A look-back never does (the table refuses it)."""
        return self.live().filter(counts=True, round__voided_at=None)

    def reached(self, milestone: Milestone, day: date) -> Self:
        """Those that had got as far as the milestone by the end of that day."""
        if milestone == Milestone.SCHEDULED:
            return self.scheduled(day)
        return self.filter(**{f"{MILESTONE_DATE[milestone]}__lte": day})

    def scheduled(self, day: date) -> Self:
        """On the list of a round approved by that day and not called off since; or already on site."""
        listed = Q(at__lte=day, round__approved_on__lte=day)
        called_off = Q(state_then__in=IDLE) | Q(round_then=RoundState.CANCELLED)
        return self.as_they_stood(day).filter(Q(entered_on__lte=day) | listed & ~called_off)

    def as_they_stood(self, day: date) -> Self:
        """Annotate `state_then` and `round_then`: the states of task and round at the end of that day."""
        steps = Passage.objects.filter(at__lte=day).exclude(after="").order_by("-at", "-id")
        own, round_ = (
            Subquery(steps.filter(subject_uid=OuterRef(uid)).values("after")[:1])
            for uid in ("uid", "round__uid")
        )
        word = models.CharField()
        return self.annotate(
            state_then=Coalesce(own, "state", output_field=word),
            round_then=Coalesce(round_, "round__state", output_field=word),
        )


class Task(Stateful):
    """One organisation in one round: the aggregate root of fieldwork, feedback, rectification and archive."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="tasks", verbose_name="轮次")
    group = models.ForeignKey(
        Group, models.PROTECT, null=True, blank=True, related_name="tasks", verbose_name="巡察组"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="tasks", verbose_name="被巡察党组织"
    )
    kind = WordField(TaskKind, "巡察类型")
    parent_task = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="later_tasks", verbose_name="前次任务"
    )
    without_parent_reason = models.CharField("无前次任务的理由", max_length=200, blank=True)
    unplanned_reason = models.CharField("计划外理由", max_length=200, blank=True)
    upper_round = models.CharField("联动的上级轮次", max_length=80, blank=True)
    counts = models.BooleanField("计入覆盖", default=True)
    counts_reason = models.CharField("计入口径说明", max_length=200, blank=True)
    entry_planned_on = models.DateField("计划进驻日期", null=True, blank=True)
    exit_planned_on = models.DateField("计划撤点日期", null=True, blank=True)
    notified_on = models.DateField("通知日期", null=True, blank=True)
    entered_on = models.DateField("进驻日期", null=True, blank=True)
    left_on = models.DateField("撤点日期", null=True, blank=True)
    reported_on = models.DateField("报告日期", null=True, blank=True)
    heard_on = models.DateField("领导小组审议日期", null=True, blank=True)
    decided_on = models.DateField("书记专题会日期", null=True, blank=True)
    fed_back_on = models.DateField("反馈日期", null=True, blank=True)
    dates_reason = models.CharField("日期顺序说明", max_length=200, blank=True)
    state = WordField(TaskState, "状态", default=TaskState.LISTED)

    objects = TaskQuerySet.as_manager()  # type: ignore[misc, assignment]  # a narrower manager than the base's
    life = TASK_LIFE
    reach = Reach(office=OFFICE, upper=UPPER, group="group", organisation="organisation")
    deeds = {"assign": "分配巡察组"}

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "organisation", "kind"],
                condition=Q(voided_at=None),
                name="task_once_per_kind",
            ),  # I1
            models.CheckConstraint(
                condition=~Q(kind="lookback") | Q(parent_task__isnull=False) | ~Q(without_parent_reason=""),
                name="lookback_has_parent_or_reason",
            ),  # I1
            models.CheckConstraint(
                condition=~Q(kind="lookback") | Q(counts=False), name="lookback_never_counts"
            ),
            models.CheckConstraint(
                condition=Q(left_on=None) | Q(entered_on__isnull=False, left_on__gte=F("entered_on")),
                name="task_leaves_after_entry",
            ),  # I10
        ]
        indexes = [
            models.Index(fields=["office", "at", "id"], condition=Q(voided_at=None), name="task_by_office")
        ]

    def __str__(self) -> str:
        return f"{self.organisation.short_name}（{self.get_kind_display()}）"

    @property
    def mode_words(self) -> str:
        """How it is organised, in words. A query of its own: for a page of one task, not for lists."""
        return "、".join(str(row.get_mode_display()) for row in self.modes.order_by("pk"))

    @classmethod
    def ways(cls, viewer: Viewer) -> Iterable[tuple[str, list[int]]]:
        """Without the organisation's: its contact's way has a condition of its own, see `reached_by`."""
        return ((path, ids) for path, ids in super().ways(viewer) if path != cls.reach.organisation)

    @classmethod
    def reached_by(cls, viewer: Viewer) -> Q | None:
        """An inspected organisation's contact learns of a task by the notice and not before."""
        others = super().reached_by(viewer)
        units = viewer.organisations(cls.reach.organisation_roles)
        if not units:
            return others
        told = Q(organisation__in=units, notified_on__isnull=False)
        return told if others is None else others | told

    def date_faults(self) -> list[tuple[str, str]]:
        """I10: pairs of dates in the wrong order, by their labels; `dates_reason` may explain them."""
        labels = {field.name: str(field.verbose_name) for field in self._meta.concrete_fields}
        return out_of_order([(labels[name], getattr(self, name)) for name in DATES_IN_ORDER])


class TaskMode(models.Model):
    """One organising mode of a task."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="modes")
    mode = WordField(Mode, "组织方式")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["task", "mode"], name="task_mode_once")]

    def __str__(self) -> str:
        return str(self.get_mode_display())


class Authorisation(Record):
    """The decision that authorises a group for a round, frozen with the recusal checks it rests on (一次一授权)."""

    group = models.OneToOneField(Group, models.PROTECT, related_name="authorisation", verbose_name="巡察组")
    document = models.ForeignKey(Document, models.PROTECT, related_name="+", verbose_name="授权文件")

    reach = Reach(office=OFFICE, group="group", group_roles=GROUP)

    def __str__(self) -> str:
        return f"{self.group}授权"
