"""Entering what a group did on site: of its own task, between entry and report."""

from collections.abc import Collection
from datetime import date
from typing import TypeVar

from xuncha.fieldwork.models.base import FieldRecord
from xuncha.fieldwork.rules.base import WRITERS, check_day
from xuncha.kernel.viewer import Viewer
from xuncha.records import actions as records

F = TypeVar("F", bound=FieldRecord)


def enter(
    row: F, *, by: Viewer, at: date, basis: str = "", note: str = "", roles: Collection[str] = WRITERS
) -> F:
    """Store the row. Before entry, on a day outside the stay, or after the report without a paper: refused."""
    row.office_id = row.task.office_id
    records.require(row, roles, by=by)
    check_day(row.task.state, row.task.entered_on, row.task.reported_on, at, basis)
    return records.enter(row, by=by, at=at, basis=basis, note=note)
