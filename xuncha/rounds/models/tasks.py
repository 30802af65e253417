"""One organisation in one round: the row that every other record hangs on."""

from collections.abc import Iterable
from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from xuncha.kernel.lifecycle import Step
from xuncha.kernel.viewer import Viewer
from xuncha.orgs.models import Organisation
from xuncha.records.fields import WordField
from xuncha.records.models import Passage, RecordQuerySet, Stateful
from xuncha.records.rules import OFFICE, Reach
from xuncha.rounds.models.groups import Group
from xuncha.rounds.models.reaches import UPPER
from xuncha.rounds.models.rounds import Round
from xuncha.rounds.models.steps import StepTemplate
from xuncha.rounds.rules.coverage import MILESTONE_DATE, Milestone
from xuncha.rounds.rules.kinds import Mode, TaskKind
from xuncha.rounds.rules.rounds import RoundState
from xuncha.rounds.rules.tasks import DATES_IN_ORDER, IDLE, TASK_LIFE, TaskState, is_on_way, out_of_order


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
    template = models.ForeignKey(
        StepTemplate, models.PROTECT, null=True, blank=True, related_name="tasks", verbose_name="流程模板"
    )
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
    successor = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="承接党组织"
    )
    state = WordField(TaskState, "状态", default=TaskState.LISTED)

    objects = TaskQuerySet.as_manager()  # type: ignore[misc, assignment]  # a narrower manager than the base's
    life = TASK_LIFE
    reach = Reach(office=OFFICE, upper=UPPER, group="group", organisation="organisation")
    deeds = {"assign": "分配巡察组", "instantiate": "生成步骤清单"}

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

    @property
    def skips(self) -> frozenset[str]:
        """The states that the task's template leads over. None without a template."""
        return frozenset(self.template.skips) if self.template else frozenset()

    def steps_for(self, viewer: Viewer) -> list[Step]:
        """Those of the way that its template describes."""
        return [step for step in super().steps_for(viewer) if is_on_way(step, self.skips)]

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
