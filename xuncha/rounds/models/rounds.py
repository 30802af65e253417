"""A round of a term."""

from django.db import models

from xuncha.basis.models import Document
from xuncha.records.fields import WordField
from xuncha.records.models import Stateful
from xuncha.records.rules import OFFICE, Reach
from xuncha.rounds.models.plans import Term
from xuncha.rounds.models.reaches import UPPER
from xuncha.rounds.models.rule_sets import RuleSet
from xuncha.rounds.rules.rounds import ROUND_LIFE, RoundState


class Round(Stateful):
    """A round of a term. `at` is the day its targets were proposed."""

    term = models.ForeignKey(Term, models.PROTECT, related_name="rounds", verbose_name="届")
    number = models.PositiveSmallIntegerField("轮次序号")
    name = models.CharField("轮次", max_length=60)
    rule_set = models.ForeignKey(RuleSet, models.PROTECT, related_name="+", verbose_name="制度版本")
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="工作方案"
    )
    approved_on = models.DateField("批准日期", null=True, blank=True)
    closed_on = models.DateField("办结日期", null=True, blank=True)
    state = WordField(RoundState, "状态", default=RoundState.DRAFTING)

    life = ROUND_LIFE
    reach = Reach(office=OFFICE, upper=UPPER)
    deeds = {"issue": "印发方案"}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["term", "number"], name="round_number_once")]

    def __str__(self) -> str:
        return self.name
