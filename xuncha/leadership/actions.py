"""What is put to the leaders, what they name and give, and the office's own rules.

Facts of a meeting are dated as the meeting, those of a paper as the paper: such verbs take no `at`.
"""

from collections.abc import Collection, Sequence
from datetime import date
from typing import TypeVar

from django.db import transaction

from xuncha.basis.models import AgendaItem, Decision, Document, Meeting
from xuncha.basis.rules import MeetingKind
from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.leadership.models import (
    Briefing,
    Disposition,
    Institution,
    InstitutionVersion,
    MatterReply,
    NamedMatter,
    PrivilegeEntry,
    StaffAddition,
    StudySession,
    Suggestion,
    Vehicle,
)
from xuncha.leadership.rules import (
    FORUM_OF,
    NAMERS,
    OFFICE,
    PRESSED,
    PROPOSERS,
    InstitutionAct,
    Named,
    Privilege,
    Purpose,
    Ruling,
)
from xuncha.people.models import Person
from xuncha.records import actions as records
from xuncha.records.models import Office, Record
from xuncha.rectification.actions import cards
from xuncha.rectification.models import Card
from xuncha.rectification.rules.cards import Source
from xuncha.rectification.rules.closures import check_hand
from xuncha.rounds.models import GroupMember, Round, Task
from xuncha.rounds.rules.groups import Seat
from xuncha.rounds.rules.tasks import TaskState

R = TypeVar("R", bound=Record)
PROPOSED = (TaskState.REPORTED, TaskState.REVIEWED, TaskState.HEARD)


@transaction.atomic
def study(
    meeting: Meeting, *, level: str, subject: str, audience: str, by: Viewer, document: Document | None = None
) -> StudySession:
    """A session of study or conveyance held at the meeting."""
    row = StudySession(
        office=meeting.office,
        meeting=meeting,
        level=level,
        subject=subject,
        audience=audience,
        document=document,
    )
    return _enter(row, by=by, at=meeting.at)


@transaction.atomic
def brief(
    agenda_item: AgendaItem,
    *,
    purpose: Purpose,
    subject: str,
    document: Document,
    by: Viewer,
    round: Round | None = None,
) -> Briefing:
    """A report or conveyance heard under a subject of a leading forum's agenda, resting on its paper."""
    meeting = agenda_item.meeting
    if meeting.kind not in FORUM_OF:
        raise NotAllowed("只有提请市委常委会、书记专题会、领导小组会议的事项才登记为汇报。")
    if document.at > meeting.at:
        raise NotAllowed("汇报材料的日期晚于会议日期，请核对。")
    row = Briefing(
        office=meeting.office, forum=FORUM_OF[MeetingKind(meeting.kind)], purpose=purpose, subject=subject,
        agenda_item=agenda_item, document=document, round=round,
    )  # fmt: skip
    return _enter(row, by=by, at=meeting.at)


@transaction.atomic
def suggest(
    briefing: Briefing, texts: Sequence[str], *, by: Viewer, upper_meeting: Meeting | None = None
) -> list[Suggestion]:
    """The suggestions of a briefing, item by item, after the upper meeting they follow from."""
    if upper_meeting is not None and upper_meeting.at > briefing.at:
        raise NotAllowed("工作建议早于所依据的上级会议，请核对。")
    Briefing.objects.select_for_update().get(pk=briefing.pk)  # serials follow one another
    last = briefing.suggestions.live().order_by("-serial").values_list("serial", flat=True).first() or 0
    rows = [
        Suggestion(
            office=briefing.office, briefing=briefing, upper_meeting=upper_meeting, serial=serial, text=text
        )
        for serial, text in enumerate(texts, start=last + 1)
    ]
    return [_enter(row, by=by, at=briefing.at) for row in rows]


def move_suggestion(
    suggestion: Suggestion, verb: str, *, by: Viewer, at: date, basis: str = "", note: str = ""
) -> Suggestion:
    """What the forum made of a suggestion."""
    return records.move(suggestion, verb, by=by, at=at, basis=basis, note=note)


