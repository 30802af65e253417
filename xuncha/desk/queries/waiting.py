"""What waits for somebody outside the office's sections: a leader's decision, a county's answer, a receipt."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from xuncha.clues.models import Clue
from xuncha.clues.rules import ClueState
from xuncha.guidance.models import SupervisionCase
from xuncha.kernel.viewer import Viewer
from xuncha.leadership.models import Suggestion
from xuncha.leadership.rules import SuggestionState
from xuncha.linkage.models import Counterpart, CountyCall, CountyPlan, Filing
from xuncha.records.rules import LEADERS, Role
from xuncha.rectification.models import Item
from xuncha.rectification.rules import OPEN
from xuncha.rounds.models import Round
from xuncha.rounds.rules.rounds import RoundState
from xuncha.ui.lines import Line, Source, count, read, up_to

DECIDERS = LEADERS
COUNTIES = frozenset({Role.COUNTY_OFFICE})
PROVINCE = frozenset({Role.PROVINCIAL_OFFICE})

_TO_DECIDE = (
    Source("轮次方案", Round, "at", "name", "office__short_name", Q(state=RoundState.SUBMITTED)),
    Source("线索处置", Clue, "at", "number", "task__organisation__short_name", Q(state=ClueState.SUGGESTED)),
    Source("工作建议", Suggestion, "at", "text", "briefing__subject", Q(state=SuggestionState.MADE)),
)
_plans = CountyPlan.objects.live().filter(
    campaign=OuterRef("campaign"), county=OuterRef("county"), filed_on__isnull=False
)
_TO_ANSWER = (
    Source(
        "对口材料",
        Counterpart,
        "at",
        "task__organisation__short_name",
        "office__short_name",
        Q(sent_on=None, received_on=None),
    ),
    Source("方案报备", CountyCall, "at", "campaign__name", "office__short_name", ~Q(Exists(_plans))),
    Source("重点督办", SupervisionCase, "at", "matter", "office__short_name", Q(closed_on=None)),
    Source("问题整改", Item, "at", "title", "ledger__title", Q(ledger__county__isnull=False, state__in=OPEN)),
)
_TO_RECEIVE = (
    Source("待出具回执", Filing, "at", "document__title", "office__short_name", Q(received_on=None)),
)
_FILED = (Source("报送文件", Filing, "at", "document__title", "office__short_name"),)


@dataclass(frozen=True)
class Kind:
    """One kind of what waits, and the list of that kind."""

    label: str
    count: int
    url: str


@dataclass(frozen=True)
class Waiting:
    """How many of each kind wait, and the first of them."""

    kinds: list[Kind]
    lines: list[Line]

    @property
    def total(self) -> int:
        return sum(kind.count for kind in self.kinds)


def to_decide(viewer: Viewer, day: date, limit: int) -> Waiting:
    """What a leader is asked to decide. In two queries, like each of these."""
    return _waiting(_TO_DECIDE, viewer, day, limit)


def to_answer(viewer: Viewer, day: date, limit: int) -> Waiting:
    """What the office above asks of a county."""
    return _waiting(_TO_ANSWER, viewer, day, limit)


def filed(viewer: Viewer, day: date, limit: int) -> Waiting:
    """What was filed upward: how much of it waits for a receipt, and the newest of all."""
    waiting = _waiting(_TO_RECEIVE, viewer, day, 0)
    return Waiting(waiting.kinds, read(_FILED, viewer, up_to(day), newest=True, limit=limit))


def _waiting(sources: tuple[Source, ...], viewer: Viewer, day: date, limit: int) -> Waiting:
    counted = count(sources, viewer, waiting=Q(line_day__lte=day))
    kinds = [
        Kind(source.kind, sizes["waiting"], source.address) for source, sizes in counted if sizes["waiting"]
    ]
    return Waiting(kinds, read(sources, viewer, up_to(day), limit=limit) if limit else [])
