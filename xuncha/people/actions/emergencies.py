"""A role for some hours when nobody else is there to act: asked for by one administrator, given by another.

It ends by the clock, and every page says that it is in force.
"""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from xuncha.accounts.models import User
from xuncha.audit import actions as audit
from xuncha.audit.rules import Act
from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.people.actions.grants import lend
from xuncha.people.models import Emergency, Grant
from xuncha.people.rules import LONGEST, EmergencyState, as_administrator, check_place, check_second
from xuncha.records.queries import installation
from xuncha.records.rules import ADMINISTRATORS


@transaction.atomic
def ask(row: Emergency, *, by: Viewer) -> Emergency:
    """Ask for a role for somebody else. Nothing is given by asking."""
    roles = as_administrator(by.roles)
    if row.user_id == by.user:
        raise NotAllowed("不得为本人办理授权。")
    if not row.reason.strip():
        raise NotAllowed("请写明理由。")
    if not 1 <= row.hours <= LONGEST:
        raise NotAllowed("紧急授权不超过%(hours)s小时。", hours=LONGEST)
    if row.role in ADMINISTRATORS and row.office_id != installation().home_id:
        raise NotAllowed("三员只在本级巡察机构设置。")
    check_place(row.role, row.office.level, unit=False)
    row.by_id, row.asked_as = by.user, min(roles)
    row.save(force_insert=True)
    _enter(Act.ASK_EMERGENCY, row, by, row.reason)
    return row


@transaction.atomic
def approve(row: Emergency, *, by: Viewer, at: date) -> None:
    """Give it from now on; the clock ends it."""
    roles = as_administrator(by.roles)
    check_second(
        asked_as=row.asked_as, asker=row.by_id, decides_as=roles, decider=by.user, concerned=row.user_id
    )
    if not row.is_asked:
        raise NotAllowed("该申请已经处理或者已过时限。")
    now = timezone.now()
    ends_at = now + timedelta(hours=row.hours)
    _decide(row, EmergencyState.GIVEN, by, ends_at=ends_at)
    lend(row, by=User.objects.get(pk=by.user), at=at, ends_at=ends_at)
    _enter(Act.GIVE_EMERGENCY, row, by, row.reason)


@transaction.atomic
def decline(row: Emergency, *, by: Viewer, at: date, note: str) -> None:
    """Say no, or take back what one asked for oneself."""
    as_administrator(by.roles)
    _decide(row, EmergencyState.DECLINED, by, decided_by=None if row.by_id == by.user else by.user)
    _enter(Act.DECLINE_EMERGENCY, row, by, note)


@transaction.atomic
def finish(row: Emergency, *, by: Viewer, at: date, note: str) -> None:
    """End it before its hours are over: any administrator may."""
    as_administrator(by.roles)
    now = timezone.now()
    rows = Emergency.objects.filter(pk=row.pk, state=EmergencyState.GIVEN, ends_at__gt=now)
    if not rows.update(state=EmergencyState.ENDED, ends_at=now):
        raise NotAllowed("该紧急授权已经失效。")
    Grant.objects.filter(emergency=row).update(expires_at=now)
    _enter(Act.END_EMERGENCY, row, by, note)


def _decide(row: Emergency, state: EmergencyState, by: Viewer, **columns: object) -> None:
    """Once: the second of two who decide at the same time is told."""
    sets = {"decided_by": by.user, "decided_at": timezone.now(), **columns, "state": state}
    if not Emergency.objects.filter(pk=row.pk, state=EmergencyState.ASKED).update(**sets):
        raise NotAllowed("该申请已经处理或者已过时限。")


def _enter(act: Act, row: Emergency, by: Viewer, note: str) -> None:
    said = f"{row.role} {row.office.code} {row.hours}h {note}"
    audit.record_by(by, verb=act, subject=row.user.username, note=said)
