"""Who sees a row: asked of `visible_to` for every role, in the row's own office and in others."""

from xuncha.kernel.viewer import GroupHold, Viewer
from xuncha.records.models import Office, Record
from xuncha.records.rules import GROUP, OFFICE, Role
from xuncha.records.tests.builders import county, office, viewer

COUNTY_STAFF = {Role.COUNTY_OFFICE}
INSIDE = OFFICE  # sections, leaders and a county office in its own house


def sees(who: Viewer, row: Record) -> bool:
    return type(row).objects.visible_to(who).filter(pk=row.pk).exists()


def seen_by(row: Record) -> set[str]:
    """Roles that see the row when they are held in the office that owns it, not narrowed to an organisation."""
    return {role for role in Role if sees(viewer(role, office=row.office), row)}


def seen_from(row: Record, where: Office) -> set[str]:
    """Roles that see the row when they are held in another office."""
    return {role for role in Role if sees(viewer(role, office=where), row)}


def seen_from_group(row: Record, group: int) -> set[str]:
    """Seats in an inspection group that see the row."""
    return {role for role in GROUP if sees(viewer(office=row.office, groups=(GroupHold(role, group),)), row)}


def seen_by_strangers(row: Record) -> set[str]:
    """Roles that see the row from a neighbouring city, from any county below its owner, or from a foreign unit."""
    elsewhere = [office(), county(row.office)]
    found = {role for place in elsewhere for role in seen_from(row, place)}
    if sees(viewer(Role.UNIT_CONTACT, office=row.office, organisation=-1), row):
        found.add(Role.UNIT_CONTACT)
    return found
