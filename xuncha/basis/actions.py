"""Keeping the register: documents in and out with their addressees, and meetings with what they decided."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TypeVar

from django.db import transaction

from xuncha.basis.models import (
    Addressee,
    AgendaItem,
    Attendance,
    Decision,
    Document,
    Line,
    Meeting,
    Statement,
)
from xuncha.basis.rules import (
    CLERKS,
    Attendee,
    Direction,
    DocumentKind,
    Entry,
    MeetingKind,
    Stated,
    To,
    check_addressees,
    check_number,
)
from xuncha.kernel.marks import Mark, at_most
from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.people.models import Person
from xuncha.records import actions as records
from xuncha.records.models import Office, Record

R = TypeVar("R", bound=Record)
Part = TypeVar("Part", Addressee, Line, Statement)


@transaction.atomic
def register_document(
    *,
    office: Office,
    kind: DocumentKind,
    direction: Direction,
    title: str,
    issuer: str,
    by: Viewer,
    at: date,
    number: str = "",
    approver: Person | None = None,
    approved_on: date | None = None,
    in_reply_to: Document | None = None,
    addressees: Sequence[To] = (),
    lines: Sequence[Entry] = (),
    states: Mapping[Stated, int] | None = None,
    mark: Mark = Mark.WORK_SECRET,
) -> Document:
    """Enter a document issued on `at`, with the bodies it goes to, its annexed list and the numbers it states.

    A number is given once in each direction; the form of our own is checked, others' are taken as they are.
    """
    paper = Document(
        office=office, kind=kind, direction=direction, title=title.strip(), issuer=issuer.strip(), number=number,
        approver=approver, approved_on=approved_on, in_reply_to=in_reply_to, mark=mark,
    )  # fmt: skip
    return enter_document(paper, by=by, at=at, addressees=addressees, lines=lines, states=states)


@transaction.atomic
def register_as_written(
    paper: Document, *, by: Viewer, at: date, sent_to: Sequence[str] = (), copied_to: Sequence[str] = ()
) -> Document:
    """A document as it was filled in, with the names of the bodies it goes to."""
    to = [To(name) for name in sent_to] + [To(name, copy=True) for name in copied_to]
    return enter_document(paper, by=by, at=at, addressees=to)


@transaction.atomic
def enter_document(
    paper: Document,
    *,
    by: Viewer,
    at: date,
    addressees: Sequence[To] = (),
    lines: Sequence[Entry] = (),
    states: Mapping[Stated, int] | None = None,
) -> Document:
    """A document with what belongs to it."""
    if paper.direction == Direction.OUT:
        check_number(paper.number)
        check_addressees(paper.kind, sum(not to.copy for to in addressees))
    _enter(paper, by=by, at=at)
    for to in addressees:
        send(paper, to, by=by, at=at)
    for serial, line in enumerate(lines, start=1):
        row = Line(serial=serial, heading=line.heading, text=line.text, organisation=line.organisation)
        _enter_under(paper, row, by=by, at=at)
    for what, count in (states or {}).items():
        _enter_under(paper, Statement(what=what, count=count), by=by, at=at)
    return paper


@transaction.atomic
def send(document: Document, to: To, *, by: Viewer, at: date) -> Addressee:
    """One more body the document goes to, on `at`."""
    row = Addressee(name=to.name, organisation=to.organisation, copy=to.copy, due_on=to.due_on)
    row.document = document
    return add_addressee(row, by=by, at=at)


@transaction.atomic
def add_addressee(row: Addressee, *, by: Viewer, at: date) -> Addressee:
    """An addressee as it was filled in."""
    if at < row.document.at:
        raise NotAllowed("送达日期早于成文日期，请核对。")
    return _enter_under(row.document, row, by=by, at=at)


@transaction.atomic
def add_line(row: Line, *, by: Viewer, at: date) -> Line:
    """The next line of the document's annexed list."""
    row.serial = (row.document.lines.order_by("-serial").values_list("serial", flat=True).first() or 0) + 1
    return _enter_under(row.document, row, by=by, at=at)


@transaction.atomic
def state(row: Statement, *, by: Viewer, at: date) -> Statement:
    """A number that the document states."""
    return _enter_under(row.document, row, by=by, at=at)


@transaction.atomic
def receive(addressee: Addressee, *, by: Viewer, at: date, basis: str = "", note: str = "") -> Addressee:
    """The addressee signed for it on `at`."""
    records.require(addressee, CLERKS, by=by)
    sets = {"received_on": at}
    return records.fill(addressee, "receive", by=by, at=at, sets=sets, basis=basis, note=note)


@transaction.atomic
def reply(
    addressee: Addressee,
    *,
    by: Viewer,
    at: date,
    paper: Document | None = None,
    basis: str = "",
    note: str = "",
) -> Addressee:
    """The addressee answered on `at`, with `paper` when the answer is one."""
    records.require(addressee, CLERKS, by=by)
    sets: dict[str, object] = {"replied_on": at, **({"reply": paper} if paper else {})}
    return records.fill(addressee, "reply", by=by, at=at, sets=sets, basis=basis, note=note)


