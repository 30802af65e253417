"""What inspected organisations say of a group."""

from django.db import models
from django.db.models import F, Q

from xuncha.records.fields import WordField
from xuncha.records.models import Record, Stateful
from xuncha.records.rules import OFFICE, Reach, Role
from xuncha.rounds.models import GroupMember, Task
from xuncha.teams.rules import BEST, QUESTIONS, REQUEST_LIFE, RequestState


class RecusalRequest(Stateful):
    """An inspected organisation asks that a member of the group stand back. The group does not read it."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="recusal_requests", verbose_name="巡察任务")
    member = models.ForeignKey(
        GroupMember, models.PROTECT, related_name="recusal_requests", verbose_name="申请回避人员"
    )
    reason = models.TextField("申请理由")
    decided_on = models.DateField("决定日期", null=True, blank=True)
    state = WordField(RequestState, "状态", default=RequestState.ASKED)

    life = REQUEST_LIFE
    reach = Reach(
        office=frozenset({Role.DIRECTOR, Role.GENERAL, Role.COUNTY_OFFICE}), organisation="task__organisation"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["task", "member"], condition=Q(voided_at=None), name="recusal_requested_once"
            ),
            models.CheckConstraint(
                condition=Q(state="asked", decided_on=None) | ~Q(state="asked") & Q(decided_on__gte=F("at")),
                name="recusal_request_decision_is_dated",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task.organisation.short_name}申请{self.member.person.name}回避"


class ConductEvaluation(Record):
    """What an inspected organisation thought of the group's conduct, after the feedback. The group does not read it."""

    task = models.ForeignKey(
        Task, models.PROTECT, related_name="conduct_evaluations", verbose_name="巡察任务"
    )
    lawful = models.PositiveSmallIntegerField(QUESTIONS["lawful"])
    factual = models.PositiveSmallIntegerField(QUESTIONS["factual"])
    discipline = models.PositiveSmallIntegerField(QUESTIONS["discipline"])
    integrity = models.PositiveSmallIntegerField(QUESTIONS["integrity"])
    burden = models.PositiveSmallIntegerField(QUESTIONS["burden"])
    remarks = models.TextField("意见建议", blank=True)

    reach = Reach(office=OFFICE, organisation="task__organisation")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["task"], condition=Q(voided_at=None), name="conduct_evaluated_once"
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{name}__gte": 1, f"{name}__lte": BEST}), name=f"conduct_{name}_in_scale"
                )
                for name in QUESTIONS
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task.organisation.short_name}对巡察组的评价"

    def total(self) -> int:
        """Out of 25."""
        return sum(getattr(self, name) for name in QUESTIONS)
