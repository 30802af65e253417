"""Check campaigns: teams, visits, what was seen in a county, what is common to counties, the circular."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from xuncha.basis.models import Document
from xuncha.basis.rules import DocumentKind
from xuncha.guidance.actions.common import enter, require_below
from xuncha.guidance.models import (
    Aspect,
    Campaign,
    CheckTeam,
    CheckVisit,
    CommonProblem,
    CountyProblem,
)
from xuncha.guidance.rules import (
    FEWEST_COUNTIES,
    GUIDES,
)
from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.people.models import Person
from xuncha.records import actions as records
from xuncha.records.models import Office


@transaction.atomic
def open_campaign(*, name: str, plan: Document, aspects: Sequence[str], by: Viewer, at: date) -> Campaign:
    """A check of the counties begins on `at`, by its plan, along the aspects it names."""
    if not aspects:
        raise NotAllowed("请写明检查的方面。")
    if at < plan.at:
        raise NotAllowed("检查开始日期早于督导方案日期，请核对。")
    row = enter(Campaign(office=plan.office, name=name, plan=plan), by=by, at=at)
    for serial, title in enumerate(aspects, start=1):
        enter(Aspect(office=row.office, campaign=row, serial=serial, title=title), by=by, at=at)
    return row


@transaction.atomic
def form_team(campaign: Campaign, *, name: str, head: Person, by: Viewer, at: date) -> CheckTeam:
    """The campaign's next check team."""
    Campaign.objects.select_for_update().get(pk=campaign.pk)  # numbers follow one another
    last = campaign.teams.live().order_by("-number").values_list("number", flat=True).first() or 0
    row = CheckTeam(office=campaign.office, campaign=campaign, number=last + 1, name=name, head=head)
    return enter(row, by=by, at=at)


@transaction.atomic
def visit(team: CheckTeam, county: Office, *, by: Viewer, at: date) -> CheckVisit:
    """The team checks a county on `at`."""
    require_below(team.office, county)
    if at < team.campaign.at:
        raise NotAllowed("检查日期早于督导检查开始日期，请核对。")
    return enter(CheckVisit(office=team.office, team=team, county=county), by=by, at=at)


@transaction.atomic
def note_problem(
    visit: CheckVisit,
    *,
    aspect: Aspect,
    text: str,
    by: Viewer,
    pointed_out: bool = True,
    guided: bool = False,
) -> CountyProblem:
    """A problem seen on the visit; whether it was pointed out, and guided, on the spot."""
    if aspect.campaign_id != visit.team.campaign_id:
        raise NotAllowed("该检查方面不属于本次督导检查。")
    if guided and not pointed_out:
        raise NotAllowed("未当场指出的问题，不能登记为已当场指导。")
    row = CountyProblem(
        office=visit.office, visit=visit, county=visit.county, aspect=aspect, text=text, pointed_out=pointed_out,
        guided=guided,
    )  # fmt: skip
    return enter(row, by=by, at=visit.at)


@transaction.atomic
def group_problems(
    campaign: Campaign, members: Sequence[CountyProblem], *, aspect: Aspect, title: str, by: Viewer, at: date
) -> CommonProblem:
    """Problems of at least two counties become one common problem; each member keeps its own row and words."""
    if len({problem.county_id for problem in members}) < FEWEST_COUNTIES:
        raise NotAllowed("共性问题应由两个以上县（市、区）的问题归并而成。")
    campaigns = {aspect.campaign_id, *(problem.visit.team.campaign_id for problem in members)}
    if campaigns != {campaign.pk}:
        raise NotAllowed("所归并的问题不属于本次督导检查。")
    Campaign.objects.select_for_update().get(pk=campaign.pk)  # serials follow one another
    last = campaign.common_problems.live().order_by("-serial").values_list("serial", flat=True).first() or 0
    common = CommonProblem(
        office=campaign.office, campaign=campaign, aspect=aspect, serial=last + 1, title=title
    )
    enter(common, by=by, at=at)
    for problem in members:
        records.require(problem, GUIDES, by=by)
        records.fill(problem, "group", by=by, at=at, sets={"common": common})
    return common


@transaction.atomic
def issue_circular(campaign: Campaign, circular: Document, *, by: Viewer) -> Campaign:
    """The circular on the campaign; the list annexed to it has as many lines as there are common problems."""
    records.require(campaign, GUIDES, by=by)
    if circular.kind != DocumentKind.CIRCULAR:
        raise NotAllowed("督导检查情况通报的文种应为“通报”。")
    if circular.lines.live().count() != campaign.common_problems.live().count():
        raise NotAllowed("通报所列问题与共性问题台账的项数不一致，请核对。")
    return records.fill(campaign, "issue_circular", by=by, at=circular.at, sets={"circular": circular})


@transaction.atomic
def end_campaign(campaign: Campaign, *, by: Viewer, at: date) -> Campaign:
    """The campaign's last day is `at`."""
    records.require(campaign, GUIDES, by=by)
    return records.fill(campaign, "end", by=by, at=at, sets={"until": at})
