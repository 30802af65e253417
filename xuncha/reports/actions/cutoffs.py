"""Freezing figures, and explaining in writing why a tie fails."""

from collections.abc import Sequence
from datetime import date
from importlib.metadata import version

from django.db import transaction
from django.utils import timezone

from xuncha.files import actions as files
from xuncha.files.models import Attachment
from xuncha.kernel.marks import highest
from xuncha.kernel.refusals import BadInput, NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.records import actions as records
from xuncha.reports.models import Cutoff, TieExplanation
from xuncha.reports.queries import designs, frozen
from xuncha.reports.queries.marking import mark_of_figures
from xuncha.reports.queries.scope import scope_of
from xuncha.reports.queries.ties import check, unexplained
from xuncha.reports.rules import FREEZERS, ORDINALS, QUARTERS, TITLES, CutoffKind, DesignKind
from xuncha.reports.writing.formats import FORMATS
from xuncha.reports.writing.kinds import annual_report
from xuncha.reports.writing.report import TiesBroken
from xuncha.reports.writing.stamped import stamped
from xuncha.rounds.queries.frame import one_look

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@transaction.atomic
def freeze(cutoff: Cutoff, *, by: Viewer, at: date, quarter: int | None = None) -> Cutoff:
    """Freeze the figures of a year, of a year up to a quarter's end, or of a round, past the gate of the ties.

    A year's report is kept with them, as Word and as JSON.
    """
    records.require(cutoff, FREEZERS, by=by)
    _settle(cutoff, quarter, at)
    with one_look():
        failing = unexplained(frozen.scope_of(cutoff))
        if failing:
            raise TiesBroken(failing)
        cutoff.release = version("xuncha")
        scope = frozen.scope_of(cutoff)
        cutoff.mark = highest([cutoff.mark, mark_of_figures((key, scope) for key in frozen.keys(cutoff))])
        if cutoff.kind == CutoffKind.YEAR:
            _keep_report(cutoff, by=by, at=at)
        records.enter(cutoff, by=by, at=at)
        digest = frozen.keep(cutoff)
        if not cutoff.figures.exists():
            raise NotAllowed("该范围没有指标可以冻结。")
    return records.fill(cutoff, "seal", by=by, at=at, sets={"digest": digest})


@transaction.atomic
def freeze_asked(cutoff: Cutoff, asked: Sequence[frozen.Asked], *, by: Viewer, at: date) -> Cutoff:
    """Freeze what a return is filled with. Its own gate is wider than one year's: whoever calls has passed it."""
    records.require(cutoff, FREEZERS, by=by)
    with one_look():
        cutoff.release = version("xuncha")
        cutoff.mark = highest([cutoff.mark, mark_of_figures((one.key, one.scope) for one in asked)])
        records.enter(cutoff, by=by, at=at)
        digest = frozen.keep_asked(cutoff, asked)
    return records.fill(cutoff, "seal", by=by, at=at, sets={"digest": digest})


def _settle(cutoff: Cutoff, quarter: int | None, at: date) -> None:
    """The last day that counts, and what the cut-off is called."""
    if cutoff.kind == CutoffKind.ROUND:
        if cutoff.round is None:
            raise NotAllowed("请选择轮次。")
    else:
        cutoff.round = None
    last = date(cutoff.year, 12, 31)
    if cutoff.kind == CutoffKind.QUARTER:
        if quarter not in QUARTERS:
            raise NotAllowed("请选择季度。")
        last = date(cutoff.year, *QUARTERS[quarter])
        if last > at:
            raise NotAllowed("该季度尚未结束。")
    try:
        cutoff.as_of = scope_of(cutoff.office, cutoff.year, min(last, at)).as_of
    except BadInput as why:
        raise NotAllowed("%(why)s", why=why) from why
    cutoff.title = cutoff.title.strip() or _title(cutoff, quarter)


def _title(cutoff: Cutoff, quarter: int | None) -> str:
    said = {"year": cutoff.year, "round": cutoff.round, "quarter": ORDINALS[quarter - 1] if quarter else ""}
    return TITLES[CutoffKind(cutoff.kind)] % said


def _keep_report(cutoff: Cutoff, *, by: Viewer, at: date) -> None:
    cutoff.design = designs.in_force(cutoff.office_id, DesignKind.ANNUAL)
    report = annual_report(cutoff.office, frozen.scope_of(cutoff), version=cutoff.design)
    report = stamped(report, by.name, timezone.localtime(cutoff.recorded_at))
    cutoff.report = _kept(cutoff, FORMATS["docx"](report), "docx", WORD, by=by, at=at)
    cutoff.data = _kept(cutoff, FORMATS["json"](report), "json", "application/json", by=by, at=at)


def _kept(cutoff: Cutoff, content: bytes, form: str, kind: str, *, by: Viewer, at: date) -> Attachment:
    name = f"{cutoff.year}-{cutoff.as_of.isoformat()}.{form}"
    return files.store(content, name=name, media_type=kind, office=cutoff.office, by=by, at=at)


@transaction.atomic
def explain(row: TieExplanation, *, by: Viewer, at: date, until: date | None = None) -> TieExplanation:
    """Say in writing why a tie of the year fails. It lets a report pass while both sides stay as they are.

    `until` is the last day of what is to be reported, the year so far when not said.
    """
    records.require(row, FREEZERS, by=by)
    try:
        scope = scope_of(row.office, row.year, until)
    except BadInput as why:
        raise NotAllowed("%(why)s", why=why) from why
    tie = next((one for one in check(scope) if one.tie.key == row.tie), None)
    if tie is None or tie.holds:
        raise NotAllowed("该勾稽关系并无不符，不需要说明。")
    if not row.text.strip():
        raise NotAllowed("请写明不符的原因。")
    row.name, row.left, row.right, row.person = tie.tie.name, tie.left, tie.right, by.name
    return records.enter(row, by=by, at=at)
