"""County rectification on the engine of ledgers: one ledger a county, one item a problem; and the city's re-check."""

from collections.abc import Collection
from datetime import date

from django.db import transaction

from xuncha.guidance.actions.common import enter, require_below
from xuncha.guidance.models import Campaign, CountyProblem, Recheck
from xuncha.guidance.rules import GUIDES, RecheckResult
from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.records import actions as records
from xuncha.records.models import Office
from xuncha.rectification.actions import items, ledgers
from xuncha.rectification.models import Item, ItemClass, Ledger
from xuncha.rectification.rules.items import VERIFIED
from xuncha.rectification.rules.ledgers import OwnerKind

AGAIN = (RecheckResult.NOT_DONE, RecheckResult.BACK)


@transaction.atomic
def open_ledgers(
    campaign: Campaign,
    *,
    counties: Collection[Office],
    due_on: date,
    by: Viewer,
    at: date,
    basis: str = "",
    note: str = "",
) -> Campaign:
    """The ledgers of these counties: what was seen in each is for it to rectify by `due_on`."""
    records.require(campaign, GUIDES, by=by)
    if campaign.circular is None:
        raise NotAllowed("请先印发督导检查情况通报，再建立县级整改台账。")
    if at < campaign.circular.at:
        raise NotAllowed("建账日期早于通报日期，请核对。")
    if due_on < at:
        raise NotAllowed("整改期限早于建账日期，请核对。")
    if not counties:
        raise NotAllowed("请选择县（市、区）。")
    for county in counties:
        require_below(campaign.office, county)
        _open_ledger(campaign, county, due_on, by=by, at=at)
    return campaign


@transaction.atomic
def recheck(row: Recheck, *, by: Viewer, at: date) -> Recheck:
    """A problem looked at again. One that was struck off and is not rectified, or is back, is taken up again."""
    problem = row.problem
    row.office, row.county = problem.office, problem.county
    records.require(row, GUIDES, by=by)
    if problem.item is None:
        raise NotAllowed("该问题尚未列入县级整改台账，不能复核。")
    if at < problem.item.at:
        raise NotAllowed("复核日期早于建立整改台账日期，请核对。")
    enter(row, by=by, at=at)
    if row.result in AGAIN and problem.item.state in VERIFIED:
        items.move(problem.item, "reopen", by=by, at=at, note=row.text, basis=row.get_result_display())
    return row


def _open_ledger(campaign: Campaign, county: Office, due_on: date, *, by: Viewer, at: date) -> Ledger:
    seen = CountyProblem.objects.live().filter(visit__team__campaign=campaign, county=county, item=None)
    problems = list(seen.select_related("aspect").order_by("aspect__serial", "pk"))
    if not problems:
        raise NotAllowed("%(county)s没有待列入台账的问题。", county=county.short_name)
    ledger = Ledger(
        office=campaign.office,
        owner_kind=OwnerKind.COUNTY,
        county=county,
        title=("%s%s整改台账" % (county.short_name, campaign.name))[:120],
        source=campaign.circular,
    )
    ledgers.open_ledger(ledger, by=by, at=at)
    classes: dict[int, ItemClass] = {}
    for problem in problems:
        if problem.aspect_id not in classes:
            row = ItemClass(ledger=ledger, title=problem.aspect.title)
            classes[problem.aspect_id] = ledgers.add_class(row, by=by, at=at)
        item = Item(item_class=classes[problem.aspect_id], title=problem.text[:200], due_on=due_on)
        ledgers.add_item(item, by=by, at=at)
        records.fill(problem, "rectify", by=by, at=at, sets={"item": item})
    return ledger
