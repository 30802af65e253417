"""Roles given to accounts, and those that are given for hours when nobody else is there to act."""

from datetime import date, datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext

from xuncha.orgs.models import Organisation
from xuncha.people.models.administered import Administered, AdministeredQuerySet, AskedOfTwo
from xuncha.people.rules import LONGEST, EmergencyState
from xuncha.records.fields import WordField
from xuncha.records.models import Office
from xuncha.records.rules import ADMINISTRATORS, Reach, Role

ALONE = sorted(role.value for role in ADMINISTRATORS)
HOUR = 3600  # seconds


class GrantQuerySet(AdministeredQuerySet["Grant"]):
    def in_force(self, day: date) -> Self:
        """Grants that hold on the day; one that was given for hours ends by the clock."""
        timely = Q(expires_at=None) | Q(expires_at__gt=timezone.now())
        return self.filter(timely, Q(until=None) | Q(until__gte=day), since__lte=day)


class Emergency(AskedOfTwo):
    """A role for hours, asked for by one administrator and given by another of a different kind."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="emergencies", verbose_name="账号"
    )
    role = WordField(Role, "岗位")
    office = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name="巡察机构")
    hours = models.PositiveSmallIntegerField("时长（小时）", default=4)
    state = WordField(EmergencyState, "状态", default=EmergencyState.ASKED)
    ends_at = models.DateTimeField("失效时间", null=True, blank=True)

    reach = Reach(office=ADMINISTRATORS | {Role.DIRECTOR})

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(hours__gte=1, hours__lte=LONGEST), name="emergency_of_hours"),
            models.CheckConstraint(condition=~Q(by=F("user")), name="emergency_of_another"),
            models.CheckConstraint(
                condition=Q(decided_by=None) | (~Q(decided_by=F("by")) & ~Q(decided_by=F("user"))),
                name="emergency_by_two",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["given", "ended"])
                | Q(decided_by__isnull=False, decided_at__isnull=False, ends_at__isnull=False),
                name="emergency_given_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.get_role_display()}"

    @property
    def is_asked(self) -> bool:
        """Whether it waits for a decision; what nobody decided in time lapses."""
        return self.state == EmergencyState.ASKED and _past(self.recorded_at) < LONGEST * HOUR

    @property
    def is_in_force(self) -> bool:
        return self.state == EmergencyState.GIVEN and self.ends_at is not None and _past(self.ends_at) < 0

    @property
    def standing(self) -> str:
        """The state as the clock has it."""
        open_ = self.state in (EmergencyState.ASKED, EmergencyState.GIVEN)
        lapsed = open_ and not (self.is_asked or self.is_in_force)
        return gettext("已到时失效") if lapsed else str(self.get_state_display())


def _past(moment: datetime) -> float:
    """Seconds since then."""
    return timezone.now().timestamp() - moment.timestamp()


class Grant(Administered):
    """One role given to one account in one office, from one day to another; narrowed to a unit for its contact."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="grants", verbose_name="账号"
    )
    role = WordField(Role, "岗位")
    office = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name="巡察机构")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="所属单位"
    )
    since = models.DateField("起始日期")
    until = models.DateField("截止日期", null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="授权人")
    basis = models.CharField("依据", max_length=200, blank=True)
    recorded_at = models.DateTimeField("登记时间", default=timezone.now)
    emergency = models.ForeignKey(
        Emergency, models.PROTECT, null=True, blank=True, related_name="grants", verbose_name="紧急授权"
    )
    expires_at = models.DateTimeField("失效时间", null=True, blank=True)

    objects = GrantQuerySet.as_manager()  # type: ignore[misc]  # knows more questions
    reach = Reach(office=frozenset({Role.SECURITY_ADMIN, Role.AUDITOR}))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "office"],
                condition=Q(until=None, organisation=None),
                name="grant_once",
            ),
            models.UniqueConstraint(
                fields=["user", "role", "office", "organisation"],
                condition=Q(until=None, organisation__isnull=False),
                name="grant_once_a_unit",
            ),
            models.UniqueConstraint(
                fields=["user"], condition=Q(until=None, role__in=ALONE), name="grant_one_administrator"
            ),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="grant_forward"),
            models.CheckConstraint(
                condition=~Q(role="unit_contact") | Q(organisation__isnull=False),
                name="grant_contact_of_a_unit",
            ),
            models.CheckConstraint(
                condition=Q(emergency=None) | Q(expires_at__isnull=False), name="grant_in_emergency_ends"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.get_role_display()}"
