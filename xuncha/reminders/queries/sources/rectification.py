"""What is owed after feedback: plans and reports of the whole ledger, items and measures, what leaders named."""

from django.db.models import Exists, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from xuncha.leadership.models import NamedMatter
from xuncha.leadership.rules import MatterState
from xuncha.records.rules import Role
from xuncha.rectification.models import Advice, Card, Item, Measure, PlanSubmission, ProgressReport
from xuncha.rectification.queries.publications import settled_for_task
from xuncha.rectification.rules import OPEN, MeasureKind
from xuncha.rectification.rules.cards import OWED, AdviceState
from xuncha.rectification.rules.plans import SIGNED_OFF, SubmissionState
from xuncha.rectification.rules.publications import DEADLINE, Scope
from xuncha.reminders.queries.sources.base import Counted, Debtors, Due
from xuncha.reminders.queries.sources.rounds import UNIT
from xuncha.reminders.rules.kinds import Kind
from xuncha.rounds.models import Task
from xuncha.rounds.queries.deadlines import CONCENTRATED
from xuncha.rounds.rules.tasks import TaskState
from xuncha.ui.lines import joined

SECTION = frozenset({Role.RECTIFICATION, Role.COUNTY_OFFICE})
OF_UNIT = Debtors(unit="organisation", head="organisation", section=SECTION)

_waiting = (
    Measure.objects.live().filter(item=OuterRef("pk"), done_on=None).exclude(kind=MeasureKind.LONG_TERM)
)
_plans = PlanSubmission.objects.live().filter(ledger__task=OuterRef("pk"), state__in=[*SIGNED_OFF])
_reports = (
    ProgressReport.objects.live()
    .filter(ledger__task=OuterRef("pk"), state__in=[*SIGNED_OFF])
    .order_by()
    .values("ledger__task")
)
_open_items = Item.objects.live().filter(ledger__task=OuterRef("pk"), state__in=OPEN)

MEASURES = Due(
    Kind.MEASURE,
    Measure,
    "due_on",
    "text",
    joined("owner__organisation__short_name", "owner__title"),
    Q(done_on=None, item__voided_at=None, item__state__in=OPEN) & ~Q(kind=MeasureKind.LONG_TERM),
    debtors=Debtors(
        post="owner",
        lead="lead",
        unit="item__ledger__task__organisation",
        head="item__ledger__task__organisation",
        county="item__ledger__county",
        section=SECTION,
    ),
)
ITEMS = Due(  # an item whose measures wait is told by its measures
    Kind.ITEM,
    Item,
    "due_on",
    "title",
    "ledger__title",
    Q(state__in=OPEN) & ~Exists(_waiting),
    debtors=Debtors(
        unit="ledger__task__organisation",
        head="ledger__task__organisation",
        county="ledger__county",
        section=SECTION,
    ),
)
PLANS = Counted(
    Kind.PLAN,
    Task,
    "fed_back_on",
    UNIT,
    UNIT,
    Q(state=TaskState.FED_BACK, ledger__plan=None) & ~Q(Exists(_plans)),
    debtors=OF_UNIT,
    rule="D15",
)
REVIEWS = Counted(
    Kind.PLAN_REVIEW,
    PlanSubmission,
    "signed_on",
    "ledger__title",
    "office__short_name",
    Q(state=SubmissionState.SIGNED),
    debtors=Debtors(section=SECTION | {Role.PLAN_REVIEWER}),
    rule="D16",
    rules="ledger__task__round__rule_set",
    inside=True,
)
PROGRESS = Counted(
    Kind.PROGRESS,
    Task,
    "fed_back_on",
    UNIT,
    UNIT,
    Q(state=TaskState.RECTIFYING) & ~Q(Exists(_reports)),
    debtors=OF_UNIT,
    rule="D19",
)
PERIODIC = Counted(  # while problems are open after the first report
    Kind.PERIODIC,
    Task,
    "fed_back_on",
    UNIT,
    UNIT,
    Q(state__in=(TaskState.PROGRESS_REPORTED, TaskState.PUBLISHED, TaskState.EVALUATED))
    & Q(Exists(_open_items)),
    debtors=OF_UNIT,
    rule="D20",
    last=Coalesce(Subquery(_reports.annotate(last=Max("at")).values("last")), "fed_back_on"),
)
PUBLICATION = Counted(
    Kind.PUBLICATION,
    Task,
    Subquery(_reports.annotate(last=Max("accepted_on")).values("last")),
    UNIT,
    UNIT,
    Q(state=TaskState.PROGRESS_REPORTED) & ~(settled_for_task(Scope.PARTY) & settled_for_task(Scope.SOCIETY)),
    debtors=OF_UNIT,
    rule=DEADLINE,
)
EVALUATION = Counted(
    Kind.EVALUATION,
    Task,
    "fed_back_on",
    UNIT,
    "office__short_name",
    Q(state=TaskState.PUBLISHED),
    debtors=Debtors(section=SECTION),
    rule="D23",
    through=CONCENTRATED,
    inside=True,
)
MATTERS = Due(
    Kind.MATTER,
    NamedMatter,
    "due_on",
    "gist",
    "lead__short_name",
    Q(state__in=(MatterState.ASSIGNED, MatterState.UNDER_WAY)),
    debtors=Debtors(section=SECTION, relays=True),
    rule="D29",
)
CARDS = Due(
    Kind.CARD,
    Card,
    "due_on",
    "matter",
    "lead__short_name",
    Q(state__in=OWED),
    debtors=Debtors(unit="lead", head="lead", section=SECTION),
)
ADVICES = Due(
    Kind.ADVICE,
    Advice,
    "due_on",
    "text",
    "department__short_name",
    Q(state=AdviceState.SENT),
    debtors=Debtors(unit="department", head="department", section=SECTION),
)
