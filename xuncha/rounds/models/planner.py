"""The rounds that are left of a term: what was stipulated, what the planner proposed, and the draft that was kept."""

import json
from functools import cached_property
from typing import Any

from django.db import models
from django.db.models import F, Q

from xuncha.orgs.models import Organisation
from xuncha.records.fields import WordField
from xuncha.records.models import Record
from xuncha.records.rules import OFFICE, Reach
from xuncha.rounds.models.plans import Term
from xuncha.rounds.models.reaches import UPPER
from xuncha.rounds.rules.planner import PAIRED, PLANNERS, TONES, SchemeOutcome, StipulationKind


class Stipulation(Record):
    """What a person asks of the rounds to come; it holds for every proposal until it is taken back."""

    term = models.ForeignKey(Term, models.PROTECT, related_name="stipulations", verbose_name="届")
    kind = WordField(StipulationKind, "要求")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="党组织"
    )
    other = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="另一党组织"
    )
    weight = models.PositiveSmallIntegerField("优先程度", null=True, blank=True)
    first = models.DateField("起始日期", null=True, blank=True)
    last = models.DateField("截止日期", null=True, blank=True)
    reason = models.CharField("理由", max_length=200)
    until = models.DateField("撤销日期", null=True, blank=True)

    reach = Reach(office=PLANNERS)
    deeds = {"take_back": "撤销"}

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("at")), name="stipulation_taken_back_later"
            ),
            models.CheckConstraint(
                condition=Q(kind="away") | Q(organisation__isnull=False), name="stipulation_names_whom"
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=[word.value for word in PAIRED]) | Q(other__isnull=False),
                name="stipulation_names_the_other",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="stipulation_has_a_reason"),
        ]

    def __str__(self) -> str:
        return (
            f"{self.get_kind_display()}：{self.organisation.short_name if self.organisation else self.reason}"
        )


class RoundScheme(Record):
    """Rounds to the end of a term as asked of the planner on `at`; the answer is filled in once.

    What is JSON here is kept as text, as evidence: `asked` is the instance (`rounds.engine.planner.read`), with
    organisations by their identifiers, `answer` what `rounds.engine.planner.answer` makes of the result.
    """

    term = models.ForeignKey(Term, models.PROTECT, related_name="schemes", verbose_name="届")
    number = models.PositiveSmallIntegerField("方案序号")
    groups = models.PositiveSmallIntegerField("巡察组数")
    targets = models.PositiveSmallIntegerField("每组每轮至多巡察的党组织")
    per_year = models.PositiveSmallIntegerField("每年至多开展的轮次")
    most_days = models.PositiveSmallIntegerField("每轮现场至多工作日")
    preparation = models.PositiveSmallIntegerField("进驻前准备工作日")
    feedback = models.PositiveSmallIntegerField("撤点后汇报反馈工作日")
    gap = models.PositiveSmallIntegerField("两轮现场至少间隔工作日")
    even = models.PositiveSmallIntegerField("各组工作量相差多少组日以内视为均衡")
    pace = models.PositiveSmallIntegerField("现场时间占以往的百分比", default=100)
    deadline = models.DateField("完成期限")
    seconds = models.PositiveSmallIntegerField("求解时限（秒）")
    seed = models.PositiveIntegerField("随机种子", default=0)
    asked = models.TextField("求解条件", editable=False)
    answer = models.TextField("求解结果", editable=False, blank=True)
    outcome = WordField(SchemeOutcome, "结果", blank=True)
    ends_on = models.DateField("完成全覆盖日期", null=True, blank=True)
    soonest_on = models.DateField("不可能早于", null=True, blank=True)
    adopted_on = models.DateField("采用日期", null=True, blank=True)
    confirmed_on = models.DateField("确认日期", null=True, blank=True)
    dropped_on = models.DateField("弃用日期", null=True, blank=True)

    reach = Reach(office=PLANNERS)
    deeds = {"solve": "求解", "adopt": "采用为草案", "confirm": "确认草案", "drop": "弃用草案"}

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["term", "number"], condition=Q(voided_at=None), name="scheme_number_once"
            ),
            models.UniqueConstraint(
                fields=["term"],
                condition=Q(voided_at=None, dropped_on=None, adopted_on__isnull=False),
                name="scheme_adopted_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.term}轮次筹划方案{self.number}"

    @cached_property
    def answered(self) -> dict[str, Any]:
        """The answer; {} until there is one."""
        found: dict[str, Any] = json.loads(self.answer) if self.answer else {}
        return found

    @property
    def tone(self) -> str:
        return TONES[SchemeOutcome(self.outcome)] if self.outcome else "amber"


class PlannedRound(Record):
    """A round of the scheme that was adopted: a draft until the head of the office confirms the scheme."""

    scheme = models.ForeignKey(
        RoundScheme, models.PROTECT, related_name="planned_rounds", verbose_name="筹划方案"
    )
    number = models.PositiveSmallIntegerField("轮次序号")
    enters_on = models.DateField("拟进驻日期")
    leaves_on = models.DateField("拟撤点日期")
    confirmed_on = models.DateField("确认日期", null=True, blank=True)
    dropped_on = models.DateField("弃用日期", null=True, blank=True)

    reach = Reach(office=OFFICE, upper=UPPER)
    deeds = {"confirm": "确认", "drop": "弃用"}

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "number"], condition=Q(voided_at=None), name="planned_round_once"
            ),
            models.CheckConstraint(condition=Q(leaves_on__gte=F("enters_on")), name="planned_round_forward"),
        ]

    def __str__(self) -> str:
        return f"{self.scheme.term.name}拟定第{self.number}轮"


class PlannedTarget(Record):
    """An organisation of a planned round, and the group, by its place, that is to take it."""

    planned_round = models.ForeignKey(
        PlannedRound, models.PROTECT, related_name="targets", verbose_name="拟定轮次"
    )
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="党组织")
    group_number = models.PositiveSmallIntegerField("组别")
    leaves_on = models.DateField("拟撤点日期")
    reasons = models.CharField("优先理由", max_length=400, blank=True)

    reach = Reach(office=OFFICE, upper=UPPER)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["planned_round", "organisation"],
                condition=Q(voided_at=None),
                name="planned_target_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.planned_round}：{self.organisation.short_name}"
