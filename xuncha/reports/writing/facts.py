"""What the report says beside its figures: names, months and reasons, each read from the records as well."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import Max, Min

from xuncha.guidance.models import CaseReason, Sponsorship
from xuncha.guidance.rules import ReasonCode
from xuncha.kernel.figures import Scope
from xuncha.leadership.models import Vehicle
from xuncha.records.models import Office
from xuncha.records.rules import Level
from xuncha.reports.queries.values import answer
from xuncha.rounds.models import Term, Theme

# The words of the facts: what depends on the office's level, and how months, reasons and the body are put.
OF_A_CITY = {"linkage": "省市联动", "level": "市级", "targets": "市直单位和市属国有企业党组织"}
OF_OTHERS = {"linkage": "市县联动", "level": "本级", "targets": "党组织"}
BODY = "(.委)员会$"  # 中共云岫市委员会 → 市委
ANY_BODY = "党委"
MONTH, MONTHS = "%s月", "%s月至%s月"
ONE_EACH = "，每组一辆"
BETWEEN = "、"


def facts_of(office: Office, scope: Scope) -> dict[str, str]:
    """Facts by name; an empty one takes its sentence with it."""
    body = re.search(BODY, office.committee)
    return {
        **(OF_A_CITY if office.level == Level.CITY else OF_OTHERS),
        "year": str(scope.year),
        "body": body.group(1) if body else ANY_BODY,
        "upper": office.parent.short_name if office.parent else "",
        "theme": _theme(scope),
        "term": _term(scope),
        "reasons": _reasons(scope),
        "vehicles": _vehicles(scope),
    }


def months(key: str, scope: Scope) -> str:
    """The month or months in which the rows of a figure lie; "" of none."""
    _, rows = answer(key, scope)
    ends: dict[str, date | None] = rows.queryset.order_by().aggregate(
        first=Min(rows.date), last=Max(rows.date)
    )
    first, last = ends["first"], ends["last"]
    if first is None or last is None:
        return ""
    return MONTH % first.month if first.month == last.month else MONTHS % (first.month, last.month)


def _theme(scope: Scope) -> str:
    theme = Theme.objects.of(scope.office).filter(year=scope.year, at__lte=scope.as_of).first()
    return theme.title if theme else ""


def _term(scope: Scope) -> str:
    term = Term.objects.of(scope.office).filter(at__lte=scope.day, ends_on__gte=scope.day).first()
    return term.name if term else ""


def _reasons(scope: Scope) -> str:
    """Why counties were put under key supervision in the year, each reason once: 全覆盖进度慢、村级巡察推动不力."""
    return _spelled({code for _, code in _given(scope)})


def _given(scope: Scope) -> list[tuple[int, str]]:
    """(county, reason) of every case of the year."""
    _, rows = answer("guidance.supervised", scope)
    cases = rows.queryset.order_by().values("pk")
    return list(
        CaseReason.objects.live().filter(case__in=cases, at__lte=scope.day).values_list("county", "code")
    )


def _spelled(codes: Collection[str]) -> str:
    return BETWEEN.join(reason.label for reason in ReasonCode if reason in codes)


def facts_of_counties(counties: Iterable[Office], scope: Scope) -> dict[int, dict[str, str]]:
    """What is said of each county in words, in two questions."""
    reasons, sponsors = defaultdict(set), defaultdict(list)
    for county, code in _given(scope):
        reasons[county].add(code)
    pairs = Sponsorship.objects.of(scope.office).in_force_on(scope.day).order_by("at", "pk")
    for pair in pairs.select_related("person"):
        sponsors[pair.county_id].append(str(pair.person))
    return {
        county.pk: {
            "county": county.short_name,
            "sponsor": BETWEEN.join(sponsors[county.pk]),
            "county_reasons": _spelled(reasons[county.pk]),
        }
        for county in counties
    }


def _vehicles(scope: Scope) -> str:
    """Whether each group has just one: 每组一辆."""
    _, rows = answer("resources.vehicles", scope)
    assert rows.queryset.model is Vehicle
    groups = list(rows.queryset.order_by().values_list("group_number", flat=True))
    return ONE_EACH if len(set(groups)) == len(groups) > 1 else ""
