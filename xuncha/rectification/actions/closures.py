"""The chain by which an item is struck off: the owner applies, a check looks, a supervising body agrees, the office acts."""

from datetime import date
from typing import Any

from django.db import transaction

from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.records import actions as records
from xuncha.rectification.actions import items
from xuncha.rectification.actions.plans import check_speaks
from xuncha.rectification.models import Closure, Item
from xuncha.rectification.queries import closures as queries
from xuncha.rectification.rules.closures import ClosureState, check_hand
from xuncha.rectification.rules.items import CLOSABLE
from xuncha.rectification.rules.ledgers import OUTSIDE, UNIT, Body


@transaction.atomic
def apply(closure: Closure, *, by: Viewer, at: date) -> Closure:
    """The owner says the item is done: with proof, all measures finished, and its principal's signature."""
    item = closure.item
    closure.office_id = item.office_id
    records.require(closure, UNIT, by=by)
    Item.objects.select_for_update().get(pk=item.pk)  # numbers follow one another
    if item.state not in CLOSABLE:
        raise NotAllowed("当前状态为“%(state)s”，不能申请销号。", state=item.state_label())
    if queries.under_way(item):
        raise NotAllowed("该事项的销号申请正在办理。")
    items.measures_done(item)
    if not queries.proven(item):
        raise NotAllowed("请先附上佐证材料，再申请销号。")
    if not closure.principal.strip() or not closure.paper.strip():
        raise NotAllowed("请写明签批的主要负责人和签批文件。")
    if closure.signed_on > at:
        raise NotAllowed("签批日期不能晚于申请日期。")
    closure.number = Closure._base_manager.filter(item=item).count() + 1
    closure.state = ClosureState.APPLIED
    return records.enter(closure, by=by, at=at, basis=closure.paper)


@transaction.atomic
def check(
    closure: Closure, *, by: Viewer, at: date, checked: str, basis: str = "", note: str = ""
) -> Closure:
    """The group or the office looked, and it is so."""
    closure.life.step("check", closure.state, closure.roles_of(by))
    check_hand(by.user, (closure.by_id,))
    if not checked.strip():
        raise NotAllowed("请写明核查情况。")
    sets = {"checked": checked, "checked_by_id": by.user}
    return records.move(closure, "check", by=by, at=at, basis=basis, note=note, sets=sets)


@transaction.atomic
def endorse(
    closure: Closure, *, by: Viewer, at: date, body: str, opinion: str, basis: str = "", note: str = ""
) -> Closure:
    """A supervising body agrees, by its own reviewer or by a paper that is named."""
    closure.life.step("endorse", closure.state, closure.roles_of(by))
    check_hand(by.user, (closure.by_id,))
    if body not in OUTSIDE:
        raise NotAllowed("监督单位应是整改单位和巡察机构以外的单位。")
    if not opinion.strip():
        raise NotAllowed("请写明监督单位意见。")
    check_speaks(closure.roles_of(by), Body(body), basis)
    sets: dict[str, Any] = {"body": body, "opinion": opinion, "endorsed_by_id": by.user}
    return records.move(closure, "endorse", by=by, at=at, basis=basis, note=note, sets=sets)


@transaction.atomic
def move(closure: Closure, verb: str, *, by: Viewer, at: date, basis: str = "", note: str = "") -> Closure:
    """Send back; or strike off and reopen, which is the item's own step and takes the application along."""
    closure.life.step(verb, closure.state, closure.roles_of(by))
    if verb in ("strike_off", "reopen"):
        step = "complete" if verb == "strike_off" else "reopen"
        items.move(closure.item, step, by=by, at=at, basis=basis, note=note)
        closure.refresh_from_db()
        return closure
    return records.move(closure, verb, by=by, at=at, basis=basis, note=note)
