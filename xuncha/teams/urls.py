"""Addresses of staffing, appraisals, requests for recusal and evaluations of groups."""

from django.urls import path

from xuncha.rounds.models import GroupMember, Round, Task
from xuncha.rounds.queries import ready
from xuncha.talent.rules import OFFICE
from xuncha.teams import tables
from xuncha.teams.actions import appraisals, proposals, refusals, staffing, units_say
from xuncha.teams.forms import appraisals as appraisal_forms
from xuncha.teams.forms import refusals as refusal_forms
from xuncha.teams.forms import staffing as staffing_forms
from xuncha.teams.forms import units_say as unit_forms
from xuncha.teams.models import Appraisal, Choice, Proposal, Staffing
from xuncha.teams.rules import APPRAISERS, GROUP_LEADER, STAFFERS, UNIT
from xuncha.teams.views import service
from xuncha.teams.views import staffing as views
from xuncha.ui.reception import Ask, Deed, Entry, deed_addresses, entry_addresses, verb_addresses
from xuncha.ui.tables.doors import addresses

app_name = "teams"


def _may_begin(round_: Round) -> bool:
    return ready.open_round(round_) and not round_.staffings.live().exists()


def _is_open(row: Staffing) -> bool:
    return ready.open_round(row.round)


def _holds(choice: Choice) -> bool:
    return choice.until is None


def _may_weigh(row: Proposal) -> bool:
    return row.objective is not None and not row.costs


def _may_adopt(row: Proposal) -> bool:
    adopted = row.staffing.proposals.live().filter(adopted_on__isnull=False, dropped_on=None)
    return row.objective is not None and _is_open(row.staffing) and not adopted.exists()


def _is_adopted(row: Proposal) -> bool:
    return bool(row.adopted_on) and not row.dropped_on and not row.carried_out_on


def _may_ask(task: Task) -> bool:
    return task.group_id is not None and task.state in units_say.AT_WORK


def _may_evaluate(task: Task) -> bool:
    return task.fed_back_on is not None and not task.conduct_evaluations.live().exists()


def _is_seconded(seat: GroupMember) -> bool:
    return seat.pool_member_id is not None


def _is_ungraded(seat: GroupMember) -> bool:
    return _is_seconded(seat) and not seat.gradings.live().exists()


def _is_untold(row: Appraisal) -> bool:
    return row.told_on is None


APPRAISAL = [
    *entry_addresses(
        Entry("appraisals", "登记考核", appraisal_forms.AppraisalForm, appraisals.enter, APPRAISERS, "seat"),
        Entry(
            "seat_notes", "登记日常记录", appraisal_forms.NoteForm, appraisals.note, GROUP_LEADER, "seat", _is_seconded,
        ),
        Entry(
            "gradings", "组长鉴定", appraisal_forms.GradingForm, appraisals.grade_seat, GROUP_LEADER, "seat",
            _is_ungraded, once=True,
        ),
        Entry("quotas", "设定优秀比例", appraisal_forms.QuotaForm, appraisals.set_quota, APPRAISERS),
        Entry("refusals", "登记未参加抽调", refusal_forms.RefusalForm, refusals.enter, OFFICE, "person"),
    ),
    *addresses(tables.APPRAISALS),
    *deed_addresses(
        tables.APPRAISALS,
        Deed("tell", "告知所在单位", appraisal_forms.TellForm, appraisals.tell, APPRAISERS, _is_untold),
    ),
    *addresses(tables.SEAT_NOTES),
    *addresses(tables.GRADINGS),
    *verb_addresses(
        tables.GRADINGS,
        appraisals.move_grading,
        {"propose": Ask(appraisal_forms.GradeAgainForm, appraisals.grade_again)},
    ),
    *addresses(tables.QUOTAS),
    *addresses(tables.REFUSALS),
    path("fairness/", service.fairness, name="fairness"),
    path("renewals/", service.renewals, name="renewals"),
]  # fmt: skip

STAFFING = [
    path("staffings/<uuid:uid>/compare/", views.compare, name="staffing_compare"),
    path("staffings/<uuid:uid>/candidates/", views.people, name="staffing_candidates"),
    path("proposals/<uuid:uid>/instance/", views.instance, name="proposal_instance"),
    *addresses(tables.STAFFINGS, row=views.page),
    *deed_addresses(
        tables.STAFFINGS,
        Deed("propose", "求解新方案", staffing_forms.ProposeForm, proposals.propose, STAFFERS, _is_open),
        Deed("adjust", "调整目标和权重", staffing_forms.AdjustForm, staffing.adjust, STAFFERS, _is_open),
    ),
    *addresses(tables.DEMANDS),
    *deed_addresses(
        tables.DEMANDS,
        Deed("demand", "调整需求", staffing_forms.DemandForm, staffing.demand, STAFFERS),
    ),
    *addresses(tables.CHOICES),
    *deed_addresses(
        tables.CHOICES,
        Deed("take_back", "撤销", staffing_forms.PlainForm, staffing.take_back, STAFFERS, _holds),
    ),
    *addresses(tables.PROPOSALS, row=views.proposal),
    *deed_addresses(
        tables.PROPOSALS,
        Deed("adopt", "采用方案", staffing_forms.PlainForm, proposals.adopt, STAFFERS, _may_adopt),
        Deed("weigh", "测算代价", staffing_forms.PlainForm, proposals.ask_costs, STAFFERS, _may_weigh),
        Deed("carry_out", "发函并抽调到组", staffing_forms.CarryOutForm, proposals.carry_out, STAFFERS, _is_adopted),
        Deed("drop", "弃用方案", staffing_forms.PlainForm, proposals.drop, STAFFERS, _is_adopted),
    ),
    *entry_addresses(
        Entry(
            "staffings", "启动组建", staffing_forms.StaffingForm, staffing.begin, STAFFERS, "round", _may_begin,
            once=True,
        ),
        Entry(
            "choices", "指定或者排除人选", staffing_forms.ChoiceForm, staffing.choose, STAFFERS, "staffing",
            _is_open, returns=True,
        ),
    ),
]  # fmt: skip

urlpatterns = [
    *STAFFING,
    *APPRAISAL,
    *entry_addresses(
        Entry(
            "recusal_requests",
            "申请巡察组人员回避",
            unit_forms.RecusalRequestForm,
            units_say.ask_recusal,
            UNIT,
            "task",
            _may_ask,
        ),
        Entry(
            "evaluations",
            "评价巡察组",
            unit_forms.ConductForm,
            units_say.evaluate,
            UNIT,
            "task",
            _may_evaluate,
        ),
    ),
    *addresses(tables.RECUSAL_REQUESTS),
    *verb_addresses(tables.RECUSAL_REQUESTS, units_say.move_request),
    *addresses(tables.EVALUATIONS),
]
