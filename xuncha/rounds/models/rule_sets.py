"""The deadlines of one era of the regulations as rows."""

from django.db import models
from django.db.models import Q

from xuncha.kernel.deadlines import Direction, Roll, Rule, Unit
from xuncha.records.fields import WordField
from xuncha.records.models import Record
from xuncha.rounds.models.reaches import PLANNING
from xuncha.rounds.rules.deadlines import Anchor


class RuleSet(Record):
    """The deadlines of one era of the regulations, in use from `at`; a round is bound to one."""

    name = models.CharField("制度版本", max_length=60)

    reach = PLANNING

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["office", "name"], condition=Q(voided_at=None), name="rule_set_name_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


class DeadlineRule(Record):
    """One line of the deadline table (domain §2.2): what a regulation gives to whom, as data.

    Without an `offset` no date can be counted (下一次会议、按通知要求): `stated` has the words instead.
    """

    rule_set = models.ForeignKey(RuleSet, models.PROTECT, related_name="rules", verbose_name="制度版本")
    code = models.CharField("编号", max_length=6)
    serial = models.PositiveSmallIntegerField("序号", default=0)
    event = models.CharField("事项", max_length=80)
    anchor = WordField(Anchor, "起算点")
    offset = models.SmallIntegerField("期限", null=True, blank=True)
    unit = WordField(Unit, "单位", blank=True)
    direction = WordField(Direction, "方向", default=Direction.AFTER)
    roll = WordField(Roll, "休息日处理", default=Roll.SHOW_BOTH)
    repeats = models.BooleanField("逐期", default=False)
    stated = models.CharField("期限表述", max_length=60, blank=True)
    debtor = models.CharField("责任主体", max_length=60)
    creditor = models.CharField("对象", max_length=60, blank=True)

    reach = PLANNING

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["rule_set", "code"], name="deadline_code_once"),
            models.CheckConstraint(
                condition=Q(offset__gte=0) & ~Q(unit="") | Q(offset=None) & ~Q(stated=""),
                name="deadline_counted_or_stated",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.event}"

    @property
    def rule(self) -> Rule | None:
        """The rule as the kernel counts it; None when the regulation gives no number."""
        if self.offset is None:
            return None
        return Rule(self.offset, Unit(self.unit), Direction(self.direction), Roll(self.roll))
