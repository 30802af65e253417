"""Everything that changes a finding itself. Nothing else writes one."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max

from xuncha.basis.models import Document
from xuncha.findings import queries
from xuncha.findings.models import Category, Correction, Finding, FocusItem
from xuncha.findings.models.findings import TAGS
from xuncha.findings.rules import FROZEN, GROUP, HEAD, FindingState
from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.records import actions as records
from xuncha.rounds.models import Task

WORDING = {"title", "facts", "nature", "weight", "amount", "clause", "period", "persons", "sources"}
SORTING = {"focus", "category", "finder", "in_text", "in_list", "immediate", "watch_reason", *TAGS}
REVISABLE = WORDING | SORTING


@transaction.atomic
def register(finding: Finding, *, by: Viewer, at: date, basis: str = "", note: str = "") -> Finding:
    """Enter a new finding of a task that has not been fed back; it receives the task's next serial."""
    finding.office_id = finding.task.office_id
    records.require(finding, GROUP, by=by)
    queries.locked(finding.task)
    if queries.body_feedbacks(finding.task).exists():
        raise NotAllowed("该任务已经反馈，不能再登记问题。")
    _check_flags(finding.in_text, finding.in_list)
    _check_watched(finding.watched, finding.watch_reason)
    _check_finder(finding)
    _check_sorting(finding.task, finding.focus, finding.category, at)
    last = Finding.objects.filter(task=finding.task).aggregate(n=Max("serial"))["n"]
    finding.serial, finding.state = (last or 0) + 1, FindingState.DRAFT
    return records.enter(finding, by=by, at=at, basis=basis, note=note)


def move(finding: Finding, verb: str, *, by: Viewer, at: date, basis: str = "", note: str = "") -> Finding:
    """One step of the finding's life. A reopened finding is no longer struck off."""
    sets = {"accepted_on": None} if verb == "reopen" else None
    return records.move(finding, verb, by=by, at=at, basis=basis, note=note, sets=sets)


@transaction.atomic
def revise(finding: Finding, *, by: Viewer, at: date, note: str, changes: Mapping[str, Any]) -> Finding:
    """Rewrite a draft. What has been confirmed is sent back first; what was handed over is only corrected."""
    records.require(finding, GROUP, by=by)
    if finding.state != FindingState.DRAFT:
        raise NotAllowed("只有草拟状态的问题可以修改。")
    if not REVISABLE.issuperset(changes):
        raise NotAllowed("这些内容不能这样修改。")
    _check_flags(changes.get("in_text", finding.in_text), changes.get("in_list", finding.in_list))
    _check_watched(changes.get("watched", finding.watched), changes.get("watch_reason", finding.watch_reason))
    focus, category = changes.get("focus", finding.focus), changes.get("category", finding.category)
    if (focus, category) != (finding.focus, finding.category):
        _check_sorting(finding.task, focus, category, finding.at)
    return records.correct(finding, by=by, at=at, note=note, changes=changes)


def rewrite(finding: Finding, *, by: Viewer, at: date, note: str, **columns: Any) -> Finding:
    """Revise a draft by a page that holds all of it: what stands there as before is left alone."""
    changes = {name: value for name, value in columns.items() if value != getattr(finding, name)}
    return revise(finding, by=by, at=at, note=note, changes=changes)


@transaction.atomic
def correct(
    finding: Finding, *, wording: str, reason: str, by: Viewer, at: date, document: Document | None = None
) -> Correction:
    """Put a later wording of a frozen finding on record. What was handed over stays as it was."""
    records.require(finding, HEAD, by=by)
    if finding.state not in FROZEN:
        raise NotAllowed("尚未反馈的问题请直接修改。")
    before = queries.wording(finding)
    if not reason.strip() or wording.strip() in ("", before):
        raise NotAllowed("请写明更正后的表述和更正理由。")
    row = Correction(
        office_id=finding.office_id,
        finding=finding,
        before=before,
        after=wording,
        reason=reason,
        document=document,
    )
    return records.enter(row, by=by, at=at, basis=_cite(document), note=reason)


@transaction.atomic
def redate(
    finding: Finding, *, fed_back_on: date, by: Viewer, at: date, note: str, basis: str = ""
) -> Finding:
    """Put a wrong day of feedback right: figures of the year that were frozen with it will name this row (I10)."""
    records.require(finding, HEAD, by=by)
    if finding.state not in FROZEN:
        raise NotAllowed("尚未反馈的问题没有反馈日期。")
    if fed_back_on == finding.fed_back_on:
        raise NotAllowed("没有需要更正的日期。")
    if fed_back_on < finding.at:
        raise NotAllowed("反馈日期不能早于发现问题的日期（%(day)s）。", day=finding.at)
    return records.correct(
        finding, by=by, at=at, note=note, basis=basis, changes={"fed_back_on": fed_back_on}
    )


def _check_flags(in_text: bool, in_list: bool) -> None:
    if in_text and not in_list:
        raise NotAllowed("写入反馈意见的问题须列入问题清单。")


def _check_watched(watched: bool, reason: str) -> None:
    if watched and not reason.strip():
        raise NotAllowed("请写明重点关注的理由。")


def _check_finder(finding: Finding) -> None:
    if finding.finder is not None and finding.finder.group_id != finding.task.group_id:
        raise NotAllowed("发现人须为本任务巡察组的成员。")


def _check_sorting(task: Task, focus: FocusItem, category: Category, day: date) -> None:
    """By what was in force on the day it was found, and as the round began."""
    allowed = queries.dictionaries_of(task, day)
    if focus.dictionary_id not in {dictionary.pk for dictionary in allowed}:
        names = "、".join(dictionary.name for dictionary in allowed)
        if not names:
            raise NotAllowed("发现问题之日没有在用的监督重点，请先在“监督重点”中登记。")
        raise NotAllowed("本轮问题按“%(names)s”分类，请从中选择监督重点。", names=names)
    if not queries.categories(task, day).filter(pk=category.pk).exists():
        raise NotAllowed("类别“%(name)s”在发现问题之日不在用，请另选类别。", name=category.name)


def _cite(document: Document | None) -> str:
    return str(document)[:200] if document else ""
