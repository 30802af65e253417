"""Files taken out of the house: each is written down, and an account takes only so many within an hour."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from xuncha.audit import actions as audit
from xuncha.audit.queries import taken_out
from xuncha.kernel.refusals import TooOften

WINDOW = timedelta(hours=1)
ENOUGH = "一小时内导出次数已达上限（%(most)s次），请稍后再试；确需批量导出的，请联系安全保密管理员。"


def record(request: HttpRequest, subject: str, note: str, *, verb: str) -> None:
    """Who took what out. TooOften where the account has taken its number; the refusal is recorded in its stead.

    Written first and counted after: of several requests at once, each waits for the end of the chain and then sees
    those before it.
    """
    who = str(request.user.get_username())
    with transaction.atomic():
        audit.record(who=who, verb=verb, subject=subject, note=note)
        most = settings.EXPORTS_PER_HOUR
        if most and taken_out(who, timezone.now() - WINDOW) > most:
            raise TooOften(ENOUGH, most=most)
