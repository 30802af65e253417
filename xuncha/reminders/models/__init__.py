"""Thresholds, notices, and the ways in which they reach somebody."""

from xuncha.reminders.models.deliveries import Mailing, Subscription
from xuncha.reminders.models.notices import Notice, NoticeQuerySet, Sweep
from xuncha.reminders.models.schemes import Scheme, Threshold

__all__ = ["Mailing", "Notice", "NoticeQuerySet", "Scheme", "Subscription", "Sweep", "Threshold"]
