"""The table of documents that the house draws up (domain §4.10). What an app above adds, it registers itself."""

from xuncha.basis.models import Meeting
from xuncha.clues.models import ENVELOPE, Clue, Transfer
from xuncha.fieldwork.models import (
    GroupMeeting,
    ImmediateNotice,
    MaterialRequest,
    Petition,
    Talk,
    WorkingPaper,
)
from xuncha.fieldwork.rules.base import READERS as FIELD_OFFICE
from xuncha.fieldwork.rules.petitions import OPENERS
from xuncha.findings.models import Feedback
from xuncha.guidance.models import Campaign, DispatchMeeting, SupervisionCase
from xuncha.papers.documents import (
    clues,
    entry,
    fieldwork,
    findings,
    guidance,
    inspection_reports,
    meetings,
    rectification,
    rounds,
)
from xuncha.papers.models import ReportVersion
from xuncha.papers.offers import Paper
from xuncha.records.rules import GROUP, OFFICE, Role
from xuncha.rectification.models import Advice, Card, Closure, Ledger
from xuncha.rounds.models import Authorisation, GroupMember, Round, Task

FORM = "表格"
GROUP_OF = FIELD_OFFICE | GROUP  # who reads what a group wrote on site
UNIT = frozenset({Role.UNIT_CONTACT})
SEES_LEDGER = OFFICE | GROUP | UNIT | {Role.PLAN_REVIEWER}

ROUNDS = (
    Paper("plan_notice", "巡察工作通知", Round, "通知", "领导小组", rounds.plan_notice, OFFICE),
    Paper(
        "targets_request", "巡察对象和任务分工请示", Round, "请示", "巡察办", rounds.targets_request, OFFICE
    ),
    Paper(
        "round_authorisation",
        "授权任职及任务分工决定",
        Round,
        "决定",
        "领导小组",
        rounds.round_authorisation,
        OFFICE,
    ),
    Paper(
        "authorisation",
        "巡察组授权书",
        Authorisation,
        "决定",
        "领导小组",
        rounds.authorisation,
        OFFICE | GROUP,
    ),
    Paper("secondment", "抽调函", GroupMember, "函", "领导小组", rounds.secondment, OFFICE, rounds.is_posted),
)
ON_SITE = (
    Paper("entry_notice", "进驻通知", Task, "通知", "领导小组", entry.entry_notice, OFFICE | GROUP, entry.is_going_in),
    Paper("announcement", "巡察公告", Task, "公告", "巡察组", entry.announcement, OFFICE | GROUP, entry.is_going_in),
    Paper("material_request", "商请提供情况的函", MaterialRequest, "函", "巡察办", entry.material_request, OFFICE),
    Paper(
        "petition_register", "信访登记表", Task, FORM, "巡察组", fieldwork.petition_register, GROUP_OF, fieldwork.is_on_site
    ),
    Paper("loan_list", "调阅资料清退清单", Task, FORM, "巡察组", entry.loan_list, GROUP_OF, fieldwork.is_on_site),
    Paper("talk_record", "谈话记录", Talk, FORM, "巡察组", fieldwork.talk_record, GROUP_OF),
    Paper("petition_slip", "信访件处理单", Petition, FORM, "巡察组", fieldwork.petition_slip, GROUP_OF),
    Paper(
        "petition_slip_opened", "信访件处理单（含反映人）", Petition, FORM, "巡察组",
        fieldwork.petition_slip_opened, OPENERS, lambda row: bool(row.named), sealed=True,
    ),
    Paper("working_paper", "工作底稿", WorkingPaper, FORM, "巡察组", fieldwork.working_paper, GROUP_OF),
    Paper("group_meeting", "组务会记录", GroupMeeting, FORM, "巡察组", fieldwork.group_meeting, GROUP_OF),
    Paper("immediate_notice", "立行立改通知书", ImmediateNotice, "通知", "巡察组", entry.immediate_notice, GROUP_OF),
)  # fmt: skip
DECIDED = (
    Paper("inspection_report", "巡察报告", ReportVersion, "报告", "巡察组", inspection_reports.inspection_report, OFFICE | GROUP),
    Paper("minutes", "会议纪要", Meeting, "纪要", "巡察办", meetings.minutes, OFFICE, meetings.is_minuted),
    Paper("admonition", "约谈记录", Meeting, FORM, "巡察办", meetings.admonition, OFFICE, meetings.is_talk),
    Paper("feedback_opinion", "反馈意见", Feedback, "意见", "领导小组", findings.feedback_opinion, OFFICE | GROUP | UNIT),
    Paper("problem_list", "问题清单", Task, FORM, "巡察组", findings.problem_list, OFFICE | GROUP | UNIT, findings.is_fed_back),
)  # fmt: skip
HANDED_OVER = (
    Paper("transfer_letter", "问题线索移交函", Transfer, "函", "领导小组", clues.transfer_letter, ENVELOPE),
    Paper(
        "transfer_receipt", "问题线索移交回执", Transfer, FORM, "接收机关",
        clues.transfer_receipt, ENVELOPE | {Role.CLUE_RECEIVER},
    ),
    Paper(
        "clue_material", "问题线索材料", Clue, FORM, "巡察组", clues.clue_material, ENVELOPE | GROUP,
        sealed=True, opens=clues.may_open,
    ),
)  # fmt: skip
AFTERWARDS = (
    Paper("ledger", "整改台账", Ledger, FORM, "被巡察党组织", rectification.ledger, SEES_LEDGER),
    Paper("closing_slip", "整改事项销号单", Closure, FORM, "巡察办", rectification.closing_slip, SEES_LEDGER),
    Paper(
        "card_letter", "督办函", Card, "函", "巡察办", rectification.supervision_letter, OFFICE | UNIT,
        rectification.is_issued,
    ),
    Paper("advice", "巡察建议书", Advice, "函", "领导小组", rectification.advice, OFFICE | UNIT),
    Paper("case_letter", "重点督办函", SupervisionCase, "函", "领导小组", guidance.supervision_letter, OFFICE),
    Paper("dispatch_minutes", "会议纪要", DispatchMeeting, "纪要", "巡察办", meetings.of_dispatch, OFFICE),
    Paper("circular", "督导检查情况通报", Campaign, "通报", "巡察办", guidance.circular, OFFICE),
)  # fmt: skip

CATALOGUE: tuple[Paper, ...] = (*ROUNDS, *ON_SITE, *DECIDED, *HANDED_OVER, *AFTERWARDS)
