"""Publishing the state of rectification in a scope; asking that it stay unpublished, and the leading group's answer."""

from datetime import date
from typing import Any

from django.db import transaction

from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.records import actions as records
from xuncha.records.models import Record
from xuncha.records.rules import LEADERS
from xuncha.rectification.models import Exemption, Ledger, Publication
from xuncha.rectification.queries import publications as queries
from xuncha.rectification.rules.closures import check_hand
from xuncha.rectification.rules.publications import PUBLISHERS, ExemptionState, Scope
from xuncha.rounds.models import Task


@transaction.atomic
def publish(row: Publication, *, by: Viewer, at: date) -> Publication:
    """Published where and by which paper. What it says was reviewed before."""
    row.office_id = row.ledger.office_id
    records.require(row, PUBLISHERS, by=by)
    _check_owed(row.ledger, Scope(row.scope), at)
    if row.document is None and not row.paper.strip():
        raise NotAllowed("请选择登记的公文，或者写明公开文件的名称。")
    return records.enter(row, by=by, at=at, basis=row.paper)


@transaction.atomic
def ask_exemption(row: Exemption, *, by: Viewer, at: date) -> Exemption:
    """Ask that nothing be published in a scope."""
    row.office_id = row.ledger.office_id
    records.require(row, PUBLISHERS, by=by)
    _check_owed(row.ledger, Scope(row.scope), at)
    if not row.reason.strip():
        raise NotAllowed("请写明不公开的理由。")
    waiting = Exemption.objects.live().filter(ledger=row.ledger, scope=row.scope)
    if waiting.filter(state=ExemptionState.REQUESTED).exists():
        raise NotAllowed("该范围的不公开申请正在办理。")
    row.state = ExemptionState.REQUESTED
    return records.enter(row, by=by, at=at)


@transaction.atomic
def move(row: Exemption, verb: str, *, by: Viewer, at: date, basis: str = "", note: str = "") -> Exemption:
    """The leading group's answer: a member's own, or entered with the paper that bears it. Never the asker's."""
    row.life.step(verb, row.state, row.roles_of(by))
    check_hand(by.user, (row.by_id,))
    if row.roles_of(by).isdisjoint(LEADERS) and not basis.strip():
        raise NotAllowed("请写明领导小组同意的文件或者会议。")
    if verb == "grant":
        _check_owed(row.ledger, Scope(row.scope), at)
    sets: dict[str, Any] = {"decided_by_id": by.user}
    return records.move(row, verb, by=by, at=at, basis=basis, note=note, sets=sets)


@transaction.atomic
def withdraw(row: Publication, *, by: Viewer, at: date, note: str) -> Publication:
    """Take back what was registered by mistake."""
    records.require(row, PUBLISHERS, by=by)
    return records.void(row, by=by, at=at, note=note)


def rectification_published(record: Record) -> None:
    """Guard of a task's publication: both scopes are published, or agreed to stay unpublished."""
    assert isinstance(record, Task)
    ledger = Ledger.objects.live().filter(task=record).first()
    owed = queries.owed_scopes(ledger) if ledger else [*Scope]
    if owed:
        scopes = "、".join(scope.label for scope in owed)
        raise NotAllowed("整改情况尚未%(scopes)s，也未经同意不公开，请在整改台账登记。", scopes=scopes)


def _check_owed(ledger: Ledger, scope: Scope, at: date) -> None:
    Ledger.objects.select_for_update().get(pk=ledger.pk)
    since = queries.reviewed_on(ledger)
    if since is None:
        raise NotAllowed("整改进展报告尚未审核通过，不能公开。")
    if at < since:
        raise NotAllowed("日期不能早于整改进展报告审核通过的日期（%(day)s）。", day=since.isoformat())
    if scope not in queries.owed_scopes(ledger):
        raise NotAllowed("该范围已经公开，或者已同意不公开。")
