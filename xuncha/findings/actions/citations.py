"""On which signed papers a finding rests, and what a report must show of them (domain §4.4, §4.5)."""

from datetime import date
from typing import Any

from django.db import transaction

from xuncha.fieldwork.models import WorkingPaper
from xuncha.fieldwork.rules.base import takes_fieldwork
from xuncha.findings import queries
from xuncha.findings.actions import findings
from xuncha.findings.models import Citation, Finding
from xuncha.findings.rules import FROZEN, GROUP, FindingState
from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.records import actions as records
from xuncha.records.models import Record
from xuncha.rounds.models import Task


@transaction.atomic
def cite(citation: Citation, *, by: Viewer, at: date) -> Citation:
    """The finding rests on the paper: signed, of the same task, as long as nothing was handed over."""
    finding, paper = citation.finding, citation.paper
    citation.office_id = finding.office_id
    records.require(citation, GROUP, by=by)
    _check_citable(paper, finding.task)
    if finding.state in FROZEN or finding.state == FindingState.DROPPED:
        raise NotAllowed("问题已经反馈或者不采用，不能再引用底稿。")
    if Citation.objects.live().filter(finding=finding, paper=paper).exists():
        raise NotAllowed("该问题已经引用此份底稿。")
    return records.enter(citation, by=by, at=at)


@transaction.atomic
def withdraw(citation: Citation, *, by: Viewer, at: date, note: str) -> Citation:
    """Rest the finding on this paper no longer; until the report is handed in."""
    records.require(citation, GROUP, by=by)
    if not takes_fieldwork(citation.finding.task.state):
        raise NotAllowed("巡察报告已经提交，不能撤销对底稿的引用。")
    return records.void(citation, by=by, at=at, note=note)


@transaction.atomic
def register_from_paper(citation: Citation, *, by: Viewer, at: date, **columns: Any) -> Finding:
    """A finding made of a signed paper, together with its citation."""
    paper = citation.paper
    _check_citable(paper, paper.task)
    citation.finding = findings.register(Finding(task=paper.task, **columns), by=by, at=at)
    return cite(citation, by=by, at=at).finding


def findings_cite_signed_papers(record: Record) -> None:
    """Guard of a task's report: every problem of it rests on at least one signed paper."""
    assert isinstance(record, Task)
    missing = queries.without_paper(record).count()
    if missing:
        raise NotAllowed("尚有%(count)s个问题没有引用经签批的底稿，不能提交报告。", count=missing)


def findings_amounts_tally(record: Record) -> None:
    """Guard of a task's report: what a problem states is what its papers add up to."""
    assert isinstance(record, Task)
    wrong = queries.misstated(record)
    if wrong:
        finding, tally = wrong[0]
        raise NotAllowed(
            "问题“%(title)s”的涉及金额%(stated)s万元，与所引底稿合计%(cited)s万元不一致，请核对。",
            title=finding.title,
            stated=tally.stated,
            cited=tally.cited,
        )


def _check_citable(paper: WorkingPaper, task: Task) -> None:
    if paper.task_id != task.pk:
        raise NotAllowed("只能引用本任务的底稿。")
    if not paper.may_be_cited():
        raise NotAllowed("底稿“%(title)s”尚未签批，或者不入报告，不能引用。", title=paper.title)
