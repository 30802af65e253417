"""Returns: drawn up, filled, checked, issued past the gate of the ties, withdrawn."""

import hashlib
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from xuncha.files import actions as files
from xuncha.files.models import Attachment
from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.records import actions as records
from xuncha.reports.actions import cutoffs
from xuncha.reports.models import Cutoff, TieExplanation
from xuncha.reports.rules import CutoffKind
from xuncha.reports.writing.report import TiesBroken
from xuncha.returns.actions.forms import EXCEL
from xuncha.returns.engine import periods
from xuncha.returns.engine.cells import CellKind
from xuncha.returns.engine.filler import fill
from xuncha.returns.engine.periods import NUMBERS, PeriodKind
from xuncha.returns.models import HandEntry, Return
from xuncha.returns.queries.annex import annex_of
from xuncha.returns.queries.filling import Filling, asked, by_hand, filling, gate
from xuncha.returns.rules.filing import FilingState
from xuncha.returns.rules.life import DRAFTERS, ReturnState

FAULTS_SAID = 8
STANDS = (FilingState.SUBMITTED, FilingState.ACCEPTED, FilingState.ACCEPTED_ABOVE)


@transaction.atomic
def draw_up(ret: Return, *, by: Viewer, at: date) -> Return:
    """A draft on the newest version of its form, for a period that is over."""
    records.require(ret, DRAFTERS, by=by)
    kind = PeriodKind(ret.form.period)
    if not 1 <= ret.number <= NUMBERS[kind]:
        raise NotAllowed("%(kind)s的期次应为1至%(most)s。", kind=kind.label, most=NUMBERS[kind])
    version = ret.form.newest
    if version is None:
        raise NotAllowed("该表样还没有核对取数的版次，请先核对。")
    ret.version = version
    return enter(ret, by=by, at=at)


def enter(ret: Return, *, by: Viewer, at: date) -> Return:
    """A draft on the version that it names, once a period."""
    records.require(ret, DRAFTERS, by=by)
    kind = PeriodKind(ret.form.period)
    ret.until = ret.span.end
    if ret.until > at:
        raise NotAllowed("该期间尚未结束。")
    clashing = Return.objects.of(ret.office_id).filter(form=ret.form, year=ret.year, number=ret.number)
    if clashing.exclude(state=ReturnState.WITHDRAWN).exists():
        raise NotAllowed("该期间的这张报表已经编制，不能重复编制。")
    ret.title = periods.name(kind, ret.year, ret.number) + ret.form.name
    return records.enter(ret, by=by, at=at)


@transaction.atomic
def report_by_hand(
    ret: Return, *, by: Viewer, at: date, source: str, values: dict[str, Decimal | None]
) -> Return:
    """Numbers that no record holds, with where they come from. One that changes replaces the one before."""
    records.require(ret, DRAFTERS, by=by)
    # the row is held: nobody checks or issues the return between this look and the last number stored
    if Return.objects.select_for_update().get(pk=ret.pk).state != ReturnState.DRAFTED:
        raise NotAllowed("报表已经审核，退回修改后才能填报。")
    cells = {cell.cell: cell for cell in by_hand(ret)}
    before = {entry.cell: entry for entry in HandEntry.objects.live().filter(of=ret)}
    changed = {
        name: value
        for name, value in values.items()
        if value is not None and (name not in before or before[name].value != value)
    }
    gone = [name for name, value in values.items() if value is None and name in before]
    gone = [name for name in gone if name in cells and cells[name].kind == CellKind.FIGURE]
    if not changed and not gone:
        raise NotAllowed("没有新的填报数。")
    for name in gone:
        records.void(before[name], by=by, at=at, note="改为由台账计算")
    if not changed:
        return ret
    if not source.strip():
        raise NotAllowed("请写明数据来源。")
    for name, value in changed.items():
        if name not in cells:
            raise NotAllowed("%(cell)s不是填报栏目。", cell=name)
        if name in before:
            records.void(before[name], by=by, at=at, note="重新填报")
        entry = HandEntry(
            of=ret,
            office=ret.office,
            cell=name,
            label=cells[name].label[:200],
            value=value,
            source=source.strip(),
        )
        records.enter(entry, by=by, at=at)
    return ret


