"""What guidance waits for: what a supervised county owes, what it took home from a dispatch, and a sponsor's visit."""

from django.db.models import Q

from xuncha.guidance.models import CaseAction, DispatchTask, Sponsorship, SupervisionCase
from xuncha.records.rules import Role
from xuncha.reminders.queries.sources.base import Debtors, Due
from xuncha.reminders.rules.kinds import Kind

SECTION = frozenset({Role.GUIDANCE})
OF_COUNTY = Debtors(county="county", section=SECTION)

CASES = Due(
    Kind.CASE,
    SupervisionCase,
    "due_on",
    "matter",
    "county__short_name",
    Q(closed_on=None),
    debtors=OF_COUNTY,
)
REPLIES = Due(
    Kind.CASE_REPLY,
    CaseAction,
    "due_on",
    "case__matter",
    "county__short_name",
    Q(replied_on=None, due_on__isnull=False, case__voided_at=None),
    debtors=OF_COUNTY,
)
TASKS = Due(
    Kind.DISPATCH_TASK,
    DispatchTask,
    "due_on",
    "text",
    "county__short_name",
    Q(done_on=None),
    debtors=OF_COUNTY,
)
VISITS = Due(  # a sponsor is a leader of the city: the section passes the word on
    Kind.SPONSOR_VISIT,
    Sponsorship,
    "due_on",
    "purpose",
    "person__name",
    Q(until=None, due_on__isnull=False),
    debtors=Debtors(section=SECTION, relays=True),
    inside=True,
)
