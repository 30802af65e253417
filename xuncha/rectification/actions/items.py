"""Everything that moves an item; what the problem and the application behind it do with it."""

from datetime import date

from django.db import transaction

from xuncha.findings.actions import findings
from xuncha.findings.models import Finding
from xuncha.findings.rules import FindingState
from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.records import actions as records
from xuncha.records.models import Record
from xuncha.rectification import queries
from xuncha.rectification.models import Closure, Item
from xuncha.rectification.queries import closures
from xuncha.rectification.rules.closures import check_hand
from xuncha.rectification.rules.items import ItemState, derived

# What the problem behind an item does with it: from its own state, by these verbs.
STRUCK_OFF = {FindingState.FED_BACK: ("rectify", "accept"), FindingState.RECTIFIED: ("accept",)}
REOPENED = {FindingState.ACCEPTED: ("reopen",)}


@transaction.atomic
def move(item: Item, verb: str, *, by: Viewer, at: date, basis: str = "", note: str = "") -> Item:
    """One step of the item's life; the problem and the application behind it take the same way."""
    item.life.step(verb, item.state, item.roles_of(by))
    closure = closures.endorsed(item) if verb == "complete" else closures.struck_off(item)
    if verb == "lapse":
        _check_late(item, at)
    elif verb == "extend" and item.due_on < at:
        raise NotAllowed("延期后的期限已过。")
    elif verb == "complete" and closure:
        check_hand(by.user, (closure.by_id, closure.endorsed_by_id))
    before = item.state
    sets = {"done_on": None} if verb == "reopen" else None
    records.move(item, verb, by=by, at=at, basis=basis, note=note, sets=sets)
    if ItemState.DONE in (before, item.state):
        if closure:
            _take_along(closure, verb, by=by, at=at, basis=basis, note=note)
        if item.finding_id:
            _follow(item.finding_id, item.state, by=by, at=at, basis=basis, note=note)
    return item


def settle(item: Item, *, by: Viewer, at: date) -> Item:
    """Bring an item's state to what its measures say on that day: begun, or late. Nothing to do is fine."""
    wanted = derived(ItemState(item.state), queries.progress(item), due_on=item.due_on, day=at)
    if wanted == item.state:
        return item
    return move(item, "lapse" if wanted == ItemState.OVERDUE else "start", by=by, at=at)


def measures_done(record: Record) -> None:
    """Guard of striking off: every measure is finished, and after a reopening at least one of them since."""
    assert isinstance(record, Item)
    finished = [m.done_on for m in queries.progress(record)]
    if not finished or None in finished:
        raise NotAllowed("整改措施尚未全部完成，不能销号。")
    since = queries.reopened_on(record)
    if since and not any(day and day >= since for day in finished):
        raise NotAllowed("重新整改后尚无新的措施完成，不能销号。")


def measures_begun(record: Record) -> None:
    """Guard of a staged result: something has been finished."""
    assert isinstance(record, Item)
    if not any(m.done_on for m in queries.progress(record)):
        raise NotAllowed("尚无措施完成，不能认定阶段性成果。")


def closure_endorsed(record: Record) -> None:
    """Guard of striking off: the owner applied, and a supervising body agreed. One body alone closes nothing."""
    assert isinstance(record, Item)
    if closures.endorsed(record) is None:
        raise NotAllowed("销号须由整改单位申请、经核查并由监督单位同意。")


def closing_is_possible(record: Record) -> None:
    """Guard of the application's last step: what was true when it was made still is."""
    assert isinstance(record, Closure)
    measures_done(record.item)


def extension_granted(record: Record) -> None:
    """Guard of taking a late item up again."""
    assert isinstance(record, Item)
    if not closures.extended_since_lapse(record):
        raise NotAllowed("逾期后没有批准过延期，不能恢复为整改中。")


def problem_struck_off(record: Record) -> None:
    """Guard of a problem's own end: it ends with its item, and by no shorter way."""
    assert isinstance(record, Finding)
    if not Item.objects.live().filter(finding=record, state=ItemState.DONE).exists():
        raise NotAllowed("问题随整改事项销号，请在整改台账办理。")


def problem_reopened(record: Record) -> None:
    """Guard of taking a problem up again: its item was taken up first."""
    assert isinstance(record, Finding)
    if Item.objects.live().filter(finding=record, state=ItemState.DONE).exists():
        raise NotAllowed("请在整改台账对该问题的整改事项办理“重新整改”。")


def _take_along(closure: Closure, verb: str, *, by: Viewer, at: date, basis: str, note: str) -> None:
    """The application is struck off, or open again, together with its item."""
    if verb == "complete":
        sets = {"struck_off_by_id": by.user}
        records.move(closure, "strike_off", by=by, at=at, basis=basis, note=note, sets=sets)
    elif verb == "reopen":
        records.move(closure, "reopen", by=by, at=at, basis=basis, note=note)


def _follow(finding_id: int, state: ItemState, *, by: Viewer, at: date, basis: str, note: str) -> None:
    """The problem is struck off, or open again, together with its item."""
    finding = Finding.objects.select_related("task").get(pk=finding_id)
    way = STRUCK_OFF if state == ItemState.DONE else REOPENED
    for verb in way.get(finding.state, ()):
        findings.move(finding, verb, by=by, at=at, basis=basis, note=note)


def _check_late(item: Item, at: date) -> None:
    wanted = derived(ItemState(item.state), queries.progress(item), due_on=item.due_on, day=at)
    if wanted != ItemState.OVERDUE:
        raise NotAllowed("该事项尚未逾期。")
