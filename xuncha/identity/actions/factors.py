"""Enrolling and showing second factors. A code counts once; wrong ones make the next try wait."""

import base64
import secrets
import time
from collections.abc import Callable
from urllib.parse import quote

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django_otp.oath import TOTP

from xuncha.accounts.models import User
from xuncha.audit import actions as audit
from xuncha.audit.rules import Act
from xuncha.identity.models import Authenticator, Misses, Passkey, RecoveryCode
from xuncha.identity.rules import recovery_codes, tidy_code, wait_after
from xuncha.kernel.refusals import NotAllowed
from xuncha.records import sealing

SECRET = 20  # bytes, as RFC 4226 recommends
TOLERANCE = 1  # steps of thirty seconds that a phone's clock may be away


def begin(user: User) -> Authenticator:
    """A new secret that counts once a first code was shown; the one before stays until then."""
    if Authenticator.objects.filter(user=user).exclude(confirmed_at=None).exists():
        raise NotAllowed("已启用动态口令；更换手机请先停用原有的。")
    row, _ = Authenticator.objects.get_or_create(user=user, defaults={"secret": secrets.token_hex(SECRET)})
    return row


def spelled(row: Authenticator) -> str:
    """The secret in letters, for a phone that reads no pictures."""
    return base64.b32encode(bytes.fromhex(str(row.secret))).decode().rstrip("=")


def address(row: Authenticator, user: User, issuer: str) -> str:
    """What the picture says (the otpauth form that every authenticator reads)."""
    label = quote(f"{issuer}:{user.username}")
    return f"otpauth://totp/{label}?secret={spelled(row)}&issuer={quote(issuer)}"


@transaction.atomic
def confirm(user: User, code: str) -> list[str]:
    """The first code of the phone: from now on signing in asks for one. The recovery codes, if there were none."""
    row = Authenticator.objects.select_for_update().filter(user=user, confirmed_at=None).first()
    if row is None or not take_step(row, code):
        raise NotAllowed("动态口令不正确，请核对手机时间后再试。")
    Authenticator.objects.filter(pk=row.pk).update(confirmed_at=timezone.now())
    _enter(user, Act.ENROL, "TOTP")
    return enrolled(user)


@transaction.atomic
def enrolled(user: User) -> list[str]:
    """A factor was added: signing in asks for one from now on. New recovery codes where there are none."""
    User.objects.filter(pk=user.pk).update(second_factor=True)
    user.second_factor = True
    return [] if RecoveryCode.objects.filter(user=user, used_at=None).exists() else new_codes(user)


@transaction.atomic
def new_codes(user: User) -> list[str]:
    """Ten codes for once each, told now and never again; those before count no more."""
    codes = recovery_codes()
    RecoveryCode.objects.filter(user=user).delete()
    RecoveryCode.objects.bulk_create(RecoveryCode(user=user, blind=_blind(user, code)) for code in codes)
    _enter(user, Act.RECOVERY_CODES, str(len(codes)))
    return codes


def show_code(user: User, code: str) -> bool:
    """Whether the code of the phone is right now and was not used."""
    row = Authenticator.objects.filter(user=user).exclude(confirmed_at=None).first()
    return row is not None and take_step(row, code)


def take_step(row: Authenticator, code: str) -> bool:
    """Take the step the code belongs to. Of two who show the same code at once, one is let in."""
    digits = "".join(code.split())
    totp = TOTP(bytes.fromhex(str(row.secret)))
    totp.time = time.time()
    if not (digits.isascii() and digits.isdigit() and len(digits) == totp.digits):
        return False
    if not totp.verify(int(digits), tolerance=TOLERANCE, min_t=row.last_step + 1):
        return False
    step = totp.t()
    return bool(Authenticator.objects.filter(pk=row.pk, last_step__lt=step).update(last_step=step))


def show_recovery_code(user: User, code: str) -> bool:
    """Whether it is one of the codes on paper that was not used."""
    rows = RecoveryCode.objects.filter(user=user, blind=_blind(user, code), used_at=None)
    if not rows.update(used_at=timezone.now()):
        return False
    _enter(user, Act.USE_RECOVERY_CODE, "")
    return True


def attempt(user: User, right: Callable[[], bool], wrong: str = "验证未通过，请重新输入。") -> None:
    """Judge a second factor, unless it is too early to try again. NotAllowed, `wrong` for a miss, which is kept."""
    misses, _ = Misses.objects.get_or_create(user=user)
    wait = misses.latest + wait_after(misses.number) - timezone.now()
    if misses.number and wait.total_seconds() > 0:
        raise NotAllowed("连续未通过验证，请%(seconds)s秒后再试。", seconds=int(wait.total_seconds()) + 1)
    if right():
        Misses.objects.filter(pk=misses.pk).update(number=0)
        return
    Misses.objects.filter(pk=misses.pk).update(number=F("number") + 1, latest=timezone.now())
    _enter(user, Act.FACTOR_FAILED, "")
    raise NotAllowed(wrong)


@transaction.atomic
def drop_authenticator(user: User) -> None:
    if not Authenticator.objects.filter(user=user).delete()[0]:
        raise NotAllowed("没有启用动态口令。")
    _enter(user, Act.DROP_FACTOR, "TOTP")
    _still(user)


@transaction.atomic
def drop_passkey(user: User, passkey: int) -> None:
    row = Passkey.objects.filter(user=user, pk=passkey).first()
    if row is None:
        raise NotAllowed("没有这把安全密钥。")
    row.delete()
    _enter(user, Act.DROP_FACTOR, row.name)
    _still(user)


def drop_all(user: User) -> None:
    """Of an account that two administrators let in again."""
    for model in (Authenticator, Passkey, RecoveryCode, Misses):
        model._default_manager.filter(user=user).delete()
    User.objects.filter(pk=user.pk).update(second_factor=False)


def _still(user: User) -> None:
    """Whether a factor is left; recovery codes alone are none."""
    left = Authenticator.objects.filter(user=user).exclude(confirmed_at=None).exists()
    left = left or Passkey.objects.filter(user=user).exists()
    User.objects.filter(pk=user.pk).update(second_factor=left)
    if not left:
        RecoveryCode.objects.filter(user=user).delete()


def _blind(user: User, code: str) -> str:
    return sealing.blind(f"{user.pk} {tidy_code(code)}")


def _enter(user: User, act: Act, note: str) -> None:
    audit.record(who=user.username, verb=act, subject=user.username, note=note)
