"""What a declared source of due things says: where its rows are, by when each is owed, and by whom."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.expressions import Combinable

from xuncha.kernel.viewer import Viewer
from xuncha.records.rules import NOBODY, Role
from xuncha.reminders.rules.audience import Owing
from xuncha.ui.lines import Source

DIRECT = ("account", "post", "lead", "unit", "head", "county", "group")


@dataclass(frozen=True)
class Debtors:
    """Who owes a row: paths from it, "" where nobody of that sort does; the rest as in `Owing`."""

    account: str = ""
    post: str = ""
    lead: str = ""
    unit: str = ""
    head: str = ""
    county: str = ""
    group: str = ""
    contact: str = Role.UNIT_CONTACT
    seats: frozenset[str] = NOBODY
    section: frozenset[str] = NOBODY
    relays: bool = False

    @property
    def paths(self) -> list[str]:
        """What must be read of a row, its office first."""
        return ["office", *(path for name in DIRECT if (path := getattr(self, name)))]

    def owing(self, values: tuple[Any, ...], readers: frozenset[str]) -> Owing:
        """Who owes the row of which `paths` were read."""
        office, *keys = values
        named = [name for name in DIRECT if getattr(self, name)]
        return Owing(
            office=office,
            contact=self.contact,
            seats=self.seats,
            section=self.section,
            readers=readers,
            relays=self.relays,
            **dict(zip(named, keys, strict=True)),
        )


@dataclass(frozen=True, eq=False)
class Due(Source):
    """A source whose rows are owed by a day that stands in a column.

    debtors  who owes a row
    rule     the line of the deadline table behind it (domain §2.2); "" for a day set for the matter itself
    inside   shown to the office and the group only, though the unit reads the row
    upper    shown to the office above as well
    page     the model whose page shows a row once it is owed no more; its own where not said
    """

    debtors: Debtors = field(default_factory=Debtors)
    rule: str = ""
    inside: bool = False
    upper: bool = False
    page: type[Any] | None = None

    @property
    def shown(self) -> type[Any]:
        return self.page or self.model

    def rows(self, viewer: Viewer) -> QuerySet[Any]:
        """As the viewer sees them; an office above reads what is owed below it only where it is the creditor."""
        return super().rows(viewer).filter(self._ways(viewer))

    def _ways(self, viewer: Viewer) -> Q:
        reach = self.model.reach
        way = Q(office__in=viewer.offices(reach.office))
        if self.upper:
            way |= Q(office__parent__in=viewer.offices(reach.upper))
        if reach.group:
            way |= Q((f"{reach.group}__in", viewer.groups_with(reach.group_roles)))
        if reach.organisation and not self.inside:
            way |= Q((f"{reach.organisation}__in", viewer.organisations(reach.organisation_roles)))
        if reach.addressed and not self.inside:
            way |= Q((f"{reach.addressed}__in", viewer.offices(reach.addressed_roles)))
        return way

    def open(self) -> QuerySet[Any]:
        """Every row that is owed, whoever looks."""
        rows: QuerySet[Any] = self.model.objects.live().filter(self.where).order_by()
        return rows


@dataclass(frozen=True, eq=False)
class Counted(Due):
    """A source whose days are counted by the rule set of a round: `day` is the anchor's column.

    planned  a day that is set for the row itself and goes before the rule; "" for none
    rules    path to the rule set
    through  a rule that must be counted first: the anchor is its end
    last     for a rule that repeats, the day up to which its periods are answered
    """

    planned: str = ""
    rules: str = "round__rule_set"
    through: str = ""
    last: str | Combinable | None = None
