"""Addresses of what concerns the leaders."""

from typing import Any

from xuncha.basis.rules import MeetingKind
from xuncha.kernel.viewer import Viewer
from xuncha.leadership import actions, tables
from xuncha.leadership.actions import PROPOSED
from xuncha.leadership.forms import (
    BriefingForm,
    DispositionForm,
    NamedMatterForm,
    PressForm,
    ReplyForm,
    RulingForm,
    StudyForm,
    SuggestionForm,
)
from xuncha.leadership.models import Briefing, Disposition, NamedMatter, StudySession, Suggestion
from xuncha.leadership.rules import FORUM_OF, NAMERS, OFFICE, PRESSED, PROPOSERS, SUPERVISORS, Named
from xuncha.ui.reception import (
    Ask,
    Deed,
    Entry,
    deed_addresses,
    entry_addresses,
    verb_addresses,
)
from xuncha.ui.tables.doors import addresses

app_name = "leadership"


def _study(row: StudySession, *, by: Viewer) -> StudySession:
    return actions.study(
        row.meeting, level=row.level, subject=row.subject, audience=row.audience, by=by, document=row.document
    )


def _brief(row: Briefing, *, by: Viewer) -> Briefing:
    return actions.brief(
        row.agenda_item,
        purpose=row.purpose,
        subject=row.subject,
        document=row.document,
        by=by,
        round=row.round,
    )


def _suggest(row: Suggestion, *, by: Viewer) -> Suggestion:
    return actions.suggest(row.briefing, [row.text], by=by, upper_meeting=row.upper_meeting)[0]


def _name(row: NamedMatter, *, by: Viewer) -> NamedMatter:
    return actions.name_matters(row.meeting, [Named(row.gist, row.lead, row.due_on)], by=by)[0]


def _reply(matter: NamedMatter, **asked: Any) -> NamedMatter:
    return actions.move_matter(matter, "reply", **asked)


def _takes_a_card(matter: NamedMatter) -> bool:
    return matter.card_id is None and matter.state in PRESSED


def _is_of_secretary(meeting: Any) -> bool:
    return bool(meeting.kind == MeetingKind.SECRETARY)


def _is_of_a_forum(item: Any) -> bool:
    return item.meeting.kind in FORUM_OF


def _takes_proposals(task: Any) -> bool:
    return task.state in PROPOSED


def _is_open(disposition: Disposition) -> bool:
    return not disposition.ruling


urlpatterns = [
    *entry_addresses(
        Entry("study", "登记学习传达", StudyForm, _study, OFFICE, "meeting"),
        Entry("briefings", "登记汇报", BriefingForm, _brief, OFFICE, "agenda_item", _is_of_a_forum),
        Entry("suggestions", "登记工作建议", SuggestionForm, _suggest, OFFICE, "briefing"),
        Entry(
            "matters", "登记点人点事", NamedMatterForm, _name, NAMERS, "meeting", _is_of_secretary, many=True
        ),
        Entry(
            "dispositions",
            "提出处置建议",
            DispositionForm,
            actions.propose,
            PROPOSERS,
            "task",
            _takes_proposals,
        ),
    ),
    *addresses(tables.STUDY),
    *addresses(tables.BRIEFINGS),
    *addresses(tables.SUGGESTIONS),
    *verb_addresses(tables.SUGGESTIONS, actions.move_suggestion),
    *addresses(tables.MATTERS),
    *verb_addresses(tables.MATTERS, actions.move_matter, {"reply": Ask(ReplyForm, _reply)}),
    *deed_addresses(
        tables.MATTERS, Deed("press", "开具督办卡", PressForm, actions.press, SUPERVISORS, _takes_a_card)
    ),
    *addresses(tables.MATTER_REPLIES),
    *addresses(tables.DISPOSITIONS),
    *deed_addresses(
        tables.DISPOSITIONS, Deed("rule", "登记决定", RulingForm, actions.rule, OFFICE, _is_open)
    ),
    *addresses(tables.INSTITUTIONS),
    *addresses(tables.VERSIONS),
    *addresses(tables.STAFF),
    *addresses(tables.VEHICLES),
    *addresses(tables.PRIVILEGES),
]
