"""Full coverage in numbers: milestones, classes, levels, rounds, counties, and the plan they are measured by."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Prefetch, Q
from django.utils.translation import get_language, gettext

from xuncha.kernel.numerals import half_up, in_chinese
from xuncha.kernel.viewer import Viewer
from xuncha.kernel.words import Word
from xuncha.orgs.models import Organisation
from xuncha.orgs.rules import UnitClass
from xuncha.rounds.engine.coverage import Coverage
from xuncha.rounds.models import PlanChange, PlanVersion, Term
from xuncha.rounds.queries.counties import CountyCoverage, by_county
from xuncha.rounds.queries.coverage import by_class, by_level, village_coverage
from xuncha.rounds.queries.frame import Frame, frame
from xuncha.rounds.queries.progress import RoundStep, elapsed
from xuncha.rounds.rules.coverage import Milestone
from xuncha.rounds.rules.plans import PlanChangeKind
from xuncha.ui.charts import Chart, Series


@dataclass(frozen=True)
class Reached:
    """How far coverage is by one milestone, and the address of the figure that says so ("" where none does)."""

    milestone: Milestone
    coverage: Coverage
    url: str


@dataclass(frozen=True)
class Step:
    """One round of the series, with the addresses of its figures."""

    step: RoundStep
    elapsed: Decimal | None
    new_url: str
    rate_url: str


@dataclass(frozen=True)
class Moved:
    """Organisations that came or went together; `successor` is where they went, None for nowhere."""

    organisations: list[Organisation]
    successor: Organisation | None


@dataclass(frozen=True)
class Version:
    """A version of the plan's list: how many units and villages it has, and what it changed, by kind."""

    version: PlanVersion
    units: int
    villages: int
    changes: list[tuple[PlanChangeKind, list[Moved]]]
    in_force: bool


@dataclass(frozen=True)
class Overview:
    """`term` and what follows it are empty before the first plan was issued."""

    term: Term | None
    milestone: Milestone
    reached: list[Reached]
    villages: Coverage
    elapsed: Decimal | None
    plan_url: str
    classes: list[tuple[str, Coverage]]
    levels: list[tuple[str, Coverage]]
    steps: list[Step]
    counties: list[CountyCoverage]
    versions: list[Version]

    @property
    def chosen(self) -> Reached:
        return next(each for each in self.reached if each.milestone == self.milestone)

    @property
    def scheduled(self) -> Reached:
        return next(each for each in self.reached if each.milestone == Milestone.SCHEDULED)

    @property
    def coming(self) -> int:
        """Scheduled, and short of the milestone."""
        return self.scheduled.coverage.numerator - self.chosen.coverage.numerator

    @property
    def ahead(self) -> Decimal:
        """Percentage points before the term's own course, once what is scheduled is done; negative behind it."""
        return (self.scheduled.coverage.percent or Decimal(0)) - (self.elapsed or Decimal(0))

    @property
    def behind(self) -> Decimal:
        return -self.ahead

    @property
    def last(self) -> Step | None:
        return self.steps[-1] if self.steps else None

    @property
    def ring(self) -> Chart:
        parts = [
            Series(self.milestone.label, [self.chosen.coverage.numerator]),
            Series("已列入、尚未达到", [self.coming]),
            Series("尚未安排", [self.scheduled.coverage.left], tone="grey"),
        ]
        return Chart(
            title="全覆盖进度",
            kind="ring",
            labels=[gettext("党组织")],
            series=[Series(gettext(part.name), part.values, part.tone) for part in parts],
            unit=gettext("个"),
            reference=self.elapsed,
            reference_label=gettext("届期已过%(share)s%%") % {"share": _short(self.elapsed)},
        )

    @property
    def line(self) -> Chart:
        """Rounds as they were finished, those still open as a projection, against the term."""
        done = [None if step.step.coverage.projected else step.step.coverage.percent for step in self.steps]
        return Chart(
            title="各轮累计完成率",
            kind="line",
            labels=[round_word(step.step.round.number) for step in self.steps],
            series=[
                Series(gettext("累计完成率"), done),
                Series(gettext("预计"), list(_projection(self.steps)), tone="ahead"),
                Series(gettext("届期进度"), [step.elapsed for step in self.steps], tone="grey"),
            ],
            unit="%",
            most=100,
        )

    @property
    def bars(self) -> Chart:
        return Chart(
            title="各县（市、区）完成率",
            kind="bar",
            labels=[county.office.short_name for county in self.counties],
            series=[
                Series(gettext("党组织"), [county.units.percent for county in self.counties]),
                Series(
                    gettext("村（社区）"), [county.villages.percent for county in self.counties], tone="grey"
                ),
            ],
            unit="%",
            most=100,
            reference=self.elapsed,
            reference_label=gettext("届期已过%(share)s%%") % {"share": _short(self.elapsed)},
        )


