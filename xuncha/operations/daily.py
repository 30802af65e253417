"""The daily round: what an installation checks by itself. Safe to run twice or late."""

from django.core.management import call_command

from xuncha.audit import actions as audit
from xuncha.audit.queries import broken_entries
from xuncha.operations import statistics
from xuncha.records.models import Installation
from xuncha.records.queries import today
from xuncha.reminders.actions import daily as reminders
from xuncha.reports.queries.scope import scope_of
from xuncha.reports.queries.ties import broken
from xuncha.search import jobs as search


def run() -> list[str]:
    """Remind, clear old sessions, verify the audit chain and this year's ties, read again what is searched.

    Returns what is wrong, in sentences.
    """
    if Installation.objects.exists():
        reminders.run(today())
    call_command("clearsessions")
    audit.anchor()
    statistics.refresh()
    search.mend()
    wrong = ["审计记录链在第%s条处不连续。" % number for number in broken_entries()]
    installation = Installation.objects.select_related("home").first()
    if installation is not None:
        wrong += [tie.sentence for tie in broken(scope_of(installation.home, today().year))]
    return wrong
