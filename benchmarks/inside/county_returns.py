"""From within a demo installation: what counties filed, laid down as a filing lays it down; the pages that read it.

build COUNTIES CITIES INDICATORS YEARS   offices below invented cities and provinces (without cities below one province),
                                         and for every county of the installation a filing and INDICATORS numbers a month
                                         over YEARS, in order of the months; {kind: number}
pages                                    {name: {"cookie": …, "urls": […], "queries": n, "target": bool}}
naive                                    {name: seconds} of the same answers without summary, page and index, once each
"""

import json
import os
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from datetime import date, timedelta
from statistics import median
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xuncha.config.settings")

import django

django.setup()

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from xuncha.accounts.models import User
from xuncha.files.models import Attachment
from xuncha.people.models import Grant
from xuncha.records.models import Office
from xuncha.records.queries import installation, today
from xuncha.records.rules import Level, Role
from xuncha.returns.engine.dictionary import INDICATORS
from xuncha.returns.engine.periods import Offset, PeriodKind, span
from xuncha.returns.models import (
    Collection,
    FiledSeries,
    FiledValue,
    Form,
    FormVersion,
    ReturnFiling,
)
from xuncha.returns.queries.values import below, series_of
from xuncha.returns.rules.life import FormState

PROVINCES, LARGEST = 31, 40  # counties of the largest city
MONTHS, NAME = 12, "月报（压力测试）"
HEAD = "head-of-the-largest"
VALUES = """
INSERT INTO returns_filedvalue
  (filing, asker_id, county_id, period, until, "offset", code, cell, value, origin, stands)
SELECT md5(o.id || '/' || m)::uuid, o.parent_id, o.id, 'month',
  (date %s + (m + 1) * interval '1 month' - interval '1 day')::date, 'this', c.code, 'C' || c.n,
  abs(hashint4((o.id * 7919 + m * 104729 + c.n)::int)) %% 400, CASE WHEN c.n %% 5 = 0 THEN 'reported' ELSE 'computed' END, true
FROM (VALUES (%s::int)) AS month(m), records_office AS o, unnest(%s::text[]) WITH ORDINALITY AS c(code, n)
WHERE o.level = 'county' ORDER BY o.id, c.n
"""
# one in seventeen came three days late, one in fifty was sent back once
FILINGS = """
INSERT INTO returns_returnfiling
  (uid, office_id, mark, by_id, at, recorded_at, collection_id, filer_id, title, opens_on, due_on, filed_on,
   returned_times, accepted_on, state)
SELECT md5(o.id || '/' || m)::uuid, c.office_id, c.mark, c.by_id, c.at, c.recorded_at, c.id, o.id, c.title,
  c.opens_on, c.due_on, LEAST(c.due_on + CASE WHEN (o.id + m) %% 17 = 0 THEN 3 ELSE -1 END, %s),
  CASE WHEN (o.id + m) %% 50 = 0 THEN 1 ELSE 0 END, LEAST(c.due_on + 4, %s), 'accepted'
FROM returns_collection AS c
  JOIN records_office AS o ON o.parent_id = c.office_id AND o.level = 'county',
  LATERAL (SELECT (c.year - %s) * 12 + c.number - 1 AS m) AS month
WHERE c.form_id IN (SELECT id FROM returns_form WHERE name = %s) ORDER BY m, o.id
"""


def build(counties: int, cities: int, indicators: int, years: int) -> dict[str, int]:
    codes = [one.code for one in INDICATORS][:indicators]
    own = Office.objects.filter(level=Level.COUNTY).count()
    if counties > own:
        _offices(counties - own, cities)
    _filings(years)
    _values(codes, years)
    askers = Office.objects.filter(below__level=Level.COUNTY).distinct()
    FiledSeries.objects.bulk_create(
        FiledSeries(asker=asker, period=PeriodKind.MONTH, offset=Offset.THIS, code=code)
        for asker in askers
        for code in codes
    )
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE returns_filedvalue")
        cursor.execute("ANALYZE")
        cursor.execute("SELECT pg_total_relation_size('returns_filedvalue')")
        size = cursor.fetchone()[0]
    return {
        "offices": Office.objects.count(),
        "counties": Office.objects.filter(level=Level.COUNTY).count(),
        "filings": ReturnFiling.objects.count(),
        "numbers": FiledValue.objects.count(),
        "MB": size // 2**20,
    }


