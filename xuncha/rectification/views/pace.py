"""How old what is open is and how it becomes less, of one ledger or of all ledgers of a round: drawn, and as tables."""

from datetime import date
from itertools import pairwise
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from xuncha.calendars.queries import lights_of
from xuncha.kernel.deadlines import Light
from xuncha.records.models import RecordQuerySet
from xuncha.records.queries import today
from xuncha.rectification import tables
from xuncha.rectification.models import Item, Ledger
from xuncha.rectification.queries import pace as queries
from xuncha.rectification.queries import views as tallies
from xuncha.rectification.queries.pace import Ageing, BurnDown
from xuncha.rectification.rules.pace import BUCKETS
from xuncha.rectification.views.ledgers import PROGRESS, ways
from xuncha.rounds.models import Round
from xuncha.ui.charts import Chart, Series
from xuncha.ui.http import Request
from xuncha.ui.tables.doors import admit, unkept

TONES = {Light.GREEN: "grey", Light.YELLOW: "", Light.ORANGE: "", Light.RED: "accent"}


@require_safe
def of_ledger(request: Request, uid: UUID) -> HttpResponse:
    admit(request, tables.LEDGERS)
    rows = Ledger.objects.visible_to(request.viewer).select_related("task__organisation", "office")
    ledger = get_object_or_404(rows, uid=uid)
    items: RecordQuerySet[Item] = Item.objects.visible_to(request.viewer).filter(ledger=ledger)
    tally = tallies.tally_of(tallies.sizes(ledger, request.viewer))
    context = {"ledger": ledger, "tally": tally, "ways": ways(ledger, PROGRESS), **_charts(items)}
    return unkept(render(request, "rectification/progress.html", context))


@require_safe
def of_round(request: Request, uid: UUID) -> HttpResponse:
    """All ledgers of a round, as far as this person sees them."""
    admit(request, tables.LEDGERS)
    round_ = get_object_or_404(Round.objects.visible_to(request.viewer), uid=uid)
    items: RecordQuerySet[Item] = Item.objects.visible_to(request.viewer).filter(ledger__task__round=round_)
    context = {"round": round_, **_charts(items)}
    return unkept(render(request, "rectification/round_progress.html", context))


def _charts(items: RecordQuerySet[Item]) -> dict[str, Any]:
    day = today()
    found, line = queries.ageing(items, lights_of(day)), queries.burn_down(items, day)
    return {
        "ageing": _ageing(found, day),
        "old": found,
        "burn": _burn(line) if line else None,
        "line": line,
        "elapsed": _percent(float(line.elapsed)) if line else "",
        "done": _percent(float(line.done)) if line else "",
        "day": day,
    }


def _percent(share: float) -> str:
    return f"{share:.1%}"


def _ageing(found: Ageing, day: date) -> Chart:
    spans = [gettext("%(most)s天以内") % {"most": BUCKETS[0]}]
    spans += [
        gettext("%(least)s—%(most)s天") % {"least": low + 1, "most": high} for low, high in pairwise(BUCKETS)
    ]
    spans += [gettext("%(least)s天以上") % {"least": BUCKETS[-1] + 1}]
    return Chart(
        title=gettext("未完成事项账龄"),
        kind="column",
        labels=spans,
        series=[
            Series(name=gettext(light.label), values=found.lights[light], tone=tone)
            for light, tone in TONES.items()
        ],
        unit="项",
        stacked=True,
        of=gettext("自反馈之日起"),
        note=gettext(
            "按反馈日期（没有反馈日期的按登记日期）到%(day)s的天数分段；整改期限在10个工作日内为临期，3个工作日内为将到期。"
        )
        % {"day": day.isoformat()},
    )


def _burn(line: BurnDown) -> Chart:
    return Chart(
        title=gettext("未完成事项进度线"),
        kind="line",
        labels=[day.isoformat() for day in line.days],
        series=[
            Series(name=gettext("实际未完成"), values=line.left),
            Series(name=gettext("按时间均匀推进应剩"), values=line.ideal, tone="grey"),
        ],
        unit="项",
        of=gettext("日期"),
        note=gettext(
            "自反馈之日（没有反馈日期的自登记之日）起，到最后一项的原定期限止；重新整改的事项重新计入未完成。"
        ),
        height="l",
    )
