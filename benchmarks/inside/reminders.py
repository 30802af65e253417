"""One part of the reminders' benchmark, from within the installation; prints JSON.

fill N     at least N measures, their due days spread over a year around today; how many rows there are
baseline   read the open measures that are due, with the joins that tell who owes them, and do nothing
first, again, next   one round: of today, of today once more, of tomorrow
pages      the pages of the largest ledger and the lists beside it: addresses, queries, and the cookie of who watches them
"""

import json
import os
import resource
import sys
import time
from datetime import date, timedelta
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xuncha.config.settings")

import django

django.setup()

from django.conf import settings
from django.db import connection
from django.db.models import Count, Max, Min, Q
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from xuncha.accounts.models import User
from xuncha.operations import statistics
from xuncha.records.queries import today
from xuncha.rectification import tables
from xuncha.rectification.models import Item, Ledger, Measure
from xuncha.rectification.views.ledgers import ways
from xuncha.reminders.actions.sweep import sweep
from xuncha.reminders.models import Notice
from xuncha.reminders.queries.sources.rectification import MEASURES
from xuncha.rounds.queries import viewer_of
from xuncha.ui.tables.registry import list_url, row_url

BEHIND, SPAN = 65, 366  # days: a little more than the last threshold, then the rest of the year ahead


def fill(number: int) -> dict[str, int]:
    """Generated measures share the few days of their ledgers: spread them, as plans of many units would."""
    start = today() - timedelta(days=BEHIND)
    first = Measure.objects.aggregate(first=Min("pk"))["first"]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "UPDATE rectification_measure SET due_on = %s::date + (id %% %s)::int WHERE id >= %s AND first_due_on IS NULL",
                [start, SPAN, first],
            )
        else:
            cursor.execute(
                "UPDATE rectification_measure SET due_on = date(%s, '+' || (id %% %s) || ' days')"
                " WHERE id >= %s AND first_due_on IS NULL",
                [start.isoformat(), SPAN, first],
            )
    statistics.refresh()
    sizes = Measure.objects.aggregate(all=Count("pk"), open=Count("pk", filter=Q(done_on=None)))
    due = MEASURES.open().filter(due_on__lte=today() + timedelta(days=20))
    if sizes["all"] < number:
        sys.exit(f"only {sizes['all']} measures were generated")
    return {
        "measures": sizes["all"],
        "not finished": sizes["open"],
        "on a threshold": due.count(),
        "items": Item.objects.count(),
    }


def baseline() -> int:
    rows = MEASURES.open().filter(due_on__lte=today() + timedelta(days=20))
    read = rows.values_list("pk", "uid", "due_on", *MEASURES.debtors.paths).order_by("pk")
    return sum(1 for _ in read.iterator(chunk_size=2_000)) * 0


def round_of(day: date) -> int:
    before = Notice.objects.aggregate(last=Max("pk"))["last"] or 0
    sweep(day)
    return Notice.objects.filter(pk__gt=before).count()


def pages() -> dict[str, Any]:
    """The ledger with the most measures, in each way to look at it."""
    client = Client(SERVER_NAME="127.0.0.1")
    user = User.objects.get(username="rectification")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    seen = (
        Ledger.objects.visible_to(viewer_of(user)).annotate(n=Count("items__measures")).order_by("-n", "pk")
    )
    ledger = seen[0]
    named = {"sign-in": reverse("accounts:sign_in"), "ledger": row_url(tables.LEDGERS, ledger)}
    named |= {f"ledger, {title}": url for title, url, _ in ways(ledger)}
    for table in (tables.ITEMS, tables.MEASURES):
        address = list_url(table)
        named |= {f"{table.door}": address, f"{table.door}, last page": f"{address}?cursor=last"}
    found = {}
    for name, url in named.items():
        client.get(url)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(url).status_code == 200, url
        found[name] = {"url": url, "queries": len(asked)}
    cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    items = ledger.items.count()
    return {"cookie": cookie, "pages": found, "items": items, "measures": seen[0].n}


def main() -> None:
    part, *rest = sys.argv[1:]
    if part == "pages":
        print(json.dumps(pages(), ensure_ascii=False))
        return
    if part == "fill":
        print(json.dumps(fill(int(rest[0]))))
        return
    parts = {
        "baseline": baseline,
        "first": lambda: round_of(today()),
        "again": lambda: round_of(today()),
        "next": lambda: round_of(today() + timedelta(days=1)),
    }
    started = time.perf_counter()
    notices = parts[part]()
    seconds = time.perf_counter() - started
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"notices": notices, "seconds": seconds, "megabytes": megabytes}))


main()
