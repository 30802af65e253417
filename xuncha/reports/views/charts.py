"""The history of a figure as a chart: month by month of its year, or round by round of the term."""

from django.urls import reverse
from django.utils.translation import gettext

from xuncha.reports.queries.history import Months, by_month, by_round
from xuncha.reports.queries.values import Value
from xuncha.reports.views.asking import Asked
from xuncha.ui.charts import Chart, Series


def history(key: str, value: Value, asked: Asked) -> Chart | None:
    """None for a figure that has no history: a date, a spread, a single row."""
    return _by_round(key, value, asked) or _by_month(key, value, asked)


def _by_round(key: str, value: Value, asked: Asked) -> Chart | None:
    steps = by_round(key, asked.scope)
    if len(steps) < 2:
        return None
    hrefs = [reverse("reports:figure", args=[step.key]) + asked.query for step in steps]
    return Chart(
        title="各轮情况",
        kind="line" if value.unit == "%" else "column",
        labels=[gettext("第%(number)s轮") % {"number": step.number} for step in steps],
        series=[Series(gettext(value.name), [step.value for step in steps], hrefs=hrefs)],
        unit=value.unit,
        most=100 if value.unit == "%" else None,
        of="轮次",
        height="s",
    )


def _by_month(key: str, value: Value, asked: Asked) -> Chart | None:
    found = by_month(key, asked.scope)
    if found is None or value.rows < 2:
        return None
    return Chart(
        title="逐月情况",
        kind="column",
        labels=[gettext("%(month)s月") % {"month": month.number} for month in found.months],
        series=[
            Series(gettext("此前"), [month.total - month.added for month in found.months], tone="grey"),
            Series(gettext("当月"), [month.added for month in found.months]),
        ],
        stacked=True,
        unit=value.unit,
        of="月份",
        note=_earlier(found, value),
        height="s",
    )


def _earlier(found: Months, value: Value) -> str:
    if not found.earlier:
        return ""
    return gettext("含以前年度%(count)s%(unit)s。") % {
        "count": found.earlier,
        "unit": gettext(value.unit),
    }
