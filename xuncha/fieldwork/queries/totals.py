"""How much fieldwork was done: counts by kind of a task, a group or a round, in one query."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Aggregate, Count, IntegerField, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

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
    number   what is summed or counted; `where` narrows the rows: 暗访 are 走访 too
    owner    the column from which the rows hang: a task, or the group itself
    """

    key: str
    name: str
    measure: str
    model: type[Record]
    number: Aggregate = field(default_factory=lambda: Count("pk"))
    where: Mapping[str, Any] = field(default_factory=dict)
    owner: str = "task"


KINDS: tuple[Kind, ...] = (
    Kind("hearings", "听取汇报", "次", Hearing),
    Kind("special_hearings", "专题汇报", "次", Hearing, where={"kind": HearingKind.SPECIAL}),
    Kind("talks", "个别谈话", "人次", Talk),
    Kind("petitions", "受理信访", "件", Petition),
    Kind("named_petitions", "实名信访", "件", Petition, where={"named": True}),
    Kind("loans", "调阅资料", "份", Loan, Sum("volumes")),
    Kind("questionnaires", "收回有效问卷", "份", Questionnaire, Sum("valid")),
    Kind("visits", "走访了解", "次", Visit),
    Kind("covert_visits", "暗访", "次", Visit, where={"kind": VisitKind.COVERT}),
    Kind("households", "走访农户（住户）", "户", Visit, Sum("households")),
    Kind("sit_ins", "列席会议", "次", SitIn),
    Kind("forums", "召开座谈会", "场", Forum),
    Kind("matters", "抽查个人有关事项", "人", PersonalMatterCheck, Sum("number")),
    Kind("assistance", "提请协助", "次", Assistance),
    Kind("notices", "立行立改", "件", ImmediateNotice),
    Kind("meetings", "组务会、支部会", "次", GroupMeeting, owner="group"),
)

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

    A task has no meetings of its own: its group holds them, so that they are left out.
    """
    kinds = _kinds(type(of))
    counts = [_number(kind, path, period) for kind, path in kinds]
    row = type(of)._base_manager.filter(pk=of.pk).values_list(*counts).get()
    return {kind.key: number for (kind, _), number in zip(kinds, row, strict=True)}


def lines(of: Task | Group | Round, period: Period | None = None) -> list[Total]:
    """The totals with their names, in the order in which a report gives them."""
    found = totals(of, period)
    return [Total(kind, found[kind.key]) for kind, _ in _kinds(type(of))]


def _kinds(model: type[Any]) -> list[tuple[Kind, str]]:
    return [(kind, _PATHS[model, kind.owner]) for kind in KINDS if (model, kind.owner) in _PATHS]


def _number(kind: Kind, path: str, period: Period | None) -> Coalesce:
    """A subquery of one row: the rows that hang from the outer one, grouped by it."""
    rows: QuerySet[Any] = kind.model.objects.live().filter(**{path: OuterRef("pk")}, **kind.where)
    if period:
        rows = rows.filter(at__gte=period.start, at__lte=period.end)
    summed = rows.order_by().values(path).annotate(number=kind.number).values("number")
    return Coalesce(Subquery(summed, output_field=IntegerField()), 0)
