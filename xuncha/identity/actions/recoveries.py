"""Letting somebody in again who lost password and factor: one administrator asks, another kind approves."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from xuncha.audit import actions as audit
from xuncha.audit.rules import Act
from xuncha.identity.actions.accounts import set_first_password
from xuncha.identity.actions.factors import drop_all
from xuncha.identity.models import Recovery, Session
from xuncha.identity.rules import RecoveryState
from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.people.rules import as_administrator, check_second


@transaction.atomic
def ask(row: Recovery, *, by: Viewer) -> Recovery:
    roles = as_administrator(by.roles)
    if row.user_id == by.user:
        raise NotAllowed("不得办理本人账号。")
    if not row.reason.strip():
        raise NotAllowed("请写明理由。")
    if not row.user.is_active:
        raise NotAllowed("该账号已停用，请先恢复启用。")
    row.by_id, row.asked_as = by.user, min(roles)
    row.save(force_insert=True)
    audit.record_by(by, verb=Act.ASK_RECOVERY, subject=row.user.username, note=row.reason)
    return row


@transaction.atomic
def approve(row: Recovery, *, by: Viewer) -> str:
    """Password, factors and sessions are gone; the first password goes to the person, by the one who approved."""
    roles = as_administrator(by.roles)
    check_second(
        asked_as=row.asked_as, asker=row.by_id, decides_as=roles, decider=by.user, concerned=row.user_id
    )
    if not row.is_asked:
        raise NotAllowed("该申请已经处理或者已过时限。")
    _decide(row, state=RecoveryState.DONE, decided_by=by.user)
    drop_all(row.user)
    Session.objects.filter(user=row.user).delete()
    password = set_first_password(row.user)
    audit.record_by(by, verb=Act.RECOVER, subject=row.user.username, note=row.reason)
    return password


@transaction.atomic
def decline(row: Recovery, *, by: Viewer, at: date, note: str) -> None:
    """Say no, or take back what one asked for oneself."""
    as_administrator(by.roles)
    _decide(row, state=RecoveryState.DECLINED, decided_by=None if row.by_id == by.user else by.user)
    audit.record_by(by, verb=Act.DECLINE_RECOVERY, subject=row.user.username, note=note)


def _decide(row: Recovery, **columns: object) -> None:
    waiting = Recovery.objects.filter(pk=row.pk, state=RecoveryState.ASKED)
    if not waiting.update(**columns, decided_at=timezone.now()):
        raise NotAllowed("该申请已经处理或者已过时限。")
