"""What can be searched: of which kinds of records which fields. Data, in the order of the house from below.

A record's title (what it calls itself) is always searched. Paths lead to columns that its page shows; a sealed column
cannot be named (`ui.tables.paths.place` refuses it), and a test asks of every open text column of the house that it
stands here or in `LEFT_OUT` with a reason.
"""

import hashlib
from dataclasses import dataclass

from xuncha.search.rules import words


@dataclass(frozen=True)
class Declared:
    """One kind of record. `fields` are `__` paths to text columns; `suggested` kinds are offered while one types."""

    model: str
    fields: tuple[str, ...] = ()
    suggested: bool = False


TASK = "task__organisation__name"
COUNTY = "county__name"

CATALOGUE: tuple[Declared, ...] = (
    Declared("calendars.yearcalendar", ("source",)),
    Declared("calendars.calendarspan", ("occasion",)),
    Declared("orgs.organisation", ("name", "short_name", "credit_code"), suggested=True),
    Declared("orgs.organisationchange", ("organisation__name", "former_name", "basis")),
    Declared("people.person", ("name", "education")),
    Declared("people.post", ("title", "organisation__name")),
    Declared("people.tenure", ("person__name", "post__title")),
    Declared("basis.document", ("number", "title", "issuer"), suggested=True),
    Declared("basis.addressee", ("name", "document__title", "document__number")),
    Declared("basis.line", ("heading", "text", "document__title")),
    Declared("basis.meeting", ("title", "place")),
    Declared("basis.agendaitem", ("subject", "meeting__title")),
    Declared("basis.decision", ("text", "owner")),
    Declared("basis.attendance", ("name", "body", "capacity", "meeting__title")),
    Declared("talent.channel", ("name", "body__name")),
    Declared("talent.poolmember", ("person__name", "organisation__name", "title", "opinion")),
    Declared("talent.renewal", ("member__person__name", "reason")),
    Declared("talent.careerentry", ("person__name", "organisation__name", "title")),
    Declared("talent.relative", ("person__name", "relation")),
    Declared("talent.study", ("person__name", "school", "course")),
    Declared("talent.origin", ("person__name", "division__name")),
    Declared("talent.declaredinterest", ("person__name", "organisation__name")),
    Declared("talent.unavailability", ("person__name", "details")),
    Declared("talent.training", ("person__name", "course", "organiser")),
    Declared("talent.pooltarget", ("label",)),
    Declared("rounds.term", ("name",)),
    Declared("rounds.theme", ("title",)),
    Declared("rounds.keytask", ("text", "owner")),
    Declared("rounds.plan", ("name",)),
    Declared("rounds.planitem", ("organisation__name",)),
    Declared("rounds.planchange", ("organisation__name", "reason")),
    Declared("rounds.plannedtarget", ("organisation__name", "reasons")),
    Declared("rounds.stipulation", ("organisation__name", "reason")),
    Declared("rounds.ruleset", ("name",)),
    Declared("rounds.deadlinerule", ("code", "event", "stated", "debtor", "creditor")),
    Declared("rounds.steptemplate", ("name",)),
    Declared("rounds.templatestep", ("text",)),
    Declared("rounds.round", ("name",)),
    Declared("rounds.group", ("name",)),
    Declared("rounds.groupmember", ("person__name", "group__name")),
    Declared("rounds.recusalcheck", ("person__name", "organisation__name", "errand_name", "reason")),
    Declared("rounds.recusalhit", ("reason",)),
    Declared(
        "rounds.task",
        (
            "organisation__name",
            "without_parent_reason",
            "unplanned_reason",
            "upper_round",
            "counts_reason",
            "dates_reason",
        ),
    ),
    Declared("rounds.taskstep", ("text", "reason", "task__organisation__short_name")),
    Declared("teams.seatnote", ("seat__person__name", "text")),
    Declared("teams.seatgrading", ("seat__person__name", "text")),
    Declared("teams.appraisal", ("person__name", "award")),
    Declared("teams.refusal", ("person__name", "details")),
    Declared("teams.choice", ("pool_member__person__name", "reason")),
    Declared("teams.recusalrequest", (TASK, "reason")),
    Declared("teams.conductevaluation", (TASK, "remarks")),
    Declared("fieldwork.groupmeeting", ("agenda", "attendance", "decisions", "group__name")),
    Declared("fieldwork.journalentry", ("progress", "group__name")),
    Declared("fieldwork.materialrequest", ("subject", "department__name")),
    Declared("fieldwork.hearing", ("subject", "reporter", "text", TASK)),
    Declared("fieldwork.sitin", ("meeting", "topic", "remarks", TASK)),
    Declared("fieldwork.forum", ("topic", "participants", "text", TASK)),
    Declared("fieldwork.immediatenotice", ("problem", "clause", "signed_by", "result", TASK)),
    Declared("fieldwork.workingpaper", ("title", "period", "clause", "heading", TASK)),
    Declared("fieldwork.paperversion", ("title", "text", "period", "clause")),
    Declared("fieldwork.evidence", ("title", "source", "page")),
    Declared("fieldwork.petition", ("objects_reflected", "summary", TASK)),
    Declared("fieldwork.loan", ("title", "owner", "period", TASK)),
    Declared("fieldwork.personalmattercheck", ("scope", "remarks", TASK)),
    Declared("fieldwork.assistance", ("organ", "matter", "reply", TASK)),
    Declared("fieldwork.questionnaire", ("title", "audience", TASK)),
    Declared("fieldwork.questionnaireoption", ("question", "option")),
    Declared("fieldwork.visit", ("place", "findings", TASK)),
    Declared("fieldwork.talk", ("interviewee", "post", "place", "outline", "minutes", TASK)),
    Declared("findings.focusdictionary", ("name",)),
    Declared("findings.focusitem", ("text", "short")),
    Declared("findings.category", ("code", "name")),
    Declared("findings.finding", ("title", "facts", "clause", "period", TASK)),
    Declared("findings.correction", ("before", "after", "reason", "finding__title")),
    Declared(
        "findings.factanswer",
        ("title", "facts", "objection", "evidence", "reason", f"finding__{TASK}"),
    ),
    Declared("findings.feedback", (TASK, "document__number")),
    # Of a clue the envelope: its number, which names nobody. What it says is sealed and cannot be named here.
    Declared("clues.clue", ("number", TASK)),
    Declared("clues.transfer", ("number", "receiver__name")),
    Declared("clues.receipt", ("number", "signed_by")),
    Declared("clues.outcome", ("letter",)),
    Declared("rectification.ledger", ("title",)),
    Declared("rectification.itemclass", ("title",)),
    Declared("rectification.item", ("title", "ledger__title")),
    Declared("rectification.measure", ("text", "item__title")),
    Declared("rectification.yield", ("title",)),
    Declared("rectification.proof", ("title", "shelf")),
    Declared("rectification.selfreport", ("text",)),
    Declared("rectification.verification", ("text",)),
    Declared("rectification.extension", ("reason",)),
    Declared("rectification.closure", ("text", "principal", "paper", "checked", "opinion", "item__title")),
    Declared("rectification.plansubmission", ("principal", "paper", "ledger__title")),
    Declared("rectification.planopinion", ("text", "paper", "submission__ledger__title")),
    Declared("rectification.progressreport", ("principal", "paper", "text", "own_account", "ledger__title")),
    Declared("rectification.publication", ("medium", "paper", "ledger__title")),
    Declared("rectification.exemption", ("reason", "ledger__title")),
    Declared("rectification.evaluationstandard", ("name",)),
    Declared("rectification.evaluationcriterion", ("name", "rule")),
    Declared("rectification.evaluation", ("grade", "text", "ledger__title")),
    Declared("rectification.evaluationscore", ("reason", "criterion__name")),
    Declared("rectification.verdict", ("text", "finding__title", TASK)),
    Declared("rectification.sample", ("purpose",)),
    Declared(
        "rectification.card",
        ("number", "matter", "basis", "partners", "contact", "answer", "receipt", "lead__name"),
    ),
    Declared("rectification.cardreply", ("text", "paper", "card__matter")),
    Declared("rectification.escalation", ("text", "paper", "card__matter")),
    Declared("rectification.advice", ("text", "reply", "department__name")),
    Declared("leadership.studysession", ("level", "subject", "audience", "meeting__title")),
    Declared("leadership.briefing", ("subject", "document__title", "document__number")),
    Declared("leadership.suggestion", ("text", "briefing__subject")),
    Declared("leadership.disposition", ("text", "ruled_text", TASK)),
    Declared("leadership.namedmatter", ("gist", "result", "lead__name")),
    Declared("leadership.matterreply", ("text", "matter__gist")),
    Declared("leadership.institution", ("name", "field")),
    Declared("leadership.institutionversion", ("institution__name", "document__number")),
    Declared("leadership.staffaddition", ("person__name", "title")),
    Declared("leadership.vehicle", ("plate", "model")),
    Declared("linkage.campaign", ("name", "upper_round", "theme")),
    Declared("linkage.countyplan", (COUNTY, "document__title")),
    Declared("linkage.countytask", (TASK, COUNTY)),
    Declared("linkage.counterpart", (TASK, COUNTY, "unit__name")),
    Declared("linkage.chase", ("text", COUNTY)),
    Declared("linkage.filing", ("document__title", "document__number")),
    Declared("guidance.campaign", ("name",)),
    Declared("guidance.checkteam", ("name", "head__name")),
    Declared("guidance.checkvisit", (COUNTY, "team__name")),
    Declared("guidance.checkmember", ("person__name", "work")),
    Declared("guidance.aspect", ("title",)),
    Declared("guidance.checkpoint", ("text",)),
    Declared("guidance.pointresult", ("note", COUNTY)),
    Declared("guidance.commonproblem", ("title",)),
    Declared("guidance.countyproblem", ("text", COUNTY)),
    Declared("guidance.checkevidence", ("title", "shelf")),
    Declared("guidance.recheck", ("text", COUNTY)),
    Declared("guidance.sponsorship", ("purpose", "person__name", COUNTY)),
    Declared("guidance.sponsorvisit", ("seen", "suggestion", COUNTY)),
    Declared("guidance.contactpoint", ("division__name", COUNTY)),
    Declared("guidance.supervisioncase", ("matter", "effect", COUNTY)),
    Declared("guidance.casejudgement", ("grounds", "reason", COUNTY)),
    Declared("guidance.supervisionline", ("basis",)),
    Declared("guidance.caseaction", ("note", "reply", COUNTY)),
    Declared("guidance.dispatchmeeting", ("rule", "meeting__title")),
    Declared("guidance.countystatement", ("text", COUNTY)),
    Declared("guidance.dispatchtask", ("text", "result", COUNTY)),
    Declared("papers.inspectionreport", ("basics", "assessment", "causes", "advice", TASK)),
    Declared("papers.reportversion", ("basics", "assessment", "causes", "advice", f"report__{TASK}")),
    Declared("papers.reviewopinion", ("text", "answer")),
    Declared("archive.handover", ("title", "fonds", "signed_by", TASK)),
    Declared("archive.requiredpaper", ("title", "reason")),
    Declared("archive.archivevolume", ("title",)),
    Declared("archive.archiveitem", ("number", "title", "document_number", "responsible", "shelf")),
)

