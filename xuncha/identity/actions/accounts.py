"""Opening and closing accounts, as the system administrator does it. What an account may do, others say."""

from datetime import date

from axes.utils import reset as forget_failures
from django.conf import settings
from django.db import transaction
from django.db.models import Q

from xuncha.accounts.models import User
from xuncha.audit import actions as audit
from xuncha.audit.rules import Act
from xuncha.identity.models import Account, Session
from xuncha.identity.rules import check_name, first_password
from xuncha.kernel.refusals import NotAllowed, WrongRole
from xuncha.kernel.viewer import Viewer
from xuncha.people.models import Grant
from xuncha.people.queries import held_by_others
from xuncha.people.rules import OPENERS
from xuncha.records.queries import today
from xuncha.records.rules import ADMINISTRATORS


@transaction.atomic
def open_account(*, username: str, name: str, by: Viewer, of_directory: bool = False) -> tuple[User, str]:
    """A new account without any role, and its first password, which is kept nowhere in clear; "" of a directory's."""
    _require(by)
    username = User.normalize_username(username.strip())
    check_name(username)
    if not name.strip():
        raise NotAllowed("请填写姓名。")
    if User.objects.filter(username__iexact=username).exists():
        raise NotAllowed("登录名“%(name)s”已经使用。", name=username)
    password = "" if of_directory else first_password()
    user = User.objects.create_user(
        username,
        password or None,
        name=name.strip(),
        opened_by_id=by.user,
        must_change=not of_directory,
    )
    audit.record_by(by, verb=Act.OPEN_ACCOUNT, subject=username, note=user.name)
    return user, password


@transaction.atomic
def reset(account: User, *, by: Viewer, note: str) -> str:
    """A new first password. An administrator's takes two persons (`recoveries`)."""
    _require(by, account)
    if not note.strip():
        raise NotAllowed("请写明理由。")
    if not account.is_active:
        raise NotAllowed("该账号已停用，请先恢复启用。")
    if settings.DIRECTORY and not account.has_usable_password():
        raise NotAllowed("该账号由单位目录认证，密码在目录中重置。")
    if _held(account):
        raise NotAllowed("管理员账号须经两人办理，请在“账号恢复”中申请。")
    password = set_first_password(account)
    Session.objects.filter(user=account.pk).delete()
    audit.record_by(by, verb=Act.RESET_PASSWORD, subject=account.username, note=note)
    return password


def set_first_password(account: User) -> str:
    password = first_password()
    account.set_password(password)
    account.must_change = True
    account.save(update_fields=["password", "password_at", "must_change"])
    forget_failures(username=account.username)
    return password


@transaction.atomic
def close(account: Account, *, by: Viewer, at: date, note: str) -> None:
    """Nobody signs in with it any more; what it did stays under its name."""
    _require(by, account)
    if any(not held_by_others(role, account.pk, today()) for role in _held(account)):
        raise NotAllowed("三员不得空缺：请先为接任人员授权，再停用该账号。")
    if not User.objects.filter(pk=account.pk, is_active=True).update(is_active=False):
        raise NotAllowed("该账号已经停用。")
    Session.objects.filter(user=account.pk).delete()
    audit.record_by(by, verb=Act.CLOSE_ACCOUNT, subject=account.username, note=note)


@transaction.atomic
def reopen(account: Account, *, by: Viewer, at: date, note: str) -> None:
    _require(by, account)
    if not User.objects.filter(pk=account.pk, is_active=False).update(is_active=True):
        raise NotAllowed("该账号没有停用。")
    audit.record_by(by, verb=Act.REOPEN_ACCOUNT, subject=account.username, note=note)


@transaction.atomic
def unlock(account: Account, *, by: Viewer, at: date, note: str) -> None:
    """Let somebody try again who typed a wrong password too often."""
    _require(by, account)
    forget_failures(username=account.username)
    audit.record_by(by, verb=Act.UNLOCK_ACCOUNT, subject=account.username, note=note)


def _held(account: User) -> list[str]:
    """The administrator's roles that the account holds or is about to hold, whether or not their end is known."""
    standing = Q(until=None) | Q(until__gte=today())
    roles = Grant.objects.filter(standing, user=account.pk, role__in=ADMINISTRATORS)
    return list(roles.values_list("role", flat=True))


def _require(by: Viewer, account: User | None = None) -> None:
    if not by.has(*OPENERS):
        raise WrongRole("您的岗位不能办理此事项。")
    if account is not None and account.pk == by.user:
        raise NotAllowed("不得办理本人账号。")
