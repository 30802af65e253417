"""What is owed to an upper office, for reminders: by the day it was asked for, or by which it is owed again."""

from django.db.models import Q
from django.db.models.functions import Coalesce

from xuncha.records.rules import Role
from xuncha.reminders.queries.sources.base import Debtors, Due
from xuncha.reminders.rules.kinds import Kind
from xuncha.returns.models import ReturnFiling
from xuncha.returns.rules.filing import OWED, CollectionState

RETURN_FILINGS = Due(
    Kind.RETURN_FILING,
    ReturnFiling,
    Coalesce("redo_on", "due_on"),
    "title",
    "filer__short_name",
    Q(state__in=OWED, collection__state=CollectionState.ISSUED, collection__voided_at=None),
    debtors=Debtors(county="filer", section=frozenset({Role.GUIDANCE})),
)
