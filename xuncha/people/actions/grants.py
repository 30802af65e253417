"""Giving roles and ending them. The three administrators' separation is asked at every grant, whoever gives it."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from xuncha.accounts.models import User
from xuncha.audit import actions as audit
from xuncha.audit.rules import Act
from xuncha.kernel.refusals import NotAllowed, WrongRole
from xuncha.kernel.viewer import Viewer
from xuncha.orgs.models import Organisation
from xuncha.people.models import Emergency, Grant
from xuncha.people.queries import held_by_others
from xuncha.people.rules import GRANTERS, check_exclusive, check_place
from xuncha.records.models import Office
from xuncha.records.queries import installation
from xuncha.records.rules import ADMINISTRATORS, Role


@transaction.atomic
def give(row: Grant, *, by: Viewer, at: date, until: date | None = None) -> Grant:
    """Give the role of a new row from `at` on: by the security administrator, to somebody else, by a paper."""
    if not by.has(*GRANTERS):
        raise WrongRole("您的岗位不能办理此事项。")
    if row.user_id == by.user:
        raise NotAllowed("不得为本人办理授权。")
    if not row.basis.strip():
        raise NotAllowed("请写明授权依据。")
    if not row.user.is_active:
        raise NotAllowed("该账号已停用，不能授权。")
    if row.role in ADMINISTRATORS and row.office_id != installation().home_id:
        raise NotAllowed("三员只在本级巡察机构设置。")
    row.by_id, row.since, row.until = by.user, at, until
    return _store(row)


def grant(
    user: User,
    role: Role,
    *,
    office: Office,
    by: User,
    at: date,
    organisation: Organisation | None = None,
    basis: str = "",
) -> Grant:
    """What set-up gives before there is an administrator. The separation holds here as everywhere."""
    row = Grant(user=user, role=role, office=office, organisation=organisation, since=at, by=by, basis=basis)
    return _store(row)


@transaction.atomic
def lend(emergency: Emergency, *, by: User, at: date, ends_at: datetime) -> Grant:
    """For the hours of an emergency; its last day is that of its last hour or later."""
    row = Grant(
        user=emergency.user, role=emergency.role, office=emergency.office, since=at, by=by,
        basis=emergency.reason, emergency=emergency, expires_at=ends_at,
    )  # fmt: skip
    return _store(row)


@transaction.atomic
def withdraw(row: Grant, *, by: Viewer, at: date, note: str) -> None:
    """End a role as the security administrator does it: not his own, and not the last of the three."""
    if not by.has(*GRANTERS):
        raise WrongRole("您的岗位不能办理此事项。")
    if row.user_id == by.user:
        raise NotAllowed("不得为本人办理授权。")
    if row.emergency_id:
        raise NotAllowed("紧急授权到时自行失效；需提前结束的，在紧急授权中办理。")
    if row.role in ADMINISTRATORS and not held_by_others(row.role, row.user_id, at):
        raise NotAllowed("三员不得空缺：请先为接任人员授权，再结束此项授权。")
    end(row, by=User.objects.get(pk=by.user), at=at, note=note)


@transaction.atomic
def end(row: Grant, *, by: User, at: date, note: str = "") -> None:
    """End a role with the day `at`. Once: an end that has come is not moved afterwards."""
    if at < row.since:
        raise NotAllowed("结束日期早于授权起始日期，请核对。")
    if not Grant.objects.filter(Q(until=None) | Q(until__gt=at), pk=row.pk).update(until=at):
        raise NotAllowed("该岗位授权已经结束。")
    said = f"{row.role} {row.office.code} {note}"
    audit.record(who=by.username, verb=Act.END_GRANT, subject=row.user.username, note=said)


@transaction.atomic
def _store(row: Grant) -> Grant:
    User.objects.select_for_update().get(pk=row.user_id)  # two grants to one account follow one another
    check_place(row.role, row.office.level, unit=row.organisation_id is not None)
    in_force = Grant.objects.filter(Q(until=None) | Q(until__gte=row.since), user=row.user_id)
    if not row.emergency_id and row.until is not None and row.until < row.since:
        raise NotAllowed("结束日期早于授权起始日期，请核对。")
    same = in_force.filter(role=row.role, office=row.office_id, organisation=row.organisation_id)
    if same.in_force(row.since).exists():
        raise NotAllowed("该账号已有此岗位授权。")
    check_exclusive(list(in_force.values_list("role", flat=True)), row.role)
    row.save(force_insert=True)
    said = f"{row.role} {row.office.code} {row.basis}"
    audit.record(who=row.by.username, verb=Act.GRANT, subject=row.user.username, note=said)
    return row
