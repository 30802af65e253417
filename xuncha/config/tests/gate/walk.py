"""Every door by every role in every standing: what came of it, compared with what is declared."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.urls import resolve, reverse

from xuncha.accounts.models import User
from xuncha.config.doors.running import Door
from xuncha.config.tests.gate import rows
from xuncha.config.tests.gate.expected import CLOSED, HIDDEN, NOT_TAKEN, expected
from xuncha.config.tests.gate.knock import knock, undrawn
from xuncha.config.tests.gate.standing import NARROWED, ROLES, Standing, somebody, standings
from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Hold, Viewer
from xuncha.records.models import Installation, Office
from xuncha.records.rules import GROUP, Role

METHODS = ("GET", "POST")
# A door may say less than it could: that a row is not there, or who may not, before what it does not answer to.
AS_GOOD = {CLOSED: (HIDDEN,), NOT_TAKEN: (CLOSED, HIDDEN)}


@dataclass
class Walk:
    """What was tried and what differed. `untried`: doors to which the world has no row."""

    tried: Counter[str] = field(default_factory=Counter)
    doors: set[str] = field(default_factory=set)
    standings: set[str] = field(default_factory=set)
    differences: list[str] = field(default_factory=list)
    untried: list[str] = field(default_factory=list)
    everybody: dict[type[Any] | None, list[tuple[str, Standing, Viewer]]] = field(default_factory=dict)

    def size(self) -> str:
        return "%d doors × %d roles × %d standings: %d knocks, %d differences, %d doors without a row" % (
            len(self.doors), len(ROLES), len(self.standings), self.tried.total(), len(self.differences), len(self.untried),
        )  # fmt: skip


def walk(doors: Iterable[Door]) -> Walk:
    found = Walk()
    users = {role: User.objects.create(username=f"knocker-{role or 'nobody'}") for role in ROLES}
    known: dict[type[Any], Any] = {}
    with undrawn():
        for door in doors:
            if door.public or door.own:
                continue
            if door.model is not None and door.model not in known:
                known[door.model] = rows.row_of(door.model)
            with transaction.atomic():
                _at(door, users, known, found)
                transaction.set_rollback(True)
    return found


def _at(door: Door, users: dict[str, User], known: dict[type[Any], Any], found: Walk) -> None:
    row = None
    if door.model is not None:
        row = known[door.model] and rows.in_state(known[door.model], door)
        row = row and rows.with_files(row)
        if row is None:
            found.untried.append(str(door))
            return
    address = address_of(door, row)
    match = resolve(address)
    found.doors.add(str(door))
    if door.model not in found.everybody:
        found.everybody[door.model] = list(_everybody(users, row))
    for role, standing, viewer in found.everybody[door.model]:
        for method in METHODS:
            said, answer = knock(address, match, method, users[role], viewer)
            found.tried[said] += 1
            found.standings.add(standing)
            wanted = expected(door, method, role, standing, row)
            if said != wanted and said not in AS_GOOD.get(wanted, ()) and not _not_yet(wanted, answer):
                where = f"{door} {method} by {role or 'nobody'} ({standing})"
                found.differences.append(f"{where}: {said} ({answer!r}), declared {wanted}")


def _not_yet(wanted: str, answer: object) -> bool:
    """A document that cannot be drawn up yet says so, however it is asked for."""
    return wanted == NOT_TAKEN and isinstance(answer, NotAllowed)


def _everybody(users: dict[str, User], row: Any) -> Iterator[tuple[str, Standing, Viewer]]:
    for role in ROLES:
        user = users[role].pk
        if row is None:
            yield role, Standing.OWN, at_home(user, role)
        else:
            for standing in standings(row, role):
                yield role, standing, somebody(user, role, standing, row)


def at_home(user: int, role: str) -> Viewer:
    """Somebody of this role where it is held: in the city, a county or the province."""
    home = Installation.objects.get().home
    office = home
    if role == Role.COUNTY_OFFICE:
        office = Office.objects.filter(parent=home).order_by("code")[0]
    elif role == Role.PROVINCIAL_OFFICE and home.parent:
        office = home.parent
    if not role:
        return Viewer(user, office=office.pk)
    if role in GROUP:
        return somebody(user, role, Standing.OWN, rows.group())
    body = rows.group_task().organisation_id if role in NARROWED else None
    return Viewer(user, office=office.pk, holds=frozenset({Hold(role, office.pk, body)}))


def address_of(door: Door, row: Any) -> str:
    given: dict[str, Any] = {}
    for name, kind in rows.arguments(door.name).items():
        if name in door.given:
            given[name] = door.given[name]
        elif kind == "UUIDConverter":
            given[name] = row.uid if row is not None else "6f1c2f0e-5c3c-4f7e-9d57-6b0a4a4c1d2e"
        else:
            given[name] = rows.sample(door, name, row)
    return reverse(door.name, kwargs=given)
