"""The plan in force: whose list is counted on a day, and who on it answers for those that merged."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from django.db.models import BigIntegerField, Case, Expression, F, Q, QuerySet, Value, When

from xuncha.orgs.models import OrganisationChange
from xuncha.orgs.rules import ChangeKind, UnitClass
from xuncha.records.models import Office
from xuncha.rounds.engine import coverage as engine
from xuncha.rounds.models import PlanChange, PlanItem, PlanVersion, Task, TaskQuerySet, Term
from xuncha.rounds.rules.coverage import Milestone
from xuncha.rounds.rules.plans import PlanChangeKind

COUNTED_AS: str = "counted_as"
Offices = Collection[int] | Collection[Office] | QuerySet[Office]  # thousands are named by their question
M = TypeVar("M", Term, PlanVersion)


@dataclass(frozen=True)
class Frame:
    """What coverage of an office is measured against on a day.

    version  of the plan in force that day; None: nothing planned yet
    heirs    organisation that merged → the listed one that answers for it
    kept     listed organisations that a decision keeps as covered though they were abolished
    """

    office: int
    day: date
    term: Term | None = None
    version: PlanVersion | None = None
    heirs: Mapping[int, int] = field(default_factory=dict)
    kept: frozenset[int] = frozenset()

    def items(self) -> QuerySet[PlanItem]:
        """All that is on the list."""
        return PlanItem.objects.live().filter(version=self.version)

    def planned(self) -> QuerySet[PlanItem]:
        """The units on the list. Villages are an indicator of their own (domain §5.3)."""
        return self.items().exclude(unit_class=UnitClass.VILLAGE)

    def villages(self) -> QuerySet[PlanItem]:
        return self.items().filter(unit_class=UnitClass.VILLAGE)

    def tasks(self) -> TaskQuerySet:
        """The term's tasks that count, each with the listed organisation it counts for as `counted_as`."""
        return self._tasks.all()

    def reached(self, milestone: Milestone = Milestone.FINISHED) -> TaskQuerySet:
        """Those of them that had reached the milestone on the day."""
        if milestone not in self._reached:
            self._reached[milestone] = self.tasks().reached(milestone, self.day)
        return self._reached[milestone].all()

    def outstanding(self) -> TaskQuerySet:
        """Those that are scheduled or on site: while there are any, coverage to come is a projection."""
        return self.reached(Milestone.SCHEDULED).filter(Q(left_on=None) | Q(left_on__gt=self.day))

    def covered(self, milestone: Milestone = Milestone.FINISHED) -> Q:
        """The condition under which an item is covered, by a task or by a decision to keep it."""
        return Q(organisation__in=counted(self.reached(milestone))) | Q(organisation__in=self.kept)

    # A look asks these dozens of times; put into words once, they are asked anew each time.
    @cached_property
    def _tasks(self) -> TaskQuerySet:
        own = Task.objects.counting().filter(round__term=self.term)
        return own.annotate(**{COUNTED_AS: self._answering()})

    @cached_property
    def _reached(self) -> dict[Milestone, TaskQuerySet]:
        return {}

    @cached_property
    def open_until(self) -> dict[int, bool]:
        """Whether rounds up to a number are still open, as far as it was asked."""
        return {}

    def _answering(self) -> Expression | F:
        if not self.heirs:
            return F("organisation_id")
        gone_into: dict[int, list[int]] = {}
        for gone, answering in self.heirs.items():
            gone_into.setdefault(answering, []).append(gone)
        whens = [When(organisation__in=gone, then=Value(answering)) for answering, gone in gone_into.items()]
        return Case(*whens, default=F("organisation_id"), output_field=BigIntegerField())


def counted(tasks: TaskQuerySet) -> QuerySet[Task, Any]:
    """The listed organisations that a frame's tasks count for, as a subquery."""
    organisations: QuerySet[Task, Any] = tasks.values(COUNTED_AS)
    return organisations


_seen: ContextVar[dict[tuple[int, date], Frame] | None] = ContextVar("frames seen", default=None)


@contextmanager
def one_look() -> Iterator[None]:
    """Inside, the same frame is asked for once: for a report, whose figures all look at the same day.

    Only around what writes nothing.
    """
    seen = _seen.get()
    token = _seen.set({} if seen is None else seen)
    try:
        yield
    finally:
        _seen.reset(token)


def frame(office: int, day: date) -> Frame:
    """The office's frame on a day."""
    seen = _seen.get()
    if seen is None:
        return frames([office], day)[office]
    if (office, day) not in seen:
        seen[office, day] = frames([office], day)[office]
    return seen[office, day]


