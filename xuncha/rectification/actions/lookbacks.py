"""Judging the problems of the task before, and rectifying anew what was a sham or came back."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext

from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.records import actions as records
from xuncha.records.models import Record
from xuncha.rectification.actions import items, ledgers
from xuncha.rectification.models import Verdict
from xuncha.rectification.queries import lookbacks as queries
from xuncha.rectification.rules.ledgers import CHECKERS
from xuncha.rectification.rules.lookbacks import AGAIN, GIVERS, IN_THE_FIELD
from xuncha.rounds.models import Task


@transaction.atomic
def give(row: Verdict, *, by: Viewer, at: date) -> Verdict:
    """The group's verdict on one earlier problem. Who may also reopen its item does so with it; else the office will."""
    task = row.task
    row.office_id = task.office_id
    records.require(row, GIVERS, by=by)
    check_in_the_field(task, at)
    if not queries.earlier(task).filter(pk=row.finding_id).exists():
        raise NotAllowed("该问题不是前次巡察反馈的问题；新发现的，请登记为本次“回头看”的问题。")
    if not queries.unjudged(task).filter(pk=row.finding_id).exists():
        raise NotAllowed("该问题已有复查结论；需要改变的，请先撤回。")
    if not row.text.strip():
        raise NotAllowed("请写明复查情况。")
    records.enter(row, by=by, at=at)
    item = queries.item_of(row.finding)
    may = item is not None and not item.roles_of(by).isdisjoint(CHECKERS)
    if row.outcome in AGAIN and may and queries.can_be_reopened(item):
        reopen(row, by=by, at=at)
    return row


@transaction.atomic
def reopen(row: Verdict, *, by: Viewer, at: date, basis: str = "") -> Verdict:
    """Take the item up again, with what the group found as the reason."""
    records.require(row, CHECKERS, by=by)
    if row.outcome not in AGAIN:
        raise NotAllowed("复查结论为真改的，不需要重新整改。")
    item = queries.item_of(row.finding)
    if item is None or not queries.can_be_reopened(item):
        raise NotAllowed("该问题的整改事项正在整改，不需要重新整改。")
    said = {"outcome": gettext(row.outcome.label), "text": row.text}
    note = gettext("“回头看”认定%(outcome)s：%(text)s") % said
    items.move(item, "reopen", by=by, at=at, basis=basis, note=note)
    return records.fill(row, "reopen", by=by, at=at, basis=basis, sets={"reopened_on": at})


@transaction.atomic
def withdraw(row: Verdict, *, by: Viewer, at: date, note: str) -> Verdict:
    """Take a verdict back while the group is at work and nothing was reopened by it."""
    records.require(row, GIVERS, by=by)
    check_in_the_field(row.task, at)
    if row.reopened_on:
        raise NotAllowed("已经据此重新整改，不能撤回复查结论。")
    return records.void(row, by=by, at=at, note=note)


def check_in_the_field(task: Task, at: date) -> None:
    if not queries.looks_back(task):
        raise NotAllowed("只有写明前次任务的“回头看”才逐项复查。")
    if task.state not in IN_THE_FIELD:
        raise NotAllowed("复查结论应在进驻以后、提交报告以前登记。")
    if task.entered_on and at < task.entered_on:
        raise NotAllowed("日期不能早于进驻日期（%(day)s）。", day=task.entered_on.isoformat())


def lookback_verdicts_given(record: Record) -> None:
    """Guard of a look-back's report: a verdict on each problem of the task before."""
    assert isinstance(record, Task)
    if not queries.looks_back(record):
        return
    left = [str(row) for row in queries.unjudged(record)]
    if left:
        raise NotAllowed(
            "前次反馈的问题尚有%(count)s个没有复查结论：%(titles)s。",
            count=len(left),
            titles=ledgers.named(left),
        )


def lookback_problems_reopened(record: Record) -> None:
    """Guard of a look-back's feedback: what it found a sham or come back is rectified anew."""
    assert isinstance(record, Task)
    waiting = queries.lookback(record).waiting if queries.looks_back(record) else 0
    if waiting:
        raise NotAllowed("尚有%(count)s个假改、反弹的问题没有重新整改，请在复查结论办理。", count=waiting)
