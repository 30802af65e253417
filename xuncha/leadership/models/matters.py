"""Matters that the secretary named, and what was answered."""

from datetime import timedelta
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from xuncha.basis.models import Meeting
from xuncha.kernel.figures import Period
from xuncha.leadership.models.base import READERS
from xuncha.leadership.rules import MATTER_LIFE, MatterState
from xuncha.orgs.models import Organisation
from xuncha.records.fields import WordField
from xuncha.records.models import Passage, Record, RecordQuerySet, Stateful
from xuncha.rectification.models import Card


class NamedMatterQuerySet(RecordQuerySet["NamedMatter"]):
    def open_in(self, period: Period) -> Self:
        """Matters that were open on at least one day of the period.

        `closed_on` says when a matter was closed last, and is empty again once it is reopened. So one that
        rested through the whole period and was reopened only after it is told apart by its passages.
        """
        known = self.filter(Q(closed_on=None) | Q(closed_on__gte=period.start), at__lte=period.end)
        eve = known.with_state_on(period.start - timedelta(days=1))
        steps = Passage.objects.filter(subject_uid=OuterRef("uid"), at__gte=period.start, at__lte=period.end)
        reopened = Exists(steps.filter(before=MatterState.CLOSED).exclude(after=""))
        return eve.filter(Q(state_on=None) | ~Q(state_on=MatterState.CLOSED) | Q(reopened))


class NamedMatter(Stateful):
    """A matter or person named by the secretary at a special meeting (点人点事) on `at`, supervised item by item."""

    meeting = models.ForeignKey(
        Meeting, models.PROTECT, related_name="named_matters", verbose_name="书记专题会"
    )
    serial = models.PositiveSmallIntegerField("序号")
    gist = models.CharField("事项", max_length=300)
    lead = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="牵头单位")
    due_on = models.DateField("反馈期限")
    closed_on = models.DateField("办结日期", null=True, blank=True)
    result = models.CharField("办理结果", max_length=300, blank=True)
    card = models.OneToOneField(
        Card, models.PROTECT, null=True, blank=True, related_name="named_matter", verbose_name="督办卡"
    )
    state = WordField(MatterState, "状态", default=MatterState.ASSIGNED)

    objects = NamedMatterQuerySet.as_manager()  # type: ignore[assignment, misc]  # knows more questions
    life = MATTER_LIFE
    deeds = {"press": "开具督办卡"}
    inside = ("meeting",)
    reach = READERS

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "serial"], condition=Q(voided_at=None), name="matter_serial_once"
            ),
            models.CheckConstraint(
                condition=Q(state="closed", closed_on__isnull=False) | ~Q(state="closed") & Q(closed_on=None),
                name="matter_closed_is_dated",
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gte=F("at")), name="matter_closed_after"
            ),
        ]

    def __str__(self) -> str:
        return self.gist


class MatterReply(Record):
    """One version of the answer to a named matter; those sent back stay as they were."""

    matter = models.ForeignKey(NamedMatter, models.PROTECT, related_name="replies", verbose_name="点人点事")
    number = models.PositiveSmallIntegerField("版次")
    text = models.CharField("办理结果", max_length=300)

    inside = ("matter",)
    reach = READERS

    class Meta:
        constraints = [models.UniqueConstraint(fields=["matter", "number"], name="matter_reply_number_once")]

    def __str__(self) -> str:
        return self.text
