"""Addresses of guidance."""

from typing import Any

from django.urls import path

from xuncha.basis.models import Meeting
from xuncha.basis.rules import MeetingKind
from xuncha.guidance import tables
from xuncha.guidance.actions import cases, checks, dispatches, pairs, rectify, teams
from xuncha.guidance.forms import cases as case_forms
from xuncha.guidance.forms import checks as check_forms
from xuncha.guidance.forms import dispatches as dispatch_forms
from xuncha.guidance.forms import pairs as pair_forms
from xuncha.guidance.models import (
    Campaign,
    CaseAction,
    CheckMember,
    CheckTeam,
    CheckVisit,
    ContactPoint,
    CountyProblem,
    DispatchMeeting,
    DispatchTask,
    Sponsorship,
    SupervisionCase,
    SupervisionLine,
)
from xuncha.guidance.queries.dispatches import without_record
from xuncha.guidance.rules import ANSWERING, GUIDES, CaseState
from xuncha.guidance.views import checks as check_views
from xuncha.guidance.views import counties as county_views
from xuncha.guidance.views import overviews
from xuncha.ui.reception import Ask, Deed, Entry, deed_addresses, entry_addresses, verb_addresses
from xuncha.ui.tables.doors import addresses


def is_running(campaign: Campaign) -> bool:
    return campaign.until is None


def is_of_running(row: Any) -> bool:
    """A team or an aspect of a campaign that has not ended."""
    return is_running(row.campaign)


def is_untold(campaign: Campaign) -> bool:
    return campaign.circular_id is None


def is_told(campaign: Campaign) -> bool:
    """Its circular is out, and problems wait to be taken into the counties' ledgers."""
    waiting = CountyProblem.objects.live().filter(visit__team__campaign=campaign, item=None)
    return campaign.circular_id is not None and waiting.exists()


def takes_problems(visit: CheckVisit) -> bool:
    return is_untold(visit.team.campaign)


def has_points(visit: CheckVisit) -> bool:
    return visit.team.campaign.aspects.live().filter(points__voided_at=None, points__isnull=False).exists()


def is_loosely_grouped(problem: CountyProblem) -> bool:
    return problem.common is not None and is_untold(problem.common.campaign)


def is_being_rectified(problem: CountyProblem) -> bool:
    return problem.item_id is not None


def sits(member: CheckMember) -> bool:
    return member.until is None


def holds(row: Sponsorship | ContactPoint | SupervisionLine) -> bool:
    return row.until is None


def is_open(case: SupervisionCase) -> bool:
    return bool(case.state != CaseState.CLOSED)


def awaits_reply(action: CaseAction) -> bool:
    return action.replied_on is None


def is_a_dispatch(meeting: Meeting) -> bool:
    held = DispatchMeeting.objects.live().filter(meeting=meeting)
    return bool(meeting.kind == MeetingKind.DISPATCH) and not held.exists()


def is_undone(task: DispatchTask) -> bool:
    return task.done_on is None


def can_be_screened(team: CheckTeam) -> bool:
    return is_of_running(team)


CHECKS = [
    *addresses(tables.CAMPAIGNS),
    path("campaigns/<uuid:uid>/grouping/", check_views.grouping, name="grouping"),
    *deed_addresses(
        tables.CAMPAIGNS,
        Deed("circular", "印发通报", check_forms.CircularForm, checks.issue_circular, GUIDES, is_untold),
        Deed("ledgers", "建立县级整改台账", check_forms.LedgersForm, rectify.open_ledgers, GUIDES, is_told),
        Deed("end", "结束检查", check_forms.EndForm, checks.end_campaign, GUIDES, is_running),
    ),
    *addresses(tables.TEAMS),
    *deed_addresses(
        tables.TEAMS,
        Deed("screen", "核查回避", check_forms.ScreenForm, teams.screen_team, GUIDES, can_be_screened),
    ),
    *addresses(tables.MEMBERS),
    *deed_addresses(
        tables.MEMBERS, Deed("release", "归队", check_forms.ReleaseForm, teams.release, GUIDES, sits)
    ),
    *addresses(tables.VISITS),
    *deed_addresses(
        tables.VISITS,
        Deed("points", "填写检查要点", check_forms.PointsForm, checks.fill_points, GUIDES, has_points),
    ),
    *addresses(tables.ASPECTS),
    *addresses(tables.POINTS),
    *addresses(tables.RESULTS),
    *addresses(tables.COMMON_PROBLEMS),
    *addresses(tables.COUNTY_PROBLEMS),
    *deed_addresses(
        tables.COUNTY_PROBLEMS,
        Deed("ungroup", "移出共性问题", check_forms.ReasonForm, checks.ungroup, GUIDES, is_loosely_grouped),
    ),
    *addresses(tables.EVIDENCE, row=check_views.evidence),
    path("evidence/<uuid:uid>/file/", check_views.evidence_file, name="evidence_file"),
    *addresses(tables.RECHECKS),
    *entry_addresses(
        Entry("campaigns", "开展督导检查", check_forms.CampaignForm, checks.enter_campaign, GUIDES),
        Entry(
            "aspects",
            "增加检查方面",
            check_forms.AspectForm,
            checks.enter_aspect,
            GUIDES,
            "campaign",
            is_running,
        ),
        Entry(
            "points",
            "登记检查要点",
            check_forms.PointForm,
            checks.add_point,
            GUIDES,
            "aspect",
            is_of_running,
            many=True,
            returns=True,
        ),
        Entry("teams", "组建检查组", check_forms.TeamForm, teams.enter_team, GUIDES, "campaign", is_running),
        Entry(
            "check_members",
            "抽调成员",
            check_forms.MemberForm,
            teams.add_member,
            GUIDES,
            "team",
            is_of_running,
            many=True,
            returns=True,
        ),
        Entry(
            "visits",
            "安排到县检查",
            check_forms.VisitForm,
            checks.enter_visit,
            GUIDES,
            "team",
            is_of_running,
            returns=True,
        ),
        Entry(
            "county_problems",
            "登记县级问题",
            check_forms.ProblemForm,
            checks.enter_problem,
            GUIDES,
            "visit",
            takes_problems,
            many=True,
        ),
        Entry("evidence", "附证据材料", check_forms.EvidenceForm, checks.lay_evidence, GUIDES, "problem"),
        Entry(
            "rechecks",
            "登记复核",
            check_forms.RecheckForm,
            rectify.recheck,
            GUIDES,
            "problem",
            is_being_rectified,
            returns=True,
        ),
    ),
]

