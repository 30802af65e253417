"""What teams show on lower pages: the way to a round's staffing, how a person served, and the years of appraisal."""

from collections import Counter
from typing import Any
from urllib.parse import urlencode

from django.template.loader import render_to_string
from django.urls import reverse

from xuncha.people.models import Person
from xuncha.records.queries import today
from xuncha.rounds.models import GroupMember, Round
from xuncha.rounds.tables import GROUP_MEMBERS
from xuncha.talent.queries.persons import numbers
from xuncha.talent.rules.targets import share_of
from xuncha.teams import tables
from xuncha.teams.models import Appraisal, Staffing
from xuncha.teams.queries.appraisals import by_year, quota_on
from xuncha.teams.rules import Grade
from xuncha.ui.http import Request
from xuncha.ui.tables.registry import list_url, may_open, row_url


def way_to_staffing(request: Request, row: Round) -> str:
    """For the slot "rounds.round.actions", once it was begun."""
    if not may_open(request, tables.STAFFINGS):
        return ""
    staffing = Staffing.objects.visible_to(request.viewer).filter(round=row).first()
    if staffing is None:
        return ""
    return render_to_string("teams/_to_staffing.html", {"url": row_url(tables.STAFFINGS, staffing)}, request)


def service_of_person(request: Request, row: Person) -> str:
    """For the slot "people.person.main": seats held, appraisals and refusals. Nothing for who keeps no seats."""
    if not may_open(request, GROUP_MEMBERS):
        return ""
    seats = GroupMember.objects.visible_to(request.viewer).filter(person=row).select_related("round", "group")
    kinds = [table for table in (tables.APPRAISALS, tables.REFUSALS) if may_open(request, table)]
    found = numbers(request.viewer, row.pk, [table.model for table in kinds])
    asked = urlencode({"person": row.pk})
    lines = [(table, n, f"{list_url(table)}?{asked}") for table, n in zip(kinds, found, strict=True)]
    context = {"seats": list(seats.order_by("-at", "-pk")), "lines": lines}
    return render_to_string("teams/_service.html", context, request)


def ways_above_pool(request: Request, row: None) -> str:
    """For the slot "talent.poolmember.list"."""
    ways = [
        (reverse("teams:fairness"), "使用均衡"),
        (reverse("teams:renewals"), "续用建议"),
    ]
    return render_to_string("talent/_way.html", {"ways": ways}, request)


def years_of_appraisal(request: Request, row: None) -> str:
    """For the slot "teams.appraisal.list.lead": each year by grade, against the quota in force."""
    years = [_year(*found) for found in by_year(Appraisal.objects.visible_to(request.viewer))]
    quota = quota_on(request.viewer.office or 0, today())
    context = {"years": years, "grades": list(Grade), "quota": quota}
    return render_to_string("teams/_appraised.html", context, request)


def _year(year: int, numbers: Counter[str]) -> dict[str, Any]:
    share = share_of(numbers[Grade.EXCELLENT], numbers["all"])
    grades = [numbers[grade] for grade in Grade]
    return {"year": year, "all": numbers["all"], "grades": grades, "share": share, "told": numbers["told"]}
