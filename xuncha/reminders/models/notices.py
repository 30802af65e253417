"""Notices: that somebody was told of a deadline. They hold no word of the thing itself, only which it is."""

import uuid
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.records.fields import WordField
from xuncha.reminders.models.deliveries import Mailing
from xuncha.reminders.models.schemes import Scheme
from xuncha.reminders.rules.kinds import Kind
from xuncha.reminders.rules.thresholds import Audience


class NoticeQuerySet(models.QuerySet["Notice"]):
    def visible_to(self, viewer: Viewer) -> Self:
        """One's own and nobody else's."""
        return self.filter(recipient=viewer.user)

    def open(self) -> Self:
        """Of things that are still owed."""
        return self.filter(settled_on=None)

    def unread(self) -> Self:
        return self.open().filter(read_at=None)


class Notice(models.Model):
    """One account told on `at` that a thing has passed a threshold of its due day: once, however often the loop runs.

    Written once. Later only three things are stamped on it: that it was read, that a mail spoke of it, and that the
    thing is no longer owed by that day (or is owed again).
    """

    id = models.BigAutoField(primary_key=True)
    uid = models.UUIDField("标识", default=uuid.uuid4, unique=True, editable=False)
    kind = WordField(Kind, "事项")
    subject_uid = models.UUIDField("对象标识")
    due_on = models.DateField("期限")
    days = models.SmallIntegerField("提前天数")
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="notices", verbose_name="接收人"
    )
    audience = WordField(Audience, "提醒对象")
    relayed = models.BooleanField("请代为转告", default=False)
    scheme = models.ForeignKey(
        Scheme, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="催办规则"
    )  # none: the thresholds that come with the program
    at = models.DateField("提醒日期")
    recorded_at = models.DateTimeField("登记时间", default=timezone.now)
    read_at = models.DateTimeField("阅知时间", null=True, blank=True)
    settled_on = models.DateField("了结日期", null=True, blank=True)
    mailing = models.ForeignKey(
        Mailing, models.PROTECT, null=True, blank=True, related_name="notices", verbose_name="提醒邮件"
    )

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject_uid", "kind", "due_on", "days", "recipient"], name="notice_once"
            )
        ]
        indexes = [
            models.Index(fields=["recipient", "-at", "due_on", "id"], name="notice_of_recipient"),
            models.Index(
                fields=["recipient"], condition=Q(read_at=None, settled_on=None), name="notice_unread"
            ),
            models.Index(fields=["kind"], condition=Q(settled_on=None), name="notice_open"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.due_on.isoformat()}"

    def save(self, *args: Any, **options: Any) -> None:
        if self.pk and not self._state.adding:
            raise NotAllowed("催办提醒一经发出不得修改。")
        super().save(*args, **options)


class Sweep(models.Model):
    """One day's round of the loop: begun, and finished when every office's things have been looked at."""

    day = models.DateField("检查日期", unique=True)
    begun_at = models.DateTimeField("开始时间", default=timezone.now)
    finished_at = models.DateTimeField("完成时间", null=True, blank=True)

    def __str__(self) -> str:
        return self.day.isoformat()
