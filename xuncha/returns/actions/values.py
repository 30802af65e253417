"""The numbers of a filing laid down in rows, taken up again when it goes back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from django.db import transaction

from xuncha.records.models import Office
from xuncha.returns.engine.cells import CellKind
from xuncha.returns.engine.periods import PeriodKind
from xuncha.returns.models import FiledSeries, FiledValue
from xuncha.returns.queries.filling import Filling
from xuncha.returns.rules.values import Origin


@dataclass(frozen=True)
class Sent:
    """The number of one cell that asks an indicator."""

    cell: str
    code: str
    offset: str
    value: Decimal | None
    origin: Origin


class Times(NamedTuple):
    """Whose numbers of which period."""

    county: int
    asker: int
    period: str
    until: date


def sent(filled: Filling) -> list[Sent]:
    """Of a return as it stands: what its own cells ask. A cell about another office is that office's to file."""
    return [
        Sent(
            one.cell.cell,
            one.cell.code,
            one.cell.offset,
            one.value,
            Origin.REPORTED if one.entry else Origin.COMPUTED,
        )
        for one in filled.cells
        if one.cell.kind == CellKind.FIGURE and not one.cell.office
    ]


@transaction.atomic
def store(
    filing: UUID, *, asker: Office, county: Office, period: PeriodKind, until: date, sent: Iterable[Sent]
) -> int:
    """Lay down the numbers of a filing in place of those it laid down before; how many they are."""
    drop(filing)
    rows = [
        FiledValue(
            filing=filing,
            asker=asker,
            county=county,
            period=period,
            until=until,
            offset=one.offset,
            code=one.code,
            cell=one.cell,
            value=one.value,
            origin=one.origin,
        )
        for one in sent
    ]
    FiledValue.objects.bulk_create(rows)
    _settle(Times(county.pk, asker.pk, period, until))
    known = sorted({(row.code, row.offset) for row in rows})
    series = [FiledSeries(asker=asker, period=period, offset=offset, code=code) for code, offset in known]
    FiledSeries.objects.bulk_create(series, ignore_conflicts=True)
    return len(rows)


@transaction.atomic
def drop(filing: UUID) -> None:
    """A filing that went back, or was withdrawn, is compared with nothing. What it said stands in the filing."""
    rows = FiledValue.objects.filter(filing=filing)
    touched = {Times(*each) for each in rows.values_list("county", "asker", "period", "until")}
    rows.delete()
    for times in touched:
        _settle(times)


def _settle(times: Times) -> None:
    """Of what says the same the last stands."""
    rows = FiledValue.objects.filter(**times._asdict())
    said = rows.order_by("pk").values_list("offset", "code", "pk")
    last = {(offset, code): pk for offset, code, pk in said}
    rows.filter(stands=True).exclude(pk__in=last.values()).update(stands=False)
    rows.filter(stands=False, pk__in=last.values()).update(stands=True)
