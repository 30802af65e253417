"""Working papers for tests: written, reviewed and signed by three persons of the task's group."""

from datetime import date
from decimal import Decimal
from typing import Any

from xuncha.fieldwork.actions import papers
from xuncha.fieldwork.models import Evidence, WorkingPaper
from xuncha.fieldwork.rules.papers import EvidenceKind, PaperState
from xuncha.kernel.viewer import GroupHold, Viewer
from xuncha.records.rules import Role
from xuncha.records.tests.builders import NUMBERS, viewer
from xuncha.rounds.models import Task
from xuncha.rounds.rules.tasks import TaskState
from xuncha.rounds.tests import builders as rounds

ENTERED, WRITTEN = date(2019, 6, 10), date(2019, 6, 12)


def task_on_site(**over: Any) -> Task:
    """A task whose group is on site."""
    team = over.pop("group", None) or rounds.group()
    values: dict[str, Any] = {"state": TaskState.ENTERED, "entered_on": ENTERED, "office": team.office}
    return rounds.task(group=team, **(values | over))


def seat(role: Role, on: Task) -> Viewer:
    """Someone who sits in the task's group and holds nothing else."""
    assert on.group_id
    return viewer(office=on.office, groups=(GroupHold(role, on.group_id),))


def paper(on: Task | None = None, by: Viewer | None = None, **over: Any) -> WorkingPaper:
    """A draft without evidence."""
    target = on or task_on_site()
    values: dict[str, Any] = {"title": f"第{next(NUMBERS)}份底稿", "amount": Decimal("12.50")}
    text = over.pop("text", "抽查发现违规发放津补贴。")
    row = WorkingPaper(task=target, **(values | over))
    return papers.write(row, by=by or seat(Role.MEMBER, target), at=WRITTEN, text=text)


def evidence(of: WorkingPaper, by: Viewer | None = None, **over: Any) -> Evidence:
    asked = {name: over.pop(name) for name in ("record", "upload") if name in over}
    values: dict[str, Any] = {
        "kind": EvidenceKind.DOCUMENT,
        "title": "会计凭证复印件",
        "source": "财务科",
        "page": "第3页",
    }
    row = Evidence(paper=of, **(values | over))
    return papers.add_evidence(row, by=by or seat(Role.MEMBER, of.task), at=WRITTEN, **asked)


def carried(row: WorkingPaper, state: PaperState) -> WorkingPaper:
    """The paper as far as `state`, each step by somebody else."""
    target = row.task
    steps = [
        ("submit", Role.MEMBER, PaperState.SUBMITTED),
        ("review", Role.LIAISON, PaperState.REVIEWED),
        ("study", Role.LIAISON, PaperState.STUDIED),
        ("sign", Role.GROUP_LEADER, PaperState.SIGNED),
        ("put_in_report", Role.GROUP_LEADER, PaperState.IN_REPORT),
    ]
    if not row.evidence.exists():
        evidence(row)
    for verb, role, reached in steps:
        if row.state == state:
            break
        papers.move(row, verb, by=seat(role, target), at=WRITTEN, basis="组务会纪要")
        assert row.state == reached
    return row


def signed(on: Task | None = None, **over: Any) -> WorkingPaper:
    return carried(paper(on, **over), PaperState.SIGNED)
