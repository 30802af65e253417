"""What a lower office owes an upper one: drawn up from its own rows, filed, sent back, accepted here and above."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Hold, Viewer
from xuncha.records import actions as records
from xuncha.records.queries import today
from xuncha.records.rules import Role
from xuncha.returns.actions import returns, values
from xuncha.returns.engine.periods import PeriodKind
from xuncha.returns.models import HandEntry, Return, ReturnFiling, Sending
from xuncha.returns.queries.filling import Filling, filling
from xuncha.returns.queries.sources import noted, sent_values
from xuncha.returns.rules.filing import FILER, CollectionState, FilingState
from xuncha.returns.rules.life import ReturnState


@transaction.atomic
def draw_up(filing: ReturnFiling, *, by: Viewer, at: date) -> Return:
    """The filer's draft on the version that was asked. What was reported by hand before it came back is kept."""
    records.require(filing, FILER, by=by)
    _require_open(filing)
    asked = filing.collection
    before = Return.objects.live().filter(filing=filing).order_by("pk")
    if before.exclude(state=ReturnState.WITHDRAWN).exists():
        raise NotAllowed("本期报表已经编制；退回重报的，请先撤回原报表。")
    row = Return(office=filing.filer, form=asked.form, version=asked.version, filing=filing, year=asked.year)
    row.number = asked.number
    row = returns.enter(row, by=by, at=at)
    last = before.filter(state=ReturnState.WITHDRAWN).exclude(pk=row.pk).last()
    for entry in HandEntry.objects.live().filter(of=last).order_by("pk") if last else ():
        again = HandEntry(of=row, office=row.office, cell=entry.cell, label=entry.label, value=entry.value)
        again.source = entry.source
        records.enter(again, by=by, at=at)
    return row


def take(filing: ReturnFiling, verb: str, *, by: Viewer, at: date, **rest: Any) -> ReturnFiling:
    """A step of its life; those that do more than move have verbs of their own."""
    own = {"submit": submit, "send_back": send_back, "accept": accept, "excuse": excuse}
    return own[verb](filing, by=by, at=at, **rest) if verb in own else records.move(
        filing, verb, by=by, at=at, **rest
    )  # fmt: skip


@transaction.atomic
def submit(filing: ReturnFiling, *, by: Viewer, at: date, basis: str = "", note: str = "") -> ReturnFiling:
    """File the issued return: workbook, values, what is computed and what is reported, with the day.

    The day is today's, never one that is typed: what came late cannot be written as in time. The first filing's day
    stands for ever; the next ones are counted.
    """
    filing.life.step("submit", filing.state, filing.roles_of(by))
    _require_open(filing)
    if at != today():
        raise NotAllowed("报送按办理当日登记，不能填写其他日期。")
    ret = _issued(filing)
    sent = Sent(ret.uid, ret.file, filling(ret))
    return lay_down(filing, sent, by=by, at=at, basis=basis, note=note)


@dataclass(frozen=True)
class Sent:
    """What is filed: the filer's return by its identifier, its workbook and its values."""

    source: UUID
    file: Any
    filled: Filling


def lay_down(
    filing: ReturnFiling, sent: Sent, *, by: Viewer, at: date, basis: str = "", note: str = ""
) -> ReturnFiling:
    """The step, what was sent, and its numbers. Whoever calls has looked at the day and at the return."""
    first = {"filed_on": at} if filing.filed_on is None else {}
    sets = {**first, "redo_on": None}
    records.move(filing, "submit", by=by, at=at, basis=basis, note=note, sets=sets)
    sending = Sending(
        office=filing.office,
        filing=filing,
        serial=filing.sendings.count() + 1,
        source=sent.source,
        file=sent.file,
        digest=sent.file.digest,
        values=sent_values(sent.filled),
        notes=noted(sent.filled),
    )
    records.enter(sending, by=by, at=at)
    values.store(
        filing.uid,
        asker=filing.office,
        county=filing.filer,
        period=PeriodKind(filing.collection.form.period),
        until=filing.collection.until,
        sent=values.sent(sent.filled),
    )
    return filing


@transaction.atomic
def send_back(
    filing: ReturnFiling,
    *,
    by: Viewer,
    at: date,
    basis: str = "",
    note: str = "",
    redo_on: date | None = None,
) -> ReturnFiling:
    """Back with the reason. It counts as sent back once more, and its numbers are compared with nothing meanwhile."""
    if redo_on is not None and redo_on < at:
        raise NotAllowed("重报期限早于退回日期，请核对。")
    sets = {"returned_times": filing.returned_times + 1, "redo_on": redo_on, "accepted_on": None}
    records.move(filing, "send_back", by=by, at=at, basis=basis, note=note, sets=sets)
    values.drop(filing.uid)
    return filing


@transaction.atomic
def accept(filing: ReturnFiling, *, by: Viewer, at: date, basis: str = "", note: str = "") -> ReturnFiling:
    """Accepted here. What went into it from further below is accepted above by the same word."""
    records.move(filing, "accept", by=by, at=at, basis=basis, note=note)
    below = ReturnFiling.objects.live().filter(
        collection__feeds=filing, collection__voided_at=None, state=FilingState.ACCEPTED
    )
    for one in below.select_related("collection").order_by("pk"):
        word = replace(
            by, holds=by.holds | {Hold(Role.DIRECTOR, one.office_id)}
        )  # given on behalf of who collected
        records.move(one, "accept_above", by=word, at=at, basis=basis, note=filing.title[:100])
    return filing


@transaction.atomic
def excuse(filing: ReturnFiling, *, by: Viewer, at: date, basis: str = "", note: str = "") -> ReturnFiling:
    """Not asked of this office after all. Only while it is not late: lateness is not excused away."""
    filing.life.step("excuse", filing.state, filing.roles_of(by))
    if today() > filing.due_on:
        raise NotAllowed("报送期限（%(day)s）已过，不能再免报。", day=filing.due_on)
    return records.move(filing, "excuse", by=by, at=at, basis=basis, note=note)


def _require_open(filing: ReturnFiling) -> None:
    if filing.collection.state != CollectionState.ISSUED:
        raise NotAllowed("该报送安排已经办结或者撤销。")
    if not filing.is_owed:
        raise NotAllowed("当前状态为“%(state)s”，不需要报送。", state=filing.state_label())
    if today() < filing.opens_on:
        raise NotAllowed("尚未到开始报送日期（%(day)s）。", day=filing.opens_on)


def _issued(filing: ReturnFiling) -> Return:
    """The filer's issued return that has not been sent before."""
    rows = Return.objects.select_for_update().filter(
        voided_at=None, filing=filing, office=filing.filer_id, state=ReturnState.ISSUED
    )
    row = rows.order_by("-pk").first()
    if row is None:
        raise NotAllowed("请先编制、审核并出具本期报表，再报送。")
    if filing.sendings.filter(source=row.uid).exists():
        raise NotAllowed("退回的报表还没有修改：请撤回原报表，修改后重新出具再报送。")
    return row
