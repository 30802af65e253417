"""What is owed on the way of a task up to its feedback, and what is filed about its round."""

from django.db.models import Exists, Max, OuterRef, Q, Subquery, TextField
from django.db.models.functions import Cast

from xuncha.archive.models import Handover
from xuncha.archive.rules import HandoverState
from xuncha.linkage.models import Filing
from xuncha.linkage.rules import FilingKind
from xuncha.records.rules import Role
from xuncha.reminders.queries.sources.base import Counted, Debtors, Due
from xuncha.reminders.rules.kinds import Kind
from xuncha.rounds.models import KeyTask, Round, StepTemplate, Task
from xuncha.rounds.rules.clocks import CLOCKS, Awaited, Clock
from xuncha.rounds.rules.rounds import RoundState
from xuncha.rounds.rules.tasks import TaskState

GENERAL = frozenset({Role.GENERAL, Role.COUNTY_OFFICE})
FIELD = frozenset({Role.GROUP_LEADER, Role.LIAISON})
UNIT = "organisation__short_name"
IN_THE_FIELD = Debtors(group="group", seats=FIELD, section=GENERAL)
FILED_LATER = (
    TaskState.FED_BACK,
    TaskState.RECTIFYING,
    TaskState.PROGRESS_REPORTED,
    TaskState.PUBLISHED,
    TaskState.EVALUATED,
)
UNDER_WAY = (RoundState.APPROVED, RoundState.AUTHORISED, RoundState.MOBILISED)

# A light way may lead past the secretary's meeting: then nobody waits for it.
_without_secretary = StepTemplate.objects.annotate(over=Cast("skips", TextField())).filter(
    pk=OuterRef("template"), over__contains=f'"{TaskState.DECIDED.value}"'
)


def _on_way(clock: Clock) -> Counted:
    where: Q = Q(state__in=clock.states)
    if clock.what == Awaited.SECRETARY:
        where &= ~Q(Exists(_without_secretary))
    return Counted(
        Kind(clock.what.value),
        Task,
        clock.since or clock.planned,
        UNIT,
        "group__name" if clock.by_group else "office__short_name",
        where,
        debtors=IN_THE_FIELD if clock.by_group else Debtors(section=GENERAL),
        rule=clock.code,
        planned=clock.planned,
        inside=True,
    )


def _filed(kind: FilingKind) -> Q:
    return Q(Exists(Filing.objects.live().filter(kind=kind, round=OuterRef("pk"))))


_handed_over = Handover.objects.live().filter(task=OuterRef("pk")).exclude(state=HandoverState.COLLECTING)
_decided = (
    Task.objects.live()
    .filter(round=OuterRef("pk"))
    .order_by()
    .values("round")
    .annotate(last=Max("decided_on"))
    .values("last")
)

TASKS = tuple(_on_way(clock) for clock in CLOCKS)
ARCHIVE = Counted(
    Kind.ARCHIVE,
    Task,
    "fed_back_on",
    UNIT,
    "group__name",
    Q(state__in=FILED_LATER) & ~Q(Exists(_handed_over)),
    debtors=Debtors(group="group", seats=FIELD, section=GENERAL),
    rule="D26",
    inside=True,
)
ROUND_PLAN = Counted(
    Kind.ROUND_PLAN,
    Round,
    "approved_on",
    "name",
    "office__short_name",
    Q(state__in=UNDER_WAY, office__parent__isnull=False) & ~_filed(FilingKind.ROUND_PLAN),
    debtors=Debtors(section=GENERAL),
    rule="D27",
    rules="rule_set",
    upper=True,
)
COMPOSITE = Counted(
    Kind.COMPOSITE,
    Round,
    Subquery(_decided),
    "name",
    "office__short_name",
    Q(state__in=UNDER_WAY, office__parent__isnull=False) & ~_filed(FilingKind.COMPOSITE),
    debtors=Debtors(section=GENERAL),
    rule="D28",
    rules="rule_set",
    upper=True,
)
KEY_TASKS = Due(
    Kind.KEY_TASK, KeyTask, "due_on", "text", "owner", Q(done_on=None), debtors=Debtors(section=GENERAL)
)