# Apps that search does not know, and why.
ABOVE = "above search on the stairs: its records have lists with boxes of their own"
APPS_LEFT_OUT: dict[str, str] = {
    "reminders": "a sibling; siblings are mutually blind",
    "reports": ABOVE,
    "retention": "a sibling; siblings are mutually blind",
    "returns": ABOVE,
}

# Open text columns of the others that are not searched, and why.
CODES = "made by the program, not read by people"
UNSHOWN = "its page does not show it to everyone who reads it"
SHELVED = "where papers above the cap lie is asked of their own list only"
LEFT_OUT: dict[str, str] = {
    "archive.archiveitem.series": "the beginning of `number`",
    "archive.archiveitem.digest": CODES,
    "archive.handover.digest": CODES,
    "archive.shelfpaper.holder": SHELVED,
    "archive.shelfpaper.number": SHELVED,
    "archive.shelfpaper.paper_number": SHELVED,
    "archive.shelfpaper.shelf": SHELVED,
    "fieldwork.evidence.source_subject": CODES,
    "guidance.casegauge.after_rows": "keys of rows kept as JSON",
    "guidance.casegauge.before_rows": "keys of rows kept as JSON",
    "rounds.roundscheme.answer": "what the planner answered, kept as JSON",
    "rounds.roundscheme.asked": "what the planner was given, kept as JSON",
    "files.attachment.digest": CODES,
    "files.attachment.media_type": CODES,
    "files.attachment.name": "an attachment has no page; what it belongs to carries its name",
    "findings.finding.persons": UNSHOWN,
    "findings.finding.sources": UNSHOWN,
    "findings.finding.watch_reason": UNSHOWN,
    "papers.reportversion.problems": "a copy of the findings, which are searched themselves, kept as JSON",
    "people.person.id_blind": CODES,
    "rectification.evaluationstandard.bands": "numbers kept as JSON; the page draws them as a table",
    "rectification.plansubmission.lines": "a copy of the measures, which are searched themselves, kept as JSON",
    "rectification.sample.digest": CODES,
    "rounds.authorisation.rests_on": CODES,
    "rounds.recusalcheck.inputs": CODES,
    "rounds.recusalhit.key": CODES,
    "rounds.steptemplate.skips": CODES,
    "talent.pooltarget.code": CODES,
    "teams.groupdemand.needs": "codes kept as JSON",
    "teams.proposal.asked": "what the solver was given, kept as JSON",
    "teams.proposal.ties": "what the solver was given, kept as JSON",
    "teams.proposal.answer": "what the solver answered, kept as JSON",
    "teams.proposal.costs": "what the solver answered, kept as JSON",
}


def digest() -> str:
    """SHA-256 (hex) of all on which the words of the index depend; another one means another index."""
    told = repr((words.VERSION, [(each.model, each.fields) for each in CATALOGUE]))
    return hashlib.sha256(told.encode()).hexdigest()
