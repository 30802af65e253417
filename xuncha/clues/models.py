"""Clues (线索): the envelope is a row, the content is sealed and opened only by a recorded grant."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from xuncha.basis.models import Document
from xuncha.clues.rules import CLUE_LIFE, ClueState, Disposition, Occasion, ReceiverKind, Result, Source
from xuncha.kernel.viewer import Viewer
from xuncha.orgs.models import Organisation
from xuncha.records.fields import DataKeyField, SealedTextField, WordField
from xuncha.records.models import Record, RecordQuerySet, Stateful
from xuncha.records.rules import Reach, Role
from xuncha.records.unopened import UnopenedManager
from xuncha.rounds.models import Task

KEEPERS = frozenset({Role.CLUE_KEEPER, Role.COUNTY_OFFICE})
ENVELOPE = KEEPERS | {Role.DIRECTOR, Role.APPROVER}
LEADS = frozenset({Role.GROUP_LEADER})


def _as_receiver(roles: frozenset[str], viewer: Viewer, receivers: Iterable[int]) -> frozenset[str]:
    """A clue receiver is one for its own body only: the role held without a body means nothing here."""
    bodies = viewer.organisations({Role.CLUE_RECEIVER})
    own = bool(bodies) and not set(bodies).isdisjoint(receivers)
    return roles - {Role.CLUE_RECEIVER} | ({Role.CLUE_RECEIVER} if own else frozenset())


class ClueQuerySet(RecordQuerySet["Clue"]):
    def handed_over(self) -> Self:
        """Those that stand in a batch with a lead receiver; a clue has one, so each is there once."""
        return self.filter(
            transfer_lines__leads=True,
            transfer_lines__voided_at=None,
            transfer_lines__transfer__voided_at=None,
        )


class Clue(Stateful):
    """The envelope of a clue: number, task, dates. Who may read it sees that it exists, not what it says."""

    number = models.CharField("线索编号", max_length=40)
    task = models.ForeignKey(Task, models.PROTECT, related_name="clues", verbose_name="巡察任务")
    source = WordField(Source, "来源")
    suggested = WordField(ReceiverKind, "建议移交机关", blank=True)
    decided = WordField(ReceiverKind, "决定移交机关", blank=True)
    early_approval = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="边巡边移批件"
    )
    decided_on = models.DateField("决定日期", null=True, blank=True)
    transferred_on = models.DateField("首次移交日期", null=True, blank=True)
    closed_on = models.DateField("办结日期", null=True, blank=True)
    state = WordField(ClueState, "状态", default=ClueState.REGISTERED)

    objects = ClueQuerySet.as_manager()  # type: ignore[misc, assignment]  # a narrower manager than the base's
    life = CLUE_LIFE
    deeds = {"approve_early": "登记边巡边移批件"}
    reach = Reach(office=ENVELOPE, group="task__group", group_roles=LEADS)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "number"], name="clue_number_never_reused"),
            models.CheckConstraint(
                condition=Q(transferred_on=None)
                | Q(decided_on__isnull=False, transferred_on__gte=F("decided_on")),
                name="clue_transferred_after_decision",
            ),  # I7
        ]
        indexes = [
            models.Index(fields=["office", "at", "id"], condition=Q(voided_at=None), name="clue_by_office")
        ]

    def __str__(self) -> str:
        return self.number

    def roles_of(self, viewer: Viewer) -> frozenset[str]:
        """The lead receiver's clerk acts on the clue as well, though only its line in the batch is theirs to read."""
        receivers = self.lead_lines().values_list("transfer__receiver", flat=True) if self.pk else ()
        return _as_receiver(super().roles_of(viewer), viewer, receivers)

    def lead_lines(self) -> RecordQuerySet[TransferLine]:
        """The one line by which a receiver leads; empty before the transfer."""
        return TransferLine.objects.live().filter(clue=self, leads=True, transfer__voided_at=None)


