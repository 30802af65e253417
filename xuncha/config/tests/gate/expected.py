"""What the declarations say of somebody at a door; read off them, not asked of the code that obeys them."""

from typing import Any

from xuncha.config.doors.running import Door
from xuncha.config.tests.gate.standing import NARROWED, NEAR, Standing, along
from xuncha.records.rules import GROUP, Role
from xuncha.returns.rules.filing import FILER, FILING_ROLES

IN, CLOSED, HIDDEN, NOT_TAKEN, FAULT = "in", "closed", "hidden", "not taken", "fault"
# What belongs to no office but to the installation as a whole.
ANYWHERE = frozenset(
    {
        "orgs.division",
        "audit.entry",
        "audit.trace",
        "identity.account",
        "identity.registeredoffice",
        "identity.recovery",
        "people.grant",
        "people.emergency",
    }
)
# Towards a filing whoever belongs to the filing office is its filer and nothing else, and nobody of the asking one is.
FILED = "returns.returnfiling"
OF_THE_INSTALLATION = frozenset(
    {"calendars:calendars_new"}
)  # the whole installation counts by the home office's days


def expected(door: Door, method: str, role: str, standing: Standing, row: Any) -> str:
    """In; closed (403, or 404 where the role has no business with such rows); hidden: 404 and nothing else."""
    if method not in door.methods:
        return NOT_TAKEN
    if row is None:
        if str(door) in OF_THE_INSTALLATION and role == Role.COUNTY_OFFICE:
            return CLOSED
        return IN if role in door.roles or (not role and door.roles >= set(Role)) else CLOSED
    if role not in door.admits:
        return CLOSED
    if not reads(role, standing, row):
        return HIDDEN
    if door.holds or (method == "POST" and door.sends):
        roles = door.sends if method == "POST" and door.sends else door.roles
        return IN if not roles.isdisjoint(held(role, standing, row)) else CLOSED
    return IN if role in door.roles else CLOSED


def reads(role: str, standing: Standing, row: Any) -> bool:
    """Whether the row is there for this person, by the reach of its kind."""
    reach = type(row).reach
    if _label(row) in ANYWHERE:
        return role in reach.roles and role not in NARROWED
    if standing == Standing.ADDRESSED:
        return role in reach.addressed_roles
    if standing == Standing.ABOVE:
        return role in reach.upper
    if standing not in NEAR:
        return False
    if role in GROUP:
        return bool(reach.group) and role in reach.group_roles and along(row, reach.group) is not None
    if role in NARROWED:
        body = along(row, reach.organisation)
        return bool(reach.organisation) and role in reach.organisation_roles and body is not None
    return role in reach.office


def held(role: str, standing: Standing, row: Any) -> set[str]:
    """What somebody who reads the row is towards it. Whoever reads it from above holds nothing."""
    if standing == Standing.ABOVE and _label(row) not in ANYWHERE:
        return set()
    if _label(row) == FILED:
        if standing == Standing.ADDRESSED:
            return set(FILER) if role in FILING_ROLES else set()
        return {role} - FILER
    return {role}


def _label(row: Any) -> str:
    return str(row._meta.label_lower)
