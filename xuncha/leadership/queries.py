"""What is in force, and what leaders still wait for."""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import F, OuterRef, QuerySet, Subquery

from xuncha.kernel.viewer import Viewer
from xuncha.leadership.models import InstitutionVersion, NamedMatter
from xuncha.leadership.rules import InstitutionAct, MatterState
from xuncha.rounds.queries.signals import Signal


def institutions_in_force(viewer: Viewer, day: date) -> QuerySet[InstitutionVersion]:
    """The version of each rule that is in force on the day; abolished rules have none."""
    versions = InstitutionVersion.objects.live().filter(institution=OuterRef("institution"), at__lte=day)
    latest = versions.order_by("-number").values("pk")[:1]
    seen = InstitutionVersion.objects.visible_to(viewer).filter(institution__voided_at=None)
    in_force = (
        seen.annotate(latest=Subquery(latest)).filter(pk=F("latest")).exclude(act=InstitutionAct.ABOLISHED)
    )
    return in_force.select_related("institution", "document").order_by(
        "institution__field", "institution__name"
    )


def overdue_matters(viewer: Viewer, day: date) -> QuerySet[NamedMatter]:
    """Named matters without a reply whose term ended before the day, the longest overdue first."""
    waiting = (MatterState.ASSIGNED, MatterState.UNDER_WAY)
    rows = NamedMatter.objects.visible_to(viewer).filter(state__in=waiting, due_on__lt=day)
    return rows.select_related("lead", "meeting").order_by("due_on", "pk")


def named_leads(viewer: Viewer, organisations: Collection[int], day: date) -> Iterable[Signal]:
    """Organisations that lead a matter the secretary named and that is not settled."""
    rows = NamedMatter.objects.visible_to(viewer).filter(lead__in=organisations, at__lte=day, closed_on=None)
    for key, number in Counter(rows.values_list("lead", flat=True)).items():
        yield Signal(key, 1, "点人点事%(number)s件未办结", (("number", number),))