def frames(offices: Collection[int], day: date) -> dict[int, Frame]:
    """The frames of several offices, in five queries however many they are."""
    begun = frames_over(offices, [day])[day]
    return {office: begun.get(office) or Frame(office, day) for office in offices}


def frames_over(offices: Offices, days: Collection[date]) -> dict[date, dict[int, Frame]]:
    """Day → the frames of those offices whose term had begun by then; in five queries however many days there are."""
    terms = _terms(offices, days)
    versions = _versions(_distinct(terms), days)
    standing = _distinct(versions)
    changes, mergers = _plan_changes(standing, max(days)), _mergers(max(days))
    listed = _listed(standing) if mergers or changes else {}
    found: dict[date, dict[int, Frame]] = {}
    for day in days:
        gone = {organisation: successor for at, organisation, successor in mergers if at <= day}
        found[day] = {}
        for office, term in terms[day].items():
            version = versions[day].get(term.pk)
            plain = Frame(office, day, term, version)
            if version is not None:
                changed = [each for each in changes.get(version.plan_id, []) if each.version.at <= day]
                plain = _framed(plain, gone, changed, listed.get(version.pk, set()))
            found[day][office] = plain
    return found


def _framed(plain: Frame, mergers: dict[int, int], changes: list[PlanChange], listed: set[int]) -> Frame:
    heirs = engine.heirs(_successors(mergers, changes), listed)
    kept = {change.organisation_id for change in changes if change.kind == PlanChangeKind.KEPT}
    return replace(plain, heirs=heirs, kept=frozenset({heirs.get(o, o) for o in kept} & listed))


def _successors(mergers: dict[int, int], changes: list[PlanChange]) -> dict[int, int]:
    """Who merged into whom. What the plan decides goes before what the register of organisations says."""
    successors = dict(mergers)
    for change in changes:
        if change.kind == PlanChangeKind.MERGED and change.successor_id:
            successors[change.organisation_id] = change.successor_id
        elif change.kind == PlanChangeKind.ABOLISHED:
            successors.pop(change.organisation_id, None)
    return successors


# Rows come in their order, so that the last of a kind is the one that stands in a dictionary.


def _terms(offices: Offices, days: Collection[date]) -> dict[date, dict[int, Term]]:
    """Day → office → the term that had begun last. It stays in force until the next one begins."""
    begun = list(Term.objects.live().filter(office__in=offices, at__lte=max(days)).order_by("at", "pk"))
    return {day: {term.office_id: term for term in begun if term.at <= day} for day in days}


def _versions(terms: Collection[Term], days: Collection[date]) -> dict[date, dict[int, PlanVersion]]:
    """Day → term → the version issued last."""
    rows = PlanVersion.objects.live().filter(plan__term__in=terms, plan__voided_at=None, at__lte=max(days))
    issued = list(rows.select_related("plan").order_by("at", "number", "pk"))
    return {day: {row.plan.term_id: row for row in issued if row.at <= day} for day in days}


def _distinct(standing: Mapping[date, Mapping[int, M]]) -> list[M]:
    """The rows that stand on any of the days, each once."""
    return list({row.pk: row for of_day in standing.values() for row in of_day.values()}.values())


def _plan_changes(versions: Collection[PlanVersion], day: date) -> dict[int, list[PlanChange]]:
    """By plan, what its versions up to that day changed."""
    changes = PlanChange.objects.live().filter(
        version__plan__in={v.plan_id for v in versions}, version__voided_at=None, version__at__lte=day
    )
    by_plan: dict[int, list[PlanChange]] = {}
    for change in changes.select_related("version").order_by("version__at", "version__number", "pk"):
        by_plan.setdefault(change.version.plan_id, []).append(change)
    return by_plan


def _mergers(day: date) -> list[tuple[date, int, int]]:
    """(day, organisation, successor) of those that had merged or gone over into another by that day."""
    gone = OrganisationChange.objects.live().filter(
        kind__in=(ChangeKind.MERGED, ChangeKind.RENAMED), successor__isnull=False, at__lte=day
    )
    return list(gone.order_by("at", "pk").values_list("at", "organisation", "successor"))


def _listed(versions: Collection[PlanVersion]) -> dict[int, set[int]]:
    """By version, the organisations on its list."""
    listed: dict[int, set[int]] = {}
    items = PlanItem.objects.live().filter(version__in=versions)
    for version, organisation in items.values_list("version", "organisation"):
        listed.setdefault(version, set()).add(organisation)
    return listed
