"""Checks of all counties: teams and visits, what was seen, what the counties have in common, and its rectification."""

from collections import defaultdict
from datetime import date
from typing import Any, TypeVar

from xuncha.guidance.models import Aspect, Campaign, CheckTeam, CheckVisit, CommonProblem, CountyProblem
from xuncha.operations.city import check_results, check_teams
from xuncha.operations.city.days import between, later, spaced
from xuncha.operations.city.dice import portions, spread
from xuncha.operations.city.findings_text import Slots
from xuncha.operations.city.papers import issue, put_line
from xuncha.operations.city.people import county_post
from xuncha.operations.city.rectification_chain import Worked, follow_county
from xuncha.operations.city.texts import choose, fill, split, table
from xuncha.operations.city.world import County, World
from xuncha.people.models import Post
from xuncha.records.models import Record
from xuncha.records.rules import Level, Role
from xuncha.rectification.models import Item, ItemClass, Ledger, Measure
from xuncha.rectification.rules import OwnerKind

R = TypeVar("R", bound=Record)
WORDS = table("words")["guidance"]
TRIES = 12  # at finding other words for the same matter
COUNTIES_A_PROBLEM = (3, 6)


def check(world: World) -> None:
    """Every campaign of the term so far."""
    for facts in table("guidance")["campaign"]:
        Check(world, facts).carry_out()


