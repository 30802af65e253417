"""The term round by round: what each round adds, against the share of the term that has passed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from django.db.models import Exists, OuterRef, QuerySet

from xuncha.records.models import Passage
from xuncha.rounds.engine import coverage as engine
from xuncha.rounds.engine.coverage import Coverage
from xuncha.rounds.models import Round
from xuncha.rounds.queries.frame import Frame, frame
from xuncha.rounds.rules.coverage import Milestone
from xuncha.rounds.rules.rounds import RoundState


@dataclass(frozen=True)
class RoundStep:
    """One round of the term.

    new       planned units inspected for the first time in it, those scheduled too while a round up to here is open
    coverage  all that are covered after it; a projection while a round up to here is open
    day       when its last task that counts leaves the site, as a fact or as planned; None: unknown
    elapsed   the share of the term that has passed by then
    """

    round: Round
    new: int
    coverage: Coverage
    day: date | None
    elapsed: Fraction | None


def elapsed(measured: Frame) -> Fraction | None:
    """The share of the term that has passed by the frame's day: the line coverage is held against."""
    return _elapsed(measured, measured.day)


def series(office: int, day: date) -> list[RoundStep]:
    """The rounds of the term in force that were approved by that day, in their order."""
    return series_of(frame(office, day))


def series_of(measured: Frame) -> list[RoundStep]:
    """As `series`, for a frame already at hand. Three queries."""
    rounds = list(rounds_until(measured))
    visits = list(_visits(measured))
    listed = set(measured.planned().values_list("organisation", flat=True))
    open_from = _open_from(rounds, visits, measured.day)
    approved = [r for r in rounds if r.approved_on and r.approved_on <= measured.day]
    steps = engine.steps(
        [(v.number, v.organisation) for v in visits if v.organisation in listed], [r.number for r in approved]
    )
    found = []
    for round_, step in zip(approved, steps, strict=True):
        projected = open_from is not None and open_from <= step.number
        kept = (measured.kept & listed) - {
            v.organisation for v in visits if projected or v.is_off_site(measured.day)
        }
        whole = Coverage(step.covered + len(kept), len(listed), projected)
        day = _last_day(v for v in visits if v.number == step.number)
        found.append(RoundStep(round_, step.new, whole, day, _elapsed(measured, day) if day else None))
    return found


def rounds_until(measured: Frame) -> QuerySet[Round]:
    """The term's rounds in their order, without those called off by the day."""
    # asked of each round by itself: a list of all that was ever called off would read every passage there is
    called_off = Passage.objects.filter(
        subject_uid=OuterRef("uid"), at__lte=measured.day, after=RoundState.CANCELLED
    )
    return Round.objects.live().filter(~Exists(called_off), term=measured.term).order_by("number")


class _Visit(NamedTuple):
    """A task that counts and was scheduled by the day."""

    number: int
    organisation: int
    left_on: date | None
    exit_planned_on: date | None

    def is_off_site(self, day: date) -> bool:
        return self.left_on is not None and self.left_on <= day


def _visits(measured: Frame) -> Iterable[_Visit]:
    columns = ("round__number", "counted_as", "left_on", "exit_planned_on")
    return (_Visit(*row) for row in measured.reached(Milestone.SCHEDULED).values_list(*columns))


def _open_from(rounds: Iterable[Round], visits: Iterable[_Visit], day: date) -> int | None:
    """The first round that is not approved or not off site; from there on everything is a projection."""
    unapproved = {r.number for r in rounds if r.approved_on is None or r.approved_on > day}
    return min(unapproved | {v.number for v in visits if not v.is_off_site(day)}, default=None)


def _last_day(visits: Iterable[_Visit]) -> date | None:
    """None as soon as one of them has neither left nor a planned day to."""
    days = [visit.left_on or visit.exit_planned_on for visit in visits]
    known = [day for day in days if day]
    return max(known) if known and len(known) == len(days) else None


def _elapsed(measured: Frame, day: date) -> Fraction | None:
    term = measured.term
    return engine.elapsed(term.at, term.ends_on, day) if term else None
