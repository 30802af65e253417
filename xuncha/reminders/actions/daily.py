"""The day's round with what follows from it: mail goes into the queue, so that no mail server holds the loop up."""

from datetime import date

from django_q.tasks import async_task

from xuncha.reminders.actions import mail
from xuncha.reminders.actions.sweep import sweep

SENDING = "xuncha.reminders.jobs.send"


def run(day: date) -> int:
    """Returns how many notices were written."""
    written = sweep(day)
    mail.gather(day)
    if mail.unsent():
        async_task(SENDING, task_name="reminders mail")
    return written
