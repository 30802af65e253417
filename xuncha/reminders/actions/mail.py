"""Mail about what is new: gathered once an account and round, sent at least once under the same Message-ID.

A message holds numbers of things by kind and the earliest day, and no word of any thing.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext

from xuncha.reminders.models import Mailing, Notice, Subscription
from xuncha.reminders.rules.kinds import Kind


def gather(day: date) -> int:
    """One message for each account that wants mail and has open notices no mail spoke of. Returns how many."""
    if not settings.MAIL_ON:
        return 0
    wanted = Subscription.objects.filter(by_mail=True, user__is_active=True).order_by("pk")
    return sum(_gathered(subscription, day) for subscription in wanted)


@transaction.atomic
def _gathered(subscription: Subscription, day: date) -> bool:
    """The message and what it speaks of, together: killed between them, neither is there."""
    fresh = Notice.objects.unread().filter(recipient=subscription.user_id, mailing=None)
    if not fresh.exists():
        return False
    mailing = Mailing.objects.create(recipient_id=subscription.user_id, address=subscription.address, at=day)
    if not fresh.update(mailing=mailing):
        mailing.delete()
        return False
    return True


def unsent() -> list[int]:
    return list(Mailing.objects.filter(sent_at=None).order_by("pk").values_list("pk", flat=True))


def send(mailing: Mailing) -> None:
    """Hand one message over, then note that it is out. Killed in between, it is sent again under its own name."""
    message = message_of(mailing)
    with get_connection() as connection:
        connection.send_messages([message])
    Mailing.objects.filter(pk=mailing.pk, sent_at=None).update(sent_at=timezone.now())


def message_of(mailing: Mailing) -> EmailMessage:
    """In the language of the one who gets it."""
    notices = list(Notice.objects.filter(mailing=mailing).order_by("due_on", "pk"))
    late = [notice for notice in notices if notice.due_on < mailing.at]
    coming = [notice for notice in notices if notice.due_on >= mailing.at]
    with translation.override(mailing.recipient.language or settings.LANGUAGE_CODE):
        subject = gettext("催办提醒：逾期%(late)s项，临近到期%(coming)s项") % {
            "late": len(late),
            "coming": len(coming),
        }
        return EmailMessage(
            subject=subject,
            body="\n".join(_lines(mailing, late, coming)),
            to=[mailing.address],
            headers={"Message-ID": mailing.message_id, "Auto-Submitted": "auto-generated"},
        )


def _lines(mailing: Mailing, late: list[Notice], coming: list[Notice]) -> Iterator[str]:
    yield gettext("%(name)s：") % {"name": mailing.recipient.name}
    yield ""
    for heading, notices in (("已逾期", late), ("临近到期", coming)):
        if notices:
            yield gettext(heading)
            yield from _counted(notices)
            yield ""
    yield gettext("具体事项请登录系统，在“催办提醒”中查看。邮件只列件数，不含事项内容。")
    if settings.PUBLIC_URL:
        yield settings.PUBLIC_URL


def _counted(notices: list[Notice]) -> Iterator[str]:
    """A line a kind, in the order of the earliest days."""
    first: dict[str, date] = {}
    for notice in notices:
        first.setdefault(notice.kind, notice.due_on)
    sizes = Counter(notice.kind for notice in notices)
    for kind, day in first.items():
        yield gettext("· %(kind)s %(number)s项，最早期限%(day)s") % {
            "kind": gettext(Kind(kind).label),
            "number": sizes[kind],
            "day": day.isoformat(),
        }
