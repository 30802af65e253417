"""What stands beside a unit's ledger: its plan as it was reviewed, reports, checks, later dates, and the closing of items."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from xuncha.operations.city.days import later, months_later
from xuncha.operations.city.texts import choose, fill, table
from xuncha.operations.city.world import HeldTask, World
from xuncha.people.models import Tenure
from xuncha.records.rules import Role
from xuncha.rectification.models import (
    Closure,
    Extension,
    Item,
    Ledger,
    Measure,
    PlanOpinion,
    PlanSubmission,
    ProgressReport,
    Proof,
    Sample,
    SampledItem,
    SelfReport,
    Verification,
)
from xuncha.rectification.rules import samples as lots
from xuncha.rectification.rules.items import ItemState
from xuncha.rectification.rules.ledgers import Body
from xuncha.rectification.rules.measures import Standing
from xuncha.rectification.rules.plans import MUST_OPINE, Stance

WORDS = table("words")["rectification"]["chain"]
EXTENDED, SAMPLED = 6, 3  # months: what is granted, and from feedback to the draw
LOTS = 20
LOOKED_AT = 0.5  # share of what was said to be finished, and was
CLAIMED_TOO_MUCH = 0.3  # share of what was staged and had been said to be finished


@dataclass(frozen=True)
class Worked:
    """An item with its measures; `staged` is the day on which a check found it basically done."""

    item: Item
    measures: list[Measure]
    staged: date | None


def follow(world: World, held: HeldTask, ledger: Ledger, worked: Sequence[Worked]) -> None:
    """All that a unit of the city handed in about its ledger. The section enters what comes on paper."""
    rng = world.dice.of("chain")
    principal = _principal(world, held)
    _plan(world, ledger, worked, principal)
    in_system = ledger.at.year == world.profile.year  # before that, units reported on paper only
    for one in worked:
        for measure in one.measures if in_system else ():
            _report(world, rng, one, measure)
        if one.item.state == ItemState.DONE:
            _close(world, rng, one, principal)
    if ledger.final_report_id:
        _progress(world, ledger, worked, principal)


def follow_county(world: World, ledger: Ledger, worked: Sequence[Worked], principal: str, by: int) -> None:
    """The same of a county's ledger: its office hands in, the city's people look, agree and strike off."""
    rng = world.dice.of("county chain")
    _plan(world, ledger, worked, principal, by)
    for one in worked:
        for measure in one.measures:
            if measure.done_on:
                _say(world, measure, measure.done_on, Standing.FINISHED, 100, by)
        if one.item.state == ItemState.DONE:
            _close(world, rng, one, principal, by)


def sample_the_last(world: World) -> None:
    """Of the last round whose concentrated rectification is over, items are drawn and looked at on site."""
    over = [
        (held.spec.number, day)
        for held in world.rounds.values()
        if held.spec.feedback and (day := months_later(held.spec.feedback[1], SAMPLED)) <= world.profile.today
    ]
    _sample(world, *max(over))


def _sample(world: World, number: int, on: date) -> None:
    """The draw, and what was found of the measures of each item drawn."""
    round_ = world.held(number).round
    tasks = {held.task.pk for held in world.held(number).tasks}
    rows = [item for item in world.rows.all(Item) if item.ledger.task_id in tasks and item.at <= on]
    among = {item.uid: item for item in rows if item.state != ItemState.NOT_STARTED}
    size, seed = min(LOTS, len(among)), world.dice.of("lots").randrange(2**31)
    row = Sample(
        round=round_,
        size=size,
        population=len(among),
        seed=seed,
        digest=lots.digest(among),
        purpose=WORDS["sample"],
    )
    world.rows.enter(row, office=world.home, at=on, role=Role.RECTIFICATION)
    measures: dict[int, list[Measure]] = {}
    for measure in world.rows.all(Measure):
        measures.setdefault(measure.item_id, []).append(measure)
    for serial, uid in enumerate(lots.draw(seed, among, size), 1):
        drawn = SampledItem(sample=row, item=among[uid], serial=serial)
        world.rows.enter(drawn, office=world.home, at=on, role=Role.RECTIFICATION)
        for measure in measures[among[uid].pk]:
            _check_on_site(world, drawn, measure, later(on, 3))


def _check_on_site(world: World, drawn: SampledItem, measure: Measure, on: date) -> None:
    finished = measure.done_on is not None and measure.done_on <= on
    row = Verification(
        measure=measure,
        sampled=drawn,
        on_site=True,
        found=Standing.FINISHED if finished else Standing.UNDER_WAY,
        percent=100 if finished else 60,
        text=WORDS["on_site"],
    )
    world.rows.enter(row, office=world.home, at=on, by=world.users[Role.DIRECTOR].pk)


def _principal(world: World, held: HeldTask) -> str:
    post = world.posts[held.unit.pk][0]
    names = [row.person.name for row in world.rows.all(Tenure) if row.post_id == post.pk]
    return names[-1]


def _plan(world: World, ledger: Ledger, worked: Sequence[Worked], principal: str, owner: int = 0) -> None:
    """The plan is handed in with the ledger and was approved by the bodies that look at it."""
    day, by = ledger.at, owner or world.users[Role.RECTIFICATION].pk
    row = PlanSubmission(ledger=ledger, number=1, document=ledger.plan, lines=list(_lines(worked)))
    world.rows.enter(row, office=world.home, at=day, by=by)
    world.rows.move(row, "sign", at=day, by=by, principal=principal, paper=WORDS["paper"])
    director, reviewer = world.users[Role.DIRECTOR].pk, world.users[Role.PLAN_REVIEWER].pk
    for body in MUST_OPINE:
        own = body == Body.DISCIPLINE
        opinion = PlanOpinion(
            submission=row,
            body=body,
            stance=Stance.AGREED,
            text=WORDS["opinion"],
            paper=WORDS["reply"] if body == Body.ORGANISATION else "",
        )
        world.rows.enter(opinion, office=world.home, at=day, by=reviewer if own else director)
    world.rows.move(row, "accept", at=day, by=director)


def _lines(worked: Sequence[Worked]) -> Iterator[dict[str, Any]]:
    for one in worked:
        planned = [
            {
                "text": measure.text,
                "kind": measure.kind.label,
                "owner": str(measure.owner),
                "lead": str(measure.lead or ""),
                "due": measure.due_on.isoformat(),
            }
            for measure in one.measures
        ]
        yield {"serial": one.item.serial, "title": one.item.title, "measures": planned}


def _report(world: World, rng: Random, one: Worked, measure: Measure) -> None:
    """What the unit said of a measure; of some it said too much, and a check put it right."""
    if measure.done_on:
        _say(world, measure, measure.done_on, Standing.FINISHED, 100)
        if world.dice.of("looked at").random() < LOOKED_AT:
            _verify(world, measure, measure.done_on, Standing.FINISHED, 100)
    elif one.staged and rng.random() < CLAIMED_TOO_MUCH:
        _say(world, measure, one.staged, Standing.FINISHED, 100)
        world.rows.fill(measure, "finish", at=one.staged, done_on=one.staged)
        _verify(world, measure, one.staged, Standing.UNDER_WAY, 70)
        world.rows.correct(measure, at=one.staged, note=WORDS["sent_back"], changes={"done_on": None})
    elif one.staged:
        _say(world, measure, one.staged, Standing.UNDER_WAY, 50 + 10 * rng.randrange(4))
        if rng.random() < 0.2:
            _extend(world, measure, one.staged)


def _say(world: World, measure: Measure, on: date, claimed: Standing, percent: int, owner: int = 0) -> None:
    text = fill(WORDS["said"][claimed], {"text": measure.text})
    row = SelfReport(measure=measure, claimed=claimed, percent=percent, text=text)
    world.rows.enter(row, office=world.home, at=on, role=Role.RECTIFICATION, by=owner)


def _verify(world: World, measure: Measure, on: date, found: Standing, percent: int) -> None:
    """Of what the unit said last: the office looked at the papers behind it."""
    said = world.rows.all(SelfReport)[-1]
    text = WORDS["found"][found]
    row = Verification(measure=measure, report=said, found=found, percent=percent, text=text)
    world.rows.enter(row, office=world.home, at=on, by=world.users[Role.DIRECTOR].pk)


def _extend(world: World, measure: Measure, on: date) -> None:
    """More time for what needs it; the item has more time with it."""
    old, item = measure.due_on, measure.item
    if on > old or item.first_due_on or measure.done_on:
        return
    row = Extension(
        measure=measure,
        number=1,
        old_due_on=old,
        new_due_on=months_later(old, EXTENDED),
        reason=WORDS["reason"],
    )
    world.rows.enter(row, office=world.home, at=on, role=Role.RECTIFICATION)
    director = world.users[Role.DIRECTOR].pk
    world.rows.move(row, "grant", at=on, by=director, decided_by_id=director)
    for owed in (measure, item):
        changes = {"due_on": row.new_due_on, "first_due_on": old}
        world.rows.correct(owed, at=on, note=WORDS["granted"], changes=changes)


def _close(world: World, rng: Random, one: Worked, principal: str, owner: int = 0) -> None:
    """Applied for when the last measure was finished, looked at, agreed to and struck off."""
    item = one.item
    days = [measure.done_on for measure in one.measures if measure.done_on]
    assert item.done_on
    applied, director = max([*days, item.at]), world.users[Role.DIRECTOR].pk
    proof = Proof(item=item, number=1, title=choose(rng.choice(WORDS["proofs"]), rng), shelf=WORDS["shelf"])
    world.rows.enter(proof, office=world.home, at=applied, role=Role.RECTIFICATION, by=owner)
    row = Closure(
        item=item,
        number=1,
        text=WORDS["done"],
        principal=principal,
        paper=WORDS["paper"],
        signed_on=applied,
    )
    world.rows.enter(row, office=world.home, at=applied, role=Role.RECTIFICATION, by=owner)
    world.rows.move(row, "check", at=applied, by=director, checked=WORDS["checked"], checked_by_id=director)
    reviewer = world.users[Role.PLAN_REVIEWER].pk
    world.rows.move(
        row,
        "endorse",
        at=item.done_on,
        by=reviewer,
        body=Body.DISCIPLINE,
        opinion=WORDS["agreed"],
        endorsed_by_id=reviewer,
    )
    world.rows.move(row, "strike_off", at=item.done_on, by=director, struck_off_by_id=director)


def _progress(world: World, ledger: Ledger, worked: Sequence[Worked], principal: str) -> None:
    """The report of the end of concentrated rectification, with the ledger's counts on its day."""
    assert ledger.final_report
    day = ledger.final_report.at
    done = sum(one.item.done_on is not None and one.item.done_on <= day for one in worked)
    basic = sum(one.staged is not None and one.staged <= day for one in worked)
    row = ProgressReport(
        ledger=ledger,
        number=1,
        text=WORDS["progress"],
        own_account=WORDS["own_account"],
        done=done,
        basic=basic,
        open=len(worked) - done - basic,
    )
    world.rows.enter(row, office=world.home, at=day, role=Role.RECTIFICATION)
    by, director = world.users[Role.RECTIFICATION].pk, world.users[Role.DIRECTOR].pk
    world.rows.move(row, "sign", at=day, by=by, principal=principal, paper=WORDS["paper"])
    accepted = min(later(day, 6), world.profile.today)
    world.rows.move(row, "accept", at=accepted, by=director)
