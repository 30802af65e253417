"""What the queue runs for reminders. It may run twice, late, or be killed."""

from smtplib import SMTPException

from xuncha.reminders.actions import mail
from xuncha.reminders.models import Mailing


def send() -> int:
    """Send what is not out yet; one address that does not take its message keeps no other waiting.

    Raises the first failure at the end: the queue then tries again. Returns how many went out.
    """
    failures, sent = [], 0
    for mailing in Mailing.objects.filter(pk__in=mail.unsent()).select_related("recipient").order_by("pk"):
        try:
            mail.send(mailing)
            sent += 1
        except (OSError, SMTPException) as why:
            failures.append(why)
    if failures:
        raise failures[0]
    return sent