@transaction.atomic
def name_matters(meeting: Meeting, matters: Sequence[Named], *, by: Viewer) -> list[NamedMatter]:
    """What the secretary named at a special meeting: each with the organisation that leads and its term."""
    if meeting.kind != MeetingKind.SECRETARY:
        raise NotAllowed("点人点事只能由书记专题会提出。")
    if any(matter.due_on < meeting.at for matter in matters):
        raise NotAllowed("反馈期限早于会议日期，请核对。")
    Meeting.objects.select_for_update().get(pk=meeting.pk)  # serials follow one another
    last = meeting.named_matters.live().order_by("-serial").values_list("serial", flat=True).first() or 0
    rows = [
        NamedMatter(
            office=meeting.office, mark=meeting.mark, meeting=meeting, serial=serial, gist=matter.gist,
            lead=matter.lead, due_on=matter.due_on,
        )
        for serial, matter in enumerate(matters, start=last + 1)
    ]  # fmt: skip
    return [_enter(row, by=by, at=meeting.at, roles=NAMERS) for row in rows]


@transaction.atomic
def move_matter(
    matter: NamedMatter, verb: str, *, by: Viewer, at: date, basis: str = "", note: str = "", result: str = ""
) -> NamedMatter:
    """One step of a named matter. A reply is a version of its own, and who entered it does not close the matter."""
    matter.life.step(verb, matter.state, matter.roles_of(by))
    sets: dict[str, object] = {}
    if verb == "reply":
        if not result.strip():
            raise NotAllowed("请写明办理结果。")
        sets["result"] = result.strip()
        number = MatterReply._base_manager.filter(matter=matter).count() + 1
        row = MatterReply(office_id=matter.office_id, matter=matter, number=number, text=result.strip())
        records.enter(row, by=by, at=at, basis=basis)
    if verb == "close":
        answered = matter.passages().filter(verb="reply").last()
        check_hand(by.user, (answered.by_id,) if answered else ())
    if verb == "reopen":
        sets["closed_on"] = None
    return records.move(matter, verb, by=by, at=at, basis=basis, note=note, sets=sets)


@transaction.atomic
def press(
    matter: NamedMatter, *, due_on: date, by: Viewer, at: date, basis: str = "", note: str = ""
) -> NamedMatter:
    """A supervision card for a named matter, to the organisation that takes the lead."""
    if matter.card_id:
        raise NotAllowed("该事项已经开具督办卡。")
    if matter.state not in PRESSED:
        raise NotAllowed("该事项已经回复，不需要督办。")
    card = Card(
        office_id=matter.office_id, mark=matter.mark, source=Source.MATTER, matter=matter.gist, lead=matter.lead,
        basis=(basis.strip() or str(matter.meeting))[:200], due_on=due_on,
    )  # fmt: skip
    cards.draft(card, by=by, at=at)
    return records.fill(matter, "press", by=by, at=at, sets={"card": card}, note=note)


@transaction.atomic
def propose(disposition: Disposition, *, by: Viewer, at: date) -> Disposition:
    """The group leader's proposal for a task whose report is in and not yet decided."""
    records.require(disposition, PROPOSERS, by=by)
    if disposition.task.state not in PROPOSED:
        raise NotAllowed("处置建议应在提交巡察报告以后、领导小组审议以前提出。")
    return records.enter(disposition, by=by, at=at)


@transaction.atomic
def rule(
    disposition: Disposition,
    *,
    ruling: Ruling,
    text: str = "",
    by: Viewer,
    at: date,
    basis: str = "",
    note: str = "",
) -> Disposition:
    """How the leading group ruled, by the paper of its meeting."""
    records.require(disposition, OFFICE, by=by)
    if not basis.strip():
        raise NotAllowed("请写明领导小组会议或者纪要文号。")
    if ruling != Ruling.AGREED and not text.strip():
        raise NotAllowed("不同意或者调整的，请写明决定内容。")
    sets: dict[str, object] = {"ruling": ruling, "ruled_on": at}
    if text.strip():
        sets["ruled_text"] = text.strip()
    return records.fill(disposition, "rule", by=by, at=at, basis=basis, note=note, sets=sets)


def dispositions_ruled(record: Record) -> None:
    """Guard of the secretary's hearing: the leading group has ruled on each proposal (domain §4.2, T7→T8)."""
    assert isinstance(record, Task)
    left = Disposition.objects.live().filter(task=record, ruling="").count()
    if left:
        raise NotAllowed("尚有%(count)s条处置建议未经领导小组决定。", count=left)


