"""Evaluating the effect of rectification: the standard with its criteria, one evaluation a ledger, points a criterion."""

from datetime import date
from decimal import Decimal
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext

from xuncha.records.models import Record, RecordQuerySet
from xuncha.records.rules import Reach
from xuncha.rectification.models.base import STAFF, OnLedger, readers
from xuncha.rectification.models.ledgers import Ledger
from xuncha.rectification.rules.evaluations import Band

KEPT = Reach(office=STAFF)


class StandardQuerySet(RecordQuerySet["EvaluationStandard"]):
    def in_force(self, office: int, day: date) -> Self:
        """The office's last one to have come into force by the day, in front."""
        return self.of(office).filter(at__lte=day).order_by("-at")


class EvaluationStandard(Record):
    """A version of the criteria, in force from `at` until the next one is. Never edited: another is another version."""

    name = models.CharField("评估标准", max_length=60)
    bands = models.JSONField("评估等次", default=list)  # [{"name", "floor"}], the highest in front

    objects = StandardQuerySet.as_manager()  # type: ignore[assignment, misc]  # knows more questions
    reach = KEPT

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["office", "at"], condition=Q(voided_at=None), name="one_evaluation_standard_a_day"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def grades(self) -> list[Band]:
        return [Band(band["name"], Decimal(band["floor"])) for band in self.bands]

    def grade_words(self) -> str:
        """好（90分以上）、较好（80分以上）……"""
        words = ({"name": band.name, "floor": f"{band.floor:f}"} for band in self.grades())
        return "、".join(gettext("%(name)s（%(floor)s分以上）") % said for said in words)


class EvaluationCriterion(Record):
    """One criterion of a standard with the points it gives at most."""

    standard = models.ForeignKey(
        EvaluationStandard, models.PROTECT, related_name="criteria", verbose_name="评估标准"
    )
    serial = models.PositiveSmallIntegerField("序号")
    name = models.CharField("评估指标", max_length=60)
    weight = models.DecimalField("分值", max_digits=4, decimal_places=1)
    rule = models.CharField("评分办法", max_length=300, blank=True)

    reach = KEPT

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["standard", "serial"], name="criterion_serial_once"),
            models.CheckConstraint(
                condition=Q(weight__gt=0, weight__lte=100), name="criterion_weighs_something"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Evaluation(OnLedger):
    """What an evaluation found on `at`. Total and grade are computed from the points; nobody types them."""

    ledger = models.ForeignKey(Ledger, models.PROTECT, related_name="evaluations", verbose_name="整改台账")
    standard = models.ForeignKey(
        EvaluationStandard, models.PROTECT, related_name="evaluations", verbose_name="评估标准"
    )
    total = models.DecimalField("总分", max_digits=4, decimal_places=1)
    grade = models.CharField("等次", max_length=20)
    text = models.TextField("综合评价", blank=True)

    inside = ("ledger",)
    reach = readers("ledger")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ledger"], condition=Q(voided_at=None), name="ledger_evaluated_once"
            ),
            models.CheckConstraint(
                condition=Q(total__gte=0, total__lte=100), name="evaluation_total_in_bounds"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ledger}成效评估"


class EvaluationScore(OnLedger):
    """The points one criterion was given, and why."""

    evaluation = models.ForeignKey(Evaluation, models.PROTECT, related_name="scores", verbose_name="成效评估")
    criterion = models.ForeignKey(
        EvaluationCriterion, models.PROTECT, related_name="+", verbose_name="评估指标"
    )
    points = models.DecimalField("得分", max_digits=4, decimal_places=1)
    reason = models.CharField("评分理由", max_length=300)

    reach = readers("evaluation__ledger")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["evaluation", "criterion"], condition=Q(voided_at=None), name="criterion_scored_once"
            ),
            models.CheckConstraint(condition=Q(points__gte=0), name="evaluation_points_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.criterion} {self.points:f}"
