"""From within an installation: who asks, what their list pages are called, their queries, and the same pages as hand-written SQL.

Prints JSON: {"accounts": {name: {"cookie", "office", "rows"}}, "pages": {name: address}, "queries": {account: {page: n}},
"sql": {account: {page: [seconds, …]}}}.
"""

import json
import os
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xuncha.config.settings")
django.setup()

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from xuncha.findings.models import Finding
from xuncha.people.models import Grant
from xuncha.records.rules import Role

TIMES = 30
SHOWN = 50
COUNTED = 10_000
BACKEND = "django.contrib.auth.backends.ModelBackend"
LIST = reverse("findings:findings")
# A word of two characters that stands in many findings, and one that stands in none: the database reads every row.
PAGES = {
    "first page": LIST,
    "filtered": f"{LIST}?state=accepted",
    "last page": f"{LIST}?cursor=last",
    "search, common word": f"{LIST}?q={quote('制度')}",
    "search, word not there": f"{LIST}?q={quote('麒麟')}",
}

ROWS = """
SELECT f.id, f.uid, f.title, f.state, f.at, f.fed_back_on, o.short_name, r.name, c.uid, c.name
  FROM findings_finding f
  JOIN rounds_task t ON t.id = f.task_id
  JOIN orgs_organisation o ON o.id = t.organisation_id
  JOIN rounds_round r ON r.id = t.round_id
  JOIN findings_category c ON c.id = f.category_id
 WHERE f.voided_at IS NULL AND f.office_id = %(office)s {condition}
 ORDER BY f.at {way}, f.id {way} LIMIT {limit}
"""
COUNT = """
SELECT count(*) FROM (
  SELECT 1 FROM findings_finding f {joins}
   WHERE f.voided_at IS NULL AND f.office_id = %(office)s {condition} LIMIT {limit}
) counted
"""
NAMED = "JOIN rounds_task t ON t.id = f.task_id JOIN orgs_organisation o ON o.id = t.organisation_id"
FOUND = "AND (f.title {like} %(word)s OR o.name {like} %(word)s)"
SQL = {
    "first page": {},
    "filtered": {"condition": "AND f.state = 'accepted'"},
    "last page": {"way": "ASC"},
    "search, common word": {"condition": FOUND, "joins": NAMED, "word": "%制度%"},
    "search, word not there": {"condition": FOUND, "joins": NAMED, "word": "%麒麟%"},
}


def main() -> None:
    accounts = {"head": _account(Role.DIRECTOR), "limited": _account(Role.COUNTY_OFFICE)}
    answer = {
        "accounts": accounts,
        "pages": PAGES,
        "queries": {name: _queries(account["cookie"]) for name, account in accounts.items()},
        "sql": {name: _sql(account["office"]) for name, account in accounts.items()},
    }
    print(json.dumps(answer, ensure_ascii=False))


def _account(role: Role) -> dict[str, Any]:
    """Of the accounts with this role the one whose list is longest: nobody is to win by having nothing to read."""
    grants = Grant.objects.filter(role=role, until=None).select_related("user")
    rows, grant = max(
        ((Finding.objects.of(g.office_id).count(), g) for g in grants), key=lambda pair: pair[0]
    )
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(grant.user, backend=BACKEND)
    name = settings.SESSION_COOKIE_NAME
    return {"cookie": f"{name}={client.cookies[name].value}", "office": grant.office_id, "rows": rows}


def _queries(cookie: str) -> dict[str, int]:
    """How many queries each page costs once the process is warm."""
    client = Client(SERVER_NAME="127.0.0.1")
    client.cookies.load(cookie)
    return {name: _counted(client, page) for name, page in PAGES.items()}


def _counted(client: Client, page: str) -> int:
    client.get(page)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(page).status_code == 200, page
    return len(queries)


def _sql(office: int) -> dict[str, list[float]]:
    return {page: list(_timed(office, page)) for page in SQL}


def _timed(office: int, page: str) -> Iterator[float]:
    asked = {"condition": "", "joins": "", "way": "DESC", **SQL[page]}
    asked["condition"] = asked["condition"].format(like="LIKE")
    values = {"office": office, "word": asked.pop("word", "")}
    rows, count = ROWS.format(limit=SHOWN + 1, **asked), COUNT.format(limit=COUNTED + 1, **asked)
    for _ in range(TIMES if "search" not in page else 3):
        started = time.perf_counter()
        with connection.cursor() as cursor:
            cursor.execute(rows, values)
            cursor.fetchall()
            cursor.execute(count, values)
            cursor.fetchall()
        yield time.perf_counter() - started


main()
