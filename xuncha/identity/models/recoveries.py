"""Letting somebody in again who lost password and second factor: two administrators, neither of them concerned."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext

from xuncha.identity.rules import RECOVERY_HOURS, RecoveryState
from xuncha.people.models.administered import AskedOfTwo
from xuncha.records.fields import WordField


class Recovery(AskedOfTwo):
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="recoveries", verbose_name="账号"
    )
    state = WordField(RecoveryState, "状态", default=RecoveryState.ASKED)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(by=F("user")), name="recovery_of_another"),
            models.CheckConstraint(
                condition=Q(decided_by=None) | (~Q(decided_by=F("by")) & ~Q(decided_by=F("user"))),
                name="recovery_by_two",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}"

    @property
    def is_asked(self) -> bool:
        """Whether it waits for a decision; what nobody decided in time lapses."""
        age = timezone.now().timestamp() - self.recorded_at.timestamp()
        return self.state == RecoveryState.ASKED and age < RECOVERY_HOURS * 3600

    @property
    def standing(self) -> str:
        lapsed = self.state == RecoveryState.ASKED and not self.is_asked
        return gettext("已到时失效") if lapsed else str(self.get_state_display())
