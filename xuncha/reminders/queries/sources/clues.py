"""What is owed about clues. Told of by number only, and to nobody who may not read the envelope."""

from django.db.models import Q

from xuncha.clues.models import Clue, TransferLine, WaitingLine
from xuncha.clues.rules import ClueState
from xuncha.records.rules import Role
from xuncha.reminders.queries.sources.base import Counted, Debtors, Due
from xuncha.reminders.rules.kinds import Kind

KEEPERS = frozenset({Role.CLUE_KEEPER, Role.COUNTY_OFFICE})

TRANSFERS = Counted(
    Kind.CLUE_TRANSFER,
    Clue,
    "task__decided_on",
    "number",
    "office__short_name",
    Q(state=ClueState.DECIDED),
    debtors=Debtors(section=KEEPERS),
    rule="D14",
    rules="task__round__rule_set",
)
RESULTS = Due(
    Kind.CLUE_RESULT,
    WaitingLine,
    "due_on",
    "clue__number",
    "transfer__receiver__short_name",
    Q(leads=True, answered_on=None),
    debtors=Debtors(unit="transfer__receiver", contact=Role.CLUE_RECEIVER, section=KEEPERS),
    rule="D22",
    page=TransferLine,
)
