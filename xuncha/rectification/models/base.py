"""What every row of a ledger has in common: who reads it, and who is its owner and who its checker."""

from xuncha.kernel.viewer import Viewer
from xuncha.records.models import Record
from xuncha.records.rules import GROUP, OFFICE, Reach, Role

STAFF = OFFICE | {Role.PLAN_REVIEWER}


class OnLedger(Record):
    """A row of a ledger. A county answers for its own ledger as a unit does for its: it reports, others check."""

    class Meta:
        abstract = True

    def roles_of(self, viewer: Viewer) -> frozenset[str]:
        roles = super().roles_of(viewer)
        if Role.COUNTY_OFFICE in roles and self.office_id not in viewer.offices({Role.COUNTY_OFFICE}):
            return roles - {Role.COUNTY_OFFICE} | {Role.UNIT_CONTACT}
        if Role.GUIDANCE in roles and self.along(self.reach.addressed):
            return roles | {
                Role.RECTIFICATION
            }  # what counties owe is the daily work of the section for guidance
        return roles


def readers(ledger: str = "") -> Reach:
    """The readers of a ledger, for rows from which the path `ledger` leads to it."""
    path = f"{ledger}__" if ledger else ""
    return Reach(
        office=STAFF,
        group=f"{path}task__group",
        group_roles=GROUP,
        organisation=f"{path}task__organisation",
        addressed=f"{path}county",
        addressed_roles=frozenset({Role.COUNTY_OFFICE}),
    )
