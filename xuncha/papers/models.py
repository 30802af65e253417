"""Inspection reports (巡察报告): the group's own words, the versions handed in, and what the office thought of them."""

from django.db import models
from django.db.models import F, Q

from xuncha.papers.rules import WRITERS, Aspect
from xuncha.records.fields import WordField
from xuncha.records.models import Record
from xuncha.records.rules import OFFICE, Reach, Role
from xuncha.rounds.models import Task


class Parts(models.Model):
    """The parts of the outline that a group writes; its third part, the problems, is assembled from findings."""

    basics = models.TextField("基本情况", blank=True)
    assessment = models.TextField("总体评价", blank=True)
    causes = models.TextField("原因分析", blank=True)
    advice = models.TextField("意见建议", blank=True)

    class Meta:
        abstract = True


class InspectionReport(Parts, Record):
    """A group's report on one organisation while it is being written. Where it stands, its task says."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="inspection_reports", verbose_name="巡察任务")

    reach = Reach(
        office=frozenset({Role.DIRECTOR, Role.COUNTY_OFFICE}), group="task__group", group_roles=WRITERS
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["task"], condition=Q(voided_at=None), name="one_inspection_report_a_task"
            )
        ]

    def __str__(self) -> str:
        return f"{self.task.organisation.short_name}巡察报告"


class ReportVersion(Parts, Record):
    """The report as handed in on `at`: its words, its problems and the counts of fieldwork, frozen."""

    report = models.ForeignKey(
        InspectionReport, models.PROTECT, related_name="versions", verbose_name="巡察报告"
    )
    number = models.PositiveSmallIntegerField("稿次")
    problems = models.JSONField("主要问题", default=list)  # [{"serial", "focus", "title", "facts", "amount"}]

    inside = ("report",)
    reach = Reach(office=OFFICE, group="report__task__group", group_roles=WRITERS)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="report_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.report}第{self.number}稿"

    def problem_count(self) -> int:
        return len(self.problems)


class ReviewOpinion(Record):
    """What the review of a version found on `at`, and what the group answered."""

    version = models.ForeignKey(
        ReportVersion, models.PROTECT, related_name="opinions", verbose_name="报告稿次"
    )
    aspect = WordField(Aspect, "审核方面")
    text = models.TextField("审核意见")
    answer = models.TextField("采纳情况", blank=True)
    answered_on = models.DateField("答复日期", null=True, blank=True)

    deeds = {"answer": "答复"}
    inside = ("version",)
    reach = Reach(office=OFFICE, group="version__report__task__group", group_roles=WRITERS)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="", answered_on=None) | ~Q(answer="") & Q(answered_on__gte=F("at")),
                name="opinion_answer_is_dated",
            )
        ]

    def __str__(self) -> str:
        return f"{self.version} {self.get_aspect_display()}意见"
