"""Addresses of fieldwork."""

from typing import Any

from django.urls import path

from xuncha.fieldwork.actions import (
    base,
    group,
    material,
    notices,
    papers,
    petitions,
    reading,
    surveys,
    talks,
)
from xuncha.fieldwork.forms.group import JournalForm, MeetingForm
from xuncha.fieldwork.forms.material import MaterialForm, ReceivedForm
from xuncha.fieldwork.forms.meetings import ForumForm, HearingForm, SitInForm
from xuncha.fieldwork.forms.notices import NoticeForm, ReportForm, SignForm
from xuncha.fieldwork.forms.papers import EvidenceForm, PaperForm, StudyForm, WithdrawForm
from xuncha.fieldwork.forms.petitions import DisposeForm, PetitionForm
from xuncha.fieldwork.forms.reading import (
    AssistanceForm,
    LoanForm,
    PersonalMatterForm,
    ReplyForm,
    ReturnForm,
)
from xuncha.fieldwork.forms.surveys import OptionForm, QuestionnaireForm, VisitForm
from xuncha.fieldwork.forms.talks import TalkForm
from xuncha.fieldwork.models import WorkingPaper
from xuncha.fieldwork.rules.base import WRITERS, has_entered, takes_fieldwork
from xuncha.fieldwork.rules.papers import PaperState
from xuncha.fieldwork.rules.petitions import CLERKS
from xuncha.fieldwork.tables import material as material_tables
from xuncha.fieldwork.tables import papers as paper_tables
from xuncha.fieldwork.tables.group import JOURNAL, MEETINGS
from xuncha.fieldwork.tables.meetings import FORUMS, HEARINGS, SIT_INS
from xuncha.fieldwork.tables.notices import NOTICES
from xuncha.fieldwork.tables.petitions import PETITIONS, REPORTERS
from xuncha.fieldwork.tables.reading import ASSISTANCE, LOANS, MATTER_CHECKS
from xuncha.fieldwork.tables.surveys import OPTIONS, QUESTIONNAIRES, VISITS
from xuncha.fieldwork.tables.talks import TALKS
from xuncha.fieldwork.views import papers as paper_views
from xuncha.fieldwork.views.petitions import reporter
from xuncha.rounds.models import Group, Round, Task
from xuncha.rounds.rules.roles import FIELD, OFFICE
from xuncha.rounds.rules.rounds import RoundState
from xuncha.ui.reception import Ask, Deed, Entry, EntryForm, deed_addresses, entry_addresses, verb_addresses
from xuncha.ui.reception.entry import Act
from xuncha.ui.tables.doors import addresses


def on_site(task: Task) -> bool:
    """Late ones too: the form then asks for the paper."""
    return has_entered(task.state)


def before_entry(round_: Round) -> bool:
    """Departments are still to be asked: the round goes on, and no group is on site yet."""
    over = round_.state in (RoundState.CLOSED, RoundState.CANCELLED)
    return not over and not round_.tasks.live().filter(entered_on__isnull=False).exists()


def after_report(task: Task) -> bool:
    """What is entered now comes late."""
    return not takes_fieldwork(task.state)


def handed_over(group: Group) -> bool:
    return group.dissolved_on is not None


def _study(paper: WorkingPaper, **asked: Any) -> WorkingPaper:
    return papers.move(paper, "study", **asked)


def of_task(
    name: str, title: str, form: type[EntryForm], act: Act = base.enter, roles: frozenset[str] = WRITERS
) -> Entry:
    """A record entered on the page of its task, or many from a sheet."""
    return Entry(
        name=name, title=title, form=form, act=act, roles=roles, place="task", ready=on_site, late=after_report,
        many=True,
    )  # fmt: skip


MATERIAL = [
    *addresses(material_tables.MATERIAL_REQUESTS),
    *deed_addresses(
        material_tables.MATERIAL_REQUESTS,
        Deed(
            "receive",
            "收到材料",
            ReceivedForm,
            material.receive_material,
            OFFICE,
            ready=lambda row: row.received_on is None,
        ),
    ),
    *entry_addresses(
        Entry(
            name="material_requests",
            title="商请提供情况",
            form=MaterialForm,
            act=material.send,
            roles=OFFICE,
            place="round",
            ready=before_entry,
            many=True,
        ),
    ),
]

