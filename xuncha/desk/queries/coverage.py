"""How far full coverage is, and whether the term will see it finished."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import Count, Max, Subquery

from xuncha.desk.rules import Pace, pace
from xuncha.kernel.numerals import half_up
from xuncha.kernel.viewer import Viewer
from xuncha.rounds.engine.coverage import Coverage
from xuncha.rounds.models import PlanItem, Term
from xuncha.rounds.queries.frame import Frame, frame
from xuncha.rounds.queries.progress import elapsed, rounds_until
from xuncha.rounds.rules.coverage import Milestone

READERS = PlanItem.reach.office
DAYS_A_YEAR = Fraction(1461, 4)


@dataclass(frozen=True)
class Progress:
    """finished   organisations whose inspection is over, of all on the plan in force
    scheduled     those on the list of an approved round as well: a projection while one of them is open
    elapsed       the share of the term that has passed, in percent with two decimals
    last_number, last_name  of the youngest round that was approved; None and "" before the first
    """

    term: Term
    finished: Coverage
    scheduled: Coverage
    elapsed: Decimal
    last_number: int | None
    last_name: str
    pace: Pace | None

    @property
    def ahead(self) -> Decimal:
        """Percentage points before (negative: behind) the term's own course, once what is scheduled is done."""
        return (self.scheduled.percent or Decimal(0)) - self.elapsed

    @property
    def behind(self) -> Decimal:
        return -self.ahead

    @property
    def last_key(self) -> str:
        """The figure that says what coverage will be after the youngest round."""
        return f"coverage.after_round{self.last_number}" if self.last_number else ""

    @property
    def anchor(self) -> str:
        """Where the word under the mark of the elapsed term hangs, so that it stays on the bar."""
        return "start" if self.elapsed < 15 else "end" if self.elapsed > 85 else "middle"

    @property
    def coming(self) -> int:
        """Scheduled and not finished yet."""
        return self.scheduled.numerator - self.finished.numerator


def progress(viewer: Viewer, day: date, limit: int) -> Progress | None:
    """None while nothing is planned. In six queries."""
    measured = frame(viewer.office or 0, day)
    if measured.term is None or measured.version is None:
        return None
    share = elapsed(measured) or Fraction(0)
    years = Fraction((measured.term.ends_on - measured.term.at).days + 1) / DAYS_A_YEAR
    sizes = _counted(measured)
    finished = Coverage(sizes["finished"], sizes["whole"])
    return Progress(
        term=measured.term,
        finished=finished,
        scheduled=Coverage(sizes["scheduled"], sizes["whole"], sizes["scheduled"] > sizes["finished"]),
        elapsed=half_up(share.numerator, share.denominator) or Decimal(0),
        last_number=sizes["last_number"],
        last_name=sizes["last_name"] or "",
        pace=pace(finished.numerator, finished.left, share, years),
    )


def _counted(measured: Frame) -> dict[str, Any]:
    """Both milestones and the youngest round that was approved, in one question."""
    approved = rounds_until(measured).filter(approved_on__lte=measured.day).order_by("-number")
    counted: dict[str, Any] = measured.planned().aggregate(
        whole=Count("pk"),
        finished=Count("pk", filter=measured.covered(Milestone.FINISHED)),
        scheduled=Count("pk", filter=measured.covered(Milestone.SCHEDULED)),
        last_number=Max(Subquery(approved.values("number")[:1])),
        last_name=Max(Subquery(approved.values("name")[:1])),
    )
    return counted
