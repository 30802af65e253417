"""Addresses of appraisals, requests for recusal and evaluations of groups."""

from xuncha.rounds.models import Task
from xuncha.teams import actions, tables
from xuncha.teams.forms import AppraisalForm, ConductForm, RecusalRequestForm
from xuncha.teams.rules import APPRAISERS, UNIT
from xuncha.ui.reception import Entry, entry_addresses, verb_addresses
from xuncha.ui.tables.doors import addresses

app_name = "teams"


def _may_ask(task: Task) -> bool:
    return task.group_id is not None and task.state in actions.AT_WORK


def _may_evaluate(task: Task) -> bool:
    return task.fed_back_on is not None and not task.conduct_evaluations.live().exists()


urlpatterns = [
    *entry_addresses(
        Entry("appraisals", "登记考核", AppraisalForm, actions.enter, APPRAISERS, "seat"),
        Entry(
            "recusal_requests",
            "申请巡察组人员回避",
            RecusalRequestForm,
            actions.ask_recusal,
            UNIT,
            "task",
            _may_ask,
        ),
        Entry("evaluations", "评价巡察组", ConductForm, actions.evaluate, UNIT, "task", _may_evaluate),
    ),
    *addresses(tables.APPRAISALS),
    *addresses(tables.RECUSAL_REQUESTS),
    *verb_addresses(tables.RECUSAL_REQUESTS, actions.move_request),
    *addresses(tables.EVALUATIONS),
]
