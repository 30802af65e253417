"""When fieldwork is written down, and by whom (domain §4.2, §4.3)."""

from datetime import date

from xuncha.kernel.refusals import NotAllowed
from xuncha.records.rules import GROUP, Role
from xuncha.rounds.rules.tasks import TaskState

READERS = frozenset({Role.DIRECTOR, Role.COUNTY_OFFICE})  # of the office: no section, see domain §3.2
WRITERS = GROUP | {Role.COUNTY_OFFICE}  # a county's office writes for its groups
OPEN = (TaskState.ENTERED, TaskState.LEFT)  # from entry until the report is handed in
BEFORE = (TaskState.LISTED, TaskState.NOTIFIED, TaskState.POSTPONED, TaskState.WITHDRAWN)


def takes_fieldwork(state: str) -> bool:
    """Whether a task in this state takes records without further ado."""
    return state in OPEN


def has_entered(state: str) -> bool:
    """Whether a record may be entered at all, if only late and by a paper."""
    return state not in (*BEFORE, TaskState.ARCHIVED)


def check_day(state: str, entered_on: date | None, reported_on: date | None, at: date, basis: str) -> None:
    """Refuse what did not happen between entry and report; after the report only by a paper that says why."""
    if state in BEFORE or entered_on is None:
        raise NotAllowed("巡察组尚未进驻，不能登记了解情况。")
    if at < entered_on:
        raise NotAllowed("日期早于进驻日期（%(day)s），请核对。", day=entered_on)
    if takes_fieldwork(state):
        return
    if not basis.strip():
        raise NotAllowed("巡察报告已经提交，补录须写明依据。")
    if reported_on and at > reported_on:
        raise NotAllowed("日期晚于巡察报告提交日期（%(day)s），请核对。", day=reported_on)
