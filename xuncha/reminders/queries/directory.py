"""Who can be told on a day: the accounts in use, by post, unit, office, body and group. Five queries, whatever is due."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q

from xuncha.accounts.models import User
from xuncha.people.models import Grant, Tenure
from xuncha.reminders.rules.audience import Accounts, Directory
from xuncha.rounds.models import GroupMember
from xuncha.rounds.rules.groups import SEAT_ROLE


def directory(day: date) -> Directory:
    active = frozenset(User.objects.filter(is_active=True).values_list("pk", flat=True))
    tenures = (
        Tenure.objects.live()
        .held_on(day)
        .filter(person__voided_at=None, person__user__in=active, post__voided_at=None)
        .order_by("at", "pk")
    )
    posts = list(tenures.values_list("post", "post__is_principal", "post__organisation", "person__user"))
    grants = list(
        Grant.objects.in_force(day)
        .filter(user__in=active)
        .order_by("since", "pk")
        .values_list("role", "office", "organisation", "user")
    )
    seats = GroupMember.objects.live().filter(
        Q(until=None) | Q(until__gte=day), at__lte=day, group__dissolved_on=None, person__user__in=active
    )
    return Directory(
        active=active,
        posts=_grouped((post, user) for post, _, _, user in posts),
        principals=_grouped((unit, user) for _, principal, unit, user in posts if principal),
        offices=_grouped(((role, office), user) for role, office, unit, user in grants if unit is None),
        contacts=_grouped(((role, unit), user) for role, _, unit, user in grants if unit is not None),
        seats=_grouped(
            ((SEAT_ROLE[seat].value, group), user)
            for seat, group, user in seats.order_by("at", "pk").values_list("seat", "group", "person__user")
        ),
    )


def _grouped(pairs: Iterable[tuple[Any, int]]) -> dict[Any, Accounts]:
    found: dict[Any, dict[int, None]] = defaultdict(dict)
    for key, user in pairs:
        found[key][user] = None
    return {key: tuple(users) for key, users in found.items()}
