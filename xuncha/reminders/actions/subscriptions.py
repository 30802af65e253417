"""What an account asks for itself: mail to an address, and a calendar. Each change is recorded in the chain."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from xuncha.audit import actions as audit
from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.reminders.models import Subscription
from xuncha.reminders.rules.secrets import digest_of, new_secret

SUBJECT = "reminders.subscription"


@transaction.atomic
def set_mail(*, by_mail: bool, address: str, by: Viewer) -> Subscription:
    """Mail on or off, and where it goes. It says how many things are due and nothing of what they are."""
    if by_mail and not address:
        raise NotAllowed("开启邮件提醒须填写邮箱。")
    row = _of(by)
    Subscription.objects.filter(pk=row.pk).update(by_mail=by_mail, address=address)
    audit.record_by(by, verb="mail on" if by_mail else "mail off", subject=SUBJECT, note=address)
    row.by_mail, row.address = by_mail, address
    return row


@transaction.atomic
def open_feed(*, by: Viewer) -> str:
    """The secret of a new calendar address, told this once. An earlier address ends with it."""
    row, secret = _of(by), new_secret()
    Subscription.objects.filter(pk=row.pk).update(
        feed_digest=digest_of(secret), feed_made_at=timezone.now(), feed_read_on=None
    )
    audit.record_by(by, verb="open feed", subject=SUBJECT)
    return secret


@transaction.atomic
def revoke_feed(*, by: Viewer) -> None:
    """The address answers no more. Refused when there is none."""
    found = Subscription.objects.filter(user=by.user).exclude(feed_digest="")
    if not found.update(feed_digest="", feed_made_at=None, feed_read_on=None):
        raise NotAllowed("没有正在使用的日历地址。")
    audit.record_by(by, verb="revoke feed", subject=SUBJECT)


def note_reading(subscription: Subscription, *, at: date) -> None:
    """The day a calendar was last fetched: programs ask every few minutes, the day is enough."""
    stale = Subscription.objects.filter(pk=subscription.pk).exclude(feed_read_on=at)
    stale.update(feed_read_on=at)


def _of(by: Viewer) -> Subscription:
    return Subscription.objects.get_or_create(user_id=by.user)[0]
