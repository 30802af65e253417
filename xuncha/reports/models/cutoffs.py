"""Figures frozen as they stood: definition, value, rows and their digest; and what a person said of a tie that fails."""

from django.db import models
from django.db.models import Q

from xuncha.files.models import Attachment
from xuncha.records.fields import WordField
from xuncha.records.models import Office, Record
from xuncha.records.rules import Reach
from xuncha.reports.models.designs import ReportDesign
from xuncha.reports.rules import READERS, CutoffKind
from xuncha.rounds.models import Round


class Cutoff(Record):
    """The figures of a year, a quarter or a round, frozen on `at` with what had happened by `as_of`."""

    kind = WordField(CutoffKind, "截数范围")
    title = models.CharField("名称", max_length=60)
    year = models.PositiveSmallIntegerField("年度")
    as_of = models.DateField("截止日期")
    round = models.ForeignKey(
        Round, models.PROTECT, null=True, blank=True, related_name="cutoffs", verbose_name="轮次"
    )
    release = models.CharField("软件版本", max_length=20)
    digest = models.CharField("全部指标的摘要", max_length=64)
    design = models.ForeignKey(
        ReportDesign, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="报告样式"
    )
    report = models.ForeignKey(
        Attachment, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="报告（Word）"
    )
    data = models.ForeignKey(
        Attachment, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="报告（JSON）"
    )

    reach = Reach(office=READERS)
    deeds = {"seal": "封存"}

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="round", round__isnull=False) | ~Q(kind="round") & Q(round=None),
                name="cutoff_of_a_round_names_it",
            )
        ]

    def __str__(self) -> str:
        return self.title


class FrozenFigure(models.Model):
    """One figure of a cut-off: `value` is JSON, `definition` what it meant, `digest` SHA-256 (hex) of its rows."""

    cutoff = models.ForeignKey(Cutoff, models.PROTECT, related_name="figures")
    place = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=60)
    name = models.CharField(max_length=60)
    definition = models.TextField()
    value = models.JSONField(null=True)
    printed = models.CharField(max_length=60)
    model = models.CharField(max_length=60)
    count = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    # A return asks figures over days of its own and of other offices; the rest is asked as the cut-off is.
    office = models.ForeignKey(Office, models.PROTECT, null=True, related_name="+")
    since = models.DateField(null=True)
    as_of = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["cutoff", "key"], condition=Q(as_of=None), name="frozen_figure_once"
            ),
            models.UniqueConstraint(fields=["cutoff", "place"], name="frozen_figure_has_its_place"),
        ]

    def __str__(self) -> str:
        return self.key


class FrozenRow(models.Model):
    """A row a frozen figure rested on: which it was, whether it was in the part, and what it was counted by."""

    figure = models.ForeignKey(FrozenFigure, models.PROTECT, related_name="rows")
    uid = models.UUIDField()
    part = models.BooleanField()
    counted_by = models.CharField(max_length=80, blank=True)  # its day, and what it is told apart by

    class Meta:
        constraints = [models.UniqueConstraint(fields=["figure", "uid"], name="frozen_row_once")]

    def __str__(self) -> str:
        return str(self.uid)


class TieExplanation(Record):
    """Why a tie of the year fails with these two values, in writing: it holds while they are the same."""

    year = models.PositiveSmallIntegerField("年度")
    tie = models.CharField("勾稽关系", max_length=60)
    name = models.CharField("名称", max_length=100)
    left = models.BigIntegerField("左侧数值")
    right = models.BigIntegerField("右侧数值")
    text = models.TextField("书面说明")
    person = models.CharField("说明人", max_length=40)

    reach = Reach(office=READERS)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["office", "year", "tie", "left", "right"],
                condition=Q(voided_at=None),
                name="tie_explained_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.year}年度{self.name}"