CONTACTS = [
    *addresses(tables.SPONSORSHIPS),
    *deed_addresses(
        tables.SPONSORSHIPS,
        Deed("end", "结束包联", pair_forms.EndForm, pairs.end_sponsorship, GUIDES, holds),
    ),
    *addresses(tables.SPONSOR_VISITS),
    *addresses(tables.CONTACT_POINTS),
    *deed_addresses(
        tables.CONTACT_POINTS,
        Deed("end", "取消联系点", pair_forms.EndForm, pairs.end_contact_point, GUIDES, holds),
    ),
    *addresses(tables.STAFFING),
    *entry_addresses(
        Entry(
            "sponsorships",
            "登记包联",
            pair_forms.SponsorshipForm,
            pairs.enter_sponsorship,
            GUIDES,
            many=True,
        ),
        Entry(
            "sponsor_visits",
            "登记走访",
            pair_forms.SponsorVisitForm,
            pairs.enter_visit,
            GUIDES,
            "sponsorship",
            returns=True,
        ),
        Entry(
            "contact_points",
            "确定联系点",
            pair_forms.ContactPointForm,
            pairs.enter_point,
            GUIDES,
            many=True,
        ),
        Entry("staffing", "登记人员到位", pair_forms.StaffingForm, pairs.enter_staffing, GUIDES, many=True),
    ),
    path("gaps/", overviews.gaps, name="gaps"),
]

SUPERVISION = [
    path("proposals/", overviews.proposals, name="proposals"),
    *addresses(tables.LINES),
    *deed_addresses(tables.LINES, Deed("end", "停用", case_forms.EndLineForm, cases.end_line, GUIDES, holds)),
    *addresses(tables.JUDGEMENTS),
    *addresses(tables.CASES),
    *verb_addresses(tables.CASES, cases.move_case, {"check": Ask(case_forms.EffectForm, cases.check_case)}),
    *addresses(tables.REASONS),
    *addresses(tables.GAUGES),
    *addresses(tables.ACTIONS),
    *deed_addresses(
        tables.ACTIONS,
        Deed("reply", "答复", case_forms.AnswerForm, cases.reply, ANSWERING, awaits_reply),
    ),
    *entry_addresses(
        Entry("lines", "设定督办线", case_forms.LineForm, cases.set_line, GUIDES),
        Entry("judgements", "研判暂不督办", case_forms.JudgementForm, cases.decline, GUIDES),
        Entry("cases", "立案督办", case_forms.CaseForm, cases.enter_case, GUIDES),
        Entry(
            "actions",
            "登记督办情况",
            case_forms.ActionForm,
            cases.enter_action,
            GUIDES,
            "case",
            is_open,
            returns=True,
        ),
    ),
]

DISPATCHES = [
    *addresses(tables.DISPATCHES),
    *deed_addresses(
        tables.DISPATCHES,
        Deed("attend", "登记到会", dispatch_forms.AttendanceForm, dispatches.take_attendance, GUIDES),
        Deed("assign", "交办调度任务", dispatch_forms.TaskForm, dispatches.assign, GUIDES),
    ),
    *addresses(tables.STATEMENTS),
    *addresses(tables.TASKS),
    *deed_addresses(
        tables.TASKS,
        Deed("finish", "报告完成", dispatch_forms.DoneForm, dispatches.finish, ANSWERING, is_undone),
    ),
    *entry_addresses(
        Entry(
            "dispatches",
            "登记调度会",
            dispatch_forms.DispatchForm,
            dispatches.enter_dispatch,
            GUIDES,
            "meeting",
            is_a_dispatch,
            usual=without_record,
            once=True,
        ),
        Entry(
            "statements",
            "登记发言",
            dispatch_forms.StatementForm,
            dispatches.enter_statement,
            GUIDES,
            "dispatch",
            many=True,
            returns=True,
        ),
    ),
]

COUNTIES = [
    path("counties/", county_views.counties, name="counties"),
    path("counties/<slug:code>/", county_views.county, name="county"),
    path("comparison/", overviews.comparison, name="comparison"),
    path("comparison/excel/", overviews.comparison_excel, name="comparison_excel"),
    path("tree/", overviews.tree, name="tree"),
]

app_name = "guidance"
urlpatterns = [*CHECKS, *CONTACTS, *SUPERVISION, *DISPATCHES, *COUNTIES]
