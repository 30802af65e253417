"""Who is asking: a plain value, built once a request, handed to every `visible_to`."""

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True)
class Hold:
    """One role held in one office, narrowed to one organisation for an inspected unit's contact."""

    role: str
    office: int
    organisation: int | None = None


@dataclass(frozen=True)
class GroupHold:
    """A seat in an inspection group of a round that has not been handed over."""

    role: str
    group: int


@dataclass(frozen=True)
class Viewer:
    """The account (its primary key), the person behind it and what it holds today."""

    user: int
    name: str = ""
    person: int | None = None
    office: int | None = None
    holds: frozenset[Hold] = frozenset()
    groups: frozenset[GroupHold] = frozenset()

    @property
    def roles(self) -> frozenset[str]:
        return frozenset(h.role for h in self.holds) | frozenset(h.role for h in self.groups)

    def has(self, *roles: str) -> bool:
        return not self.roles.isdisjoint(roles)

    def offices(self, roles: Collection[str]) -> list[int]:
        """Offices in which one of `roles` is held without being narrowed to an organisation."""
        return sorted({h.office for h in self.holds if h.role in roles and h.organisation is None})

    def organisations(self, roles: Collection[str]) -> list[int]:
        """Organisations for which one of `roles` is held."""
        return sorted({h.organisation for h in self.holds if h.role in roles and h.organisation is not None})

    def groups_with(self, roles: Collection[str]) -> list[int]:
        """Inspection groups in which one of `roles` is held."""
        return sorted({h.group for h in self.groups if h.role in roles})