def _offices(number: int, cities: int) -> None:
    """The first city is the largest; the others share what is left. Without cities one province has all counties."""
    above = Office.objects.bulk_create(
        _office(f"p{n:05d}", f"甲{n}省", Level.PROVINCE) for n in range(PROVINCES if cities else 1)
    )
    within = Office.objects.bulk_create(
        _office(f"c{n:05d}", f"乙{n}市", Level.CITY, above[n % PROVINCES]) for n in range(cities)
    )
    askers = within or above
    places = [
        askers[0] if n < LARGEST or len(askers) == 1 else askers[1 + n % (len(askers) - 1)]
        for n in range(number)
    ]
    Office.objects.bulk_create(
        _office(f"x{n:05d}", f"丙{n}县", Level.COUNTY, place) for n, place in enumerate(places)
    )
    account = User.objects.create(username=HEAD, name="测试")
    Grant.objects.create(
        user=account, role=Role.DIRECTOR, office=askers[0], since=date(2015, 1, 1), by=account
    )


def _office(code: str, name: str, level: Level, parent: Office | None = None) -> Office:
    body = name + ("委巡视办" if level == Level.PROVINCE else "委巡察办")
    return Office(
        code=code, name=body, short_name=name, committee=f"中共{name}委", level=level, parent=parent
    )


