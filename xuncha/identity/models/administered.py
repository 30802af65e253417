"""Accounts and offices as the administrators keep them: the rows of lower apps, with who reads them."""

import uuid
from typing import Any, ClassVar, Self

from django.db import models

from xuncha.accounts.models import User
from xuncha.kernel.viewer import Viewer
from xuncha.people.models.administered import AdministeredQuerySet
from xuncha.records.models import Office, Passage
from xuncha.records.rules import ADMINISTRATORS, Reach

BIGGEST = 2**63  # of a BIGINT: a made-up uid asks for a number that exists nowhere


class Account(User):
    """An account: who may sign in, and not what it may do."""

    objects = AdministeredQuerySet.as_manager()  # type: ignore[assignment, misc]  # asks who looks
    reach: ClassVar[Reach] = Reach(office=ADMINISTRATORS)
    voided_at: ClassVar[None] = None

    class Meta:
        proxy = True

    def __str__(self) -> str:
        return self.name

    def roles_of(self, viewer: Viewer) -> frozenset[str]:
        return frozenset(hold.role for hold in viewer.holds if hold.organisation is None)

    def passages(self) -> models.QuerySet[Passage]:
        """None: who did what stands in the audit chain."""
        return Passage.objects.none()


class RegisteredQuerySet(AdministeredQuerySet["RegisteredOffice"]):
    def filter(self, *conditions: Any, **lookups: Any) -> Self:
        """An office has a number, not a UUID; a page that asks by `uid` asks by that number."""
        if "uid" in lookups:
            lookups["pk"] = lookups.pop("uid").int % BIGGEST
        return super().filter(*conditions, **lookups)


class RegisteredOffice(Office):
    """An inspection office of this installation or below it."""

    objects = RegisteredQuerySet.as_manager()  # type: ignore[misc]  # asks who looks
    reach: ClassVar[Reach] = Reach(office=ADMINISTRATORS)

    class Meta:
        proxy = True

    def __str__(self) -> str:
        return self.name

    @property
    def uid(self) -> uuid.UUID:
        return uuid.UUID(int=self.pk)

    def roles_of(self, viewer: Viewer) -> frozenset[str]:
        return frozenset(hold.role for hold in viewer.holds if hold.organisation is None)

    def passages(self) -> models.QuerySet[Passage]:
        return Passage.objects.none()
