"""Dispatch meetings: who came, what each county stated, and what it took home. They are dated as the meeting."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from xuncha.basis import actions as basis_actions
from xuncha.basis.models import Decision, Meeting
from xuncha.basis.rules import Attendee, MeetingKind
from xuncha.guidance.actions.common import enter, require_below
from xuncha.guidance.models import CountyStatement, DispatchMeeting, DispatchTask
from xuncha.guidance.queries import Missing, missing_counties
from xuncha.guidance.rules import ANSWERING, GUIDES
from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.records import actions as records
from xuncha.records.models import Office


@dataclass(frozen=True)
class Dispatched:
    """A dispatch meeting as entered, and the counties that did not send everyone its rule asks for."""

    dispatch: DispatchMeeting
    missing: list[Missing]


@transaction.atomic
def hold_dispatch(meeting: Meeting, *, rule: str, by: Viewer) -> Dispatched:
    """A dispatch meeting; its attendance sheet is checked against the rule at once."""
    row = enter_dispatch(DispatchMeeting(meeting=meeting, rule=rule), by=by, at=meeting.at)
    return Dispatched(row, missing_counties(row))


@transaction.atomic
def enter_dispatch(row: DispatchMeeting, *, by: Viewer, at: date) -> DispatchMeeting:
    """A dispatch meeting as it was filled in."""
    if row.meeting.kind != MeetingKind.DISPATCH:
        raise NotAllowed("会议类型应为“调度会”。")
    row.office = row.meeting.office
    return enter(row, by=by, at=row.meeting.at)


@transaction.atomic
def take_attendance(
    dispatch: DispatchMeeting,
    *,
    people: Sequence[Mapping[str, Any]],
    by: Viewer,
    at: date,
    basis: str = "",
    note: str = "",
) -> DispatchMeeting:
    """Who came from which county: rows of {county, name, capacity, absent}."""
    records.require(dispatch, GUIDES, by=by)
    for row in people:
        county: Office = row["county"]
        require_below(dispatch.office, county)
        attendee = Attendee(
            name=row["name"],
            body=county.name,
            capacity=row["capacity"],
            present=not row["absent"],
            delegation=county,
        )
        basis_actions.call(dispatch.meeting, attendee, by=by)
    return dispatch


@transaction.atomic
def record_statement(dispatch: DispatchMeeting, county: Office, text: str, *, by: Viewer) -> CountyStatement:
    """What one county stated at the meeting."""
    row = CountyStatement(dispatch=dispatch, county=county, text=text)
    return enter_statement(row, by=by, at=dispatch.at)


@transaction.atomic
def enter_statement(row: CountyStatement, *, by: Viewer, at: date) -> CountyStatement:
    """A statement as it was filled in."""
    row.office = row.dispatch.office
    require_below(row.office, row.county)
    return enter(row, by=by, at=row.dispatch.at)


@transaction.atomic
def assign(
    dispatch: DispatchMeeting,
    *,
    counties: Collection[Office],
    text: str,
    due_on: date,
    by: Viewer,
    at: date | None = None,
    decision: Decision | None = None,
    basis: str = "",
    note: str = "",
) -> DispatchMeeting:
    """A task for each of these counties, all to be done by the same day."""
    if not counties:
        raise NotAllowed("请选择责任县（市、区）。")
    if due_on < dispatch.at:
        raise NotAllowed("完成期限早于会议日期，请核对。")
    if decision is not None and decision.agenda_item.meeting_id != dispatch.meeting_id:
        raise NotAllowed("所选决定事项不是本次会议的。")
    for county in counties:
        require_below(dispatch.office, county)
        row = DispatchTask(
            office=dispatch.office,
            dispatch=dispatch,
            county=county,
            decision=decision,
            text=text,
            due_on=due_on,
        )
        enter(row, by=by, at=dispatch.at)
    return dispatch


@transaction.atomic
def finish(
    task: DispatchTask, *, result: str, by: Viewer, at: date, basis: str = "", note: str = ""
) -> DispatchTask:
    """The county reports that its task is done. What comes late stays late."""
    records.require(task, ANSWERING, by=by)
    if not result.strip():
        raise NotAllowed("请填写完成情况。")
    if at < task.at:
        raise NotAllowed("完成日期早于会议日期，请核对。")
    sets = {"done_on": at, "result": result.strip()}
    return records.fill(task, "finish", by=by, at=at, sets=sets, basis=basis, note=note)