@transaction.atomic
def take(ret: Return, verb: str, *, by: Viewer, at: date, **rest: Any) -> Return:
    """A step of its life; checking and issuing look at the numbers first."""
    if verb == "check":
        return check(ret, by=by, at=at, **rest)
    if verb == "issue":
        return issue(ret, by=by, at=at, **rest)
    if verb == "withdraw":
        _refuse_if_filed(ret)
    return records.move(ret, verb, by=by, at=at, **rest)


@transaction.atomic
def check(ret: Return, *, by: Viewer, at: date, basis: str = "", note: str = "") -> Return:
    """Refused, with the cells named, while a sum does not add up or a number is missing."""
    Return.objects.select_for_update().get(pk=ret.pk)
    _refuse_faults(filling(ret))
    return records.move(ret, "check", by=by, at=at, basis=basis, note=note)


@transaction.atomic
def issue(ret: Return, *, by: Viewer, at: date, basis: str = "", note: str = "") -> Return:
    """Freeze the figures with their rows, keep the workbook, and issue. A failing tie blocks until it is explained."""
    ret.life.step("issue", ret.state, ret.roles_of(by))
    filled = filling(ret)
    _refuse_faults(filled)
    passed = gate(ret, filled.cells)
    if passed.open:
        raise TiesBroken([tie for _, tie in passed.open])
    cutoff = Cutoff(
        office=ret.office, kind=CutoffKind.RETURN, title=ret.title[:60], year=ret.year, as_of=ret.until
    )
    cutoffs.freeze_asked(cutoff, asked(filled.cells), by=by, at=at)
    annex = annex_of(ret, filled, passed, cutoff, by, at)
    kept = {name: None if value is None else format(value, "f") for name, value in filled.values.items()}
    file = _keep(ret, render(ret, kept, annex), by=by, at=at)
    sets = {"cutoff": cutoff, "file": file, "values": kept, "annex": annex}
    return records.move(ret, "issue", by=by, at=at, basis=basis, note=note, sets=sets)


def render(ret: Return, values: dict[str, str | None], annex: list[list[str]]) -> bytes:
    """The workbook. The same values give the same bytes within a release."""
    filled: dict[str, Decimal | str | None] = {}
    for cell in ret.version.form_cells:
        said = values.get(cell.cell)
        empty = None if cell.kind == CellKind.BLANK else "—"
        filled[cell.cell] = Decimal(said) if said is not None else empty
    return fill(files.read(ret.version.template), ret.version.sheet, filled, annex)


def renders_the_same(ret: Return) -> bool:
    """Whether an issued return, put together again from what was kept, gives the bytes that were issued."""
    if ret.file is None:
        return False
    again = render(ret, ret.values or {}, ret.annex or [])
    return hashlib.sha256(again).hexdigest() == ret.file.digest


@transaction.atomic
def explain_tie(
    ret: Return, *, by: Viewer, at: date, tie: str, text: str, note: str | None = None
) -> TieExplanation:
    """Why a tie behind the return fails, in writing: it is printed in the annex with the name of who says so."""
    row = TieExplanation(office=ret.office, year=ret.year, tie=tie, text=text)
    return cutoffs.explain(row, by=by, at=at, until=ret.until)


def _keep(ret: Return, content: bytes, *, by: Viewer, at: date) -> Attachment:
    return files.store(content, name=ret.title + ".xlsx", media_type=EXCEL, office=ret.office, by=by, at=at)


def _refuse_faults(filled: Filling) -> None:
    if not filled.faults:
        return
    said = "".join(fault.said for fault in filled.faults[:FAULTS_SAID])
    more = len(filled.faults) - FAULTS_SAID
    if more > 0:
        raise NotAllowed("%(said)s另有%(more)s处不符。", said=said, more=more)
    raise NotAllowed("%(said)s", said=said)


def _refuse_if_filed(ret: Return) -> None:
    """A return that stands as filed is not withdrawn behind the back of the office that has it."""
    # the row is held: whoever files it at this moment has it first, or finds it withdrawn
    held = Return.objects.select_for_update(of=("self",)).select_related("filing").get(pk=ret.pk)
    filing = held.filing
    if filing is None or filing.state not in STANDS:
        return
    last = filing.last
    if last is not None and last.source == ret.uid:
        raise NotAllowed("报表已经报送上级，须由上级退回后才能撤回。")
