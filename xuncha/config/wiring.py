"""Where the apps meet: conditions that life cycles name, and what is written down when rows leave as a file."""

from xuncha.accounts import witnesses as sign_ins
from xuncha.archive import panels as archive
from xuncha.archive.actions import handovers
from xuncha.archive.actions import items as archive_items
from xuncha.calendars import actions as calendars
from xuncha.calendars import panels as calendar_panels
from xuncha.clues import panels as clue_panels
from xuncha.clues.actions import handling as clues
from xuncha.config import exports, refusals
from xuncha.config.doors.page import page
from xuncha.fieldwork import panels as fieldwork
from xuncha.fieldwork.actions import notices, petitions
from xuncha.fieldwork.actions import papers as working_papers
from xuncha.fieldwork.queries import signals as petition_signals
from xuncha.findings import panels as finding_panels
from xuncha.findings.actions import citations, facts, letters
from xuncha.guidance import panels as guidance
from xuncha.guidance import queries as guidance_queries
from xuncha.identity import panels as identity_panels
from xuncha.identity.actions import entrances
from xuncha.kernel import guards
from xuncha.leadership import actions as leadership
from xuncha.leadership import queries as leadership_queries
from xuncha.linkage import panels as linkage
from xuncha.operations import reference
from xuncha.papers import actions as paper_actions
from xuncha.papers import offers
from xuncha.papers import panels as papers
from xuncha.papers.catalogue import CATALOGUE
from xuncha.rectification import panels as rectification_panels
from xuncha.rectification.actions import evaluations, lookbacks, publications
from xuncha.rectification.actions import items as rectification
from xuncha.rectification.actions import plans as rectification_plans
from xuncha.rectification.queries import signals as card_signals
from xuncha.reminders.queries.sources import catalogue as due_things
from xuncha.reports.papers import ARCHIVED
from xuncha.reports.queries import registry as figures
from xuncha.retention.papers import CERTIFICATES
from xuncha.returns.figures import INDICATORS as OF_RETURNS
from xuncha.returns.panels import filings as filed_returns
from xuncha.returns.panels import values as filed_values
from xuncha.returns.queries.due import RETURN_FILINGS
from xuncha.rounds import panels as rounds_panels
from xuncha.rounds.actions import guards as rounds
from xuncha.rounds.queries import signals
from xuncha.talent import panels as talent_panels
from xuncha.teams import panels as teams_panels
from xuncha.ui import panels, witnesses

GUARDS: dict[str, guards.Guard] = {
    guard.__name__: guard
    for guard in (
        calendars.calendar_complete,
        rounds.targets_listed,
        rounds.recusal_decided,
        rounds.tasks_settled,
        rounds.round_approved,
        rounds.group_authorised,
        rounds.steps_done,
        notices.petitions_and_notices_settled,
        petitions.petitioner_known,
        working_papers.paper_has_evidence,
        citations.findings_cite_signed_papers,
        citations.findings_amounts_tally,
        facts.objections_decided,
        letters.findings_frozen,
        letters.feedback_stated,
        clues.clue_in_a_batch,
        clues.clue_receipted,
        clues.clue_disposition_named,
        clues.clue_result_reported,
        rectification.measures_done,
        rectification.measures_begun,
        rectification.closure_endorsed,
        rectification.closing_is_possible,
        rectification.extension_granted,
        rectification.problem_struck_off,
        rectification.problem_reopened,
        rectification_plans.plan_opinions_in,
        rectification_plans.plan_approved,
        rectification_plans.progress_report_filed,
        rectification_plans.progress_report_accepted,
        lookbacks.lookback_verdicts_given,
        lookbacks.lookback_problems_reopened,
        publications.rectification_published,
        evaluations.effect_evaluated,
        leadership.dispositions_ruled,
        paper_actions.report_filed,
        paper_actions.opinions_answered,
        handovers.papers_settled,
        handovers.archive_complete,
        archive_items.archive_open,
    )
} | rounds.SKIPPING

