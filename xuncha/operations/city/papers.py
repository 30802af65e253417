"""Official documents: issued or received by an office, numbered in the order of their days at the end."""

from collections import Counter
from datetime import date
from functools import cache

from xuncha.basis.models import Addressee, Document, Line, Statement
from xuncha.basis.rules import Direction, DocumentKind, Stated
from xuncha.operations.city.days import later
from xuncha.operations.city.texts import fill, table
from xuncha.operations.city.world import County, World
from xuncha.orgs.models import Organisation
from xuncha.people.models import Person
from xuncha.records.rules import Role

WORDS = table("words")["papers"]


def issue(
    world: World,
    key: str,
    *,
    at: date,
    county: County | None = None,
    source: str = "",
    approved: date | None = None,
    approver: Person | None = None,
    role: Role = Role.GENERAL,
    **slots: object,
) -> Document:
    """A document of the kind described under `key` in papers.toml; `source` issued what came in."""
    kind, series, issuer, title = _pattern(key)
    place = county.name if county else world.profile.city_name
    document = Document(
        kind=kind,
        direction=Direction.OUT if series else Direction.IN,
        title=fill(title, {"c": place, **slots}),
        issuer=source or fill(WORDS["issuers"][issuer], {"c": place, "p": world.profile.province_name}),
        approver=approver,
        approved_on=approved,
    )
    prefix = county.spec.prefix if county else world.profile.short
    world.series.append((document, f"{prefix}{series or WORDS['incoming']}"))
    return world.rows.enter(document, office=county.office if county else world.home, at=at, role=role)


def send(
    world: World,
    document: Document,
    unit: Organisation | None,
    *,
    name: str = "",
    received: date | None = None,
    due: date | None = None,
    replied: date | None = None,
    reply: Document | None = None,
    copy: bool = False,
) -> Addressee:
    """One body to which the document went on its day; it signs the working day after unless said."""
    row = Addressee(
        document=document,
        organisation=unit,
        name=name or (unit.short_name if unit else ""),
        copy=copy,
        due_on=due,
    )
    world.rows.enter(row, office=world.office(document), at=document.at)
    signed = received or later(document.at, 1)
    if signed <= world.profile.today:
        world.rows.fill(row, "receive", at=signed, received_on=signed)
    if replied and replied <= world.profile.today:
        world.rows.fill(row, "reply", at=replied, replied_on=replied, reply=reply)
    return row


def state(world: World, document: Document, what: Stated, count: int) -> None:
    """A number that the paper itself states."""
    row = Statement(document=document, what=what, count=count)
    world.rows.enter(row, office=world.office(document), at=document.at)


def put_line(
    world: World,
    document: Document,
    serial: int,
    text: str,
    *,
    heading: str = "",
    unit: Organisation | None = None,
) -> None:
    """One line of the list annexed to the paper."""
    row = Line(document=document, serial=serial, heading=heading, text=text, organisation=unit)
    world.rows.enter(row, office=world.office(document), at=document.at)


def number(world: World) -> None:
    """Give every document its number: by office and series, year by year, in the order of days."""
    counters: Counter[tuple[int, str, int]] = Counter()
    for document, series in sorted(world.series, key=lambda entry: entry[0].at):
        run = (document.office_id, series, document.at.year)
        counters[run] += 1
        document.number = WORDS["number"].format(series=series, year=document.at.year, serial=counters[run])


def title_of(world: World, key: str, **slots: object) -> str:
    """The title of the city's paper described under `key`."""
    return fill(_pattern(key)[3], {"c": world.profile.city_name, **slots})


@cache
def _pattern(key: str) -> tuple[DocumentKind, str, str, str]:
    kind, series, issuer, title = table("papers")[key]
    return DocumentKind(kind), series, issuer, title
