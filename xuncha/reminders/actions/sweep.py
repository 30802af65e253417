"""One day's round: whoever must hear of a deadline is told once. Safe to run twice, late, or to be killed anywhere.

Each batch of notices is a transaction of its own, and what makes a notice unique is a constraint: a round that
begins again finds what is there and goes on. It asks how things stand today, so a round that comes late tells
nobody of thresholds passed meanwhile.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from xuncha.calendars.queries import calendar
from xuncha.kernel.workdays import Calendar
from xuncha.reminders.models import Notice, Sweep
from xuncha.reminders.queries.counting import rules_of
from xuncha.reminders.queries.directory import directory
from xuncha.reminders.queries.schemes import InForce, in_force
from xuncha.reminders.queries.sources.base import Counted, Due
from xuncha.reminders.queries.sources.catalogue import COUNTED, SOURCES, STORED
from xuncha.reminders.queries.standing import Standing, counted_days, owed_by_notice, standing
from xuncha.reminders.rules.audience import Directory, told
from xuncha.rounds.queries.deadlines import Rules

CHUNK = 500  # notices stamped at a time


def sweep(day: date) -> int:
    """Look at everything that is owed. Returns how many notices were written."""
    known, rules, accounts = calendar(), rules_of(), directory(day)
    Sweep.objects.get_or_create(day=day)
    settle(day, rules, known)
    written = 0
    for scheme in in_force(day):
        for source in SOURCES:
            for batch in standing(source, scheme, day, rules, known):
                written += _tell(list(_notices(batch, source, scheme, accounts, day)))
    Sweep.objects.filter(day=day).update(finished_at=timezone.now())
    return written


def _notices(
    batch: Iterable[Standing], source: Due, scheme: InForce, accounts: Directory, day: date
) -> Iterator[Notice]:
    steps = scheme.ladder(str(source.kind)).steps
    for each in batch:
        meant: dict[int, Notice] = {}
        for audience in steps[each.days]:
            found = told(audience, each.owing, accounts)
            for account in found.accounts:
                notice = Notice(
                    kind=str(source.kind),
                    subject_uid=each.uid,
                    due_on=each.due_on,
                    days=each.days,
                    recipient_id=account,
                    audience=audience,
                    relayed=found.relayed,
                    scheme_id=scheme.scheme,
                    at=day,
                )
                there = meant.setdefault(account, notice)
                if there.relayed and not notice.relayed:  # who is meant himself is not asked to pass it on
                    meant[account] = notice
        yield from meant.values()


def _tell(notices: list[Notice]) -> int:
    """All of a batch or none. What another round has written meanwhile stays as it is."""
    if notices:
        with transaction.atomic():
            Notice.objects.bulk_create(notices, ignore_conflicts=True)
    return len(notices)


def settle(day: date, rules: Rules, calendar: Calendar) -> None:
    """Stamp the notices of what is no longer owed by their day; take the stamp off what is owed again."""
    for source in STORED:
        notices, owed = Notice.objects.filter(kind=str(source.kind)), owed_by_notice(source)
        notices.open().filter(~Q(owed)).update(settled_on=day)
        notices.filter(owed, settled_on__isnull=False).update(settled_on=None)
    for source in COUNTED:
        _settle_counted(source, day, rules, calendar)


def _settle_counted(source: Counted, day: date, rules: Rules, calendar: Calendar) -> None:
    owed = {(uid, due_on) for uid, due_on, _ in counted_days(source, source.open(), rules, calendar)}
    notices = Notice.objects.filter(kind=str(source.kind))
    stamped: dict[bool, list[int]] = {True: [], False: []}
    for key, uid, due_on, settled_on in notices.values_list("pk", "subject_uid", "due_on", "settled_on"):
        is_owed = (uid, due_on) in owed
        if is_owed == (settled_on is not None):
            stamped[is_owed].append(key)
    for is_owed, keys in stamped.items():
        for start in range(0, len(keys), CHUNK):
            part = notices.filter(pk__in=keys[start : start + CHUNK])
            part.update(settled_on=None if is_owed else day)
