"""Dispatch meetings and what each county stated. They are dated as the meeting."""

from dataclasses import dataclass

from django.db import transaction

from xuncha.basis.models import Meeting
from xuncha.basis.rules import MeetingKind
from xuncha.guidance.actions.common import enter, require_below
from xuncha.guidance.models import (
    CountyStatement,
    DispatchMeeting,
)
from xuncha.guidance.queries import Missing, missing_counties
from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.records.models import Office


@dataclass(frozen=True)
class Dispatched:
    """A dispatch meeting as entered, and the counties that did not send everyone its rule asks for."""

    dispatch: DispatchMeeting
    missing: list[Missing]


@transaction.atomic
def hold_dispatch(meeting: Meeting, *, rule: str, by: Viewer) -> Dispatched:
    """A dispatch meeting; its attendance sheet is checked against the rule at once."""
    if meeting.kind != MeetingKind.DISPATCH:
        raise NotAllowed("会议类型应为“调度会”。")
    row = enter(DispatchMeeting(office=meeting.office, meeting=meeting, rule=rule), by=by, at=meeting.at)
    return Dispatched(row, missing_counties(row))


@transaction.atomic
def record_statement(dispatch: DispatchMeeting, county: Office, text: str, *, by: Viewer) -> CountyStatement:
    """What one county stated at the meeting."""
    require_below(dispatch.office, county)
    return enter(
        CountyStatement(office=dispatch.office, dispatch=dispatch, county=county, text=text),
        by=by,
        at=dispatch.at,
    )