class Check:
    def __init__(self, world: World, facts: dict[str, Any]) -> None:
        self.world, self.facts = world, facts
        self.rng = world.dice.of(f"check/{facts['planned']}")
        self.seen: dict[int, list[CountyProblem]] = defaultdict(list)  # by office
        self.visits: dict[int, CheckVisit] = {}
        name = facts["name"]
        plan = issue(world, "check_plan", at=facts["planned"], name=name, role=Role.GUIDANCE)
        self.circular = issue(world, "check_circular", at=facts["circular"], name=name, role=Role.GUIDANCE)
        self.campaign = self._enter(Campaign(name=name, plan=plan), facts["from"])
        world.rows.fill(self.campaign, "end", at=facts["until"], until=facts["until"])
        world.rows.fill(self.campaign, "issue_circular", at=self.circular.at, circular=self.circular)

    def carry_out(self) -> None:
        visits = self.visits = self._visits()
        check_teams.draw(self.world, self.campaign, list(visits.values()))
        serial = 0
        for number, facts in enumerate(self.facts["aspect"], 1):
            aspect = self._enter(
                Aspect(campaign=self.campaign, serial=number, title=facts["title"]), self.facts["from"]
            )
            check_results.fill(self.world, aspect, facts["points"], list(visits.values()))
            for line in facts["common"]:
                serial += 1
                self._common(aspect, serial, *split(line), visits=visits)
        self._seen_once(aspect, visits)
        if "ledgers" in self.facts:
            for county in self.world.counties:
                self._rectify(county, self.facts["ledgers"])
            check_results.look_again(self.world, self.seen.values(), self.facts["ledgers"]["rechecked"])

    def _enter(self, row: R, at: date) -> R:
        return self.world.rows.enter(row, office=self.world.home, at=at, role=Role.GUIDANCE)

    def _visits(self) -> dict[int, CheckVisit]:
        """One visit a county, by office; the counties shared out among the teams."""
        visits: dict[int, CheckVisit] = {}
        counties = iter(self.rng.sample(self.world.counties, len(self.world.counties)))
        for place, share in enumerate(portions(len(self.world.counties), self.facts["teams"])):
            ordinal = table("words")["rounds"]["ordinals"][place]
            team = self._enter(
                CheckTeam(
                    campaign=self.campaign,
                    number=place + 1,
                    name=fill(WORDS["team"], {"number": ordinal}),
                    head=self.world.core["leaders"][place % len(self.world.core["leaders"])],
                ),
                self.facts["from"],
            )
            for day in spaced(self.facts["from"], self.facts["until"], share):
                office = next(counties).office
                visits[office.pk] = self._enter(CheckVisit(team=team, county=office), day)
        return visits

    def _common(
        self, aspect: Aspect, serial: int, title: str, detail: str, *, visits: dict[int, CheckVisit]
    ) -> None:
        """A common problem, its line in the circular and what was seen of it in several counties."""
        row = CommonProblem(campaign=self.campaign, aspect=aspect, serial=serial, title=title)
        common = self._enter(row, self.facts["synthesised"])
        put_line(self.world, self.circular, serial, title, heading=aspect.title)
        told: set[str] = set()
        for county in spread(self.rng, self.world.counties, self.rng.randint(*COUNTIES_A_PROBLEM)):
            text = self._detail(title, detail, county, told)
            self._problem(visits[county.office.pk], aspect, text, common)

    def _detail(self, title: str, detail: str, county: County, told: set[str]) -> str:
        """What was seen in one county, in other words than in the counties before it."""
        text = ""
        for _ in range(TRIES):
            slots = Slots(self.rng, county.name, Level.COUNTY, self.campaign.at.year)
            text = fill(choose(detail, self.rng), slots)
            if text not in told:
                break
        told.add(text)
        return fill(WORDS["problem"], {"title": title, "detail": text})

    def _problem(self, visit: CheckVisit, aspect: Aspect, text: str, common: CommonProblem | None) -> None:
        pointed_out = self.rng.random() < 0.92
        row = CountyProblem(
            visit=visit,
            county_id=visit.county_id,
            aspect=aspect,
            text=text,
            pointed_out=pointed_out,
            guided=pointed_out and self.rng.random() < 0.6,
        )
        self.seen[visit.county_id].append(self._enter(row, visit.at))
        check_results.lay(self.world, row)
        if common:
            at = self.facts["synthesised"]
            self.world.rows.fill(row, "group", at=at, common=common)

    def _seen_once(self, aspect: Aspect, visits: dict[int, CheckVisit]) -> None:
        """Problems of one county only, grouped under nothing."""
        for text in self.facts["apart"]:
            self._problem(self.rng.choice(list(visits.values())), aspect, text, None)

    def _rectify(self, county: County, facts: dict[str, Any]) -> None:
        """The county's ledger: one item a problem."""
        world, opened = self.world, facts["opened"]
        plan = issue(
            world,
            "county_rectification",
            at=opened,
            source=county.office.name,
            place=county.name,
            role=Role.GUIDANCE,
        )
        ledger = Ledger(
            owner_kind=OwnerKind.COUNTY,
            county=county.office,
            title=fill(table("words")["rectification"]["county_ledger"], {"county": county.name}),
            source=self.circular,
            plan=plan,
        )
        self._enter(ledger, opened)
        item_class = self._enter(ItemClass(ledger=ledger, serial=1, title=facts["title"]), opened)
        post = county_post(world, county, county.units[WORDS["county_office_unit"]])
        worked = []
        for serial, problem in enumerate(self.seen[county.office.pk], 1):
            item = Item(
                ledger=ledger,
                item_class=item_class,
                serial=serial,
                title=problem.text[:200],
                due_on=facts["due"],
            )
            self._enter(item, opened)
            world.rows.fill(problem, "rectify", at=opened, item=item)
            worked.append(Worked(item, [self._work(item, post, problem.text)], None))
        by = world.rows.actor(county.office.pk, (Role.COUNTY_OFFICE,))
        follow_county(world, ledger, worked, county.director.name, by)

    def _work(self, item: Item, post: Post, problem: str) -> Measure:
        """The item's one measure, and how far it came: most are struck off, by the director."""
        world, opened, due = self.world, item.at, item.due_on
        world.rows.move(item, "start", at=later(opened, 3))
        done_on = None
        if self.rng.random() < 0.86:
            done_on = between(self.rng, later(opened, 20), due)
            world.rows.move(item, "complete", at=done_on, by=world.users[Role.DIRECTOR].pk)
        elif self.rng.random() < 0.5:
            world.rows.move(item, "lapse", at=later(due, 3))
        text = fill(WORDS["measure"], {"title": problem[:120]})
        measure = self._enter(Measure(item=item, serial=1, text=text, owner=post, due_on=due), opened)
        if done_on:
            world.rows.fill(measure, "finish", at=done_on, done_on=done_on)
        return measure
