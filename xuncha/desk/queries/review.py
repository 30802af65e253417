"""Rectification plans as those who review them see them: unit by unit, what was filed and how far it is."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q

from xuncha.kernel.viewer import Viewer
from xuncha.records.rules import Role
from xuncha.rectification.models import Ledger
from xuncha.rectification.rules import DONE, OPEN, OwnerKind
from xuncha.ui.lines import address

READERS = frozenset({Role.PLAN_REVIEWER})


@dataclass(frozen=True)
class Plan:
    """A unit's ledger: the day its plan was filed (None: not yet), and its items."""

    title: str
    filed_on: date | None
    items: int
    done: int
    late: int
    url: str


def plans(viewer: Viewer, day: date, limit: int) -> list[Plan]:
    """The ledgers opened last; in one query."""
    items = Q(items__voided_at=None)
    rows = (
        Ledger.objects.visible_to(viewer)
        .filter(owner_kind=OwnerKind.TASK)
        .select_related("plan")
        .annotate(
            all_items=Count("items", filter=items),
            done_items=Count("items", filter=items & Q(items__state__in=DONE)),
            late_items=Count("items", filter=items & Q(items__state__in=OPEN, items__due_on__lt=day)),
        )
        .order_by("-at", "-pk")
    )
    return [_plan(row) for row in rows[:limit]]


def _plan(row: Any) -> Plan:
    return Plan(
        title=row.title,
        filed_on=row.plan.at if row.plan else None,
        items=row.all_items,
        done=row.done_items,
        late=row.late_items,
        url=address(Ledger, row),
    )
