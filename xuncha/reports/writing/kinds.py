"""The kinds of report: each a design over a source, past the gate of the ties."""

from datetime import date

from xuncha.kernel.figures import Scope
from xuncha.records.models import Office
from xuncha.records.queries import today
from xuncha.reports.engine.design import Design
from xuncha.reports.models import ReportDesign
from xuncha.reports.queries.designs import design_of, in_force
from xuncha.reports.queries.scope import scope_of
from xuncha.reports.rules import FIRST_HALF, DesignKind
from xuncha.reports.writing.report import Gate, Report, Source, gate, plain, sections, used
from xuncha.reports.writing.rounds import RoundSource
from xuncha.reports.writing.years import YearSource
from xuncha.rounds.models import Round
from xuncha.rounds.queries.frame import one_look

OF_A_YEAR = (DesignKind.ANNUAL, DesignKind.HALF_YEAR, DesignKind.COUNTIES)
WHOLE = frozenset({DesignKind.ANNUAL, DesignKind.HALF_YEAR})  # with every figure of the year annexed


def annual_report(
    office: Office, scope: Scope, *, unchecked: bool = False, version: ReportDesign | None = None
) -> Report:
    """The office's report of the year. TiesBroken when a tie fails, unless `unchecked`."""
    return year_report(DesignKind.ANNUAL, office, scope, unchecked=unchecked, version=version)


def year_report(
    kind: DesignKind,
    office: Office,
    scope: Scope,
    *,
    unchecked: bool = False,
    version: ReportDesign | None = None,
    only: Office | None = None,
) -> Report:
    """One of the reports of a year, worded by `version` or else by the design in force; of the counties `only` one."""
    chosen = design_of(version or in_force(office.pk, kind), kind)
    with one_look():
        return worded(chosen, kind, office, scope, gate(scope, unchecked=unchecked), only=only)


def worded(
    design: Design,
    kind: DesignKind,
    office: Office,
    scope: Scope,
    passed: Gate,
    *,
    only: Office | None = None,
) -> Report:
    """The report as this design words it, whatever the gate said."""
    source = YearSource(office, scope, only)
    found = sections(design, source)
    return Report(
        office=office,
        scope=scope,
        title=plain(design.title, source),
        opening=plain(design.opening, source),
        addressee=office.committee,
        day=scope.as_of,
        sections=found,
        figures=tuple(source.values.values()) if kind in WHOLE else used(found),
        broken=passed.broken,
        notes=passed.notes,
    )


def half_of(office: Office, year: int, as_of: date | None = None) -> Scope:
    """A year's first half: what had happened by 30 June, or by an earlier day that is asked for."""
    last = date(year, *FIRST_HALF)
    return scope_of(office, year, min(as_of or today(), today(), last))


def composite(round_: Round, *, version: ReportDesign | None = None) -> Report:
    """The round's report as of now. Parts of which there is nothing to say are left out."""
    kind = DesignKind.COMPOSITE
    return worded_round(design_of(version or in_force(round_.office_id, kind), kind), round_)


def worded_round(design: Design, round_: Round) -> Report:
    source: Source = RoundSource(round_)
    return Report(
        office=round_.office,
        scope=None,
        title=plain(design.title, source),
        opening=plain(design.opening, source),
        addressee="%s巡察工作领导小组" % round_.office.committee,
        day=today(),
        sections=sections(design, source),
    )
