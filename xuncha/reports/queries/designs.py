"""Which design words a report: the office's own, once confirmed, else the one that is supplied."""

from xuncha.reports.engine.design import Design
from xuncha.reports.models import ReportDesign
from xuncha.reports.rules import DesignKind
from xuncha.reports.writing.wording.annual import ANNUAL
from xuncha.reports.writing.wording.composite import COMPOSITE
from xuncha.reports.writing.wording.county import COUNTIES
from xuncha.reports.writing.wording.half_year import HALF_YEAR

SUPPLIED: dict[DesignKind, Design] = {
    DesignKind.ANNUAL: ANNUAL,
    DesignKind.HALF_YEAR: HALF_YEAR,
    DesignKind.COUNTIES: COUNTIES,
    DesignKind.COMPOSITE: COMPOSITE,
}


def in_force(office: int, kind: DesignKind) -> ReportDesign | None:
    """The version confirmed last; None while the supplied design is used."""
    confirmed = ReportDesign.objects.of(office).filter(kind=kind, confirmed_on__isnull=False)
    return confirmed.order_by("-number").first()


def latest(office: int, kind: DesignKind) -> ReportDesign | None:
    """The version saved last, confirmed or not."""
    return ReportDesign.objects.of(office).filter(kind=kind).order_by("-number").first()


def design_of(version: ReportDesign | None, kind: DesignKind) -> Design:
    return version.design if version else SUPPLIED[kind]
