"""The counterpart grid: the city's linked tasks down, the counties across."""

from dataclasses import dataclass

from xuncha.kernel.viewer import Viewer
from xuncha.linkage.models import Campaign, Counterpart
from xuncha.records.models import Office
from xuncha.rounds.models import Task


@dataclass(frozen=True)
class Line:
    """One linked task and its cell for each county; None where the county was not asked."""

    task: Task
    cells: tuple[Counterpart | None, ...]


@dataclass(frozen=True)
class Grid:
    counties: tuple[Office, ...]
    lines: tuple[Line, ...]


def grid(campaign: Campaign, viewer: Viewer) -> Grid:
    """The cells of the campaign that the viewer may see, in one query; empty rows and columns are left out."""
    rows = Counterpart.objects.visible_to(viewer).filter(campaign=campaign)
    cells = list(rows.select_related("task__organisation", "county", "unit"))
    counties = sorted({cell.county for cell in cells}, key=lambda county: county.code)
    tasks = sorted({cell.task for cell in cells}, key=lambda task: (task.at, task.pk))
    at = {(cell.task_id, cell.county_id): cell for cell in cells}
    lines = (Line(task, tuple(at.get((task.pk, county.pk)) for county in counties)) for task in tasks)
    return Grid(tuple(counties), tuple(lines))
