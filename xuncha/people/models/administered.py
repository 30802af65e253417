"""What the administrators keep: rows of the machine and not of the work. Their history is the audit chain."""

import uuid
from typing import ClassVar, Generic, Self, TypeVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from xuncha.kernel.viewer import Viewer
from xuncha.records.fields import WordField
from xuncha.records.models import Passage
from xuncha.records.rules import ADMINISTRATORS, Reach, Role

M = TypeVar("M", bound=models.Model)


class AdministeredQuerySet(models.QuerySet[M], Generic[M]):
    def visible_to(self, viewer: Viewer) -> Self:
        """All of them or none: administrators are the installation's, not one office's."""
        reach: Reach = self.model.reach  # type: ignore[attr-defined]  # every model here says it
        return self.all() if viewer.offices(reach.office) else self.none()


class Administered(models.Model):
    uid = models.UUIDField("标识", default=uuid.uuid4, unique=True, editable=False)

    objects = AdministeredQuerySet.as_manager()
    reach: ClassVar[Reach] = Reach(office=ADMINISTRATORS)
    voided_at: ClassVar[None] = None  # never: what was done stands in the chain

    class Meta:
        abstract = True

    def roles_of(self, viewer: Viewer) -> frozenset[str]:
        """What this person is, wherever the row belongs."""
        return frozenset(hold.role for hold in viewer.holds if hold.organisation is None)

    def passages(self) -> models.QuerySet[Passage]:
        """None: who did what stands in the audit chain, which the auditor reads."""
        return Passage.objects.none()


class AskedOfTwo(Administered):
    """What one administrator asks for and another of a different kind decides."""

    reason = models.CharField("理由", max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="申请人")
    asked_as = WordField(Role, "申请人岗位")
    recorded_at = models.DateTimeField("申请时间", default=timezone.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="批准人",
    )
    decided_at = models.DateTimeField("批准时间", null=True, blank=True)

    class Meta:
        abstract = True
