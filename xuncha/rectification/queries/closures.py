"""Where the closing of an item stands."""

from datetime import date

from xuncha.records.models import Passage
from xuncha.rectification.models import Closure, Extension, Item, Measure, Proof, SelfReport
from xuncha.rectification.rules.closures import UNDER_WAY, ClosureState
from xuncha.rectification.rules.measures import ExtensionState


def under_way(item: Item) -> Closure | None:
    """The application that is being dealt with."""
    return Closure.objects.live().filter(item=item, state__in=[*UNDER_WAY]).first()


def endorsed(item: Item) -> Closure | None:
    """The application that a supervising body has agreed to and nobody has acted on."""
    return Closure.objects.live().filter(item=item, state=ClosureState.ENDORSED).first()


def struck_off(item: Item) -> Closure | None:
    """The application by which the item was struck off last; none of one loaded from before."""
    rows = Closure.objects.live().filter(item=item, state=ClosureState.STRUCK_OFF)
    return rows.order_by("-number").first()


def proven(item: Item) -> bool:
    return Proof.objects.live().filter(item=item).exists()


def latest_report(measure: Measure, day: date) -> SelfReport | None:
    """The last thing the owner said of the measure by that day."""
    rows = SelfReport.objects.live().filter(measure=measure, at__lte=day)
    return rows.order_by("-at", "-pk").first()


def extended_since_lapse(item: Item) -> bool:
    """Whether more time was granted after the item had been found late."""
    lapsed = Passage.objects.filter(subject_uid=item.uid, verb="lapse").order_by("-at", "-id").first()
    granted = Extension.objects.live().filter(measure__item=item, state=ExtensionState.GRANTED)
    return bool(lapsed and granted.filter(decided_on__gte=lapsed.at).exists())
