"""Notices to put something right at once (立行立改通知书)."""

from django.db import models
from django.db.models import F, Q

from xuncha.fieldwork.models.base import FieldMatter
from xuncha.fieldwork.rules.notices import NOTICE_LIFE, NoticeState
from xuncha.records.fields import WordField


class ImmediateNotice(FieldMatter):
    """A notice issued on `at`, to be finished before the group leaves; what is not goes into the feedback."""

    serial = models.PositiveSmallIntegerField("序号")
    problem = models.CharField("问题", max_length=200)
    clause = models.CharField("依据条款", max_length=200)
    due_on = models.DateField("整改期限")
    signed_by = models.CharField("签收人", max_length=40, blank=True)
    signed_on = models.DateField("签收日期", null=True, blank=True)
    result = models.TextField("整改结果", blank=True)
    reported_on = models.DateField("报结果日期", null=True, blank=True)
    verified_on = models.DateField("核实日期", null=True, blank=True)
    state = WordField(NoticeState, "状态", default=NoticeState.ISSUED)

    life = NOTICE_LIFE

    class Meta(FieldMatter.Meta):
        constraints = [
            models.UniqueConstraint(fields=["task", "serial"], name="notice_serial_never_reused"),
            models.CheckConstraint(condition=Q(due_on__gte=F("at")), name="notice_due_after_issue"),
        ]

    def __str__(self) -> str:
        return f"立行立改第{self.serial}号"
