"""Which measures were late on a day, by the date that was in force then and by the date that was set at first."""

from datetime import date

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce

from xuncha.rectification.models import Extension, Measure, OwedQuerySet
from xuncha.rectification.rules.measures import ExtensionState


def late_on(measures: OwedQuerySet[Measure], day: date) -> OwedQuerySet[Measure]:
    """Not finished by the day and due before it; an extension counts from the day on which it was granted."""
    later = Extension.objects.live().filter(
        measure=OuterRef("pk"), state=ExtensionState.GRANTED, decided_on__gt=day
    )
    then = Coalesce(Subquery(later.order_by("number").values("old_due_on")[:1]), "due_on")
    return measures.unfinished_on(day).due_before(then, day)
