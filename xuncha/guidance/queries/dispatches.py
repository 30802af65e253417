"""A dispatch meeting as it went: who came from where, and how far its tasks are."""

from dataclasses import dataclass
from datetime import date

from xuncha.basis.models import Attendance, Meeting
from xuncha.basis.rules import MeetingKind
from xuncha.guidance.models import DispatchMeeting
from xuncha.kernel.viewer import Viewer


def attended(dispatch: DispatchMeeting) -> int:
    """How many of those called came."""
    return Attendance.objects.live().filter(meeting=dispatch.meeting_id, present=True).count()


def without_record(viewer: Viewer, day: date) -> Meeting | None:
    """The latest dispatch meeting of the register that has not been entered as one."""
    held = Meeting.objects.visible_to(viewer).filter(kind=MeetingKind.DISPATCH, at__lte=day, dispatch=None)
    return held.order_by("-at", "-pk").first()


@dataclass(frozen=True)
class Far:
    """Tasks of a meeting: in time, late when they came, still open, and open past their day."""

    total: int = 0
    in_time: int = 0
    late: int = 0
    open: int = 0
    overdue: int = 0


def how_far(dispatch: DispatchMeeting, day: date) -> Far:
    rows = list(dispatch.county_tasks.live().values_list("due_on", "done_on"))
    return Far(
        len(rows),
        sum(done is not None and done <= due for due, done in rows),
        sum(done is not None and done > due for due, done in rows),
        sum(done is None and due >= day for due, done in rows),
        sum(done is None and due < day for due, done in rows),
    )
