"""What documents still wait for, and what papers themselves state."""

from datetime import date

from django.db.models import QuerySet, Sum

from xuncha.basis.models import Addressee, Document, Statement
from xuncha.basis.rules import Stated
from xuncha.kernel.figures import Period
from xuncha.kernel.viewer import Viewer


def awaited_replies(viewer: Viewer, day: date) -> QuerySet[Addressee]:
    """Addressees who owe a reply on the day, the longest overdue first."""
    owing = Addressee.objects.visible_to(viewer).owing_on(day)
    return owing.select_related("document").order_by("due_on", "pk")


def stated(what: Stated, documents: QuerySet[Document]) -> int:
    """The sum of what these documents state of one matter: the paper's side of a tie."""
    rows = Statement.objects.live().filter(what=what, document__in=documents.values("pk"))
    total: int | None = rows.aggregate(n=Sum("count"))["n"]
    return total or 0


def issued(office: int, period: Period) -> QuerySet[Document]:
    """Documents of the office dated in the period."""
    return Document.objects.of(office).within(period)
