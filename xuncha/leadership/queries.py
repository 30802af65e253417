"""What is in force, and what leaders still wait for."""

from datetime import date

from django.db.models import F, OuterRef, QuerySet, Subquery

from xuncha.kernel.viewer import Viewer
from xuncha.leadership.models import InstitutionVersion, NamedMatter
from xuncha.leadership.rules import InstitutionAct, MatterState


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
