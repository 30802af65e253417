"""What the report says beside its figures: names, months and reasons, each read from the records as well."""

import re
from datetime import date

from django.db.models import Max, Min

from xuncha.guidance.models import CaseReason
from xuncha.guidance.rules import ReasonCode
from xuncha.kernel.figures import Scope
from xuncha.leadership.models import Vehicle
from xuncha.records.models import Office
from xuncha.records.rules import Level
from xuncha.reports.annual.wording import (
    ANY_BODY,
    BETWEEN,
    BODY,
    MONTH,
    MONTHS,
    OF_A_CITY,
    OF_OTHERS,
    ONE_EACH,
)
from xuncha.reports.queries.values import answer
from xuncha.rounds.models import Term, Theme


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
    _, rows = answer("guidance.supervised", scope)
    given = CaseReason.objects.live().filter(
        case__in=rows.queryset.order_by().values("pk"), at__lte=scope.day
    )
    codes = set(given.values_list("code", flat=True))
    return BETWEEN.join(reason.label for reason in ReasonCode if reason in codes)


def _vehicles(scope: Scope) -> str:
    """Whether each group has just one: 每组一辆."""
    _, rows = answer("resources.vehicles", scope)
    assert rows.queryset.model is Vehicle
    groups = list(rows.queryset.order_by().values_list("group_number", flat=True))
    return ONE_EACH if len(set(groups)) == len(groups) > 1 else ""
