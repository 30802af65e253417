"""Accounts of the demonstration: one a role, and silent ones for those whose work the records name."""

from dataclasses import dataclass

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX, make_password

from xuncha.accounts.models import User
from xuncha.operations.city.texts import table
from xuncha.operations.city.world import World
from xuncha.orgs.models import Organisation
from xuncha.people import actions as people
from xuncha.records.models import Office
from xuncha.records.rules import GROUP, Role

PASSWORD = "Xuncha-2019-demo"


@dataclass(frozen=True)
class DemoAccount:
    username: str
    name: str
    role: Role


DEMO_ACCOUNTS = tuple(
    DemoAccount(row["username"], row["name"], Role(row["role"])) for row in table("accounts")["accounts"]
)
BASIS = table("accounts")["basis"]


def open_accounts(world: World) -> None:
    """Every account that the city's records name as the one who entered them."""
    encoded = make_password(PASSWORD)  # Argon2 takes its time: once for all
    suffix = world.profile.user_suffix
    for account in DEMO_ACCOUNTS:
        user = User(username=account.username + suffix, name=account.name, password=encoded)
        world.users[account.role] = world.rows.add(user)
        if account.role not in {Role.COUNTY_OFFICE, Role.PROVINCIAL_OFFICE}:
            world.rows.appoint(world.home, account.role, user)
    world.rows.appoint(world.province, Role.PROVINCIAL_OFFICE, world.users[Role.PROVINCIAL_OFFICE])
    first, *others = world.counties
    world.rows.appoint(first.office, Role.COUNTY_OFFICE, world.users[Role.COUNTY_OFFICE])
    for county in others:
        user = silent(world, f"county-{county.office.code}", county.office.name)
        world.rows.appoint(county.office, Role.COUNTY_OFFICE, user)


def silent(world: World, username: str, name: str) -> User:
    """An account that nobody can sign in with."""
    user = User(username=username + world.profile.user_suffix, name=name, password=UNUSABLE_PASSWORD_PREFIX)
    return world.rows.add(user)


def grant_roles(world: World) -> None:
    """Give the roles, recorded in the chain. Seats in a group come with the group, not with a grant."""
    by, at = world.users[Role.SECURITY_ADMIN], world.profile.start
    for account in DEMO_ACCOUNTS:
        if account.role not in GROUP:
            office, unit = _place(world, account.role)
            user = world.users[account.role]
            people.grant(user, account.role, office=office, organisation=unit, by=by, at=at, basis=BASIS)


def _place(world: World, role: Role) -> tuple[Office, Organisation | None]:
    """The office in which a role is held, and the organisation it is narrowed to."""
    if role == Role.COUNTY_OFFICE:
        return world.counties[0].office, None
    if role == Role.PROVINCIAL_OFFICE:
        return world.province, None
    if role == Role.UNIT_CONTACT:
        return world.home, world.unit(table("accounts")["contact_unit"])
    if role == Role.CLUE_RECEIVER:
        return world.home, world.unit(table("staff")["discipline"])
    return world.home, None
