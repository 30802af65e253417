"""Staffing a round: what its groups ask for, what was chosen by hand, and the plans that were proposed."""

import json
from typing import Any

from django.db import models
from django.db.models import F, Q

from xuncha.records.fields import WordField
from xuncha.records.models import Record
from xuncha.records.rules import Reach
from xuncha.rounds.models import Group, Round
from xuncha.talent.models import PoolMember
from xuncha.talent.rules import Specialty
from xuncha.teams.rules import PARTS, READERS, ChoiceKind, Outcome
from xuncha.teams.rules.instances import Demands, read_demands
from xuncha.teams.rules.staffing import AGE, LEAST, MOST, RANK, USUAL


def _weight(name: str) -> Any:
    return models.PositiveSmallIntegerField(PARTS[name], default=USUAL[name])


class Staffing(Record):
    """The staffing of a round: what a balanced group is, and what departing from it costs."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="staffings", verbose_name="轮次")
    age_target = models.PositiveSmallIntegerField("平均年龄目标", default=AGE)
    rank_target = models.PositiveSmallIntegerField("平均职级目标", default=RANK)
    served = _weight("served")
    age = _weight("age")
    rank = _weight("rank")
    age_worst = _weight("age_worst")
    rank_worst = _weight("rank_worst")
    short = _weight("short")

    reach = Reach(office=READERS)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round"], condition=Q(voided_at=None), name="staffing_once_a_round"
            )
        ]

    def __str__(self) -> str:
        return f"{self.round}组建"

    @property
    def weights(self) -> dict[str, int]:
        return {name: getattr(self, name) for name in PARTS}


class GroupDemand(Record):
    """What one group asks of the pool: how many members, of which specialties, and whether a leader."""

    staffing = models.ForeignKey(Staffing, models.PROTECT, related_name="demands", verbose_name="组建")
    group = models.ForeignKey(Group, models.PROTECT, related_name="demands", verbose_name="巡察组")
    least = models.PositiveSmallIntegerField("组员下限", default=LEAST)
    most = models.PositiveSmallIntegerField("组员上限", default=MOST)
    leader_of_pool = models.BooleanField("组长从人才库选配", default=True)
    needs = models.JSONField("专长需求", default=dict, blank=True)  # {specialty: members}

    reach = Reach(office=READERS)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["staffing", "group"], condition=Q(voided_at=None), name="demand_once_a_group"
            ),
            models.CheckConstraint(condition=Q(most__gte=F("least")), name="demand_from_least_to_most"),
        ]

    def __str__(self) -> str:
        return f"{self.group}需求"

    @property
    def spoken(self) -> list[tuple[str, int]]:
        """(specialty, members) in the order of the vocabulary."""
        return [(word.label, self.needs[word]) for word in Specialty if self.needs.get(word)]

    @property
    def spoken_needs(self) -> str:
        """审计财务1、法律1"""
        return "、".join(f"{label}{number}" for label, number in self.spoken)


class Choice(Record):
    """A person chosen for a group, or kept out of one, before the solver is asked; it holds until it is taken back."""

    staffing = models.ForeignKey(Staffing, models.PROTECT, related_name="choices", verbose_name="组建")
    kind = WordField(ChoiceKind, "选择")
    pool_member = models.ForeignKey(PoolMember, models.PROTECT, related_name="choices", verbose_name="人选")
    group = models.ForeignKey(
        Group, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="巡察组"
    )
    other = models.ForeignKey(
        PoolMember, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="另一人"
    )
    reason = models.CharField("理由", max_length=200)
    until = models.DateField("撤销日期", null=True, blank=True)

    reach = Reach(office=READERS)
    deeds = {"take_back": "撤销"}

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("at")), name="choice_taken_back_later"
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=("lead", "pin")) | Q(group__isnull=False), name="choice_names_its_group"
            ),
            models.CheckConstraint(
                condition=Q(kind="apart", other__isnull=False) | ~Q(kind="apart") & Q(other=None),
                name="choice_names_the_other",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pool_member}{self.get_kind_display()}"


class Proposal(Record):
    """A plan asked of the solver on `at`, with all it was given; the answer is filled in once.

    What is JSON here is kept as text, as evidence of what was asked and answered: `asked` are the demands
    (`teams.rules.instances`), people by the identifier of their place in the pool; `ties` are [person, group,
    organisation, rule, weight] of what the law of recusal found; `answer` is that of `talent.engine`; `costs` is what
    each demand and choice adds to the objective.
    """

    staffing = models.ForeignKey(Staffing, models.PROTECT, related_name="proposals", verbose_name="组建")
    number = models.PositiveSmallIntegerField("方案序号")
    seconds = models.PositiveSmallIntegerField("求解时限（秒）")
    seed = models.PositiveIntegerField("随机种子", default=0)
    asked = models.TextField("求解条件", editable=False)
    ties = models.TextField("回避情形", editable=False, default="[]")
    answer = models.TextField("求解结果", editable=False, blank=True)
    outcome = WordField(Outcome, "结果", blank=True)
    objective = models.FloatField("目标值", null=True, blank=True)
    bound = models.FloatField("下界", null=True, blank=True)
    costs = models.TextField("选择的代价", editable=False, blank=True)
    adopted_on = models.DateField("采用日期", null=True, blank=True)
    dropped_on = models.DateField("弃用日期", null=True, blank=True)
    carried_out_on = models.DateField("到组日期", null=True, blank=True)

    reach = Reach(office=READERS)
    deeds = {
        "solve": "求解",
        "weigh": "测算代价",
        "adopt": "采用方案",
        "drop": "弃用方案",
        "carry_out": "抽调到组",
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["staffing", "number"], condition=Q(voided_at=None), name="proposal_number_once"
            ),
            models.UniqueConstraint(
                fields=["staffing"],
                condition=Q(voided_at=None, dropped_on=None, adopted_on__isnull=False),
                name="proposal_adopted_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.staffing}方案{self.number}"

    @property
    def demands(self) -> Demands:
        return read_demands(self.asked)

    @property
    def seats(self) -> dict[str, dict[str, list[str]]]:
        """Group → {"leaders": […], "members": […]}, by identifier; empty until there is a plan."""
        found = json.loads(self.answer)["groups"] if self.answer else []
        return {row["id"]: {"leaders": row["leaders"], "members": row["members"]} for row in found}
