"""The closing of an item: who applied, who checked, which supervising body agreed, who struck it off."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from xuncha.records.fields import WordField
from xuncha.records.models import Stateful
from xuncha.rectification.models.base import OnLedger, readers
from xuncha.rectification.models.ledgers import Item
from xuncha.rectification.rules.closures import AGREED, CLOSURE_LIFE, UNDER_WAY, ClosureState
from xuncha.rectification.rules.ledgers import OUTSIDE, Body


def _hand(label: str) -> "models.ForeignKey[Any, Any]":
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=label
    )


class Closure(OnLedger, Stateful):
    """One application to strike an item off. Two bodies stand behind it: the owner's principal and a supervising one."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="closures", verbose_name="整改事项")
    number = models.PositiveSmallIntegerField("次数")
    text = models.TextField("整改完成情况")
    principal = models.CharField("签批的主要负责人", max_length=40)
    paper = models.CharField("签批文件", max_length=200)
    signed_on = models.DateField("签批日期")
    checked_by = _hand("核查人")
    checked_on = models.DateField("核查日期", null=True, blank=True)
    checked = models.TextField("核查情况", blank=True)
    body = WordField(Body, "监督单位", blank=True)
    endorsed_by = _hand("监督单位经办人")
    endorsed_on = models.DateField("监督单位意见日期", null=True, blank=True)
    opinion = models.TextField("监督单位意见", blank=True)
    struck_off_by = _hand("销号经办人")
    struck_off_on = models.DateField("销号日期", null=True, blank=True)
    state = WordField(ClosureState, "状态", default=ClosureState.APPLIED)

    life = CLOSURE_LIFE
    reach = readers("item__ledger")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="closure_number_once"),
            models.UniqueConstraint(
                fields=["item"], condition=Q(state__in=[*UNDER_WAY], voided_at=None), name="one_closure_at_a_time"
            ),
            models.CheckConstraint(condition=~Q(principal="") & ~Q(paper=""), name="closure_is_signed_off"),
            models.CheckConstraint(
                condition=~Q(state__in=[*AGREED])
                | Q(body__in=[*OUTSIDE], endorsed_by__isnull=False) & ~Q(endorsed_by=F("by")),
                name="closure_agreed_by_another_body",
            ),
            models.CheckConstraint(
                condition=Q(checked_by=None) | ~Q(checked_by=F("by")), name="closure_checked_by_another"
            ),
            models.CheckConstraint(
                condition=Q(struck_off_by=None)
                | ~Q(struck_off_by=F("by")) & ~Q(struck_off_by=F("endorsed_by")),
                name="closure_struck_off_by_another",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.item}第{self.number}次销号申请"
