"""On which working papers a finding rests."""

from django.db import models
from django.db.models import Q

from xuncha.fieldwork.models import WorkingPaper
from xuncha.fieldwork.rules.base import READERS
from xuncha.findings.models.findings import Finding
from xuncha.records.models import Record
from xuncha.records.rules import GROUP, Reach


class Citation(Record):
    """A finding cites a signed working paper of its own task (报告问题底稿制度, domain §4.5)."""

    finding = models.ForeignKey(Finding, models.PROTECT, related_name="citations", verbose_name="问题")
    paper = models.ForeignKey(WorkingPaper, models.PROTECT, related_name="citations", verbose_name="工作底稿")

    holds = ("paper",)
    inside = ("finding",)
    reach = Reach(office=READERS, group="finding__task__group", group_roles=GROUP)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["finding", "paper"], condition=Q(voided_at=None), name="paper_cited_once"
            )
        ]

    def along(self, path: str) -> int | None:
        """Finding and paper are of one task: where only the paper is known yet, its task says whose it is."""
        return super().along(path if self.finding_id else path.replace("finding__", "paper__", 1))

    def __str__(self) -> str:
        return f"{self.finding.title}（{self.paper.title}）"
