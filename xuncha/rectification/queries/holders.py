"""Who held the post that owes a measure: the duty stays with the post and passes from person to person."""

from dataclasses import dataclass
from datetime import date

from xuncha.people.models import Tenure
from xuncha.rectification.models import Measure


@dataclass(frozen=True)
class Holder:
    """A person answered for the measure from one day to another; `until` is None while he still does."""

    name: str
    since: date
    until: date | None


def holders(measure: Measure) -> list[Holder]:
    """Since the measure was planned, in their order. Names only: whoever reads the ledger reads who answers for it."""
    held = Tenure.objects.live().filter(post=measure.owner_id).select_related("person").order_by("at", "pk")
    found = [row for row in held if row.until is None or row.until >= measure.at]
    return [Holder(row.person.name, max(row.at, measure.at), row.until) for row in found]