@transaction.atomic
def hold_meeting(
    *,
    office: Office,
    kind: MeetingKind,
    title: str,
    by: Viewer,
    at: date,
    place: str = "",
    chair: Person | None = None,
    agenda: Sequence[str] = (),
    attendance: Sequence[Attendee] = (),
    mark: Mark = Mark.WORK_SECRET,
) -> Meeting:
    """Enter a meeting held on `at`, the subjects on its agenda in their order, and who was called and came."""
    row = Meeting(office=office, kind=kind, title=title.strip(), place=place, chair=chair, mark=mark)
    enter_meeting(row, by=by, at=at, agenda=agenda)
    for attendee in attendance:
        call(row, attendee, by=by)
    return row


@transaction.atomic
def enter_meeting(row: Meeting, *, by: Viewer, at: date, agenda: Sequence[str] = ()) -> Meeting:
    """A meeting as it was filled in, with its subjects."""
    _enter(row, by=by, at=at)
    for subject in agenda:
        put_on_agenda(row, subject, by=by)
    return row


@transaction.atomic
def put_on_agenda(meeting: Meeting, subject: str, *, by: Viewer) -> AgendaItem:
    """The next subject of the meeting, dated as the meeting is."""
    return add_subject(AgendaItem(meeting=meeting, subject=subject), by=by, at=meeting.at)


@transaction.atomic
def add_subject(row: AgendaItem, *, by: Viewer, at: date) -> AgendaItem:
    """A subject as it was filled in."""
    meeting = Meeting.objects.select_for_update().get(pk=row.meeting_id)  # serials follow one another
    last = meeting.agenda.live().order_by("-serial").values_list("serial", flat=True).first() or 0
    row.office, row.mark, row.serial = meeting.office, meeting.mark, last + 1
    return _enter(row, by=by, at=meeting.at)


@transaction.atomic
def call(meeting: Meeting, attendee: Attendee, *, by: Viewer) -> Attendance:
    """One person called to the meeting, present or not."""
    row = Attendance(
        meeting=meeting, name=attendee.name, body=attendee.body, capacity=attendee.capacity,
        present=attendee.present, person=attendee.person, delegation=attendee.delegation,
    )  # fmt: skip
    return add_attendance(row, by=by, at=meeting.at)


@transaction.atomic
def add_attendance(row: Attendance, *, by: Viewer, at: date) -> Attendance:
    """Someone called as it was filled in, dated as the meeting is."""
    row.office, row.mark = row.meeting.office, row.meeting.mark
    return _enter(row, by=by, at=row.meeting.at)


@transaction.atomic
def decide(
    agenda_item: AgendaItem, text: str, *, by: Viewer, owner: str = "", due_on: date | None = None
) -> Decision:
    """What the meeting decided on a subject; who owes it by when."""
    row = Decision(agenda_item=agenda_item, text=text, owner=owner, due_on=due_on)
    return enter_decision(row, by=by, at=agenda_item.at)


@transaction.atomic
def enter_decision(row: Decision, *, by: Viewer, at: date) -> Decision:
    """A decision as it was filled in, dated as the meeting is."""
    subject = row.agenda_item
    if row.due_on is not None and row.due_on < subject.at:
        raise NotAllowed("完成期限早于会议日期，请核对。")
    row.office, row.mark = subject.office, subject.mark
    return _enter(row, by=by, at=subject.at)


@transaction.atomic
def carry_out(decision: Decision, *, by: Viewer, at: date, basis: str = "", note: str = "") -> Decision:
    """What was decided is done on `at`."""
    records.require(decision, CLERKS, by=by)
    sets = {"done_on": at}
    return records.fill(decision, "carry_out", by=by, at=at, sets=sets, basis=basis, note=note)


@transaction.atomic
def attach_minutes(
    meeting: Meeting, minutes: Document, *, by: Viewer, at: date, basis: str = "", note: str = ""
) -> Meeting:
    """The minutes issued on the meeting. Marked at least as high as the meeting was (I12)."""
    records.require(meeting, CLERKS, by=by)
    if minutes.kind != DocumentKind.MINUTES:
        raise NotAllowed("会议纪要的文种应为“纪要”。")
    if minutes.at < meeting.at:
        raise NotAllowed("纪要日期早于会议日期，请核对。")
    _require_mark(minutes, meeting)
    return records.fill(
        meeting, "attach_minutes", by=by, at=at, sets={"minutes": minutes}, basis=basis, note=note
    )


def _require_mark(container: Document, content: Meeting) -> None:
    if not at_most(content.mark, container.mark):
        raise NotAllowed("纪要的密级标识不得低于会议的密级标识。")


def _enter_under(document: Document, row: Part, *, by: Viewer, at: date) -> Part:
    """Enter what belongs to a document: owned and marked as the document is."""
    row.document, row.office, row.mark = document, document.office, document.mark
    return _enter(row, by=by, at=at)


def _enter(row: R, *, by: Viewer, at: date) -> R:
    records.require(row, CLERKS, by=by)
    return records.enter(row, by=by, at=at)
