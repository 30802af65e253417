"""How notices reach an account outside the system: by mail, and as days in a calendar of its own."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone


class Mailing(models.Model):
    """One message to one account about all that is new to it. Sent at least once, always under the same Message-ID."""

    uid = models.UUIDField("标识", default=uuid.uuid4, unique=True, editable=False)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="接收人"
    )
    address = models.EmailField("邮箱")
    at = models.DateField("日期")
    recorded_at = models.DateTimeField("登记时间", default=timezone.now)
    sent_at = models.DateTimeField("发出时间", null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["id"], condition=Q(sent_at=None), name="mailing_unsent")]

    def __str__(self) -> str:
        return f"{self.address} {self.at.isoformat()}"

    @property
    def message_id(self) -> str:
        """A name that belongs to this message for good; the domain is one that no mail is ever delivered to."""
        return f"<{self.uid}@xuncha.invalid>"


class Subscription(models.Model):
    """What one account has asked for: mail to an address, and a calendar that is read by a secret address.

    Of the secret only a digest is kept: who reads the database cannot read the calendar.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="subscription", verbose_name="账号"
    )
    by_mail = models.BooleanField("邮件提醒", default=False)
    address = models.EmailField("邮箱", blank=True)
    feed_digest = models.CharField(max_length=64, blank=True, editable=False)
    feed_made_at = models.DateTimeField("日历地址生成时间", null=True, blank=True)
    feed_read_on = models.DateField("日历最近读取", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["feed_digest"], condition=~Q(feed_digest=""), name="feed_digest_once"
            ),
            models.CheckConstraint(condition=Q(by_mail=False) | ~Q(address=""), name="mail_goes_somewhere"),
        ]

    def __str__(self) -> str:
        return str(self.user)
