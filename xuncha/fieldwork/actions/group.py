"""A group's own meetings and its journal."""

from datetime import date
from typing import TypeVar

from xuncha.fieldwork.models.group import GroupRecord
from xuncha.fieldwork.rules.base import WRITERS
from xuncha.fieldwork.rules.group import check_group_day
from xuncha.kernel.viewer import Viewer
from xuncha.records import actions as records

G = TypeVar("G", bound=GroupRecord)


def enter(row: G, *, by: Viewer, at: date, basis: str = "") -> G:
    """From the day the group was set up until it hands over; later only by a paper that says why."""
    row.office_id = row.group.office_id
    records.require(row, WRITERS, by=by)
    check_group_day(row.group.at, row.group.dissolved_on, at, basis)
    return records.enter(row, by=by, at=at, basis=basis)
