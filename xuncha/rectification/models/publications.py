"""How the state of rectification was made public, and what was agreed to stay unpublished."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext

from xuncha.basis.models import Document
from xuncha.records.fields import WordField
from xuncha.records.models import Stateful
from xuncha.rectification.models.base import OnLedger, readers
from xuncha.rectification.models.ledgers import Ledger
from xuncha.rectification.rules.publications import EXEMPTION_LIFE, ExemptionState, Ground, Scope


class Publication(OnLedger):
    """Published on `at` in one scope: where, and by which paper."""

    ledger = models.ForeignKey(Ledger, models.PROTECT, related_name="publications", verbose_name="整改台账")
    scope = WordField(Scope, "公开范围")
    medium = models.CharField("公开方式", max_length=60)
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="登记的公文"
    )
    paper = models.CharField("公开文件", max_length=200, blank=True)

    reach = readers("ledger")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ledger", "scope"], condition=Q(voided_at=None), name="ledger_published_once_a_scope"
            ),
            models.CheckConstraint(
                condition=Q(document__isnull=False) | ~Q(paper=""), name="publication_rests_on_a_paper"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ledger}（{self.get_scope_display()}）"


class Exemption(OnLedger, Stateful):
    """A scope in which nothing is published: asked for with a ground and a reason, agreed to by somebody else."""

    ledger = models.ForeignKey(Ledger, models.PROTECT, related_name="exemptions", verbose_name="整改台账")
    scope = WordField(Scope, "公开范围")
    ground = WordField(Ground, "不公开情形")
    reason = models.TextField("不公开理由")
    decided_on = models.DateField("决定日期", null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="审批人",
    )
    state = WordField(ExemptionState, "状态", default=ExemptionState.REQUESTED)

    life = EXEMPTION_LIFE
    reach = readers("ledger")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ledger", "scope"],
                condition=Q(voided_at=None) & ~Q(state=ExemptionState.REFUSED),
                name="ledger_exempt_once_a_scope",
            ),
            models.CheckConstraint(
                condition=Q(state=ExemptionState.REQUESTED)
                | Q(decided_on__isnull=False, decided_by__isnull=False) & ~Q(decided_by=F("by")),
                name="exemption_decided_by_another",
            ),
        ]

    def __str__(self) -> str:
        said = {"ledger": self.ledger, "scope": self.get_scope_display()}
        return gettext("%(ledger)s（不予%(scope)s）") % said
