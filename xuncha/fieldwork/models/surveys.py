"""Sheets sent out and counted, and places visited."""

from django.db import models
from django.db.models import F, Q

from xuncha.fieldwork.models.base import FieldRecord
from xuncha.fieldwork.rules.base import READERS
from xuncha.fieldwork.rules.methods import SurveyKind, VisitKind
from xuncha.records.fields import WordField
from xuncha.records.models import Record
from xuncha.records.rules import Reach


class Questionnaire(FieldRecord):
    """A questionnaire or an assessment, anonymous: sheets sent, returned and valid, and what they say by option."""

    kind = WordField(SurveyKind, "类型")
    title = models.CharField("问卷名称", max_length=120)
    audience = models.CharField("调查对象", max_length=80)
    sent = models.PositiveIntegerField("发放份数")
    returned = models.PositiveIntegerField("收回份数")
    valid = models.PositiveIntegerField("有效份数")

    class Meta(FieldRecord.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(valid__lte=F("returned"), returned__lte=F("sent")), name="questionnaire_counts"
            )
        ]

    def __str__(self) -> str:
        return self.title


class QuestionnaireOption(Record):
    """How many valid sheets chose an option of a question."""

    questionnaire = models.ForeignKey(
        Questionnaire, models.PROTECT, related_name="options", verbose_name="问卷"
    )
    question = models.CharField("问题", max_length=200)
    option = models.CharField("选项", max_length=80)
    count = models.PositiveIntegerField("选择人数")

    reach = Reach(office=READERS, group="questionnaire__task__group")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["questionnaire", "question", "option"],
                condition=Q(voided_at=None),
                name="option_counted_once",
            )
        ]

    def __str__(self) -> str:
        return self.option


class Visit(FieldRecord):
    """A place visited, openly or not (走访、暗访、下沉了解)."""

    kind = WordField(VisitKind, "方式")
    place = models.CharField("地点", max_length=100)
    people = models.PositiveSmallIntegerField("访谈人数", default=0)
    households = models.PositiveSmallIntegerField("走访户数", default=0)
    findings = models.TextField("了解情况")

    def __str__(self) -> str:
        return self.place