def overview(
    office: int,
    day: date,
    milestone: Milestone,
    viewer: Viewer,
    *,
    series: Iterable[RoundStep],
    figures: str,
) -> Overview:
    """Everything but the grid, whose `series` is the same.

    figures  where the catalogue of figures stands; "" where there is none
    """
    measured = frame(office, day)
    figure = _Figures(figures, day)
    share = elapsed(measured)
    steps = [_step(step, figure) for step in series]
    return Overview(
        term=measured.term if measured.version else None,
        milestone=milestone,
        reached=_reached(measured, figure, steps),
        villages=village_coverage(office, day, milestone),
        elapsed=half_up(share.numerator, share.denominator) if share is not None else None,
        plan_url=figure("plan.units"),
        classes=_labelled(by_class(office, day, milestone).items()),
        levels=_labelled(by_level(office, day, milestone).items()),
        steps=steps,
        counties=by_county(office, day, milestone),
        versions=_versions(measured, viewer),
    )


def round_word(number: int) -> str:
    """第七轮: the head of a column, too narrow for the round's whole name."""
    chinese = (get_language() or "").startswith("zh")
    return gettext("第%(number)s轮") % {"number": in_chinese(number) if chinese else number}


class _Figures:
    """Addresses of figures as of the day; all "" when the house has no catalogue."""

    def __init__(self, base: str, day: date) -> None:
        self.base, self.query = base, f"?year={day.year}&as_of={day.isoformat()}"

    def __call__(self, key: str) -> str:
        return f"{self.base}{key}/{self.query}" if self.base else ""


def _reached(measured: Frame, figure: _Figures, steps: list[Step]) -> list[Reached]:
    """All milestones in one question."""
    sizes = measured.planned().aggregate(
        whole=Count("pk"), **{each.value: Count("pk", filter=measured.covered(each)) for each in Milestone}
    )
    open_ = bool(steps and steps[-1].step.coverage.projected)
    urls = {
        Milestone.FINISHED: figure("coverage.now"),
        Milestone.SCHEDULED: steps[-1].rate_url if steps else "",
    }
    return [
        Reached(
            each,
            Coverage(sizes[each.value], sizes["whole"], projected=open_ and each == Milestone.SCHEDULED),
            urls.get(each, ""),
        )
        for each in Milestone
    ]


def _step(step: RoundStep, figure: _Figures) -> Step:
    number = step.round.number
    return Step(
        step=step,
        elapsed=half_up(step.elapsed.numerator, step.elapsed.denominator)
        if step.elapsed is not None
        else None,
        new_url="" if step.coverage.projected else figure(f"round{number}.units"),
        rate_url=figure(f"coverage.after_round{number}"),
    )


def _projection(steps: list[Step]) -> Iterator[Decimal | None]:
    """Begins at the last finished round, so that the two lines meet."""
    following = [*steps[1:], None]
    for step, after in zip(steps, following, strict=True):
        meets = after is not None and after.step.coverage.projected
        yield step.step.coverage.percent if step.step.coverage.projected or meets else None


def _labelled(found: Iterable[tuple[Word, Coverage]]) -> list[tuple[str, Coverage]]:
    return [(word.label, coverage) for word, coverage in found]


def _versions(measured: Frame, viewer: Viewer) -> list[Version]:
    """The term's versions up to the day, the youngest first; in two queries."""
    changes = PlanChange.objects.visible_to(viewer).select_related("organisation", "successor").order_by("pk")
    listed, village = Q(items__voided_at=None), Q(items__unit_class=UnitClass.VILLAGE)
    rows = (
        PlanVersion.objects.visible_to(viewer)
        .filter(plan__term=measured.term, plan__voided_at=None, at__lte=measured.day)
        .select_related("document", "plan")
        .prefetch_related(Prefetch("changes", changes, to_attr="told"))
        .annotate(
            unit_count=Count("items", filter=listed & ~village),
            village_count=Count("items", filter=listed & village),
        )
        .order_by("-at", "-number")
    )
    return [_version(row, measured) for row in rows]


def _version(row: Any, measured: Frame) -> Version:
    by_kind = [
        (kind, _moved(change for change in row.told if change.kind == kind)) for kind in PlanChangeKind
    ]
    return Version(
        version=row,
        units=row.unit_count,
        villages=row.village_count,
        changes=[(kind, moved) for kind, moved in by_kind if moved],
        in_force=measured.version is not None and row.pk == measured.version.pk,
    )


def _moved(changes: Iterable[PlanChange]) -> list[Moved]:
    """Those that went into the same organisation are told together."""
    found: dict[int | None, Moved] = {}
    for change in changes:
        moved = found.setdefault(change.successor_id, Moved([], change.successor))
        moved.organisations.append(change.organisation)
    return list(found.values())


def _short(share: Decimal | None) -> str:
    """60 for 60.00."""
    return format(share.normalize(), "f") if share is not None else ""
