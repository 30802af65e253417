"""Briefings, named matters, institutions and means for tests."""

from datetime import date
from typing import Any

from xuncha.basis.models import Meeting
from xuncha.basis.rules import MeetingKind
from xuncha.basis.tests.builders import agenda_item, decision, document, meeting
from xuncha.leadership.models import (
    Briefing,
    Institution,
    InstitutionVersion,
    NamedMatter,
    PrivilegeEntry,
    StaffAddition,
    StudySession,
    Suggestion,
    Vehicle,
)
from xuncha.leadership.rules import Forum, InstitutionAct, Privilege, Purpose
from xuncha.orgs.tests.builders import organisation
from xuncha.people.tests.builders import person
from xuncha.records.models import Office
from xuncha.records.tests.builders import DAY, NUMBERS, office
from xuncha.rounds.rules.groups import Seat
from xuncha.rounds.tests.builders import group, member, round_, term

KIND_OF = {
    Forum.STANDING_COMMITTEE: MeetingKind.STANDING_COMMITTEE,
    Forum.SECRETARY: MeetingKind.SECRETARY,
    Forum.LEADING_GROUP: MeetingKind.LEADING_GROUP,
}


def study(**over: Any) -> StudySession:
    held = over.get("meeting") or meeting(kind=MeetingKind.STUDY, **_of(over))
    values = {"office": held.office, "by": held.by, "at": held.at, "meeting": held, "level": "中央精神"}
    return StudySession.objects.create(
        **(values | {"subject": "学习巡视工作会议精神", "audience": "全体"} | over)
    )


def briefing(**over: Any) -> Briefing:
    """A report heard by the standing committee unless said otherwise."""
    forum = over.get("forum", Forum.STANDING_COMMITTEE)
    item = over.get("agenda_item") or agenda_item(meeting=meeting(kind=KIND_OF[forum], **_of(over)))
    values = {"office": item.office, "by": item.by, "at": item.at, "forum": forum, "purpose": Purpose.REPORT}
    values |= {"subject": "巡察工作情况", "agenda_item": item}
    if "document" not in over:
        values["document"] = document(office=item.office, by=item.by, at=item.at)
    return Briefing.objects.create(**(values | over))


def suggestion(**over: Any) -> Suggestion:
    of = over.get("briefing") or briefing(purpose=Purpose.SUGGESTION, **_of(over))
    serial = of.suggestions.count() + 1
    values = {
        "office": of.office,
        "by": of.by,
        "at": of.at,
        "briefing": of,
        "serial": serial,
        "text": "加强力量",
    }
    if "upper_meeting" not in over:
        values["upper_meeting"] = meeting(kind=MeetingKind.UPPER, office=of.office, by=of.by, at=of.at)
    return Suggestion.objects.create(**(values | over))


def special_meeting(**over: Any) -> Meeting:
    return meeting(kind=MeetingKind.SECRETARY, **over)


def matter(**over: Any) -> NamedMatter:
    held = over.get("meeting") or special_meeting(**_of(over))
    n = next(NUMBERS)
    values = {"office": held.office, "by": held.by, "at": held.at, "meeting": held, "gist": f"第{n}件事项"}
    values |= {"serial": held.named_matters.count() + 1, "due_on": date(2030, 1, 1)}
    if "lead" not in over:
        values["lead"] = organisation(office=held.office, by=held.by)
    return NamedMatter.objects.create(**(values | over))


def institution(**over: Any) -> Institution:
    paper = document(**_of(over))
    values = {
        "office": paper.office,
        "by": paper.by,
        "at": paper.at,
        "name": "巡察组管理办法",
        "field": "组织管理",
    }
    return Institution.objects.create(**(values | over))


def version(**over: Any) -> InstitutionVersion:
    of = over.get("institution") or institution(**_of(over))
    number = of.versions.count() + 1
    act = InstitutionAct.MADE if number == 1 else InstitutionAct.REVISED
    values = {"office": of.office, "by": of.by, "at": of.at, "institution": of, "number": number, "act": act}
    if "document" not in over:
        values["document"] = document(office=of.office, by=of.by, at=over.get("at", of.at))
    return InstitutionVersion.objects.create(**(values | over))


def staff(**over: Any) -> StaffAddition:
    by_decision = over.get("decision") or decision(agenda_item=agenda_item(meeting=meeting(**_of(over))))
    values = {
        "office": by_decision.office,
        "by": by_decision.by,
        "at": by_decision.at,
        "decision": by_decision,
    }
    if "person" not in over:
        values["person"] = person(office=by_decision.office)
    return StaffAddition.objects.create(**(values | {"title": "科员"} | over))


def vehicle(**over: Any) -> Vehicle:
    by_decision = over.get("decision") or decision(agenda_item=agenda_item(meeting=meeting(**_of(over))))
    n = next(NUMBERS)
    values = {
        "office": by_decision.office,
        "by": by_decision.by,
        "at": by_decision.at,
        "decision": by_decision,
    }
    return Vehicle.objects.create(
        **(values | {"plate": f"巡{n:05d}", "model": "轿车", "group_number": 1} | over)
    )


def leader(of: Office) -> Any:
    """A group leader's seat."""
    return member(group=group(round=round_(term=term(office=of, number=next(NUMBERS)))), seat=Seat.LEADER)


def privilege(**over: Any) -> PrivilegeEntry:
    seat = over.get("seat") or leader(over.get("office") or office())
    values = {"office": seat.office, "by": seat.by, "at": DAY, "seat": seat, "person": seat.person}
    values |= {"privilege": Privilege.MEETINGS}
    if "document" not in over:
        values["document"] = document(office=seat.office, by=seat.by)
    return PrivilegeEntry.objects.create(**(values | over))


def _of(over: dict[str, Any]) -> dict[str, Any]:
    """What a row's own builder hands down to what it rests on."""
    return {name: over[name] for name in ("office", "by", "at") if name in over}
