"""Check teams: drawn for the occasion, and nobody past an undecided or barring recusal check towards a county (I4)."""

from collections.abc import Collection
from datetime import date

from django.db import transaction

from xuncha.guidance.actions.common import enter, require_below
from xuncha.guidance.models import Campaign, CheckMember, CheckTeam
from xuncha.guidance.queries.recusal import bodies_of, counties_of, errand_of, people_of
from xuncha.guidance.rules import GUIDES
from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.people.models import Person
from xuncha.records import actions as records
from xuncha.records.models import Office
from xuncha.rounds.actions import screening
from xuncha.rounds.queries.recusal import require_cleared_on


@transaction.atomic
def form_team(campaign: Campaign, *, name: str, head: Person, by: Viewer, at: date) -> CheckTeam:
    """The campaign's next check team."""
    return enter_team(CheckTeam(campaign=campaign, name=name, head=head), by=by, at=at)


@transaction.atomic
def enter_team(row: CheckTeam, *, by: Viewer, at: date) -> CheckTeam:
    """A team as it was filled in, with the campaign's next number."""
    campaign = Campaign.objects.select_for_update().get(pk=row.campaign_id)  # numbers follow one another
    if campaign.until:
        raise NotAllowed("本次督导检查已经结束。")
    last = campaign.teams.live().order_by("-number").values_list("number", flat=True).first() or 0
    row.office, row.number = campaign.office, last + 1
    return enter(row, by=by, at=at)


@transaction.atomic
def screen_team(
    team: CheckTeam,
    *,
    counties: Collection[Office],
    by: Viewer,
    at: date,
    people: Collection[Person] = (),
    basis: str = "",
    note: str = "",
) -> CheckTeam:
    """Try the law of recusal on those who go with the team, and those meant for it, towards each county."""
    records.require(team, GUIDES, by=by)
    for county in counties:
        require_below(team.office, county)
    units = [row.pk for row in bodies_of([*{c.pk: c for c in [*counties, *counties_of(team)]}.values()])]
    meant = {person.pk for person in [*people, *people_of(team)]}
    if not units:
        raise NotAllowed("请选择拟检查的县（市、区）。")
    pairs = {(person, unit) for person in meant for unit in units}
    screening.run(errand_of(team.campaign), pairs, {team.head_id}, by=by, at=at)
    return team


@transaction.atomic
def add_member(row: CheckMember, *, by: Viewer, at: date) -> CheckMember:
    """Draw a person into the team. Refused, naming the county, unless cleared towards each that the team has."""
    team = row.team
    row.office, row.campaign = team.office, team.campaign
    records.require(row, GUIDES, by=by)
    if team.campaign.until:
        raise NotAllowed("本次督导检查已经结束。")
    if row.person_id == team.head_id:
        raise NotAllowed("%(person)s已经是本组带队人。", person=row.person)
    seated = CheckMember.objects.live().filter(campaign=team.campaign_id, person=row.person_id, until=None)
    heads = CheckTeam.objects.live().filter(campaign=team.campaign_id, head=row.person_id)
    if seated.exists() or heads.exists():
        raise NotAllowed("%(person)s已在本次督导检查的其他检查组。", person=row.person)
    counties = counties_of(team)
    if not counties:
        raise NotAllowed("“%(team)s”尚未安排检查的县（市、区），无法核查回避。", team=team.name)
    require_cleared(team, [row.person], counties)
    return records.enter(row, by=by, at=at)


@transaction.atomic
def release(member: CheckMember, *, by: Viewer, at: date, basis: str = "", note: str = "") -> CheckMember:
    """A member goes home."""
    records.require(member, GUIDES, by=by)
    if at < member.at:
        raise NotAllowed("归队日期早于抽调日期，请核对。")
    return records.fill(member, "release", by=by, at=at, sets={"until": at}, basis=basis, note=note)


def require_cleared(team: CheckTeam, people: Collection[Person], counties: Collection[Office]) -> None:
    """NotAllowed, naming the pair, unless each person is cleared towards the committee of each county."""
    require_cleared_on(errand_of(team.campaign), people, bodies_of(counties), {team.head_id})
