"""Sheets counted, options counted, places visited."""

from xuncha.fieldwork.forms.base import FieldForm
from xuncha.fieldwork.models import Questionnaire, QuestionnaireOption, Visit
from xuncha.rounds.models import Task
from xuncha.ui.reception import DayField


class QuestionnaireForm(FieldForm):
    at = DayField(label="调查日期")

    class Meta:
        model = Questionnaire
        fields = ["kind", "title", "audience", "sent", "returned", "valid"]


class OptionForm(FieldForm):
    at = DayField(label="计数日期")

    class Meta:
        model = QuestionnaireOption
        fields = ["question", "option", "count"]

    def task(self) -> Task:
        task: Task = self.on.task
        return task


class VisitForm(FieldForm):
    at = DayField(label="走访日期")

    class Meta:
        model = Visit
        fields = ["kind", "place", "people", "households", "findings"]