PANELS: dict[str, panels.Panel | tuple[panels.Panel, ...]] = {  # several in the order they are shown in
    "linkage.counterpart.main": linkage.supported_finding,
    "findings.finding.main": (finding_panels.made_of, linkage.supporting_reports),
    "rounds.round.actions": (
        rounds_panels.way_to_board,
        teams_panels.way_to_staffing,
        rectification_panels.way_to_progress,
    ),
    "rounds.task.main": (
        rounds_panels.checklist,
        rounds_panels.recusal_of_task,
        fieldwork.task_totals,
        finding_panels.problems_of_task,
        rectification_panels.lookback_of_task,
        papers.report_of_task,
        archive.archive_of_task,
    ),
    "rectification.card.rail": rectification_panels.colour_of_card,
    "rounds.task.rail": rounds_panels.deadlines,
    "rounds.group.main": (fieldwork.group_totals, rounds_panels.recusal_of_group),
    "rounds.round.main": rounds_panels.recusal_of_round,
    "rounds.recusalcheck.main": rounds_panels.ties_of_check,
    "shell.person": identity_panels.way_to_security,
    "identity.account.list": identity_panels.way_to_new_account,
    "identity.registeredoffice.list": identity_panels.way_to_new_office,
    "people.person.main": (teams_panels.service_of_person, talent_panels.service, talent_panels.dossier),
    "talent.poolmember.list": (talent_panels.ways_above_pool, teams_panels.ways_above_pool),
    "teams.appraisal.list.lead": teams_panels.years_of_appraisal,
    "talent.poolmember.actions": talent_panels.person_of_member,
    "fieldwork.workingpaper.main": finding_panels.problems_of_paper,
    "fieldwork.journalentry.main": fieldwork.journal_totals,
    "fieldwork.petition.actions": fieldwork.reporter_door,
    "papers.inspectionreport.main": papers.problems_of_report,
    "papers.reportversion.main": papers.problems_of_version,
    "clues.waitingline.list": clue_panels.clocks,
    "calendars.yearcalendar.list.lead": calendar_panels.known_years,
    "archive.archiveitem.actions": archive.file_of_item,
    "guidance.campaign.actions": guidance.way_to_grouping,
    "guidance.checkteam.main": guidance.recusal_of_team,
    "guidance.supervisioncase.main": guidance.course_of_case,
    "guidance.supervisioncase.list.lead": guidance.proposals_above_cases,
    "guidance.sponsorship.list.lead": guidance.gaps_above_sponsorships,
    "guidance.dispatchmeeting.main": guidance.attendance_of_dispatch,
    "guidance.county.main": (filed_returns.filings_of_county, filed_values.filed_by_county),
    "guidance.comparison.main": (filed_returns.compared_filings, filed_values.compared_values),
}

SIGNALS: tuple[signals.Source, ...] = (  # what speaks for inspecting an organisation early
    petition_signals.petitions,
    card_signals.cards,
    leadership_queries.named_leads,
    guidance_queries.county_cases,
)


def wire() -> None:
    """Once, when Django is ready."""
    offers.register((*CATALOGUE, *ARCHIVED, *CERTIFICATES))
    for name, guard in GUARDS.items():
        guards.provide(name, guard)
    reference.provide("doors.md", page)
    witnesses.of_exports(exports.record)
    sign_ins.of("arrived", entrances.arrived)
    sign_ins.of("failed", entrances.failed)
    sign_ins.of("left", entrances.left)
    witnesses.of_refusals(refusals.remember)
    for slot, shown in PANELS.items():
        for panel in shown if isinstance(shown, tuple) else (shown,):
            panels.fill(slot, panel)
    for source in SIGNALS:
        signals.provide(source)
    due_things.provide(RETURN_FILINGS)
    figures.provide(OF_RETURNS)
    for slot in offers.slots():
        panels.fill(slot, papers.documents_of)
