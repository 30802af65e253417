"""A report as it leaves the house: marked as high as what it tells."""

from dataclasses import replace
from datetime import datetime

from xuncha.kernel.stamps import Stamp
from xuncha.records import marks
from xuncha.reports.queries.marking import mark_of_figures
from xuncha.reports.writing.report import Report


def stamped(report: Report, person: str, at: datetime | None) -> Report:
    """Of a round, whose report tells of whatever its papers say, as high as anything that may be held here."""
    scope = report.scope
    mark = mark_of_figures((value.key, scope) for value in report.figures) if scope else marks.cap()
    return replace(report, stamp=Stamp(mark, person, at))
