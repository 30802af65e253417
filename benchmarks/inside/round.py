"""From within a demo installation: a round of any size with all that hangs on it, and the queries of every page.

`round.py GROUPS TASKS RECORDS` writes a further round of the term and prints JSON:
{"rows": {kind: number}, "accounts": {name: {"cookie": …, "pages": {name: {"url": …, "queries": n, "counts": n,
"lists": n}}}}}. `counts` are those of the queries that only count or total the rows of a list, `lists` the lists shown.
"""

import json
import logging
import os
import sys
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xuncha.config.settings")
django.setup()

from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from round_field import Field
from round_pages import pages
from round_rows import Builder, checklist, round_of, task_of, team_of

from xuncha.accounts.models import User
from xuncha.operations import statistics
from xuncha.orgs.models import Organisation
from xuncha.rounds.models import StepTemplate
from xuncha.rounds.queries import viewer_of
from xuncha.rounds.rules.groups import Seat
from xuncha.rounds.rules.kinds import TaskKind

BACKEND = "django.contrib.auth.backends.ModelBackend"
COUNTING = (
    "SELECT COUNT(*)",
    "SELECT SUM(",
)  # asked only where a list is longer than what a page shows of it
OFFICE = ("director", "clues")  # accounts of the demonstration


def main(groups: int, tasks: int, records: int) -> None:
    logging.getLogger("django.request").setLevel(logging.CRITICAL)  # a page that is refused is no news here
    rows, people = _build(groups, tasks, records)
    statistics.refresh()
    accounts = {name: _account(User.objects.get(pk=pk)) for name, pk in people.items()}
    print(json.dumps({"rows": rows, "accounts": accounts}, ensure_ascii=False))


@transaction.atomic
def _build(groups: int, tasks: int, records: int) -> tuple[dict[str, int], dict[str, int]]:
    """How many rows of which kind, and the accounts who will ask: of the office, and of the last group."""
    b = Builder()
    field = Field(b)
    template = StepTemplate.objects.of(b.home.pk).filter(kind=TaskKind.ROUTINE).order_by("level", "-at")[0]
    pattern = Organisation.objects.filter(tasks__kind=TaskKind.ROUTINE).order_by("pk")[0]
    round_ = round_of(b)
    teams = [team_of(b, round_, n) for n in range(groups)]
    for team in teams:
        for place in range(tasks):
            task = task_of(b, team, place, template, pattern)
            checklist(b, task, template)
            field.fill(team, task, records)
    written = b.rows.write()
    people = {name: User.objects.get(username=name).pk for name in OFFICE}
    people["leader"] = teams[-1].by(Seat.LEADER)
    return dict(written), people


def _account(user: User) -> dict[str, Any]:
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(user, backend=BACKEND)
    name = settings.SESSION_COOKIE_NAME
    return {"cookie": f"{name}={client.cookies[name].value}", "pages": _pages(client, user)}


def _pages(client: Client, user: User) -> dict[str, Any]:
    """Those that are this person's, each with its queries once the process is warm."""
    found = {}
    for name, url in pages(viewer_of(user)).items():
        if client.get(url).status_code == 200:
            with CaptureQueriesContext(connection) as asked:
                answer = client.get(url)
            counts = sum(query["sql"].startswith(COUNTING) for query in asked)
            # a list of its own, and the short ones of what belongs to a row
            lists = answer.content.count(b"data-list") + answer.content.count(b"x-part")
            found[name] = {"url": url, "queries": len(asked), "counts": counts, "lists": lists}
    return found


if __name__ == "__main__":
    main(*map(int, sys.argv[1:4]))
