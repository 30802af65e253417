"""Who may read what a clue says: grants given, handed to a deputy, taken back, and every reading on record."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from xuncha.accounts.models import User
from xuncha.audit import actions as audit
from xuncha.clues import queries
from xuncha.clues.models import Clue, ClueContent, ClueGrant, ClueSubject
from xuncha.clues.rules import GRANTER, Content, Subject
from xuncha.kernel.refusals import NotAllowed, WrongRole
from xuncha.kernel.viewer import Viewer
from xuncha.records import actions as records
from xuncha.records.queries import today
from xuncha.records.rules import ADMINISTRATORS
from xuncha.rounds.queries import viewer_of


@transaction.atomic
def grant_access(clue: Clue, *, user: User, reason: str, until: date, by: Viewer, at: date) -> ClueGrant:
    """Let one account open one clue's content until a day. Nobody grants it to themselves."""
    records.require(clue, GRANTER, by=by)
    if user.pk == by.user:
        raise NotAllowed("不能批准自己查阅线索。")
    if ADMINISTRATORS & viewer_of(user).roles:
        raise NotAllowed("系统、安全保密、审计三员不得查阅线索内容。")
    if not reason.strip() or until < at:
        raise NotAllowed("请写明查阅理由，截止日期不能早于起始日期。")
    row = ClueGrant.objects.create(clue=clue, user=user, reason=reason, by_id=by.user, since=at, until=until)
    audit.record_by(by, verb="grant clue", subject=clue.number, note=f"{user.username} {at}/{until}")
    return row


@transaction.atomic
def delegate(*, deputy: User, reason: str, until: date, by: Viewer, at: date) -> int:
    """Open every clue that is not closed to a deputy until a day, when its keeper is away. How many that were."""
    clues = list(queries.open_clues(by, GRANTER))
    held = ClueGrant.objects.filter(user=deputy, until__gte=until, ended_at=None, clue__in=clues)
    known = set(held.filter(since__lte=at).values_list("clue", flat=True))
    missing = [clue for clue in clues if clue.pk not in known]
    if not missing:
        raise NotAllowed("没有需要交接的未办结线索。")
    for clue in missing:
        grant_access(clue, user=deputy, reason=reason, until=until, by=by, at=at)
    return len(missing)


@transaction.atomic
def end_delegation(*, deputy: User, by: Viewer) -> int:
    """Take back at once whatever an account may open in the viewer's offices. How many clues that were."""
    held = ClueGrant.objects.filter(
        user=deputy, ended_at=None, until__gte=today(), clue__office__in=by.offices(GRANTER)
    )
    rows = list(held.select_related("clue", "user"))
    if not rows:
        raise NotAllowed("该账号没有可以终止的查阅授权。")
    for grant in rows:
        end_access(grant, by=by)
    return len(rows)


@transaction.atomic
def end_access(grant: ClueGrant, *, by: Viewer) -> None:
    """Take a grant back at once, before its last day."""
    records.require(grant.clue, GRANTER, by=by)
    if not ClueGrant.objects.filter(pk=grant.pk, ended_at=None).update(ended_at=timezone.now()):
        raise NotAllowed("该授权已经终止。")
    audit.record_by(by, verb="end clue grant", subject=grant.clue.number, note=grant.user.username)


def open_content(clue: Clue, *, by: Viewer) -> Content:
    """What the clue says. Every opening is on record before anything is read, and so is every refusal.

    NotAllowed for everyone but the clue keeper and the holder of a grant that is valid today. The refusal's
    entry is written in a transaction of its own, so do not call this inside a larger one.
    """
    if not queries.may_open(clue, by, today()):
        audit.record_by(by, verb="open clue refused", subject=clue.number)
        raise WrongRole("未经批准不得查阅线索内容。")
    with transaction.atomic():
        audit.record_by(by, verb="open clue", subject=clue.number)
        return _unseal(clue)


def _unseal(clue: Clue) -> Content:
    sealed = ClueContent._base_manager.get(clue=clue)
    subjects = ClueSubject._base_manager.filter(clue=clue, voided_at=None).order_by("serial")
    return Content(
        summary=sealed.summary,
        organisation=sealed.organisation,
        reporter=sealed.reporter,
        named=sealed.named,
        subjects=tuple(Subject(row.details, row.is_principal) for row in subjects),
    )
