"""What every verb of guidance asks first: whose hand it is, and whether the county is one of ours."""

from datetime import date
from typing import TypeVar

from django.db.models import Max

from xuncha.guidance.rules import GUIDES
from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.records import actions as records
from xuncha.records.models import Office, Record, RecordQuerySet
from xuncha.records.rules import Level

R = TypeVar("R", bound=Record)


def enter(row: R, *, by: Viewer, at: date) -> R:
    records.require(row, GUIDES, by=by)
    return records.enter(row, by=by, at=at)


def next_serial(rows: RecordQuerySet[R]) -> int:
    """The serial after the last of these; whoever calls holds the lock of what they stand under."""
    last: int | None = rows.aggregate(n=Max("serial"))["n"]
    return (last or 0) + 1


def require_below(office: Office, county: Office) -> None:
    if county.parent_id != office.pk or county.level != Level.COUNTY:
        raise NotAllowed("“%(county)s”不是本级的下级县级巡察机构。", county=county.name)
