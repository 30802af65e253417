"""Addresses of plans, rounds, groups, tasks and the steps they go by."""

from datetime import date
from typing import Any

from django.urls import path

from xuncha.kernel.viewer import Viewer
from xuncha.rounds import tables
from xuncha.rounds.actions import (
    checklists,
    groups,
    planner,
    plans,
    rounds,
    rule_sets,
    screening,
    step_templates,
    tasks,
    themes,
)
from xuncha.rounds.forms import groups as group_forms
from xuncha.rounds.forms import planner as planner_forms
from xuncha.rounds.forms import plans as plan_forms
from xuncha.rounds.forms import rounds as round_forms
from xuncha.rounds.forms import steps as step_forms
from xuncha.rounds.forms import tasks as task_forms
from xuncha.rounds.models import PlanVersion
from xuncha.rounds.queries import bundled, ready
from xuncha.rounds.queries import rounds as now
from xuncha.rounds.rules.checklists import LISTING, TICKERS
from xuncha.rounds.rules.planner import CONFIRMERS, PLANNERS
from xuncha.rounds.rules.roles import HEAD, OFFICE
from xuncha.rounds.views import planner as planner_views
from xuncha.rounds.views.board import board
from xuncha.rounds.views.coverage import coverage
from xuncha.ui.reception import Ask, Deed, Entry, deed_addresses, entry_addresses, verb_addresses
from xuncha.ui.tables.doors import addresses


def _revise(version: PlanVersion, *, changes: list[dict[str, Any]], by: Viewer, at: date) -> PlanVersion:
    return plans.enter_version(version, changes=[plans.Change(**row) for row in changes], by=by, at=at)


PLANNING = [
    path("coverage/", coverage, name="coverage"),
    *addresses(tables.TERMS),
    *addresses(tables.THEMES),
    *addresses(tables.KEY_TASKS),
    *deed_addresses(
        tables.KEY_TASKS,
        Deed("finish", "完成要点", round_forms.DoneForm, themes.finish, OFFICE, ready.undone),
    ),
    *addresses(tables.PLANS),
    *addresses(tables.PLAN_VERSIONS),
    *addresses(tables.PLAN_ITEMS),
    *addresses(tables.PLAN_CHANGES),
    *entry_addresses(
        Entry("terms", "登记届期", round_forms.TermForm, plans.enter_term, OFFICE),
        Entry(
            "plans",
            "制定规划",
            plan_forms.PlanForm,
            plans.enter_plan,
            OFFICE,
            "term",
            ready.unplanned,
            usual=now.term_in_force,
            once=True,
        ),
        Entry(
            "plan_versions",
            "调整规划",
            plan_forms.RevisionForm,
            _revise,
            OFFICE,
            "plan",
            usual=now.plan_in_force,
            once=True,
        ),
        Entry("themes", "登记年度主题", round_forms.ThemeForm, themes.enter_theme, OFFICE),
        Entry(
            "key_tasks",
            "登记工作要点",
            round_forms.KeyTaskForm,
            themes.enter_key_task,
            OFFICE,
            "theme",
            many=True,
        ),
    ),
]

PLANNER = [
    path("planner/", planner_views.page, name="planner"),
    path("planner/compare/", planner_views.compare, name="planner_compare"),
    path("schemes/<uuid:uid>/instance/", planner_views.instance, name="scheme_instance"),
    path("schemes/<uuid:uid>/workbook/", planner_views.workbook, name="scheme_workbook"),
    *addresses(tables.STIPULATIONS),
    *deed_addresses(
        tables.STIPULATIONS,
        Deed("take_back", "撤销", planner_forms.DecisionForm, planner.take_back, PLANNERS, ready.stands),
    ),
    *addresses(tables.SCHEMES, row=planner_views.scheme),
    *deed_addresses(
        tables.SCHEMES,
        Deed("adopt", "采用为草案", planner_forms.DecisionForm, planner.adopt, PLANNERS, ready.adoptable),
        Deed(
            "confirm", "确认草案", planner_forms.ConfirmForm, planner.confirm, CONFIRMERS, ready.confirmable
        ),
        Deed("drop", "弃用草案", planner_forms.DecisionForm, planner.drop, PLANNERS, ready.droppable),
    ),
    *addresses(tables.PLANNED_ROUNDS),
    *addresses(tables.PLANNED_TARGETS),
    *entry_addresses(
        Entry(
            "stipulations",
            "登记筹划要求",
            planner_forms.StipulationForm,
            planner.stipulate,
            PLANNERS,
            "term",
            usual=now.term_in_force,
        ),
        Entry(
            "schemes",
            "筹划轮次",
            planner_forms.SchemeForm,
            planner.propose,
            PLANNERS,
            "term",
            ready.planned,
            usual=now.term_in_force,
        ),
    ),
]