class ClueContent(Record):
    """What the clue says, sealed. Nothing of it stands in a list, an index, a title or a message."""

    clue = models.OneToOneField(Clue, models.PROTECT, related_name="content", verbose_name="线索")
    summary = SealedTextField("主要内容")
    organisation = SealedTextField("被反映组织", blank=True)
    reporter = SealedTextField("反映人", blank=True)
    data_key = DataKeyField()
    named = models.BooleanField("实名", default=False)

    objects = UnopenedManager()  # type: ignore[misc]  # a narrower manager than the base's
    inside = ("clue",)
    reach = Reach(office=frozenset({Role.CLUE_KEEPER}))

    def __str__(self) -> str:
        return self.clue.number


class ClueSubject(Record):
    """A person reflected in a clue, sealed; counted in 人 apart from 件."""

    clue = models.ForeignKey(Clue, models.PROTECT, related_name="subjects", verbose_name="线索")
    serial = models.PositiveSmallIntegerField("序号")
    details = SealedTextField("被反映人")
    data_key = DataKeyField()
    is_principal = models.BooleanField("一把手", default=False)

    objects = UnopenedManager()  # type: ignore[misc]  # a narrower manager than the base's
    inside = ("clue",)
    reach = Reach(office=frozenset({Role.CLUE_KEEPER}))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["clue", "serial"], name="clue_subject_once")]

    def __str__(self) -> str:
        return f"{self.clue.number}-{self.serial}"


class Transfer(Record):
    """A batch of clues handed to one receiver on `at`, by letter."""

    number = models.CharField("移交编号", max_length=40)
    receiver_kind = WordField(ReceiverKind, "接收机关类别")
    receiver = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="接收机关")
    document = models.ForeignKey(Document, models.PROTECT, related_name="+", verbose_name="移交函")

    reach = Reach(
        office=ENVELOPE, organisation="receiver", organisation_roles=frozenset({Role.CLUE_RECEIVER})
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office", "number"], name="transfer_number_once")]

    def roles_of(self, viewer: Viewer) -> frozenset[str]:
        return _as_receiver(super().roles_of(viewer), viewer, [self.receiver_id] if self.receiver_id else [])

    def __str__(self) -> str:
        return self.number


class OfReceiver(Record):
    """What belongs to a batch: read by those who see envelopes, and by the receiver's clerk as far as it is theirs."""

    reach = Reach(
        office=ENVELOPE, organisation="transfer__receiver", organisation_roles=frozenset({Role.CLUE_RECEIVER})
    )

    class Meta:
        abstract = True

    def roles_of(self, viewer: Viewer) -> frozenset[str]:
        receiver = self.along(self.reach.organisation)
        return _as_receiver(super().roles_of(viewer), viewer, [receiver] if receiver else [])


class TransferLine(OfReceiver):
    """One clue in a batch. One receiver leads; the others receive a copy and are not counted again.

    due_on       when its receiver owes the result, counted from the receipt and frozen; None for a copy
    answered_on  when the result came
    """

    transfer = models.ForeignKey(Transfer, models.PROTECT, related_name="lines", verbose_name="移交批次")
    clue = models.ForeignKey(Clue, models.PROTECT, related_name="transfer_lines", verbose_name="线索")
    leads = models.BooleanField("牵头办理", default=True)
    disposition = WordField(Disposition, "处置方式", blank=True)
    disposed_on = models.DateField("处置日期", null=True, blank=True)
    due_on = models.DateField("反馈期限", null=True, blank=True)
    answered_on = models.DateField("结果反馈日期", null=True, blank=True)

    deeds = {"dispose": "处置", "receive": "签收", "answer": "反馈结果"}

    holds = ("clue",)

    inside = ("transfer",)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["transfer", "clue"], name="clue_once_in_a_batch"),
            models.UniqueConstraint(
                fields=["clue"], condition=Q(leads=True, voided_at=None), name="clue_has_one_lead_receiver"
            ),
            models.CheckConstraint(
                condition=Q(disposition="", disposed_on=None)
                | ~Q(disposition="") & Q(disposed_on__isnull=False),
                name="clue_disposition_is_dated",
            ),
        ]

    def __str__(self) -> str:
        return self.clue.number


