"""Returns asked for by an upper office and filed by the lower ones: the two life cycles, lateness, and what may be added."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from xuncha.kernel.lifecycle import LifeCycle, Step
from xuncha.kernel.numerals import half_up
from xuncha.kernel.words import Word
from xuncha.records.rules import Role

# Who asks, examines and accepts in the upper office; who files in the lower one.
EXAMINERS = frozenset({Role.DIRECTOR, Role.GENERAL, Role.GUIDANCE, Role.PROVINCIAL_OFFICE})
FILING_ROLES = frozenset({Role.DIRECTOR, Role.GENERAL, Role.COUNTY_OFFICE})
# Whoever files holds this role towards the filing, whatever he is at home: a director above is no director below.
FILER = frozenset({Role.COUNTY_OFFICE})


class CollectionState(Word):
    ISSUED = "issued", "报送中"
    CLOSED = "closed", "已办结"
    WITHDRAWN = "withdrawn", "已撤销"


COLLECTION_LIFE = LifeCycle(
    "报送安排",
    CollectionState,
    Step("close", "办结", CollectionState.ISSUED, CollectionState.CLOSED, EXAMINERS),
    Step("withdraw", "撤销", CollectionState.ISSUED, CollectionState.WITHDRAWN, EXAMINERS, needs_note=True),
)


class FilingState(Word):
    WAITING = "waiting", "待报"
    SUBMITTED = "submitted", "已报送"
    RETURNED = "returned", "已退回"
    ACCEPTED = "accepted", "本级已审"
    ACCEPTED_ABOVE = "accepted_above", "上级已审"
    WITHDRAWN = "withdrawn", "免报"


OWED = frozenset({FilingState.WAITING, FilingState.RETURNED})
ADDED_UP = frozenset({FilingState.ACCEPTED, FilingState.ACCEPTED_ABOVE})

_SENT_BACK = "退回"
FILING_LIFE = LifeCycle(
    "报送件",
    FilingState,
    Step("submit", "报送", FilingState.WAITING, FilingState.SUBMITTED, FILER),
    Step("submit", "报送", FilingState.RETURNED, FilingState.SUBMITTED, FILER),
    Step("accept", "审核通过", FilingState.SUBMITTED, FilingState.ACCEPTED, EXAMINERS, sets="accepted_on"),
    Step("send_back", _SENT_BACK, FilingState.SUBMITTED, FilingState.RETURNED, EXAMINERS, needs_note=True),
    Step("send_back", _SENT_BACK, FilingState.ACCEPTED, FilingState.RETURNED, EXAMINERS, needs_note=True),
    Step(
        "accept_above",
        "登记上级已审",
        FilingState.ACCEPTED,
        FilingState.ACCEPTED_ABOVE,
        EXAMINERS,
        sets="accepted_above_on",
    ),
    Step("excuse", "免报", FilingState.WAITING, FilingState.WITHDRAWN, EXAMINERS, needs_note=True),
)


class Source(Word):
    """Where a filed number comes from: rows, a number that was only sent, or a formula over both."""

    COMPUTED = "computed", "计算"
    REPORTED = "reported", "填报"
    MIXED = "mixed", "计算和填报"


def source_of(used: Collection[str]) -> Source:
    """Of a formula, by those of the cells it uses."""
    kinds = set(used)
    return Source(kinds.pop()) if len(kinds) == 1 else Source.MIXED


def days_late(due_on: date, filed_on: date | None, day: date) -> int:
    """Days between the due day and the first filing, or the day itself while nothing has come. Never less than zero.

    Only the first filing counts: one that is sent back, filed again and accepted is as late as it was.
    """
    return max(((filed_on or day) - due_on).days, 0)


@dataclass(frozen=True)
class Quality:
    """How an office has filed: what was due, what came, what came in time, what was never sent back."""

    due: int = 0
    filed: int = 0
    timely: int = 0
    returned: int = 0
    accepted: int = 0
    first_pass: int = 0

    @property
    def late(self) -> int:
        """Filed late or overdue and never filed."""
        return self.due - self.timely

    @property
    def complete(self) -> Decimal | None:
        """报送率."""
        return _rate(self.filed, self.due)

    @property
    def timeliness(self) -> Decimal | None:
        """按时率, of all that was due: what never came was not in time."""
        return _rate(self.timely, self.due)

    @property
    def passing(self) -> Decimal | None:
        """一次通过率."""
        return _rate(self.first_pass, self.accepted)


def _rate(part: int, whole: int) -> Decimal | None:
    return half_up(part, whole)


# A number reported by hand bears no roll-up: what its heading calls a rate or an average is not added.
NOT_ADDED = ("率", "%", "％", "比例", "占比", "比重", "平均", "人均", "均值")


def adds_by_label(label: str) -> bool:
    return not any(word in label for word in NOT_ADDED)
