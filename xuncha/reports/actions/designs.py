"""Saving a version of a report's design, and taking one into use."""

from datetime import date

from django.db import transaction

from xuncha.kernel.refusals import NotAllowed, Several
from xuncha.kernel.viewer import Viewer
from xuncha.records import actions as records
from xuncha.reports.engine.design import Design, Vocabulary, as_json, faults
from xuncha.reports.models import ReportDesign
from xuncha.reports.queries import designs
from xuncha.reports.rules import DESIGN_CONFIRMERS, DESIGNERS, DesignKind

MOST_TOLD = 10


@transaction.atomic
def save(
    row: ReportDesign, design: Design, *, onto: int, known: Vocabulary, by: Viewer, at: date
) -> ReportDesign:
    """The next version of an office's design of a kind, written on top of version `onto` (0: the supplied one).

    NotAllowed with everything that is wrong in it; when somebody else has saved a version meanwhile; when nothing
    was changed.
    """
    kind = DesignKind(row.kind)
    last = designs.latest(row.office_id, kind)
    number = last.number if last else 0
    row.number, row.content, row.why = number + 1, as_json(design), row.why.strip()
    records.require(row, DESIGNERS, by=by)
    if last and number != onto:
        raise NotAllowed(
            "%(who)s已于%(day)s保存了第%(number)s版（%(why)s），请在该版上修改。",
            who=last.by,
            day=last.at,
            number=number,
            why=last.why,
        )
    wrong = list(faults(design, known))
    if wrong:
        raise NotAllowed("%(wrong)s。", wrong=Several(wrong[:MOST_TOLD]))
    if not row.why:
        raise NotAllowed("请写明修改了什么、为什么修改。")
    if row.content == as_json(designs.design_of(last, kind)):
        raise NotAllowed("样式没有改动。")
    return records.enter(row, by=by, at=at)


@transaction.atomic
def confirm(version: ReportDesign, *, by: Viewer, at: date) -> ReportDesign:
    """From `at` the office's reports of this kind are worded so. A later version that is in use stays in use."""
    records.require(version, DESIGN_CONFIRMERS, by=by)
    newer = designs.in_force(version.office_id, DesignKind(version.kind))
    if newer and newer.number > version.number:
        raise NotAllowed("第%(number)s版已经启用，请把本版恢复为新版本后再启用。", number=newer.number)
    return records.fill(version, "confirm", by=by, at=at, sets={"confirmed_on": at})