class WaitingQuerySet(RecordQuerySet["WaitingLine"]):
    def live(self) -> Self:
        """Those signed for, whose result has not come."""
        return super().live().filter(leads=True, due_on__isnull=False, answered_on=None)


class WaitingLine(TransferLine):
    """A line whose result is still owed: the clock's own list."""

    objects = WaitingQuerySet.as_manager()  # type: ignore[misc, assignment]  # a narrower manager than the base's

    class Meta:
        proxy = True


class Receipt(OfReceiver):
    """The receiver's slip for a batch, received on `at`: what it says it got, and how many of them it leads."""

    transfer = models.OneToOneField(Transfer, models.PROTECT, related_name="receipt", verbose_name="移交批次")
    number = models.CharField("回执编号", max_length=40)
    stated = models.PositiveIntegerField("签收件数")
    stated_leading = models.PositiveIntegerField("其中牵头办理件数")
    signed_by = models.CharField("签收人", max_length=40)

    inside = ("transfer",)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(stated_leading__lte=F("stated")), name="receipt_leads_within_stated"
            )
        ]

    def __str__(self) -> str:
        return self.number


class OfLine(OfReceiver):
    """What belongs to a line of a batch."""

    reach = Reach(
        office=ENVELOPE,
        organisation="line__transfer__receiver",
        organisation_roles=frozenset({Role.CLUE_RECEIVER}),
    )

    class Meta:
        abstract = True


class Outcome(OfLine):
    """What the lead receiver reported on `at`: the result, persons and money. Numbers only, never content."""

    line = models.ForeignKey(TransferLine, models.PROTECT, related_name="outcomes", verbose_name="移交线索")
    due_on = models.DateField("反馈期限", null=True, blank=True)  # as it stood when the result came
    result = WordField(Result, "办理结果")
    filed = models.PositiveIntegerField("立案人数", default=0)
    handled = models.PositiveIntegerField("处理人数", default=0)
    amount = models.DecimalField("涉及金额（万元）", max_digits=14, decimal_places=2, null=True, blank=True)
    recovered = models.DecimalField(
        "收缴退赔（万元）", max_digits=14, decimal_places=2, null=True, blank=True
    )
    letter = models.CharField("反馈文号", max_length=60, blank=True)

    inside = ("line",)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["line", "at"], condition=Q(voided_at=None), name="outcome_once_a_day"
            ),
            models.CheckConstraint(
                condition=~Q(result=Result.UNVERIFIED.value) | Q(filed=0, handled=0),
                name="outcome_unverified_without_persons",
            ),
            models.CheckConstraint(
                condition=(Q(amount=None) | Q(amount__gte=0)) & (Q(recovered=None) | Q(recovered__gte=0)),
                name="outcome_money_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return self.line.clue.number


class Reminder(OfLine):
    """A receiver reminded on `at` of a result that it owes; `due_on` is the day of the check it belongs to."""

    line = models.ForeignKey(TransferLine, models.PROTECT, related_name="reminders", verbose_name="移交线索")
    due_on = models.DateField("应反馈日期")
    occasion = WordField(Occasion, "催办事由")

    inside = ("line",)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["line", "at"], condition=Q(voided_at=None), name="reminder_once_a_day"
            )
        ]

    def __str__(self) -> str:
        return self.line.clue.number


class ClueGrantQuerySet(models.QuerySet["ClueGrant"]):
    def valid(self, *, user: int, on: date) -> Self:
        """Those by which the account may open content on that day."""
        return self.filter(user=user, since__lte=on, until__gte=on, ended_at=None)


class ClueGrant(models.Model):
    """A recorded permission to open one clue's content: who gave it, why and until when."""

    clue = models.ForeignKey(Clue, models.PROTECT, related_name="grants", verbose_name="线索")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="账号")
    reason = models.CharField("理由", max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="批准人")
    since = models.DateField("起始日期")
    until = models.DateField("截止日期")
    ended_at = models.DateTimeField("提前终止时间", null=True, blank=True)

    objects = ClueGrantQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(until__gte=F("since")), name="clue_grant_forward")]

    def __str__(self) -> str:
        return f"{self.user} {self.clue}"
