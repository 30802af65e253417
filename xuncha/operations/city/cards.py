"""Supervision cards of the city's office, from named matters and late items; and what it suggested to departments."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from xuncha.leadership.models import NamedMatter
from xuncha.leadership.rules import PRESSED
from xuncha.operations.city.days import later, months_later
from xuncha.operations.city.texts import fill, table
from xuncha.operations.city.world import World
from xuncha.orgs.models import Organisation
from xuncha.records.rules import Role
from xuncha.rectification.models import Advice, Card, CardReply, Escalation, Item
from xuncha.rectification.rules.cards import Level, Source
from xuncha.rectification.rules.items import ItemState

WORDS = table("words")["rectification"]["cards"]
LEADS = table("staff")["leads"]
OF_MATTERS, OF_ITEMS = 8, 6


@dataclass(frozen=True)
class Cause:
    """What a card is drawn up for, on which day."""

    source: Source
    text: str
    basis: str
    lead: Organisation
    on: date
    matter: NamedMatter | None = None
    item: Item | None = None


def press(world: World) -> None:
    """Every third card is answered and closed, every third is late and pressed harder, the others are on their way."""
    numbers: dict[int, int] = {}
    for place, cause in enumerate(sorted(_causes(world), key=lambda one: one.on)):
        numbers[cause.on.year] = numbers.get(cause.on.year, 0) + 1
        _card(world, cause, place, f"〔{cause.on.year}〕{numbers[cause.on.year]}")
    _advise(world)


def _causes(world: World) -> Iterator[Cause]:
    today = world.profile.today
    open_ = [m for m in world.rows.all(NamedMatter) if m.state in PRESSED and m.at < later(today, -70)]
    for place, matter in enumerate(open_[:OF_MATTERS]):
        on = later(today, -45 - 2 * place)
        yield Cause(Source.MATTER, matter.gist, str(matter.meeting), matter.lead, on, matter=matter)
    late = [
        item
        for item in world.rows.all(Item)
        if item.office_id == world.home.pk and item.state == ItemState.OVERDUE and item.ledger.task
    ]
    for place, item in enumerate(late[:OF_ITEMS]):
        assert item.ledger.task
        on = later(today, -40 - 3 * place)
        lead = item.ledger.task.organisation
        yield Cause(Source.OVERDUE, item.title, item.ledger.source.title, lead, on, item=item)


def _card(world: World, cause: Cause, place: int, number: str) -> None:
    rows, director = world.rows, world.users[Role.DIRECTOR].pk
    lasts = 15 if place % 3 == 1 else 60
    card = Card(
        number=number,
        source=cause.source,
        matter=cause.text,
        basis=cause.basis,
        item=cause.item,
        lead=cause.lead,
        due_on=later(cause.on, lasts),
    )
    rows.enter(card, office=world.home, at=cause.on, role=Role.RECTIFICATION)
    if cause.matter:
        section = world.users[Role.RECTIFICATION].pk
        rows.fill(cause.matter, "press", at=cause.on, by=section, card=card)
    rows.move(card, "sign", at=later(cause.on, 1), by=director)
    rows.move(card, "deliver", at=later(cause.on, 2), receipt=WORDS["receipt"])
    rows.move(card, "start", at=later(cause.on, 3))
    if place % 3 == 0:
        answered = later(cause.on, 20)
        reply = CardReply(card=card, number=1, text=WORDS["reply"])
        rows.enter(reply, office=world.home, at=answered, role=Role.RECTIFICATION)
        rows.move(card, "reply", at=answered)
        rows.move(card, "close", at=later(answered, 4), by=director, closed_by_id=director)
    elif place % 3 == 1:
        for step, level in enumerate([*Level][: 1 + place // 3 % 3], 1):
            _escalate(world, card, level, later(card.due_on, 4 * step))


def _escalate(world: World, card: Card, level: Level, on: date) -> None:
    row = Escalation(
        card=card,
        level=level,
        late=(on - card.due_on).days,
        text=WORDS["levels"][level],
        paper="" if level == Level.REMIND else WORDS["approved"],
    )
    world.rows.enter(row, office=world.home, at=on, role=Role.RECTIFICATION)


def _advise(world: World) -> None:
    """Each round that was fed back ends with suggestions to the departments in charge of what it found."""
    rng, director = world.dice.of("advices"), world.users[Role.DIRECTOR].pk
    departments = [world.unit(key) for key in dict.fromkeys(LEADS.values())]
    for held in world.rounds.values():
        if not held.spec.feedback or held.spec.feedback[1] > later(world.profile.today, -15):
            continue
        on = later(held.spec.feedback[1], 10)
        for department in rng.sample(departments, min(3, len(departments))):
            text = fill(rng.choice(WORDS["advices"]), {"unit": department.short_name})
            row = Advice(round=held.round, department=department, text=text, due_on=months_later(on, 2))
            world.rows.enter(row, office=world.home, at=on, role=Role.RECTIFICATION)
            answered = months_later(on, 1)
            if answered > world.profile.today or rng.random() < 0.2:
                continue
            by = world.users[Role.RECTIFICATION].pk
            world.rows.move(row, "reply", at=answered, by=by, reply=WORDS["answer"], replied_by_id=by)
            world.rows.move(row, "close", at=later(answered, 5), by=director, closed_by_id=director)
