"""Who is told of what is owed: the accounts behind an audience, and whom they must tell on who has no account."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from xuncha.records.rules import LEADERS, NOBODY, Role
from xuncha.reminders.rules.thresholds import HEAD, Audience

Accounts = tuple[int, ...]


@dataclass(frozen=True)
class Owing:
    """Who owes one thing, by primary keys; None where nobody of that sort does.

    contact, seats, section   the roles that answer for the unit, in the group, in the office that keeps the thing
    readers                   the roles in that office that may read the thing: nobody else there is told
    relays                    the one who owes it is not in the system: the office tells him
    """

    office: int
    account: int | None = None
    post: int | None = None
    lead: int | None = None
    unit: int | None = None
    head: int | None = None
    county: int | None = None
    group: int | None = None
    contact: str = Role.UNIT_CONTACT
    seats: frozenset[str] = NOBODY
    section: frozenset[str] = NOBODY
    readers: frozenset[str] = NOBODY
    relays: bool = False

    @property
    def is_owed_outside(self) -> bool:
        """Whether the office itself only passes the word on."""
        return self.relays or any((self.account, self.post, self.unit, self.head, self.county, self.group))


@dataclass(frozen=True)
class Directory:
    """The accounts in use on a day, by what they hold. Offices, contacts and seats by (role, key)."""

    active: frozenset[int]
    posts: Mapping[int, Accounts]
    principals: Mapping[int, Accounts]
    offices: Mapping[tuple[str, int], Accounts]
    contacts: Mapping[tuple[str, int], Accounts]
    seats: Mapping[tuple[str, int], Accounts]


@dataclass(frozen=True)
class Told:
    """`relayed`: they are asked to tell on those who are meant."""

    accounts: Accounts
    relayed: bool = False


def told(audience: Audience, owing: Owing, known: Directory) -> Told:
    """Who is told when these are meant. Whoever is meant and has no account is told of by the next who has one."""
    meant = _MEANT[audience](owing, known)
    if meant:
        return Told(meant)
    if audience in (Audience.DIRECTOR, Audience.LEADERS):
        return Told(())
    if audience == Audience.LEAD:
        return Told(told(Audience.OWNER, owing, known).accounts, relayed=True)
    return Told(_section(owing, known), relayed=audience != Audience.SECTION and owing.is_owed_outside)


def _owner(owing: Owing, known: Directory) -> Accounts:
    if owing.account in known.active:
        return (owing.account,) if owing.account else ()
    return known.posts.get(owing.post or 0, ()) or _unit(owing, known)


def _unit(owing: Owing, known: Directory) -> Accounts:
    return (
        known.contacts.get((owing.contact, owing.unit or 0), ())
        or _below(owing, known)
        or _held(known.seats, owing.seats, owing.group or 0)
    )


def _head(owing: Owing, known: Directory) -> Accounts:
    """The principal of the unit, the county's office, the leader of the group; of the office itself its director."""
    return (
        known.principals.get(owing.head or 0, ())
        or _below(owing, known)
        or known.seats.get((Role.GROUP_LEADER, owing.group or 0), ())
        or (() if owing.is_owed_outside else _director(owing, known))
    )


def _below(owing: Owing, known: Directory) -> Accounts:
    """A county's office works with one role; the city's, which owes the province, with its general section's."""
    where = owing.county or 0
    return (
        known.offices.get((Role.COUNTY_OFFICE, where), ())
        or known.offices.get((Role.GENERAL, where), ())
        or known.offices.get((Role.DIRECTOR, where), ())
    )


def _lead(owing: Owing, known: Directory) -> Accounts:
    return known.posts.get(owing.lead or 0, ())


def _section(owing: Owing, known: Directory) -> Accounts:
    return _held(known.offices, owing.section & owing.readers, owing.office) or _director(owing, known)


def _director(owing: Owing, known: Directory) -> Accounts:
    return _held(known.offices, HEAD & owing.readers, owing.office)


def _leaders(owing: Owing, known: Directory) -> Accounts:
    return _held(known.offices, LEADERS & owing.readers, owing.office)


_MEANT = {
    Audience.OWNER: _owner,
    Audience.LEAD: _lead,
    Audience.UNIT: _unit,
    Audience.HEAD: _head,
    Audience.SECTION: _section,
    Audience.DIRECTOR: _director,
    Audience.LEADERS: _leaders,
}


def _held(holders: Mapping[tuple[str, int], Accounts], roles: Collection[str], where: int) -> Accounts:
    found = [account for role in sorted(roles) for account in holders.get((role, where), ())]
    return tuple(dict.fromkeys(found))
