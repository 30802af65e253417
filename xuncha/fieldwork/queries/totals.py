"""How much fieldwork was done: counts by kind of a task, a group or a round, in one query."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.db.models import Aggregate, Count, IntegerField, Q, QuerySet, Sum, Value

from xuncha.fieldwork.models import (
    Assistance,
    Forum,
    GroupMeeting,
    Hearing,
    ImmediateNotice,
    Loan,
    PersonalMatterCheck,
    Petition,
    Questionnaire,
    SitIn,
    Talk,
    Visit,
)
from xuncha.fieldwork.rules.methods import HearingKind, VisitKind
from xuncha.kernel.figures import Period
from xuncha.records.models import Record
from xuncha.rounds.models import Group, Round, Task


@dataclass(frozen=True)
class Kind:
    """One line of the totals.

    key      identifier, the key of the answer
    name     in the office's words, with its measure word (domain §8.4, process)
    summed   the column that is summed; "" counts the rows. `where` narrows them: 暗访 are 走访 too
    owner    the column from which the rows hang: a task, or the group itself
    """

    key: str
    name: str
    measure: str
    model: type[Record]
    summed: str = ""
    where: Mapping[str, Any] = field(default_factory=dict)
    owner: str = "task"

    @property
    def number(self) -> Aggregate:
        condition = Q(**self.where)
        return Sum(self.summed, filter=condition) if self.summed else Count("pk", filter=condition)


KINDS: tuple[Kind, ...] = (
    Kind("hearings", "听取汇报", "次", Hearing),
    Kind("special_hearings", "专题汇报", "次", Hearing, where={"kind": HearingKind.SPECIAL}),
    Kind("talks", "个别谈话", "人次", Talk),
    Kind("petitions", "受理信访", "件", Petition),
    Kind("named_petitions", "实名信访", "件", Petition, where={"named": True}),
    Kind("loans", "调阅资料", "份", Loan, "volumes"),
    Kind("questionnaires", "收回有效问卷", "份", Questionnaire, "valid"),
    Kind("visits", "走访了解", "次", Visit),
    Kind("covert_visits", "暗访", "次", Visit, where={"kind": VisitKind.COVERT}),
    Kind("households", "走访农户（住户）", "户", Visit, "households"),
    Kind("sit_ins", "列席会议", "次", SitIn),
    Kind("forums", "召开座谈会", "场", Forum),
    Kind("matters", "抽查个人有关事项", "人", PersonalMatterCheck, "number"),
    Kind("assistance", "提请协助", "次", Assistance),
    Kind("notices", "立行立改", "件", ImmediateNotice),
    Kind("meetings", "组务会、支部会", "次", GroupMeeting, owner="group"),
)

WIDEST = max(Counter(kind.model for kind in KINDS).values())  # kinds that are counted in one table
_PATHS: dict[tuple[type[Any], str], str] = {  # how the rows of a kind hang from what is asked about
    (Task, "task"): "task",
    (Group, "task"): "task__group",
    (Group, "group"): "group",
    (Round, "task"): "task__round",
    (Round, "group"): "group__round",
}


@dataclass(frozen=True)
class Total:
    kind: Kind
    number: int


def totals(of: Task | Group | Round, period: Period | None = None) -> dict[str, int]:
    """Kind → number of live rows dated in the period, both ends included; of all time without one.

    A task has no meetings of its own: its group holds them, so that they are left out. Each table is read once.
    """
    known = _by_model(type(of))
    first, *others = (_numbers(place, kinds, of, period) for place, kinds in enumerate(known))
    found = {kind.key: 0 for kinds in known for kind in kinds}
    for place, *numbers in first.union(*others, all=True):
        found |= {kind.key: number or 0 for kind, number in zip(known[place], numbers, strict=False)}
    return found


def lines(of: Task | Group | Round, period: Period | None = None) -> list[Total]:
    """The totals with their names, in the order in which a report gives them."""
    found = totals(of, period)
    return [Total(kind, found[kind.key]) for kind in _kinds(type(of))]


def _kinds(model: type[Any]) -> list[Kind]:
    return [kind for kind in KINDS if (model, kind.owner) in _PATHS]


@cache
def _by_model(model: type[Any]) -> tuple[tuple[Kind, ...], ...]:
    """The kinds of one table beside one another, in the order of the totals."""
    kinds = _kinds(model)
    return tuple(
        tuple(kind for kind in kinds if kind.model is m) for m in dict.fromkeys(k.model for k in kinds)
    )


def _numbers(
    place: int, kinds: tuple[Kind, ...], of: Task | Group | Round, period: Period | None
) -> QuerySet[Any, Any]:
    """One row: its place, and the number of each kind; as wide as the widest of them."""
    rows: QuerySet[Any] = kinds[0].model.objects.live().filter(**{_PATHS[type(of), kinds[0].owner]: of.pk})
    if period:
        rows = rows.filter(at__gte=period.start, at__lte=period.end)
    numbers: dict[str, Any] = {f"total{n}": Value(0, IntegerField()) for n in range(WIDEST)}
    numbers |= {f"total{n}": kind.number for n, kind in enumerate(kinds)}
    placed = rows.order_by().annotate(total_of=Value(place, IntegerField())).values("total_of")
    found: QuerySet[Any, Any] = placed.annotate(**numbers).values_list("total_of", *numbers)
    return found
