"""Where a clue stands with its receivers, who may open it, and what is overdue."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Max, Q, QuerySet

from xuncha.accounts.models import User
from xuncha.clues.models import Clue, ClueGrant, Receipt, Transfer, TransferLine, WaitingLine
from xuncha.clues.rules import HOLDER, OPENER, ClueState, check_day
from xuncha.kernel.viewer import Viewer
from xuncha.people.models import Grant
from xuncha.records.rules import GROUP, Role
from xuncha.rounds.models import GroupMember


def lead_line(clue: Clue) -> TransferLine | None:
    """The line by which a receiver leads the clue, with its batch; None before the transfer."""
    return clue.lead_lines().select_related("transfer").first()


def receipt_of(transfer: Transfer) -> Receipt | None:
    return Receipt.objects.live().filter(transfer=transfer).first()


def may_open(clue: Clue, viewer: Viewer, on: date) -> bool:
    """Whether this viewer may read what the clue says: its keeper, or who holds a grant that day.

    A grant is used in a post: with the post (a seat of a group that has dissolved, a role that ended) it ends.
    """
    roles = clue.roles_of(viewer)
    if not roles.isdisjoint(OPENER):
        return True
    if roles.isdisjoint(HOLDER):
        return False
    return ClueGrant.objects.valid(user=viewer.user, on=on).filter(clue=clue).exists()


def granted_to(viewer: Viewer, on: date) -> list[ClueGrant]:
    """The grants that this viewer may use that day, the one that ends first at the head."""
    held = ClueGrant.objects.valid(user=viewer.user, on=on).filter(clue__voided_at=None)
    rows = held.select_related("clue__task__organisation", "clue__task__group", "by").order_by("until", "pk")
    return [grant for grant in rows if not grant.clue.roles_of(viewer).isdisjoint(HOLDER)]


def grants_on(clue: Clue, on: date) -> list[ClueGrant]:
    """Who may open the clue by a grant that day or later."""
    found = ClueGrant.objects.filter(clue=clue, until__gte=on, ended_at=None)
    return list(found.select_related("user", "by").order_by("until", "pk"))


def accounts_for(clue: Clue, on: date) -> QuerySet[User]:
    """The accounts whose post has to do with the clue: of its office, of its group, of its lead receiver."""
    lead = clue.lead_lines().values("transfer__receiver")
    seats = _in_force(GroupMember.objects.live().filter(at__lte=on), on)
    seated = seats.filter(group=clue.task.group_id, group__dissolved_on=None).values("person__user")
    clerks = _grants(on).filter(role=Role.CLUE_RECEIVER, organisation__in=lead).values("user")
    of_office = accounts_of(clue.office_id, on).values("pk")
    return User.objects.filter(
        Q(pk__in=of_office) | Q(pk__in=clerks) | Q(pk__in=seated), is_active=True
    ).order_by("name", "pk")


def accounts_of(office: int, on: date) -> QuerySet[User]:
    """The accounts of an office that may be given a grant."""
    posts = sorted(HOLDER - GROUP - {Role.CLUE_RECEIVER})
    held = _grants(on).filter(office=office, organisation=None, role__in=posts)
    return User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("name", "pk")


def open_clues(viewer: Viewer, roles: Iterable[str]) -> QuerySet[Clue]:
    """The clues not closed yet of the offices in which the viewer holds one of the roles."""
    offices = viewer.offices(frozenset(roles))
    return Clue.objects.live().filter(office__in=offices).exclude(state=ClueState.CLOSED)


def deputies(viewer: Viewer, roles: Iterable[str], on: date) -> list[tuple[User, int, date]]:
    """(account, number of clues, last day) of those to whom clues of the viewer's offices are open by grants."""
    held = ClueGrant.objects.filter(
        clue__office__in=viewer.offices(frozenset(roles)), until__gte=on, ended_at=None
    )
    by_user: dict[int, list[ClueGrant]] = {}
    for grant in held.select_related("user").order_by("user__name", "pk"):
        by_user.setdefault(grant.user_id, []).append(grant)
    return [(rows[0].user, len(rows), max(row.until for row in rows)) for rows in by_user.values()]


def is_waiting(line: TransferLine) -> bool:
    """Whether its receiver owes a result: it leads, has signed, and has not answered."""
    return line.leads and line.answered_on is None and receipt_of(line.transfer) is not None


def to_check(viewer: Viewer, on: date) -> list[WaitingLine]:
    """Overdue lines whose receiver has not been reminded since the last check fell due, the oldest first."""
    overdue = WaitingLine.objects.visible_to(viewer).filter(due_on__lt=on)
    sent = Max("reminders__at", filter=Q(reminders__voided_at=None, reminders__at__lte=on))
    reminded = dict(overdue.order_by().annotate(last=sent).values_list("pk", "last"))
    rows = overdue.select_related("clue").order_by("due_on", "pk")
    return [row for row in rows if row.due_on and not _is_checked(row.due_on, reminded.get(row.pk), on)]


def _is_checked(due_on: date, reminded_on: date | None, on: date) -> bool:
    """A reminder ahead of the day is no check of what is overdue."""
    return reminded_on is not None and reminded_on > due_on and reminded_on >= check_day(due_on, on)


def _grants(on: date) -> QuerySet[Grant]:
    return _in_force(Grant.objects.filter(since__lte=on), on)


def _in_force(rows: QuerySet, on: date) -> QuerySet:  # type: ignore[type-arg]  # of either model
    return rows.filter(Q(until=None) | Q(until__gte=on))