@transaction.atomic
def make_institution(
    *, office: Office, name: str, field: str, document: Document, by: Viewer
) -> InstitutionVersion:
    """A new rule of the office's own, issued by the document: its first version."""
    row = _enter(Institution(office=office, name=name, field=field), by=by, at=document.at)
    return _issue(row, 1, InstitutionAct.MADE, document, by=by)


@transaction.atomic
def revise_institution(institution: Institution, *, document: Document, by: Viewer) -> InstitutionVersion:
    """The next version, issued by the document."""
    return _issue(institution, _next_version(institution, document), InstitutionAct.REVISED, document, by=by)


@transaction.atomic
def abolish_institution(institution: Institution, *, document: Document, by: Viewer) -> InstitutionVersion:
    """The rule ends with this document: its last version."""
    return _issue(
        institution, _next_version(institution, document), InstitutionAct.ABOLISHED, document, by=by
    )


@transaction.atomic
def add_staff(person: Person, *, decision: Decision, title: str, by: Viewer, at: date) -> StaffAddition:
    """A person joins the office's staff on `at`, by a leading group's decision."""
    _require_decided(decision, at)
    row = StaffAddition(office=decision.office, person=person, decision=decision, title=title)
    return _enter(row, by=by, at=at)


@transaction.atomic
def give_vehicle(
    *, plate: str, model: str, group_number: int, decision: Decision, by: Viewer, at: date
) -> Vehicle:
    """A vehicle put at a group's disposal on `at`, by a leading group's decision."""
    _require_decided(decision, at)
    row = Vehicle(
        office=decision.office,
        plate=plate.strip().upper(),
        model=model,
        group_number=group_number,
        decision=decision,
    )
    return _enter(row, by=by, at=at)


@transaction.atomic
def withdraw_vehicle(vehicle: Vehicle, *, by: Viewer, at: date, note: str = "") -> Vehicle:
    """The vehicle serves no more from `at`."""
    records.require(vehicle, OFFICE, by=by)
    return records.fill(vehicle, "withdraw", by=by, at=at, sets={"withdrawn_on": at}, note=note)


@transaction.atomic
def list_leader(
    seat: GroupMember, *, privilege: Privilege, document: Document, by: Viewer, at: date
) -> PrivilegeEntry:
    """A group leader comes on the list for major meetings or key documents on `at`."""
    if seat.seat != Seat.LEADER:
        raise NotAllowed("列入范围的应为巡察组组长。")
    row = PrivilegeEntry(
        office=seat.office, seat=seat, person=seat.person, privilege=privilege, document=document
    )
    return _enter(row, by=by, at=at)


@transaction.atomic
def take_off_list(entry: PrivilegeEntry, *, by: Viewer, at: date, note: str = "") -> PrivilegeEntry:
    """The leader stands on the list no more from `at`."""
    records.require(entry, OFFICE, by=by)
    return records.fill(entry, "take_off", by=by, at=at, sets={"until": at}, note=note)


def _enter(row: R, *, by: Viewer, at: date, roles: Collection[str] = OFFICE) -> R:
    records.require(row, roles, by=by)
    return records.enter(row, by=by, at=at)


def _next_version(institution: Institution, document: Document) -> int:
    """One after the last: version numbers have no gaps. Refused once abolished, or before the last one's date."""
    Institution.objects.select_for_update().get(pk=institution.pk)  # two revisions at once follow one another
    last = institution.versions.live().order_by("-number").first()
    if last is None or last.act == InstitutionAct.ABOLISHED:
        raise NotAllowed("“%(name)s”已经废止，不能再修订或者废止。", name=institution.name)
    if document.at < last.at:
        raise NotAllowed("印发日期早于上一版次（%(day)s），请核对。", day=last.at)
    return last.number + 1


def _issue(
    institution: Institution, number: int, act: InstitutionAct, document: Document, *, by: Viewer
) -> InstitutionVersion:
    row = InstitutionVersion(
        office=institution.office, institution=institution, number=number, act=act, document=document
    )
    return _enter(row, by=by, at=document.at)


def _require_decided(decision: Decision, at: date) -> None:
    if decision.agenda_item.meeting.kind != MeetingKind.LEADING_GROUP:
        raise NotAllowed("增加人员、配备车辆应当由领导小组会议决定。")
    if at < decision.at:
        raise NotAllowed("日期早于领导小组决定的日期，请核对。")