STEPS = [
    *addresses(tables.RULE_SETS),
    *addresses(tables.DEADLINE_RULES),
    *addresses(tables.STEP_TEMPLATES),
    *addresses(tables.TEMPLATE_STEPS),
    *addresses(tables.TASK_STEPS),
    *deed_addresses(
        tables.RULE_SETS, Deed("copy", "另立新版本", step_forms.RuleSetCopyForm, rule_sets.copy, HEAD)
    ),
    *deed_addresses(
        tables.DEADLINE_RULES,
        Deed(
            "change",
            "修改期限",
            step_forms.DeadlineRuleCorrection,
            rule_sets.change_rule,
            HEAD,
            ready.unbound_rule,
        ),
        Deed("drop", "删去期限", step_forms.DropForm, rule_sets.drop_rule, HEAD, ready.unbound_rule),
    ),
    *deed_addresses(
        tables.STEP_TEMPLATES,
        Deed("version", "另立新版次", step_forms.NewVersionForm, step_templates.new_version, HEAD),
    ),
    *deed_addresses(
        tables.TEMPLATE_STEPS,
        Deed(
            "change",
            "修改步骤",
            step_forms.TemplateStepCorrection,
            step_templates.change_step,
            HEAD,
            ready.unused_step,
        ),
        Deed("drop", "删去步骤", step_forms.DropForm, step_templates.drop_step, HEAD, ready.unused_step),
    ),
    *deed_addresses(
        tables.TASK_STEPS,
        Deed("finish", "完成步骤", round_forms.DoneForm, checklists.finish, TICKERS, ready.open_step),
        Deed("waive", "免办步骤", step_forms.WaiveForm, checklists.waive, LISTING, ready.open_step),
        Deed("reopen", "撤回办理", step_forms.DropForm, checklists.reopen, LISTING, ready.settled_step),
    ),
    *entry_addresses(
        Entry(
            "deadline_rules",
            "登记期限",
            step_forms.DeadlineRuleForm,
            rule_sets.add_rule,
            HEAD,
            "rule_set",
            ready.unbound,
            many=True,
        ),
        Entry(
            "bundled_rule_sets",
            "载入随附版本",
            step_forms.BundledRuleSetsForm,
            rule_sets.load_chosen,
            HEAD,
            ready=lambda office: bool(bundled.rule_sets_lacking(office)),
        ),
        Entry(
            "bundled_templates",
            "载入随附模板",
            step_forms.BundledTemplatesForm,
            step_templates.load_chosen,
            HEAD,
            ready=lambda office: bool(bundled.templates_lacking(office)),
        ),
        Entry("step_templates", "登记流程模板", step_forms.StepTemplateForm, step_templates.draw_up, HEAD),
        Entry(
            "template_steps",
            "登记步骤",
            step_forms.TemplateStepForm,
            step_templates.add_step,
            HEAD,
            "template",
            ready.unused,
            many=True,
        ),
        Entry(
            "task_steps",
            "登记清单事项",
            step_forms.TaskStepForm,
            checklists.add,
            LISTING,
            "task",
            ready.under_way,
            many=True,
        ),
    ),
]

