"""Campaigns, county plans, counterpart cells and filings for tests."""

from datetime import date
from typing import Any

from xuncha.basis.rules import Direction, DocumentKind
from xuncha.basis.tests.builders import document
from xuncha.linkage.models import (
    Campaign,
    CampaignGroup,
    Chase,
    Counterpart,
    CountyCall,
    CountyPlan,
    CountyTask,
    Filing,
    Target,
)
from xuncha.linkage.rules import Channel, FilingKind
from xuncha.orgs.tests.builders import organisation
from xuncha.records.models import Office
from xuncha.records.tests.builders import DAY, NUMBERS, county, office, province
from xuncha.rounds.rules.tasks import TaskState
from xuncha.rounds.tests.builders import group, round_, task, term


def city() -> Office:
    """A city below a province."""
    return office(parent=province())


def campaign(**over: Any) -> Campaign:
    """A campaign whose approved plan was issued on DAY."""
    owner = over.get("office") or city()
    of = over.get("round") or round_(term=term(office=owner, number=next(NUMBERS)))
    at: date = over.get("at", DAY)
    values = {"office": of.office, "by": of.by, "at": at, "term": of.term, "round": of, "name": "联动巡察"}
    values |= {"upper_round": "省委第七轮", "theme": "营商环境"}
    if "plan" not in over:
        values["plan"] = document(office=of.office, by=of.by, at=at, approved_on=at)
    return Campaign.objects.create(**(values | over))


def sent_group(**over: Any) -> CampaignGroup:
    of = over.get("campaign") or campaign(**_of(over))
    sent = over.get("group") or group(round=of.round)
    values = {"office": of.office, "by": of.by, "at": of.at, "campaign": of, "group": sent}
    return CampaignGroup.objects.create(**(values | over))


def target(**over: Any) -> Target:
    """A task of the campaign's round that belongs to it."""
    of = over.get("campaign") or campaign(**_of(over))
    values = {"office": of.office, "by": of.by, "at": of.at, "campaign": of}
    if "task" not in over:
        values["task"] = task(round=of.round, organisation=organisation(office=of.office))
    return Target.objects.create(**(values | over))


def call(**over: Any) -> CountyCall:
    """A county called on the campaign's day."""
    of = over.get("campaign") or campaign(**_of(over))
    values = {"office": of.office, "by": of.by, "at": of.at, "campaign": of}
    if "county" not in over:
        values["county"] = county(of.office)
    return CountyCall.objects.create(**(values | over))


def chase(**over: Any) -> Chase:
    """A county called about a report that it owes."""
    cell = over.get("counterpart") or counterpart(**_of(over))
    values = {"office": cell.office, "by": cell.by, "at": cell.at, "campaign": cell.campaign}
    values |= {"county": cell.county, "counterpart": cell, "channel": Channel.PHONE}
    return Chase.objects.create(**(values | over))


def county_plan(**over: Any) -> CountyPlan:
    of = over.get("campaign") or campaign(**_of(over))
    values = {
        "office": of.office,
        "by": of.by,
        "at": of.at,
        "campaign": of,
        "filed_on": over.get("at", of.at),
    }
    if "county" not in over:
        values["county"] = county(of.office)
    if "document" not in over:
        values["document"] = document(office=of.office, direction=Direction.IN, at=over.get("at", of.at))
    return CountyPlan.objects.create(**(values | over))


def county_task(**over: Any) -> CountyTask:
    """A county's task on site since `at`; `kind` says which."""
    kind = over.pop("kind", "routine")
    of = over.get("campaign") or campaign(**_of(over))
    at: date = over.get("at", of.at)
    below = over.get("county") or county(of.office)
    if "task" not in over:
        own = round_(term=term(office=below, number=next(NUMBERS)))
        over["task"] = task(round=own, kind=kind, state=TaskState.ENTERED, at=at, entered_on=at)
    values = {"office": of.office, "by": of.by, "at": at, "campaign": of, "county": below}
    return CountyTask.objects.create(**(values | over))


def counterpart(**over: Any) -> Counterpart:
    """A cell asked on the campaign's day."""
    of = over.get("campaign") or campaign(**_of(over))
    values = {"office": of.office, "by": of.by, "at": of.at, "campaign": of}
    if "task" not in over:
        values["task"] = task(round=of.round, organisation=organisation(office=of.office))
    if "county" not in over:
        values["county"] = county(of.office)
    return Counterpart.objects.create(**(values | over))


def filing(**over: Any) -> Filing:
    """A report on a linked unit, filed with the province."""
    of = over.get("campaign") or campaign(**_of(over))
    at: date = over.get("at", of.at)
    values = {"office": of.office, "by": of.by, "at": at, "campaign": of, "kind": FilingKind.UNIT_REPORT}
    values |= {"receiver": of.office.parent}
    if "task" not in over:
        values["task"] = task(round=of.round, organisation=organisation(office=of.office))
    if "document" not in over:
        values["document"] = document(office=of.office, kind=DocumentKind.REPORT, at=at)
    return Filing.objects.create(**(values | over))


def _of(over: dict[str, Any]) -> dict[str, Any]:
    """What a row's own builder hands down to the campaign it rests on."""
    return {name: over[name] for name in ("office", "by", "at") if name in over}
