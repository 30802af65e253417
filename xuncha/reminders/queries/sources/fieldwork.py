"""What is owed before a group enters and before it leaves."""

from django.db.models import Q
from django.db.models.functions import Coalesce

from xuncha.basis.models import Addressee, Decision
from xuncha.fieldwork.models import ImmediateNotice, Loan, MaterialRequest, Petition
from xuncha.fieldwork.rules.notices import OPEN
from xuncha.fieldwork.rules.petitions import PetitionState
from xuncha.records.rules import Role
from xuncha.reminders.queries.sources.base import Debtors, Due
from xuncha.reminders.queries.sources.rounds import FIELD, GENERAL
from xuncha.reminders.rules.kinds import Kind

HEAD = frozenset({Role.DIRECTOR, Role.COUNTY_OFFICE})  # of the office only its head reads what a group wrote
# What is borrowed goes back, and what was handed in is disposed of, before the group leaves.
EXIT = Coalesce("task__left_on", "task__exit_planned_on")

REQUESTS = Due(
    Kind.REQUEST,
    MaterialRequest,
    "due_on",
    "subject",
    "department__short_name",
    Q(received_on=None),
    debtors=Debtors(section=GENERAL, relays=True),
    rule="D2",
)
NOTICES = Due(
    Kind.NOTICE,
    ImmediateNotice,
    "due_on",
    "problem",
    "task__organisation__short_name",
    Q(state__in=OPEN),
    debtors=Debtors(group="task__group", seats=FIELD, section=HEAD, relays=True),
    rule="D9",
)
PETITIONS = Due(
    Kind.PETITION,
    Petition,
    EXIT,
    "task__organisation__short_name",
    "task__group__name",
    Q(state=PetitionState.REGISTERED),
    debtors=Debtors(group="task__group", seats=FIELD | {Role.PETITION_CLERK}, section=HEAD),
)
LOANS = Due(
    Kind.LOAN,
    Loan,
    EXIT,
    "title",
    "borrower__person__name",
    Q(returned_on=None),
    debtors=Debtors(account="borrower__person__user", group="task__group", seats=FIELD, section=HEAD),
)
REPLIES = Due(
    Kind.REPLY,
    Addressee,
    "due_on",
    "document__title",
    "name",
    Q(replied_on=None, document__voided_at=None),
    debtors=Debtors(section=GENERAL, relays=True),
)
DECISIONS = Due(
    Kind.DECISION, Decision, "due_on", "text", "owner", Q(done_on=None), debtors=Debtors(section=GENERAL)
)
