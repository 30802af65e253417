"""What the pool shows on the page of a person and above its own list."""

from urllib.parse import urlencode

from django.template.loader import render_to_string
from django.urls import reverse

from xuncha.people.models import Person
from xuncha.talent import tables
from xuncha.talent.models import PoolMember
from xuncha.talent.queries.persons import numbers
from xuncha.talent.rules import OFFICE
from xuncha.ui.http import Request
from xuncha.ui.tables import Table
from xuncha.ui.tables.registry import list_url, may_open

KINDS = (tables.CAREER, tables.STUDIES, tables.ORIGINS, tables.RELATIVES, tables.INTERESTS)
SERVICE = (tables.UNAVAILABILITIES, tables.TRAININGS)


def dossier(request: Request, row: Person) -> str:
    """For the slot "people.person.main": how many of each this viewer may read; each number opens its rows."""
    return _counts(request, row, KINDS, "回避核查材料")


def service(request: Request, row: Person) -> str:
    """For the same slot: when the person cannot be drawn, and what was learned."""
    return _counts(request, row, SERVICE, "可抽调情况和培训")


def person_of_member(request: Request, row: PoolMember) -> str:
    """For the slot "talent.poolmember.actions": the way to the person's own page, ID number never opened."""
    url = reverse("people:persons_detail", args=[row.person.uid])
    return render_to_string("talent/_way.html", {"ways": [(url, "人员情况")]}, request)


def ways_above_pool(request: Request, row: None) -> str:
    """For the slot "talent.poolmember.list": the pool as a whole, and many at once."""
    ways = [(reverse("talent:structure"), "人才库结构")]
    if request.viewer.has(*OFFICE):
        ways.append((reverse("talent:members_sheet"), "从表格导入"))
    return render_to_string("talent/_way.html", {"ways": ways}, request)


def _counts(request: Request, row: Person, kinds: tuple[Table, ...], title: str) -> str:
    open_ = [table for table in kinds if may_open(request, table)]
    found = numbers(request.viewer, row.pk, [table.model for table in open_])
    asked = urlencode({"person": row.pk})
    lines = [(table, n, f"{list_url(table)}?{asked}") for table, n in zip(open_, found, strict=True)]
    context = {"lines": lines, "title": title}
    return render_to_string("talent/_dossier.html", context, request) if lines else ""
