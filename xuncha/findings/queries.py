"""What a task has handed over at feedback, and what its own papers say it has."""

from django.db.models import QuerySet, Sum

from xuncha.basis.models import Statement
from xuncha.basis.rules import Stated
from xuncha.findings.models import Feedback, Finding
from xuncha.findings.rules import AddresseeType
from xuncha.rounds.models import Task


def body_feedbacks(task: Task) -> QuerySet[Feedback]:
    """The task's feedback to the leading body: the one whose list counts."""
    return Feedback.objects.live().filter(task=task, addressee_type=AddresseeType.BODY)


def stated(feedbacks: QuerySet[Feedback]) -> int | None:
    """How many problems the papers of these feedbacks state; None when none states a number.

    A paper that went to several addressees is asked once.
    """
    papers = Statement.objects.live().filter(what=Stated.PROBLEMS, document__in=feedbacks.values("document"))
    total: int | None = papers.aggregate(n=Sum("count"))["n"]
    return total


def frozen_count(task: Task) -> int:
    """How many problems stand on the list that the task handed over."""
    return Finding.objects.live().filter(task=task).frozen().count()


def wording(finding: Finding) -> str:
    """The finding as it reads today: its latest correction, else the wording that was handed over."""
    latest = finding.corrections.live().order_by("-at", "-id").first()
    return latest.after if latest else finding.title
