"""How the pool is made up against its targets: drawn, as tables, and what is out of range in a sentence."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from xuncha.records.models import RecordQuerySet
from xuncha.records.queries import today
from xuncha.talent import tables
from xuncha.talent.models import PoolMember
from xuncha.talent.queries import structure as queries
from xuncha.talent.queries.structure import Structure
from xuncha.talent.rules import IN_THE_POOL
from xuncha.talent.rules.targets import STRUCTURES, Measure, Part, Range
from xuncha.ui.charts import Chart, Series
from xuncha.ui.http import Request
from xuncha.ui.tables.doors import admit, unkept


@require_safe
def page(request: Request) -> HttpResponse:
    admit(request, tables.MEMBERS)
    day, office = today(), request.viewer.office or 0
    found = queries.structures(_members(request), office, day)
    span = queries.targets_on(office, day).get((Measure.CAPACITY, ""), Range())
    size = found[0].total if found else 0
    context = {
        "day": day,
        "size": size,
        "capacity": span.most,
        "sentences": [*_of_size(size, span), *(said for one in found for said in _out_of_range(one))],
        "charts": [(f"structure-{one.measure}", _chart(one)) for one in found],
        "targets_url": reverse("talent:targets"),
    }
    return unkept(render(request, "talent/structure.html", context))


@require_safe
def part(request: Request, measure: str, code: str) -> HttpResponse:
    """Who makes up one part of the pool."""
    admit(request, tables.MEMBERS)
    if measure not in STRUCTURES:
        raise Http404
    day, office = today(), request.viewer.office or 0
    of = Measure(measure)
    label = dict(queries.labels(of, queries.channels(office))).get(code)
    if label is None:
        raise Http404
    rows = queries.part_of(_members(request), of, code, day)
    rows = rows.select_related("person", "organisation", "channel").defer("person__id_number")
    context = {"label": label, "measure": of.label, "day": day, "rows": rows.order_by("entered_on", "pk")}
    return unkept(render(request, "talent/structure_part.html", context))


def _members(request: Request) -> RecordQuerySet[PoolMember]:
    rows: RecordQuerySet[PoolMember] = PoolMember.objects.visible_to(request.viewer)
    return rows.filter(office=request.viewer.office, state__in=IN_THE_POOL)


def _chart(one: Structure) -> Chart:
    hrefs = [reverse("talent:structure_part", args=[one.measure.value, p.code]) for p in one.parts]
    targets = [
        Series(gettext(name), [getattr(p.target, side) for p in one.parts], tone="grey")
        for name, side in (("目标下限", "least"), ("目标上限", "most"))
        if any(getattr(p.target, side) is not None for p in one.parts)
    ]
    actual = Series(gettext("实有占比"), [p.share for p in one.parts], hrefs=hrefs)
    return Chart(
        title=one.measure.label,
        kind="bar",
        labels=[_label(p) for p in one.parts],
        series=[actual, *targets],
        unit="%",
        of=one.measure.label.removesuffix("结构"),
        height="l" if len(one.parts) > 6 else "m",
    )


def _label(p: Part) -> str:
    return gettext("%(label)s（%(number)s名）") % {"label": gettext(p.label), "number": p.number}


def _of_size(size: int, span: Range) -> list[str]:
    if span.most is not None and size > span.most:
        return [gettext("在库%(size)s名，超过定额%(most)s名。") % {"size": size, "most": span.most}]
    if span.least is not None and size < span.least:
        return [gettext("在库%(size)s名，少于下限%(least)s名。") % {"size": size, "least": span.least}]
    return []


def _out_of_range(one: Structure) -> list[str]:
    return [_said(one.measure, p) for p in one.parts if p.short or p.over]


def _said(measure: Measure, p: Part) -> str:
    facts: dict[str, Any] = {"measure": gettext(measure.label), "label": gettext(p.label), "share": p.share}
    if p.short:
        return gettext("%(measure)s：%(label)s占%(share)s%%，低于下限%(least)s%%。") % (
            facts | {"least": p.target.least}
        )
    return gettext("%(measure)s：%(label)s占%(share)s%%，高于上限%(most)s%%。") % (
        facts | {"most": p.target.most}
    )