TASKS = [
    *addresses(tables.TASKS),
    *verb_addresses(
        tables.TASKS,
        tasks.move,
        asks={
            "postpone": Ask(task_forms.PostponeForm, tasks.postpone),
            "withdraw": Ask(task_forms.WithdrawForm, tasks.withdraw),
        },
        elsewhere=("feed_back",),  # with its letters, one stair higher
    ),
    *deed_addresses(
        tables.TASKS,
        Deed("assign", "分配巡察组", task_forms.AssignForm, tasks.assign, OFFICE, ready.assignable),
        Deed(
            "instantiate",
            "生成步骤清单",
            task_forms.TemplateForm,
            checklists.instantiate,
            OFFICE,
            ready.without_list,
        ),
        Deed(
            "steps", "办结步骤", step_forms.StepsForm, checklists.finish_all, TICKERS, ready.with_open_steps
        ),
        Deed("dates", "更正日期", task_forms.DatesForm, tasks.revise_dates, OFFICE),
    ),
    *entry_addresses(
        Entry(
            "tasks",
            "增列巡察对象",
            task_forms.TargetForm,
            tasks.propose,
            OFFICE,
            "round",
            ready.open_round,
            many=True,
        ),
    ),
]

ROUNDS = [
    *addresses(tables.ROUNDS),
    path("board/<uuid:uid>/", board, name="board"),
    *verb_addresses(tables.ROUNDS, rounds.move),
    *deed_addresses(
        tables.ROUNDS,
        Deed("issue", "印发工作方案", round_forms.IssueForm, rounds.issue, OFFICE, ready.to_be_issued),
        Deed(
            "decide", "集中决定回避", group_forms.VerdictsForm, groups.decide_all, HEAD, ready.to_be_decided
        ),
        Deed(
            "screen",
            "按规则核查回避",
            group_forms.ScreenForm,
            screening.screen_round,
            groups.STAFFING,
            ready.to_be_screened,
        ),
    ),
    *addresses(tables.GROUPS),
    *deed_addresses(
        tables.GROUPS,
        Deed(
            "check",
            "核查拟任人员回避",
            group_forms.PeopleForm,
            screening.check_all,
            groups.STAFFING,
            ready.with_targets,
        ),
        Deed(
            "screen",
            "重新核查组内人员",
            group_forms.ScreenForm,
            screening.screen_group,
            groups.STAFFING,
            ready.with_people,
        ),
        Deed("dissolve", "撤组", round_forms.DoneForm, groups.dissolve, HEAD, ready.standing),
    ),
    *addresses(tables.GROUP_MEMBERS),
    *deed_addresses(
        tables.GROUP_MEMBERS,
        Deed("release", "归队", round_forms.DoneForm, groups.release, groups.SEATING, ready.seated),
    ),
    *addresses(tables.RECUSAL_CHECKS),
    *deed_addresses(
        tables.RECUSAL_CHECKS,
        Deed("decide", "登记决定", group_forms.VerdictForm, groups.decide, HEAD, ready.undecided),
        Deed(
            "screen",
            "按规则核查",
            group_forms.ScreenForm,
            screening.screen_check,
            groups.STAFFING,
            ready.check_in_round,
        ),
    ),
    *addresses(tables.RECUSAL_HITS),
    *deed_addresses(
        tables.RECUSAL_HITS,
        Deed("rule", "决定是否回避", group_forms.RulingForm, groups.rule, HEAD, ready.unruled),
    ),
    *addresses(tables.AUTHORISATIONS),
    *entry_addresses(
        Entry(
            "rounds", "提出轮次", round_forms.RoundForm, rounds.enter, OFFICE, "term", usual=now.term_in_force
        ),
        Entry(
            "groups",
            "组建巡察组",
            group_forms.GroupForm,
            groups.enter,
            groups.STAFFING,
            "round",
            ready.open_round,
        ),
        Entry(
            "group_members",
            "抽调到组",
            group_forms.SeatForm,
            groups.take_seat,
            groups.SEATING,
            "group",
            ready.standing,
            many=True,
        ),
        Entry(
            "recusal_checks",
            "提出回避核查",
            group_forms.CheckForm,
            groups.open_check,
            groups.STAFFING,
            "round",
            ready.open_round,
            many=True,
        ),
        Entry(
            "authorisations",
            "授权",
            group_forms.AuthorisationForm,
            groups.grant,
            HEAD,
            "group",
            ready.unauthorised,
        ),
    ),
]

app_name = "rounds"
urlpatterns = [*PLANNING, *PLANNER, *STEPS, *TASKS, *ROUNDS]
