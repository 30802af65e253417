"""Supervision cards with their replies and escalations, and suggestions to departments."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from xuncha.kernel.viewer import Viewer
from xuncha.orgs.models import Organisation
from xuncha.records.fields import WordField
from xuncha.records.models import Record, Stateful
from xuncha.records.rules import Reach, Role
from xuncha.rectification.models.base import STAFF
from xuncha.rectification.models.ledgers import Item
from xuncha.rectification.rules.cards import (
    ADVICE_LIFE,
    CARD_LIFE,
    INSIDE,
    OWED,
    AdviceState,
    CardState,
    Level,
    Source,
)
from xuncha.rounds.models import Round

CONTACT = {Role.UNIT_CONTACT}


def _told(viewer: Viewer, path: str, state: str) -> Q | None:
    """The office reads all; the unit what was delivered to it."""
    offices, units = viewer.offices(STAFF), viewer.organisations(CONTACT)
    inside = Q(office__in=offices) if offices else None
    outside = Q((f"{path}__in", units)) & ~Q((f"{state}__in", [*INSIDE])) if units else None
    return inside | outside if inside and outside else inside or outside


class Card(Stateful):
    """A matter that is supervised in writing: drawn up on `at`, signed, delivered, answered, closed by another hand."""

    number = models.CharField("卡号", max_length=20)
    source = WordField(Source, "督办来源")
    matter = models.CharField("督办事项", max_length=300)
    basis = models.CharField("督办依据", max_length=200)
    item = models.ForeignKey(
        Item, models.PROTECT, null=True, blank=True, related_name="cards", verbose_name="整改事项"
    )
    lead = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="承办单位")
    partners = models.CharField("协办单位", max_length=200, blank=True)
    contact = models.CharField("联系人", max_length=60, blank=True)
    due_on = models.DateField("办理期限")
    answer = models.CharField("回复要求", max_length=100, default="书面回复办理结果")
    issued_on = models.DateField("签发日期", null=True, blank=True)
    delivered_on = models.DateField("送达日期", null=True, blank=True)
    receipt = models.CharField("签收人", max_length=60, blank=True)
    closed_on = models.DateField("办结日期", null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="办结经办人",
    )
    state = WordField(CardState, "状态", default=CardState.DRAFT)

    life = CARD_LIFE
    reach = Reach(office=STAFF, organisation="lead")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "number"], name="card_number_once"),
            models.CheckConstraint(
                condition=~Q(state=CardState.CLOSED) | Q(closed_on__isnull=False), name="card_closed_is_dated"
            ),
        ]

    @classmethod
    def reached_by(cls, viewer: Viewer) -> Q | None:
        return _told(viewer, "lead", "state")

    def __str__(self) -> str:
        return self.matter

    def late_on(self, day: date) -> int:
        """Days overdue; 0 while it is not, or is answered."""
        return max((day - self.due_on).days, 0) if self.state in OWED else 0


class CardReply(Record):
    """One version of the answer to a card."""

    card = models.ForeignKey(Card, models.PROTECT, related_name="replies", verbose_name="督办卡")
    number = models.PositiveSmallIntegerField("版次")
    text = models.TextField("办理结果")
    paper = models.CharField("回复文件", max_length=200, blank=True)

    inside = ("card",)
    reach = Reach(office=STAFF, organisation="card__lead")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["card", "number"], name="card_reply_number_once")]

    def __str__(self) -> str:
        return self.text[:60]


class Escalation(Record):
    """An overdue card pressed harder on `at`: by a reminder, a talk, a circular."""

    card = models.ForeignKey(Card, models.PROTECT, related_name="escalations", verbose_name="督办卡")
    level = WordField(Level, "督办级别")
    late = models.PositiveSmallIntegerField("逾期天数")
    text = models.CharField("督办情况", max_length=300)
    paper = models.CharField("依据", max_length=200, blank=True)

    inside = ("card",)
    reach = Reach(office=STAFF, organisation="card__lead")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["card", "level"], condition=Q(voided_at=None), name="card_level_once"
            ),
            models.CheckConstraint(condition=Q(late__gt=0), name="escalation_of_what_is_late"),
        ]

    def __str__(self) -> str:
        return f"{self.card} {self.get_level_display()}"


class Advice(Stateful):
    """What a round suggests to a department in charge of a sector, and what the department did about it."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="advices", verbose_name="轮次")
    department = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="职能部门")
    text = models.CharField("建议内容", max_length=300)
    due_on = models.DateField("回复期限")
    reply = models.TextField("回复情况", blank=True)
    replied_on = models.DateField("回复日期", null=True, blank=True)
    replied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="回复登记人",
    )
    closed_on = models.DateField("办结日期", null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="办结经办人",
    )
    state = WordField(AdviceState, "状态", default=AdviceState.SENT)

    life = ADVICE_LIFE
    reach = Reach(office=STAFF, organisation="department")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state=AdviceState.SENT) | ~Q(reply="") & Q(replied_by__isnull=False),
                name="advice_reply_says_something",
            ),
            models.CheckConstraint(
                condition=~Q(state=AdviceState.CLOSED)
                | Q(closed_by__isnull=False) & ~Q(closed_by=F("replied_by")),
                name="advice_closed_by_another",
            ),
        ]

    def __str__(self) -> str:
        return self.text
