"""Step templates: what is done in an inspection of one kind, as an office's own rows (domain §4)."""

from django.db import models
from django.db.models import Q

from xuncha.records.fields import WordField
from xuncha.records.models import Record
from xuncha.records.rules import Level
from xuncha.rounds.models.reaches import PLANNING
from xuncha.rounds.rules.checklists import Doer, Purpose
from xuncha.rounds.rules.kinds import TaskKind
from xuncha.rounds.rules.tasks import TaskState


class StepTemplate(Record):
    """The steps of inspecting one kind of target, in use from `at`; a later version takes its place.

    `level` is that of the inspected organisation, "" for every level without a template of its own.
    `skips` are the states of a task that its way does not touch, out of `SKIPPABLE`.
    """

    name = models.CharField("流程模板", max_length=60)
    kind = WordField(TaskKind, "巡察类型")
    level = WordField(Level, "对象层级", blank=True)
    version = models.PositiveSmallIntegerField("版次", default=1)
    skips = models.JSONField("略过的环节", default=list, blank=True)

    reach = PLANNING

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["office", "name", "version"],
                condition=Q(voided_at=None),
                name="step_template_version_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}（第{self.version}版）"

    def skipped_words(self) -> str:
        """The states it leads over, in words."""
        return "、".join(TaskState(state).label for state in self.skips)


class TemplateStep(Record):
    """One step of a template: it is done while a task is in `stage`, before the task's next verb."""

    template = models.ForeignKey(StepTemplate, models.PROTECT, related_name="steps", verbose_name="流程模板")
    serial = models.PositiveSmallIntegerField("序号")
    purpose = WordField(Purpose, "清单", default=Purpose.STEP)
    text = models.CharField("步骤", max_length=120)
    stage = WordField(TaskState, "所在环节")
    mandatory = models.BooleanField("必经", default=True)
    who = WordField(Doer, "责任主体")

    reach = PLANNING

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["template", "serial"], condition=Q(voided_at=None), name="template_step_serial_once"
            )
        ]

    def __str__(self) -> str:
        return self.text
