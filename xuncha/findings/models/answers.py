"""The other side is heard: what an inspected organisation says to the facts of a finding before they are fed back."""

from django.db import models
from django.db.models import F, Q

from xuncha.files.models import Attachment
from xuncha.findings.models.findings import Finding
from xuncha.findings.rules import DECIDED, FACT_LIFE, UNANSWERED, UNDECIDED, FactState
from xuncha.records.fields import WordField
from xuncha.records.models import Stateful
from xuncha.records.rules import GROUP, OFFICE, Reach


class FactAnswer(Stateful):
    """Facts of one finding, as put to the unit on `at`, with its answer and what was decided on an objection.

    The unit reads this row and not the finding: it sees what was put to it and no later wording.
    """

    finding = models.ForeignKey(Finding, models.PROTECT, related_name="fact_answers", verbose_name="问题")
    title = models.CharField("送核问题", max_length=200)
    facts = models.TextField("送核事实")
    due_on = models.DateField("答复期限", null=True, blank=True)
    answered_on = models.DateField("答复日期", null=True, blank=True)
    objection = models.TextField("异议内容", blank=True)
    evidence = models.CharField("所附证据", max_length=200, blank=True)
    attachment = models.ForeignKey(
        Attachment, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="附件"
    )
    decided_on = models.DateField("决定日期", null=True, blank=True)
    reason = models.TextField("决定理由", blank=True)
    state = WordField(FactState, "状态", default=FactState.PUT)

    life = FACT_LIFE
    inside = ("finding",)
    reach = Reach(
        office=OFFICE,
        group="finding__task__group",
        group_roles=GROUP,
        organisation="finding__task__organisation",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["finding"],
                condition=Q(voided_at=None, state__in=[*UNDECIDED]),
                name="facts_put_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[*UNANSWERED]) | Q(answered_on__isnull=False), name="facts_answer_is_dated"
            ),
            models.CheckConstraint(
                condition=Q(answered_on=None) | Q(answered_on__gte=F("at")), name="facts_answered_after_put"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[FactState.OBJECTED, *DECIDED]) | ~Q(objection=""),
                name="facts_objection_has_words",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[*DECIDED]) | Q(decided_on__isnull=False) & ~Q(reason=""),
                name="facts_decision_is_reasoned",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title
