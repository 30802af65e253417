"""How evenly the pool is used, and whose place in it should be looked at again: a person decides."""

from collections import Counter
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from xuncha.records.queries import today
from xuncha.talent.rules import OFFICE
from xuncha.talent.tables import MEMBERS
from xuncha.teams.queries.service import Served, limits_on, served, to_review
from xuncha.teams.rules import Concern, Rest, gini
from xuncha.ui.charts import Chart, Series
from xuncha.ui.http import Request
from xuncha.ui.tables.doors import admit, unkept


@require_safe
def fairness(request: Request) -> HttpResponse:
    admit(request, MEMBERS)
    day = today()
    people = served(request.viewer, day)
    times = [one.times for one in people]
    asked = request.GET.get("rest", "")
    context = {
        "day": day,
        "total": len(people),
        "gini": f"{float(gini(times)):.2f}",
        "most": max(times, default=0),
        "least": min(times, default=0),
        "times": _times(times),
        "rests": _rests(people, request, day),
        "chosen": next((word for word in Rest if word == asked), Rest.NEVER),
        "rows": [one for one in people if one.rest(day) == (asked or Rest.NEVER)],
    }
    return unkept(render(request, "teams/fairness.html", context))


@require_safe
def renewals(request: Request) -> HttpResponse:
    admit(request, MEMBERS)
    day = today()
    found = to_review(request.viewer, day)
    numbers = Counter(word for _, why in found for word in why)
    asked = request.GET.get("concern", "")
    context = {
        "day": day,
        "limits": limits_on(request.viewer.office or 0, day),
        "number": len(found),
        "concerns": [(word, numbers[word]) for word in Concern if numbers[word]],
        "asked": asked,
        "rows": [(one, why) for one, why in found if not asked or asked in why],
        "may": request.viewer.has(*OFFICE),
    }
    return unkept(render(request, "teams/renewals.html", context))


def _times(times: list[int]) -> Chart:
    numbers = Counter(times)
    spans = range(max(times, default=0) + 1)
    return Chart(
        title=gettext("抽调次数分布"),
        kind="column",
        labels=[gettext("%(times)s次") % {"times": n} for n in spans],
        series=[Series(gettext("人数"), [numbers[n] for n in spans])],
        unit="名",
        of=gettext("抽调次数"),
        note=gettext("按组内任职计，同一轮计一次；含正在组的。"),
    )


def _rests(people: list[Served], request: Request, day: date) -> Chart:
    numbers = Counter(one.rest(day) for one in people)
    words = list(Rest)
    return Chart(
        title=gettext("距上次抽调的间隔"),
        kind="bar",
        labels=[gettext(word.label) for word in words],
        series=[
            Series(
                gettext("人数"),
                [numbers[word] for word in words],
                hrefs=[f"{request.path}?rest={word.value}#rows" for word in words],
            )
        ],
        unit="名",
        of=gettext("间隔"),
        note=gettext("自上次归队之日到今天。"),
    )
