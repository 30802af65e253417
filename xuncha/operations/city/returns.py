"""The office's forms and a few returns of the year, made the way people make them."""

from decimal import Decimal

from xuncha.accounts.models import User
from xuncha.operations.city.named import name_again
from xuncha.operations.city.world import World
from xuncha.records.rules import Role
from xuncha.returns.actions import returns
from xuncha.returns.actions.supplied import supply
from xuncha.returns.engine.cells import CellKind
from xuncha.returns.engine.periods import PeriodKind
from xuncha.returns.models import Form, FormVersion, HandEntry, Return
from xuncha.rounds.queries.viewer import viewer_of

ISSUED = ((PeriodKind.QUARTER, 3), (PeriodKind.YEAR, 1))
DRAFTED = ((PeriodKind.QUARTER, 4),)


def draw_up(world: World) -> None:
    """Forms as supplied; a quarter's and the year's return issued, the last quarter's in draft."""
    today = world.profile.today
    general, director = (
        viewer_of(User.objects.get(pk=world.users[role].pk)) for role in (Role.GENERAL, Role.DIRECTOR)
    )
    entered = supply(world.home, by=general, at=today)
    forms = {PeriodKind(form.period): form for form in reversed(entered)}
    for kind, number in (*ISSUED, *DRAFTED):
        row = Return(
            office=world.home,
            form=forms[kind],
            year=today.year,
            number=number,
        )
        returns.draw_up(row, by=general, at=today)
        if (kind, number) in ISSUED:
            returns.report_by_hand(row, by=general, at=today, source="领导批示登记簿", values=_by_hand(row))
            returns.take(row, "check", by=general, at=today)
            returns.take(row, "issue", by=director, at=today)
    _name_again(world)


def _by_hand(row: Return) -> dict[str, Decimal | None]:
    """Fictional numbers for what no record holds: more in a longer stretch of days."""
    cells = [cell.cell for cell in row.version.form_cells if cell.kind == CellKind.HAND]
    return {cell: Decimal(3 + number) for number, cell in enumerate(cells)}


def _name_again(world: World) -> None:
    """What the actions made bears the city's own identifiers and moments, so that the same seed gives the same rows."""
    for model in (Form, FormVersion, Return, HandEntry):
        for row in model._base_manager.order_by("pk"):
            name_again(world, row)
    for issued in Return.objects.exclude(cutoff=None).select_related("cutoff", "file").order_by("pk"):
        for made in filter(None, (issued.cutoff, issued.file)):
            name_again(world, made)
    for version in FormVersion.objects.select_related("template").order_by("pk"):
        name_again(world, version.template)
