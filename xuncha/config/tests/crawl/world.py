"""Who crawls, and with which rows: the demonstration's accounts, and what each of them sees of every kind of record."""

from functools import cached_property
from typing import Any

from django.test import Client

from xuncha.accounts.models import User
from xuncha.config.doors.running import Door
from xuncha.config.tests.gate import rows
from xuncha.kernel.viewer import Viewer
from xuncha.operations.city.accounts import DEMO_ACCOUNTS
from xuncha.records.rules import Role
from xuncha.rounds.queries import viewer_of

BACKEND = "django.contrib.auth.backends.ModelBackend"
LOOKED_AT = 8  # rows of a kind of which one is looked for towards which somebody holds the role
NAMES = {account.role: account.username for account in DEMO_ACCOUNTS}


class Walker:
    """One account of the demonstration, signed in."""

    def __init__(self, role: Role) -> None:
        self.role = role
        self.user = User.objects.get(username=NAMES[role])
        self.viewer: Viewer = viewer_of(self.user)
        self._rows: dict[tuple[type[Any], str, frozenset[str]], Any] = {}

    @cached_property
    def client(self) -> Client:
        client = Client(headers={"accept-language": "zh-CN"})
        client.force_login(self.user, backend=BACKEND)
        return client

    def row(self, door: Door) -> Any:
        """A row that this person sees, in the door's state and towards which he holds its role where there is one."""
        assert door.model is not None
        known = (door.model, door.state, door.roles if door.holds else frozenset[str]())
        if known not in self._rows:
            self._rows[known] = self._found(*known)
        return self._rows[known]

    def _found(self, model: type[Any], state: str, roles: frozenset[str]) -> Any:
        seen: Any = model.objects.visible_to(self.viewer).order_by("pk")  # type: ignore[attr-defined]  # a record
        there = list(seen.filter(state=state)[:LOOKED_AT]) if state else []
        there += list(seen[:LOOKED_AT])
        held = [row for row in there if roles and not roles.isdisjoint(row.roles_of(self.viewer))]
        row = next(iter(held or there), None)
        return rows.with_files(row) if row is not None else None


def walkers() -> dict[str, Walker]:
    return {str(role): Walker(role) for role in NAMES}
