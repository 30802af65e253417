"""Counting what was asked on paper."""

from datetime import date

from xuncha.fieldwork.actions import base
from xuncha.fieldwork.models import Questionnaire, QuestionnaireOption
from xuncha.fieldwork.rules.base import WRITERS
from xuncha.fieldwork.rules.methods import check_chosen, check_counts
from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.records import actions as records


def count_sheets(row: Questionnaire, *, by: Viewer, at: date, basis: str = "") -> Questionnaire:
    base.admit(row, WRITERS, by=by)
    check_counts(row.sent, row.returned, row.valid)
    return base.enter(row, by=by, at=at, basis=basis)


def count_option(row: QuestionnaireOption, *, by: Viewer, at: date, basis: str = "") -> QuestionnaireOption:
    """How often one answer was chosen among the valid sheets, on the day the sheets were counted or after."""
    form = row.questionnaire
    row.office_id = form.office_id
    records.require(row, WRITERS, by=by)
    base.check_task_day(form.task, at, basis)
    if at < form.at:
        raise NotAllowed("计数日期不能早于问卷日期。")
    check_chosen(row.count, form.valid)
    return records.enter(row, by=by, at=at, basis=basis)
