"""What every record of the stay on site is: of one task, read by its own group and by the head of the office."""

from django.db import models
from django.db.models import Q

from xuncha.fieldwork.rules.base import READERS
from xuncha.records.models import Record, Stateful
from xuncha.records.rules import GROUP, Reach
from xuncha.rounds.models import Task


class FieldRecord(Record):
    """A record of one inspected task (了解), made on `at` between entry and report.

    Members of another group and the sections of the office read none of it (domain §3.2). Enter it by
    `fieldwork.actions.base.enter`, which asks for the task's state and the day.
    """

    task = models.ForeignKey(Task, models.PROTECT, related_name="%(class)ss", verbose_name="巡察任务")

    reach = Reach(office=READERS, group="task__group", group_roles=GROUP)

    class Meta:
        abstract = True
        indexes = [
            models.Index(
                fields=["office", "at", "id"], condition=Q(voided_at=None), name="%(class)s_by_office"
            )  # the list as the head of the office reads it
        ]


class FieldMatter(FieldRecord, Stateful):
    """A record of a task that has a life cycle of its own."""

    class Meta(FieldRecord.Meta):
        abstract = True
