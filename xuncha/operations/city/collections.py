"""Three quarters of returns asked of the counties: most filed in time, a few late, one sent back, one never filed.

The numbers are the counties' own figures. The workbooks are the form's; the counties' own drafts are not made up.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from xuncha.accounts.models import User
from xuncha.files import actions as files
from xuncha.kernel.figures import Scope
from xuncha.kernel.viewer import Hold, Viewer
from xuncha.operations.city.named import name_again, record_on_its_days
from xuncha.operations.city.texts import table
from xuncha.operations.city.world import County, World
from xuncha.records.rules import Role
from xuncha.reports.queries.values import value_of
from xuncha.returns.actions import collections, filings
from xuncha.returns.actions.forms import EXCEL
from xuncha.returns.actions.returns import render
from xuncha.returns.engine.cells import CellKind, FormCell, with_formulas
from xuncha.returns.engine.supplied import FILED_SPEC
from xuncha.returns.models import Collection, Form, HandEntry, Return, ReturnFiling, Sending
from xuncha.returns.queries.filling import Filled, Filling
from xuncha.returns.rules.filing import FilingState
from xuncha.rounds.queries.frame import one_look
from xuncha.rounds.queries.viewer import viewer_of

FACTS = table("collections")
DAY = timedelta(days=1)
EXAMINED = 3 * DAY  # after it came


@dataclass(frozen=True)
class Quarter:
    """As the data has it. Counties by their place: late by so many days, sent back on a day and filed again or not."""

    number: int
    asked: date
    due: date
    late: dict[int, int]
    never: list[int]
    sent_back: dict[int, tuple[date, date | None]]
    waiting: list[int]
    redo: date | None
    above: date | None


def collect(world: World) -> None:
    general = viewer_of(User.objects.get(pk=world.users[Role.GENERAL].pk))
    form = Form.objects.get(office=world.home, name=FILED_SPEC.name)
    offices = [county.office for county in world.counties]
    with one_look():
        for quarter in map(_read, FACTS["quarters"]):
            row = Collection(office=world.home, form=form, year=world.profile.year, number=quarter.number)
            collections.issue(row, by=general, at=quarter.asked, offices=offices, due_on=quarter.due)
            name_again(world, row)
            owed = ReturnFiling.objects.filter(collection=row).select_related("office", "filer")
            for one in owed.order_by("filer__code"):
                one.collection = row
                name_again(world, one)
                place = offices.index(one.filer)
                if place not in quarter.never:
                    _file(world, one, place, quarter, general)
                record_on_its_days(one)


def _read(said: dict[str, Any]) -> Quarter:
    return Quarter(
        said["number"],
        said["asked"],
        said["due"],
        dict(said["late"]),
        said["never"],
        {place: (back, again or None) for place, back, again in said["sent_back"]},
        said["waiting"],
        said.get("redo"),
        said.get("above"),
    )


def _file(world: World, owed: ReturnFiling, place: int, quarter: Quarter, general: Viewer) -> None:
    """As the quarter's facts say of the county: early or late, sent back, accepted here, accepted above."""
    county = world.counties[place]
    late = quarter.late.get(place)
    at = quarter.due + DAY * late if late else quarter.due - DAY * (1 + place * 3 % 5)
    _send(world, owed, county, place, at)
    if place in quarter.sent_back:
        back, again = quarter.sent_back[place]
        redo_on = None if again else quarter.redo
        filings.send_back(owed, by=general, at=back, note=FACTS["reason"], redo_on=redo_on)
        if again:
            at = again
            _send(world, owed, county, place, at)
    if owed.state == FilingState.SUBMITTED and place not in quarter.waiting:
        filings.accept(owed, by=general, at=at + EXAMINED)
        if quarter.above:
            filings.take(owed, "accept_above", by=general, at=quarter.above, basis=FACTS["above"])


def _send(world: World, owed: ReturnFiling, county: County, place: int, at: date) -> None:
    clerk, filled = _clerk(world, county), _filling(owed, place)
    kept = {name: None if value is None else format(value, "f") for name, value in filled.values.items()}
    asked = owed.collection
    ret = Return(office=county.office, form=asked.form, version=asked.version)
    content = render(ret, kept, [[owed.title, county.office.name], ["", str(at)]])
    name = owed.title + ".xlsx"
    file = files.store(content, name=name, media_type=EXCEL, office=county.office, by=clerk, at=at)
    name_again(world, file)
    sent = filings.Sent(world.dice.uid("filed return"), file, filled)
    filings.lay_down(owed, sent, by=clerk, at=at)
    name_again(world, Sending.objects.get(filing=owed, source=sent.source))


def _filling(owed: ReturnFiling, place: int) -> Filling:
    """The county's figures of the period, and what it says of what no record holds."""
    span, form_cells = owed.collection.span, owed.collection.version.form_cells
    since = None if (span.start.month, span.start.day) == (1, 1) else span.start
    scope = Scope(owed.filer_id, owed.collection.year, span.end, since)
    cells = [_cell(cell, scope, place) for cell in form_cells]
    known = with_formulas(form_cells, {one.cell.cell: one.value for one in cells})
    return Filling(
        tuple(
            Filled(one.cell, known[one.cell.cell]) if one.cell.kind == CellKind.FORMULA else one
            for one in cells
        )
    )


def _cell(cell: FormCell, scope: Scope, place: int) -> Filled:
    if cell.kind == CellKind.HAND:
        said = Decimal(1 + place % 3)
        entry = HandEntry(cell=cell.cell, label=cell.label, value=said, source=FACTS["source"])
        return Filled(cell, said, entry=entry)
    if cell.kind != CellKind.FIGURE:
        return Filled(cell, None)
    value = value_of(cell.indicator.key, scope).value
    number = Decimal(value) if isinstance(value, int | str) else None
    return Filled(cell, None if number is None else cell.rounded(number), scope)


def _clerk(world: World, county: County) -> Viewer:
    user = world.rows.actor(county.office.pk, (Role.COUNTY_OFFICE,))
    hold = Hold(Role.COUNTY_OFFICE, county.office.pk)
    return Viewer(user, county.office.name, office=county.office.pk, holds=frozenset({hold}))
