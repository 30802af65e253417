"""Feedback: the signed papers, the list frozen with them, and who else is told."""

from xuncha.basis.models import Document
from xuncha.basis.rules import Stated
from xuncha.findings.models import Feedback
from xuncha.findings.rules import AddresseeType
from xuncha.operations.city.days import later
from xuncha.operations.city.papers import issue, send, state
from xuncha.operations.city.texts import table
from xuncha.operations.city.world import County, HeldTask, World
from xuncha.orgs.models import Organisation

SUPERIOR = table("staff")["superior"]


def feed_back(world: World, held: HeldTask) -> None:
    """The body and its principal receive feedback; the city leader in charge is told of every second unit."""
    day = held.task.fed_back_on
    if day is None:
        return
    unit = held.unit.short_name
    body = issue(
        world, "feedback_body", at=day, approver=world.leading_group[0], approved=later(day, -2), unit=unit
    )
    state(world, body, Stated.PROBLEMS, held.problems)
    send(world, body, held.unit, received=day, due=later(day, 15), replied=later(day, 14))
    _freeze(world, held, body)
    _tell(world, held, AddresseeType.BODY, body)
    _tell(world, held, AddresseeType.PRINCIPAL, issue(world, "feedback_principal", at=day, unit=unit))
    if held.unit.uid.int % 2:
        letter = issue(world, "feedback_superior", at=later(day, 2), unit=unit)
        send(world, letter, world.unit(SUPERIOR), copy=True)
        _tell(world, held, AddresseeType.SUPERIOR, letter, world.unit(SUPERIOR))


def feed_back_county(world: World, county: County, held: HeldTask) -> None:
    """A county's feedback is one paper."""
    day = held.task.fed_back_on
    if day is None:
        return
    paper = issue(world, "county_feedback", at=day, county=county, unit=held.unit.short_name)
    state(world, paper, Stated.PROBLEMS, held.problems)
    send(world, paper, held.unit, received=day)
    _freeze(world, held, paper)
    _tell(world, held, AddresseeType.BODY, paper)


def _tell(
    world: World, held: HeldTask, kind: AddresseeType, paper: Document, receiver: Organisation | None = None
) -> None:
    """Who receives feedback signs for it at the meeting; who is only told does not."""
    row = Feedback(
        task=held.task,
        addressee_type=kind,
        organisation=receiver or held.unit,
        document=paper,
    )
    world.rows.enter(row, office=world.office(held.task), at=paper.at)
    if receiver is None:
        world.rows.fill(row, "sign", at=paper.at, signed_on=paper.at)


def _freeze(world: World, held: HeldTask, paper: Document) -> None:
    """From this day the list is what all statistics count."""
    held.feedback = paper
    for finding in held.findings:
        world.rows.move(finding, "feed_back", at=paper.at, basis=paper.title)
