"""The template of a check: points under an aspect, and what was found of each in every county."""

from django.db import models
from django.db.models import Q

from xuncha.files.models import Attachment
from xuncha.guidance.models.campaigns import Aspect, CheckVisit, CountyProblem
from xuncha.guidance.models.reach import ABOUT_COUNTY, ABOVE
from xuncha.guidance.rules import RecheckResult, Score
from xuncha.records.fields import WordField
from xuncha.records.models import Office, Record


class CheckPoint(Record):
    """One point of the template, under its aspect."""

    aspect = models.ForeignKey(Aspect, models.PROTECT, related_name="points", verbose_name="检查方面")
    serial = models.PositiveSmallIntegerField("序号")
    text = models.CharField("检查要点", max_length=200)

    reach = ABOVE

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["aspect", "serial"], condition=Q(voided_at=None), name="check_point_serial_once"
            )
        ]

    def __str__(self) -> str:
        return self.text


class PointResult(Record):
    """What was found of one point in one county."""

    visit = models.ForeignKey(CheckVisit, models.PROTECT, related_name="results", verbose_name="检查")
    county = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name="县（市、区）")
    point = models.ForeignKey(CheckPoint, models.PROTECT, related_name="results", verbose_name="检查要点")
    score = WordField(Score, "检查结果")
    note = models.CharField("检查情况", max_length=300, blank=True)

    reach = ABOUT_COUNTY

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "point"], condition=Q(voided_at=None), name="point_result_once"
            ),
            models.CheckConstraint(
                condition=~Q(score="lacking") | ~Q(note=""), name="lacking_point_is_explained"
            ),
        ]

    def __str__(self) -> str:
        return str(self.point)


class CheckEvidence(Record):
    """What shows a problem: a file, or a paper that lies somewhere. It may name who spoke, so it stays with the city."""

    problem = models.ForeignKey(
        CountyProblem, models.PROTECT, related_name="evidence", verbose_name="县级督导问题"
    )
    title = models.CharField("证据材料", max_length=200)
    attachment = models.ForeignKey(
        Attachment, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="附件"
    )
    shelf = models.CharField("纸质件存放处", max_length=100, blank=True)

    inside = ("problem",)
    reach = ABOVE

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(attachment__isnull=False) | ~Q(shelf=""), name="check_evidence_lies_somewhere"
            )
        ]

    def __str__(self) -> str:
        return self.title


class Recheck(Record):
    """A problem looked at again on `at`, after the county said it was rectified."""

    problem = models.ForeignKey(
        CountyProblem, models.PROTECT, related_name="rechecks", verbose_name="县级督导问题"
    )
    county = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name="县（市、区）")
    result = WordField(RecheckResult, "复核结果")
    text = models.CharField("复核情况", max_length=300)

    inside = ("problem",)
    reach = ABOUT_COUNTY

    def __str__(self) -> str:
        return str(self.get_result_display())