def _filings(years: int) -> None:
    """A form of each office above counties, asked for every month, and what each county owed of it."""
    person, template = User.objects.order_by("pk")[0], Attachment.objects.order_by("pk")[0]
    first = today().year - years + 1
    told: dict[str, Any] = {"by": person, "at": date(first, 1, 1)}
    askers = list(Office.objects.filter(below__level=Level.COUNTY).distinct())
    known = Form.objects.filter(name=NAME)
    ReturnFiling.objects.filter(collection__form__in=known).delete()
    Collection.objects.filter(form__in=known).delete()
    FormVersion.objects.filter(form__in=known).delete()
    known.delete()
    forms = Form.objects.bulk_create(
        Form(name=NAME, period=PeriodKind.MONTH, office=each, **told) for each in askers
    )
    versions = FormVersion.objects.bulk_create(
        FormVersion(form=each, number=1, template=template, office=each.office, state=FormState.READY, **told)
        for each in forms
    )
    Collection.objects.bulk_create(
        _collection(version, first + month // MONTHS, month % MONTHS + 1, person)
        for version in versions
        for month in range(MONTHS * years)
    )
    with connection.cursor() as cursor:
        cursor.execute(FILINGS, [today(), today(), first, NAME])


def _collection(version: FormVersion, year: int, number: int, person: User) -> Collection:
    asked = span(PeriodKind.MONTH, year, number)
    return Collection(
        form=version.form,
        version=version,
        office=version.office,
        by=person,
        title=f"{year}年{number}月报表",
        year=year,
        number=number,
        until=asked.end,
        at=asked.start,
        opens_on=asked.end - timedelta(days=9),
        due_on=asked.end,
    )


def _values(codes: list[str], years: int) -> None:
    """The indexes are made after the rows, as a restore makes them."""
    meta = FiledValue._meta
    with connection.schema_editor() as editor:
        for index in meta.indexes:
            editor.remove_index(FiledValue, index)
        for constraint in meta.constraints:
            editor.remove_constraint(FiledValue, constraint)
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE returns_filedvalue, returns_filedseries")
        for month in range(12 * years):  # each a transaction: references are checked at its end
            cursor.execute(VALUES, [date(today().year - years + 1, 1, 1), month, codes])
        cursor.execute("SET maintenance_work_mem = '512MB'")
    with connection.schema_editor() as editor:
        for constraint in meta.constraints:
            editor.add_constraint(FiledValue, constraint)
        for index in meta.indexes:
            editor.add_index(FiledValue, index)


def pages() -> dict[str, Any]:
    home = installation().home
    found = {
        "county home, head of the reference city": _page("director", _homes(home)),
        "county home, the county itself": _page("county", _own("county")),
        "comparison, head of the reference city": _page("director", _comparisons(home)),
    }
    largest = User.objects.filter(username=HEAD).first()
    if largest is not None:
        office = Grant.objects.get(user=largest).office
        found["county home, head of the largest office"] = _page(HEAD, _homes(office)[:40])
        found["comparison, head of the largest office"] = _page(HEAD, _comparisons(office))
        found["spreadsheet, head of the largest office (no target)"] = _page(
            HEAD, [reverse("returns:compared_file")], False
        )
    return found


def naive() -> dict[str, float]:
    """Every row read and held, and the middle sought among them: as one would write it first."""
    office = Grant.objects.get(user__username=HEAD).office
    until = date(today().year, 12, 31)
    year = (date(today().year, 1, 1), until)
    return {
        "middle of each indicator of the newest month": _seconds(lambda: _middles(office, until)),
        "one indicator at every county, all months": _seconds(lambda: _whole_course(office)),
        "every filing of the year, by county": _seconds(lambda: _by_county(office, year)),
    }


def _seconds(asked: Callable[[], object]) -> float:
    started = time.perf_counter()
    asked()
    return time.perf_counter() - started


def _middles(office: Office, until: date) -> dict[str, Any]:
    found: dict[str, list[Any]] = defaultdict(list)
    for row in FiledValue.objects.filter(asker=office, until=until):
        found[row.code].append(row.value)
    return {code: median(values) for code, values in found.items()}


def _whole_course(office: Office) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    code = INDICATORS[0].code
    for row in FiledValue.objects.filter(asker=office, code=code).order_by("until").select_related("county"):
        found[row.county.pk].append(row.value)
    return found


def _by_county(office: Office, year: tuple[date, date]) -> dict[int, list[ReturnFiling]]:
    found: dict[int, list[ReturnFiling]] = defaultdict(list)
    for row in ReturnFiling.objects.filter(office=office, due_on__range=year).select_related("filer"):
        found[row.filer.pk].append(row)
    return found


def _homes(office: Office) -> list[str]:
    return [reverse("guidance:county", args=[county.code]) for county in below(office.pk)]


def _own(username: str) -> list[str]:
    office = Grant.objects.filter(user__username=username, role=Role.COUNTY_OFFICE)[0].office
    return [reverse("guidance:county", args=[office.code])]


def _comparisons(office: Office) -> list[str]:
    return [reverse("guidance:comparison") + f"?of={one.key}" for one in series_of(office.pk)]


def _page(username: str, urls: list[str], target: bool = True) -> dict[str, Any]:
    """Its queries once the process is warm: the most that one of a few addresses asks."""
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(
        User.objects.get(username=username), backend="django.contrib.auth.backends.ModelBackend"
    )
    most = 0
    for url in [urls[0], *urls[:3]]:
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(url)
        assert answer.status_code == 200, url
        most = len(asked)
    name = settings.SESSION_COOKIE_NAME
    cookie = f"{name}={client.cookies[name].value}"
    return {"cookie": cookie, "urls": urls, "queries": most, "target": target}


if __name__ == "__main__":
    part, *sizes = sys.argv[1:]
    told = build(*map(int, sizes)) if part == "build" else pages() if part == "pages" else naive()
    print(json.dumps(told, ensure_ascii=False))