METHODS = [
    *addresses(HEARINGS),
    *addresses(TALKS),
    *addresses(LOANS),
    *deed_addresses(
        LOANS,
        Deed(
            "return", "归还", ReturnForm, reading.give_back, WRITERS, ready=lambda loan: not loan.returned_on
        ),
    ),
    *addresses(QUESTIONNAIRES),
    *addresses(OPTIONS),
    *addresses(VISITS),
    *addresses(SIT_INS),
    *addresses(FORUMS),
    *addresses(MATTER_CHECKS),
    *addresses(ASSISTANCE),
    *deed_addresses(
        ASSISTANCE,
        Deed(
            "reply",
            "登记回复",
            ReplyForm,
            reading.receive_reply,
            WRITERS,
            ready=lambda row: not row.replied_on,
        ),
    ),
    *entry_addresses(
        of_task("talks", "登记个别谈话", TalkForm, talks.hold),
        of_task("petitions", "登记信访", PetitionForm, petitions.register, CLERKS),
        of_task("hearings", "登记听取汇报", HearingForm),
        of_task("loans", "登记调阅资料", LoanForm, reading.borrow),
        of_task("questionnaires", "登记问卷和测评", QuestionnaireForm, surveys.count_sheets),
        of_task("visits", "登记走访了解", VisitForm),
        of_task("sit_ins", "登记列席会议", SitInForm),
        of_task("forums", "登记座谈会", ForumForm),
        of_task("matter_checks", "登记个人有关事项抽查", PersonalMatterForm, reading.check_matters),
        of_task("assistance", "登记提请协助", AssistanceForm),
        of_task("notices", "发立行立改通知书", NoticeForm, notices.issue, FIELD),
        Entry(
            name="questionnaire_options",
            title="登记选项人数",
            form=OptionForm,
            act=surveys.count_option,
            roles=WRITERS,
            place="questionnaire",
            ready=lambda row: on_site(row.task),
            late=lambda row: after_report(row.task),
            many=True,
        ),
    ),
]

PETITIONS_AND_NOTICES = [
    path("petitions/<uuid:uid>/reporter/", reporter, name="petition_reporter"),
    *addresses(PETITIONS),
    *addresses(REPORTERS),
    *verb_addresses(PETITIONS, petitions.move, asks={"dispose": Ask(DisposeForm, petitions.dispose)}),
    *addresses(NOTICES),
    *verb_addresses(
        NOTICES,
        notices.move,
        asks={"sign": Ask(SignForm, notices.sign), "report": Ask(ReportForm, notices.report)},
    ),
]

OF_THE_GROUP = [
    *addresses(MEETINGS),
    *addresses(JOURNAL),
    *entry_addresses(
        Entry(
            name="journal",
            title="写巡察日志",
            form=JournalForm,
            act=group.enter,
            roles=WRITERS,
            place="group",
            late=handed_over,
            many=True,
        ),
        Entry(
            name="group_meetings",
            title="登记组务会、支部会",
            form=MeetingForm,
            act=group.enter,
            roles=WRITERS,
            place="group",
            late=handed_over,
            many=True,
        ),
    ),
]

WORKING_PAPERS = [
    path("working_papers/<uuid:uid>/edit/", paper_views.edit, name="paper_edit"),
    path("evidence/<uuid:uid>/file/", paper_views.evidence_file, name="evidence_file"),
    *addresses(paper_tables.WORKING_PAPERS, row=paper_views.page),
    *addresses(paper_tables.VERSIONS),
    *addresses(paper_tables.EVIDENCE, row=paper_views.evidence),
    *verb_addresses(paper_tables.WORKING_PAPERS, papers.move, asks={"study": Ask(StudyForm, _study)}),
    *deed_addresses(
        paper_tables.EVIDENCE,
        Deed(
            "withdraw",
            "撤回证据",
            WithdrawForm,
            papers.withdraw_evidence,
            WRITERS,
            lambda evidence: evidence.paper.state == PaperState.DRAFT,
        ),
    ),
    *entry_addresses(
        Entry(
            name="working_papers",
            title="撰写工作底稿",
            form=PaperForm,
            act=papers.write,
            roles=WRITERS,
            place="task",
            ready=lambda task: takes_fieldwork(task.state),
            many=True,
        ),
        Entry(
            name="evidence",
            title="添加证据",
            form=EvidenceForm,
            act=papers.add_evidence,
            roles=WRITERS,
            place="paper",
            ready=lambda paper: paper.state == PaperState.DRAFT,
        ),
    ),
]

app_name = "fieldwork"
urlpatterns = [
    *MATERIAL,
    *METHODS,
    *PETITIONS_AND_NOTICES,
    *OF_THE_GROUP,
    *WORKING_PAPERS,
]
