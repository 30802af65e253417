"""What the three administrators look after: accounts, roles, the chain. No business row among it."""

from dataclasses import dataclass
from datetime import date, timedelta

from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from xuncha.accounts.models import User
from xuncha.audit.models import Entry
from xuncha.audit.queries import broken_entries
from xuncha.audit.rules import Act
from xuncha.clues.models import ClueGrant
from xuncha.kernel.viewer import Viewer
from xuncha.people.models import Grant
from xuncha.records.rules import Role
from xuncha.rounds.models import GroupMember
from xuncha.ui.lines import address

ACCOUNTS = frozenset({Role.SYSTEM_ADMIN})
RIGHTS = frozenset({Role.SECURITY_ADMIN})
CHAIN = frozenset({Role.AUDITOR})
ENDING = timedelta(days=30)
LATELY = timedelta(days=30)


@dataclass(frozen=True)
class Accounts:
    """active, closed  accounts; of the active ones those `without_role` can do nothing, `unused` never signed in

    locked  names and addresses that are kept out for a while after too many wrong passwords
    """

    active: int
    closed: int
    without_role: int
    unused: int
    locked: int
    latest: list[User]


def accounts(viewer: Viewer, day: date, limit: int) -> Accounts:
    """In three queries."""
    held = Exists(_in_force(day).filter(user=OuterRef("pk"))) | Exists(
        _seats(day).filter(person__user=OuterRef("pk"))
    )
    sizes = User.objects.annotate(held=held).aggregate(
        active=Count("pk", filter=Q(is_active=True)),
        closed=Count("pk", filter=Q(is_active=False)),
        without_role=Count("pk", filter=Q(is_active=True, held=False)),
        unused=Count("pk", filter=Q(is_active=True, last_login=None)),
    )
    latest = User.objects.exclude(last_login=None).order_by("-last_login")[:limit]
    return Accounts(**sizes, locked=_locked(), latest=list(latest))


def _seats(day: date) -> QuerySet[GroupMember]:
    """Seats in groups that have not been dissolved: they come without a grant."""
    seats = GroupMember.objects.live().filter(Q(until=None) | Q(until__gte=day), at__lte=day)
    return seats.filter(group__dissolved_on=None)


def _locked() -> int:
    since = timezone.now() - timedelta(hours=settings.AXES_COOLOFF_TIME)
    tries = AccessAttempt.objects.filter(failures_since_start__gte=settings.AXES_FAILURE_LIMIT)
    return int(tries.filter(attempt_time__gte=since).count())


@dataclass(frozen=True)
class Rights:
    """roles   each role in force with the number of accounts that hold it
    ending     grants that end within thirty days, the next one first
    openings   permissions in force to open a clue's content
    """

    roles: list[tuple[str, int]]
    ending: list[Grant]
    openings: int

    @property
    def grants(self) -> int:
        return sum(number for _, number in self.roles)


def rights(viewer: Viewer, day: date, limit: int) -> Rights:
    """In three queries."""
    sizes = dict(_in_force(day).order_by().values_list("role").annotate(n=Count("pk")))
    ending = _in_force(day).filter(until__lte=day + ENDING).select_related("user").order_by("until", "pk")
    openings = ClueGrant.objects.filter(since__lte=day, until__gte=day, ended_at=None).count()
    return Rights(
        [(role.label, sizes[role]) for role in Role if role in sizes], list(ending[:limit]), openings
    )


def _in_force(day: date) -> QuerySet[Grant]:
    return Grant.objects.in_force(day)


@dataclass(frozen=True)
class Chain:
    """entries in all, those `broken`, refusals of the last thirty days, and the latest entries."""

    entries: int
    broken: int
    refusals: int
    latest: list[Entry]
    url: str


def chain(viewer: Viewer, day: date, limit: int) -> Chain:
    """Follows the whole chain from its first entry: its time grows with it."""
    entries = Entry.objects.visible_to(viewer)
    lately = Q(verb=Act.REFUSED, at__gte=timezone.now() - LATELY)
    sizes = entries.aggregate(all=Count("pk"), refusals=Count("pk", filter=lately))
    latest = list(entries.order_by("-id")[:limit])
    return Chain(sizes["all"], len(broken_entries()), sizes["refusals"], latest, address(Entry))
