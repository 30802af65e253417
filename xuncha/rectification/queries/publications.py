"""In which scopes the state of rectification is public, stays unpublished, or is still owed."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from xuncha.kernel.viewer import Viewer
from xuncha.rectification.models import Exemption, Ledger, ProgressReport, Publication
from xuncha.rectification.rules.plans import SubmissionState
from xuncha.rectification.rules.publications import DEADLINE, ExemptionState, Scope
from xuncha.rounds.queries.deadlines import due_by


@dataclass(frozen=True)
class Openness:
    """One scope: how it was published, or why not; neither while it is owed, by `due_on` where a rule gives a day."""

    scope: Scope
    publication: Publication | None
    exemption: Exemption | None
    due_on: date | None

    @property
    def is_owed(self) -> bool:
        return self.publication is None and (
            self.exemption is None or self.exemption.state != ExemptionState.GRANTED
        )


def reviewed_on(ledger: Ledger) -> date | None:
    """When the last word on the rectification was accepted: the progress report, else the final one of a ledger without."""
    accepted = ProgressReport.objects.live().filter(ledger=ledger, state=SubmissionState.ACCEPTED)
    day = accepted.order_by("-accepted_on").values_list("accepted_on", flat=True).first()
    if day or ledger.task_id or ledger.final_report is None:
        return day
    return ledger.final_report.at


def openness(ledger: Ledger, viewer: Viewer) -> list[Openness]:
    """Both scopes as this person sees them; nothing before there is anything to publish."""
    since = reviewed_on(ledger)
    if since is None:
        return []
    due = due_by(ledger.task.round, DEADLINE, since) if ledger.task else None
    published = {
        row.scope: row
        for row in Publication.objects.visible_to(viewer).filter(ledger=ledger).select_related("document")
    }
    asked = Exemption.objects.visible_to(viewer).filter(ledger=ledger).select_related("decided_by")
    exempt = {row.scope: row for row in asked.order_by("pk")}
    return [
        Openness(scope, published.get(scope), exempt.get(scope), due.alarm if due else None)
        for scope in Scope
    ]


def owed_scopes(ledger: Ledger) -> list[Scope]:
    """Scopes in which nothing was published and nobody agreed to that."""
    published = Publication.objects.live().filter(ledger=ledger).values_list("scope", flat=True)
    granted = Exemption.objects.live().filter(ledger=ledger, state=ExemptionState.GRANTED)
    settled = {*published, *granted.values_list("scope", flat=True)}
    return [scope for scope in Scope if scope not in settled]


def settled_for_task(scope: Scope) -> Q:
    """Whether a task's ledger is published or exempt in the scope."""
    published = Publication.objects.live().filter(ledger__task=OuterRef("pk"), scope=scope)
    granted = Exemption.objects.live().filter(
        ledger__task=OuterRef("pk"), scope=scope, state=ExemptionState.GRANTED
    )
    return Q(Exists(published)) | Q(Exists(granted))
