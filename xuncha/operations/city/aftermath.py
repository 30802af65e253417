"""What follows a unit's rectification: it is made public, and its effect is evaluated."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from random import Random

from xuncha.operations.city.days import later
from xuncha.operations.city.texts import fill, table
from xuncha.operations.city.world import HeldTask, World
from xuncha.records.models import Office
from xuncha.records.rules import Role
from xuncha.rectification.models import (
    Evaluation,
    EvaluationCriterion,
    EvaluationScore,
    EvaluationStandard,
    Exemption,
    Ledger,
    Publication,
)
from xuncha.rectification.rules.evaluations import BUNDLED, BUNDLED_BANDS, grade
from xuncha.rectification.rules.publications import Ground, Scope

WORDS = table("words")["rectification"]["after"]
EXEMPT = 0.1  # share of the city's units
Standards = dict[int, tuple[EvaluationStandard, list[EvaluationCriterion]]]


def follow_up(world: World) -> None:
    """All ledgers of units, city and counties, as far as their tasks have come."""
    standards: Standards = {}
    ledgers = {ledger.task_id: ledger for ledger in world.rows.all(Ledger) if ledger.task_id}
    for held in _tasks(world):
        ledger = ledgers.get(held.task.pk)
        if ledger and held.published:
            _publish(world, ledger, held.published)
        if ledger and held.evaluated:
            _evaluate(world, standards, ledger, held.evaluated)


def _tasks(world: World) -> Iterator[HeldTask]:
    for round_ in world.rounds.values():
        yield from round_.tasks
    for county in world.counties:
        yield from county.tasks


def _publish(world: World, ledger: Ledger, on: date) -> None:
    """Inside the Party always; what is sensitive was agreed to stay from society."""
    rng, office = world.dice.of("publications"), world.office(ledger)
    for scope in Scope:
        if scope == Scope.SOCIETY and office == world.home and rng.random() < EXEMPT:
            _exempt(world, ledger, on)
            continue
        row = Publication(
            ledger=ledger,
            scope=scope,
            medium=rng.choice(WORDS["media"][scope]),
            paper=fill(WORDS["published"], {"title": ledger.title.removesuffix(WORDS["ledger"])}),
        )
        world.rows.enter(row, office=office, at=on, role=Role.RECTIFICATION)


def _exempt(world: World, ledger: Ledger, on: date) -> None:
    row = Exemption(ledger=ledger, scope=Scope.SOCIETY, ground=Ground.CASE, reason=WORDS["exempt"])
    world.rows.enter(row, office=world.home, at=later(on, -4), role=Role.RECTIFICATION)
    leader = world.users[Role.LEADER].pk
    world.rows.move(row, "grant", at=on, by=leader, basis=WORDS["agreed"], decided_by_id=leader)


def _evaluate(world: World, standards: Standards, ledger: Ledger, on: date) -> None:
    office = world.office(ledger)
    if office.pk not in standards:
        standards[office.pk] = _standard(world, office)
    standard, criteria = standards[office.pk]
    rng = world.dice.of("evaluations")
    given = [(row, *_points(rng, row)) for row in criteria]
    total = sum((points for _, points, _ in given), Decimal(0))
    row = Evaluation(
        ledger=ledger, standard=standard, total=total, grade=grade(total, BUNDLED_BANDS), text=WORDS["judged"]
    )
    world.rows.enter(row, office=office, at=on, role=Role.RECTIFICATION)
    for criterion, points, reason in given:
        score = EvaluationScore(evaluation=row, criterion=criterion, points=points, reason=reason)
        world.rows.enter(score, office=office, at=on, role=Role.RECTIFICATION)


def _points(rng: Random, criterion: EvaluationCriterion) -> tuple[Decimal, str]:
    """Most lose little; the reason says what was taken off for."""
    off = criterion.weight * rng.choice((0, 5, 5, 10, 10, 15, 25)) / 100
    lost = off.quantize(Decimal("0.1"))
    reason = rng.choice(WORDS["lost" if lost else "full"][criterion.serial - 1])
    return criterion.weight - lost, reason


def _standard(world: World, office: Office) -> tuple[EvaluationStandard, list[EvaluationCriterion]]:
    """The bundled one, in force from the beginning of the term."""
    at = world.profile.start
    bands = [{"name": band.name, "floor": f"{band.floor:f}"} for band in BUNDLED_BANDS]
    standard = EvaluationStandard(name=WORDS["standard"], bands=bands)
    world.rows.enter(standard, office=office, at=at, role=Role.RECTIFICATION)
    criteria = []
    for serial, one in enumerate(BUNDLED, 1):
        row = EvaluationCriterion(
            standard=standard, serial=serial, name=one.name, weight=one.weight, rule=one.rule
        )
        criteria.append(world.rows.enter(row, office=office, at=at, role=Role.RECTIFICATION))
    return standard, criteria
