"""Linkage of province, city and counties: plans, groups, county tasks, the counterpart grid, what was filed upward."""

from datetime import date

from xuncha.basis.models import Document
from xuncha.basis.rules import Stated
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
from xuncha.operations.city.counties import counterpart
from xuncha.operations.city.days import between, later
from xuncha.operations.city.dice import portions
from xuncha.operations.city.papers import issue, put_line, send, state
from xuncha.operations.city.texts import fill, table
from xuncha.operations.city.world import County, HeldRound, HeldTask, World
from xuncha.records.rules import Role
from xuncha.rounds.models import Round, Task
from xuncha.rounds.rules.kinds import TaskKind

FACTS = table("linkage")


def link(world: World) -> None:
    """The campaign of the last round, which runs beside the province's."""
    held = world.held(world.profile.rounds[-1].number)
    on = FACTS["plan_issued"]
    plan = issue(world, "linkage_plan", at=on, approver=world.secretary, approved=on)
    campaign = Campaign(
        term=world.term,
        name=FACTS["name"],
        upper_round=world.profile.upper_round,
        theme=FACTS["theme"],
        round=held.round,
        plan=plan,
    )
    world.rows.enter(campaign, office=world.home, at=on)
    for group in held.groups:
        entry = held.spec.routine.entry
        world.rows.enter(CampaignGroup(campaign=campaign, group=group.group), office=world.home, at=entry)
    _targets(world, campaign, held)
    _county_plans(world, campaign)
    _county_tasks(world, campaign)
    _grid(world, campaign, _linked(held))
    _file(world, campaign, held, _linked(held))


def _linked(held: HeldRound) -> list[HeldTask]:
    """Tasks of the round's linked wave, in the order of its groups."""
    return [task for task in held.tasks if held.waves[task.task.pk] is held.spec.routine]


def _targets(world: World, campaign: Campaign, held: HeldRound) -> None:
    """The linked wave, and the round's look-backs: two sets that know nothing of one another."""
    linked = _linked(held)
    lookbacks = [one for one in held.tasks if one.task.kind == TaskKind.LOOKBACK and one not in linked]
    for one in (*linked, *lookbacks):
        world.rows.enter(Target(campaign=campaign, task=one.task), office=world.home, at=FACTS["chosen"])


def _county_plans(world: World, campaign: Campaign) -> None:
    rng = world.dice.of("county linkage plans")
    first, last = FACTS["county_plans"]
    for county in world.counties:
        made = between(rng, first, last)
        filed = later(made, rng.randint(1, 4))  # D27
        paper = issue(
            world, "county_linkage", at=made, source=county.office.name, place=county.name, role=Role.GUIDANCE
        )
        for serial, held in enumerate(county.linkage, 1):
            put_line(world, paper, serial, held.unit.name, heading=held.task.kind.label, unit=held.unit)
        # The city's plan went to the county as an addressee that owes its own plan in reply.
        due = later(campaign.plan.at, 12)
        call = CountyCall(campaign=campaign, county=county.office, plan_due_on=due)
        world.rows.enter(call, office=world.home, at=campaign.plan.at)
        row = CountyPlan(campaign=campaign, county=county.office, document=paper, filed_on=filed)
        world.rows.enter(row, office=world.home, at=made, role=Role.GUIDANCE)
        world.rows.fill(row, "receive", at=later(filed, 1), received_on=later(filed, 1))
        send(world, campaign.plan, None, name=county.office.name, due=due, replied=filed, reply=paper)


def _county_tasks(world: World, campaign: Campaign) -> None:
    """What the counties reported of their own rounds: the tasks are rows of theirs."""
    for county in world.counties:
        for held in county.linkage:
            entered = held.task.entered_on
            assert entered
            row = CountyTask(campaign=campaign, county=county.office, task=held.task)
            world.rows.enter(row, office=world.home, at=entered, role=Role.GUIDANCE)


