"""Building a fictional city: every subject in its turn, then everything written in one transaction."""

from collections import Counter
from dataclasses import dataclass
from functools import partial

from django.db import transaction

from xuncha.accounts.models import User
from xuncha.files import actions as files
from xuncha.kernel.refusals import NotAllowed
from xuncha.operations import statistics
from xuncha.operations.city import (
    accounts,
    aftermath,
    appraisals,
    archives,
    calendars,
    cards,
    checklists,
    checks,
    clues,
    collections,
    corrections,
    counties,
    cutoffs,
    designs,
    dictionaries,
    dispositions,
    field_records,
    fieldwork,
    findings,
    gauges,
    groups,
    guidance,
    inspection_reports,
    leadership,
    linkage,
    lookbacks,
    matters,
    messes,
    organisations,
    own_ledger,
    papers,
    people,
    places,
    plan,
    planning,
    pool,
    pool_service,
    profile,
    rectification,
    rectification_chain,
    resources,
    retention,
    returns,
    rounds,
    shelved,
    stored,
    supervision,
    tasks,
    ties,
    units_say,
    working_papers,
)
from xuncha.operations.city.dice import Dice
from xuncha.operations.city.feedback import feed_back
from xuncha.operations.city.world import HeldRound, HeldTask, World
from xuncha.records import appendonly
from xuncha.records.models import Installation, Office, Passage
from xuncha.rounds.rules.kinds import TaskKind

REFERENCE, MESSY = "reference", "messy"


@dataclass(frozen=True)
class City:
    """What was built: the office that stands in the middle, the accounts by role, rows by model."""

    home: Office
    accounts: dict[str, User]
    rows: Counter[str]


@transaction.atomic
def build_city(*, seed: int = 2019, messy: bool = False) -> City:
    """Build the reference city, or the larger and messier one. The same seed gives the same rows and identifiers.

    Refused where there is real data. The first city built becomes the installation's own.
    """
    installed = Installation.objects.first()
    if installed and not installed.is_demo:
        raise NotAllowed("本机已有正式数据，不能装入演示数据。")
    name = MESSY if messy else REFERENCE
    shape = profile.read(name)
    if Office.objects.filter(code=shape.city).exists():
        raise NotAllowed("演示城市“%(city)s”已经装入。", city=shape.city_name)
    world = compose(name, seed=seed)
    with appendonly.lifted(Passage):  # what a city's people did is told as of the day they did it
        written = _write(world, installed, messy=messy)
    return City(world.home, {role.value: user for role, user in world.users.items()}, written)


def _write(world: World, installed: Installation | None, *, messy: bool) -> Counter[str]:
    written = world.rows.write()
    statistics.refresh()  # what is counted below would be read by the wrong plan
    ties.screened(world)
    for content in world.stored.values():
        files.keep(content)
    accounts.grant_roles(world)
    if installed is None:
        Installation.objects.create(home=world.home, is_demo=True, business_date=world.profile.today)
    if not messy:  # whose ties do not hold
        retention.keep(world)
        cutoffs.freeze(world)
        designs.propose(world)
        planning.plan(world)
        returns.draw_up(world)
        collections.collect(world)
    return written


def compose(name: str, *, seed: int) -> World:
    """The city of that profile with all its rows, in memory. They take the keys that are free in the database."""
    world = places.settle(profile.read(name), Dice(seed, name))
    _live(world)
    return world


def _live(world: World) -> None:
    """Each subject leaves in the world what the next ones point at."""
    accounts.open_accounts(world)
    organisations.found(world)
    register = people.Register(world)
    people.appoint(world, register)
    calendars.keep(world)
    plan.draw_up(world)
    plan.set_themes(world)
    plan.set_deadlines(world)
    plan.set_steps(world)
    plan.set_thresholds(world)
    dictionaries.load(world)
    pool.Pool(world, register).fill()
    ties.declare(world)
    for spec in world.profile.rounds:
        held = rounds.propose(world, spec)
        groups.staff(world, held)
        fieldwork.ask(world, held)
        tasks.carry_out(world, held)
        rounds.close(world, held)
    pool.settle(world)
    pool_service.set_targets(world)
    pool_service.train(world)
    pool_service.renew(world)
    field_records.record(world)
    for held in world.rounds.values():
        _write_up(world, held)
    rectification_chain.sample_the_last(world)
    working_papers.write(world)
    stored.copy_evidence(world)
    checklists.write(world)
    inspection_reports.write(world)
    units_say.speak(world)
    corrections.correct_some(world)
    leadership.brief(world)
    leadership.study(world)
    leadership.suggest(world)
    matters.name_matters(world)
    matters.make_rules(world)
    resources.receive(world, register)
    appraisals.appraise(world)
    appraisals.refuse(world)
    own_ledger.rectify(world)
    clues.hand_over(world)
    dispositions.propose(world)
    counties.work(world)
    linkage.link(world)
    guidance.sponsor(world)
    guidance.sponsor_places(world)
    guidance.choose_contacts(world)
    guidance.count_staff(world)
    checks.check(world)
    aftermath.follow_up(world)
    lookbacks.look_back(world)
    cards.press(world)
    supervision.supervise(world)
    supervision.dispatch(world)
    gauges.decline_one(world)
    messes.stir(world)
    papers.number(world)
    archives.file(world)
    shelved.shelve(world)


def _write_up(world: World, held: HeldRound) -> None:
    """Findings, feedback and rectification of a round of the city."""
    recent = bool(held.spec.feedback and held.spec.feedback[0].year == world.profile.year)
    progress = rectification.RECENT if recent else rectification.OLD
    for task in held.tasks:
        findings.find(world, task, dropped=_dropped(held, task), settled=1 if held.spec.feedback else 0)
        feed_back(world, task)
        owner = partial(people.owner, world, task.unit, world.dice.of("owners"))
        rectification.rectify(world, task, progress, owner)


def _dropped(held: HeldRound, task: HeldTask) -> int:
    """Findings that did not stand: known once the report has been written."""
    return 1 + task.task.uid.int % 2 if task.task.reported_on and task.task.kind == TaskKind.ROUTINE else 0
