"""What a check of the counties is to the law of recusal: an errand, and a county's committee as its target."""

from collections.abc import Collection

from xuncha.guidance.models import Campaign, CheckMember, CheckTeam
from xuncha.kernel.refusals import NotAllowed
from xuncha.orgs.models import Organisation
from xuncha.people.models import Person
from xuncha.records.models import Office, RecordQuerySet
from xuncha.rounds.models import RecusalCheck
from xuncha.rounds.queries.screening import checks_on
from xuncha.rounds.rules.groups import Errand


def errand_of(campaign: Campaign) -> Errand:
    return Errand(campaign.uid, campaign.name, campaign.office, campaign.at)


def bodies_of(counties: Collection[Office]) -> list[Organisation]:
    """The committee of each county as the register has it. NotAllowed, naming the first that it lacks."""
    parents = {county.parent_id for county in counties}
    names = [county.committee for county in counties]
    known = Organisation.objects.live().filter(office__in=[*parents, *counties], name__in=names)
    found = {row.name: row for row in known.order_by("-pk")}
    for county in counties:
        if county.committee not in found:
            raise NotAllowed(
                "“%(name)s”尚未登记为党组织，无法核查回避，请先在党组织名册登记。", name=county.committee
            )
    return [found[county.committee] for county in counties]


def counties_of(team: CheckTeam) -> list[Office]:
    """The counties the team has been given, in the order of their codes."""
    given = team.visits.live().values("county")
    return list(Office.objects.filter(pk__in=given).order_by("code"))


def people_of(team: CheckTeam) -> list[Person]:
    """Who goes with the team: its head and its members."""
    members = team.members.live().filter(until=None).values("person")
    people = Person.objects.filter(pk__in=[*members.values_list("person", flat=True), team.head_id])
    return list(people.defer("id_number").order_by("pk"))


def known_of(team: CheckTeam) -> tuple[set[int], set[int]]:
    """Keys of who goes or went with this team, and of who does with another of the same check."""
    teams = team.campaign.teams.live()
    seats = {(one.pk, one.head_id) for one in teams}
    drawn = CheckMember.objects.live().filter(campaign=team.campaign_id)
    seats |= set(drawn.values_list("team", "person"))
    mine = {person for of, person in seats if of == team.pk}
    return mine, {person for _, person in seats} - mine


def checks_of(campaign: Campaign) -> RecordQuerySet[RecusalCheck]:
    return checks_on(errand_of(campaign))