def _grid(world: World, campaign: Campaign, tasks: list[HeldTask]) -> None:
    """Every county asked about every linked unit; most answered, some answers bore on a finding."""
    rng = world.dice.of("counterparts")
    asked = FACTS["asked"]
    cells = [(task, county) for task in tasks for county in world.counties]
    silent = set(rng.sample(range(len(cells)), FACTS["unanswered"]))
    answered = [place for place in range(len(cells)) if place not in silent]
    used = set(rng.sample(answered, FACTS["used"]))
    keys = {unit.pk: key for key, unit in world.units.items()}
    letters = {county.office.pk: _ask(world, county, len(tasks)) for county in world.counties}
    for place, (task, county) in enumerate(cells):
        cell = Counterpart(
            campaign=campaign,
            task=task.task,
            county=county.office,
            unit=county.units.get(counterpart(keys[task.unit.pk])),
            letter=letters[county.office.pk],
            due_on=FACTS["received_by"],
        )
        world.rows.enter(cell, office=world.home, at=asked, role=Role.GUIDANCE)
        if place not in silent:
            received = between(rng, later(asked, 5), FACTS["received_by"])
            _answer(world, cell, county, task, received)
            read = later(received, rng.randint(1, 4))
            world.rows.fill(cell, "read", at=read, by=task.leader, read_on=read)
        else:
            _chase(world, cell)
        if place in used:
            assert cell.read_on
            assert task.task.left_on
            day = min(later(cell.read_on, rng.randint(1, 5)), task.task.left_on)
            world.rows.fill(
                cell, "use", at=day, by=task.leader, used_on=day, finding=rng.choice(task.findings)
            )


def _ask(world: World, county: County, number: int) -> Document:
    """One letter a county, for all linked units."""
    letter = issue(world, "counterpart_letter", at=FACTS["asked"], place=county.name, role=Role.GUIDANCE)
    send(world, letter, None, name=county.office.name, due=FACTS["received_by"])
    state(world, letter, Stated.COUNTERPARTS, number)
    return letter


def _answer(world: World, cell: Counterpart, county: County, task: HeldTask, received: date) -> None:
    unit = (
        cell.unit.short_name
        if cell.unit
        else fill(FACTS["none"], {"place": county.name, "unit": task.unit.short_name})
    )
    report = issue(
        world, "counterpart_report", at=received, source=county.office.name, unit=unit, role=Role.GUIDANCE
    )
    sent_by = world.rows.actor(county.office.pk, (Role.COUNTY_OFFICE,))
    world.rows.fill(cell, "send", at=received, by=sent_by, sent_on=received, report=report)
    world.rows.fill(cell, "receive", at=received, received_on=received)


def _chase(world: World, cell: Counterpart) -> None:
    """Who did not answer in time was called, twice."""
    for on, until in FACTS["chased"]:
        row = Chase(
            campaign=cell.campaign,
            county=cell.county,
            counterpart=cell,
            channel=Channel.PHONE,
            until=until,
            text=FACTS["chase"],
        )
        world.rows.enter(row, office=world.home, at=on, role=Role.GUIDANCE)


def _file(world: World, campaign: Campaign, held: HeldRound, linked: list[HeldTask]) -> None:
    """The linked units' reports, and before them the round's plan, to the provincial office."""
    for number, spec_held in world.rounds.items():
        round_, spec = spec_held.round, spec_held.spec
        paper = issue(world, "round_filing", at=later(spec.approved, 3), round=round_.name)
        own = campaign if number == held.spec.number else None
        _send(world, FilingKind.ROUND_PLAN, paper, own, round_=round_)
        if spec.decided and later(spec.decided, 8) <= world.profile.today:
            composite = issue(world, "composite_filing", at=later(spec.decided, 8), round=round_.name)
            _send(world, FilingKind.COMPOSITE, composite, None, round_=round_)
    shares = portions(len(linked), len(FACTS["filed"]))
    tasks = iter(linked)
    for on, share in zip(FACTS["filed"], shares, strict=True):
        batch = [next(tasks) for _ in range(share)]
        paper = issue(world, "unit_filing", at=on, unit=batch[0].unit.short_name)
        state(world, paper, Stated.UNIT_REPORTS, share)
        for task in batch:
            _send(world, FilingKind.UNIT_REPORT, paper, campaign, task.task)


def _send(
    world: World,
    kind: FilingKind,
    paper: Document,
    campaign: Campaign | None,
    task: Task | None = None,
    round_: Round | None = None,
) -> None:
    received = later(paper.at, 1)
    row = Filing(
        campaign=campaign,
        kind=kind,
        round=round_,
        task=task,
        document=paper,
        receiver=world.province,
        due_on=world.profile.today if kind == FilingKind.UNIT_REPORT else later(paper.at, 2),
    )
    world.rows.enter(row, office=world.home, at=paper.at)
    if received <= world.profile.today:
        by = world.users[Role.PROVINCIAL_OFFICE].pk
        world.rows.fill(row, "acknowledge", at=received, by=by, received_on=received)
