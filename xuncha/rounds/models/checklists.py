"""The steps of a template on one task: a checklist that is ticked or waived."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from xuncha.records.fields import WordField
from xuncha.records.models import Record
from xuncha.records.rules import GROUP, OFFICE, Reach
from xuncha.rounds.models.tasks import Task
from xuncha.rounds.rules.checklists import Doer, Purpose
from xuncha.rounds.rules.tasks import TaskState


class TaskStep(Record):
    """One thing to be done in a task, on a list of its own kind: steps, material, presumed problems, visits.

    Settled once: done on a day, or waived on a day for a stated reason.
    """

    task = models.ForeignKey(Task, models.PROTECT, related_name="steps", verbose_name="巡察任务")
    serial = models.PositiveSmallIntegerField("序号")
    purpose = WordField(Purpose, "清单", default=Purpose.STEP)
    text = models.CharField("内容", max_length=120)
    stage = WordField(TaskState, "所在环节")
    mandatory = models.BooleanField("必经", default=False)
    who = WordField(Doer, "责任主体")
    done_on = models.DateField("完成日期", null=True, blank=True)
    waived_on = models.DateField("免办日期", null=True, blank=True)
    reason = models.CharField("免办理由", max_length=200, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="经办人",
    )

    reach = Reach(office=OFFICE, group="task__group", group_roles=GROUP)
    deeds = {"finish": "完成", "waive": "免办"}

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["task", "serial"], condition=Q(voided_at=None), name="task_step_serial_once"
            ),
            models.CheckConstraint(
                condition=Q(done_on=None) | Q(waived_on=None), name="task_step_done_or_waived"
            ),
            models.CheckConstraint(
                condition=Q(waived_on=None) | ~Q(reason=""), name="task_step_waived_for_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(settled_by=None) | Q(done_on__isnull=False) | Q(waived_on__isnull=False),
                name="task_step_settled_has_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def is_settled(self) -> bool:
        return self.done_on is not None or self.waived_on is not None
