"""Earlier tasks with their own days. A group that the round has not yet comes with its first task."""

from xuncha.operations.history.columns import Column, Line, dated, flag, number, text, word
from xuncha.operations.history.job import TASK, Job, Kind
from xuncha.operations.history.lives import Life, way
from xuncha.orgs.models import Organisation
from xuncha.rounds.models import Group, Round, Task, TaskMode
from xuncha.rounds.rules.kinds import Mode, TaskKind, contradicts, qualifies
from xuncha.rounds.rules.rounds import RoundState
from xuncha.rounds.rules.tasks import SETTLED, TASK_LIFE, TaskState

LIFE = Life(
    TASK_LIFE,
    begun="listed",
    days=(
        (TaskState.NOTIFIED, "notified", "通知日期"),
        (TaskState.ENTERED, "entered", "进驻日期"),
        (TaskState.LEFT, "left", "撤点日期"),
        (TaskState.REPORTED, "reported", "报告日期"),
        (TaskState.REVIEWED, "reviewed", "办公室审核日期"),
        (TaskState.HEARD, "heard", "领导小组审议日期"),
        (TaskState.DECIDED, "decided", "书记专题会日期"),
        (TaskState.FED_BACK, "fed_back", "反馈日期"),
        (TaskState.RECTIFYING, "rectifying", "整改方案审定日期"),
        (TaskState.PROGRESS_REPORTED, "progress", "进展报告日期"),
        (TaskState.PUBLISHED, "published", "公开日期"),
        (TaskState.EVALUATED, "evaluated", "成效评估日期"),
        (TaskState.ARCHIVED, "archived", "归档日期"),
        (TaskState.POSTPONED, "postponed", "延期日期"),
        (TaskState.WITHDRAWN, "withdrawn", "撤销日期"),
    ),
)
COLUMNS = (
    *TASK,
    word("modes", "组织方式", Mode, required=True, many=True),
    Column("group", "巡察组序号", number, help="本轮第几巡察组；没有登记的随任务登记"),
    flag("counts", "计入覆盖", "不填的按巡察类型"),
    Column("counts_reason", "计入口径说明", text(200), help="与巡察类型的通常口径不同的，写明理由"),
    Column("unplanned", "计划外理由", text(200)),
    Column("upper_round", "上级轮次", text(80), help="上下联动的，填写联动的上级轮次"),
    flag("first", "无前次任务", "“回头看”没有前次任务的填“是”，并在说明中写明理由"),
    dated("listed", "列入日期", required=True),
    *LIFE.columns(),
)


def load(job: Job, lines: list[Line]) -> None:
    for line in lines:
        _load(job, line)


def _load(job: Job, line: Line) -> None:
    steps = way(line, LIFE, job.today, job.faults)
    round_, unit = job.round(line), job.find(line, "unit", job.known.organisations)
    if round_ is None or unit is None or line["kind"] is None or line["listed"] is None:
        return
    key = round_.pk, unit.pk, str(line["kind"])
    if not job.is_new(line, "unit", key, key in job.known.tasks):
        return
    task = Task(
        round=round_,
        organisation=unit,
        kind=line["kind"],
        group=_group(job, line, round_),
        counts=qualifies(line["kind"]) if line["counts"] is None else line["counts"],
        counts_reason=line["counts_reason"] or "",
        unplanned_reason=line["unplanned"] or "",
        upper_round=line["upper_round"] or "",
    )
    _check(job, line, task)
    job.store.enter(task, line["listed"])
    for mode in line["modes"] or ():
        job.store.add(TaskMode(task=task, mode=mode))
    job.store.take(task, steps, line["note"])


def _check(job: Job, line: Line, task: Task) -> None:
    """What the list of a round asks of every target (I1), and that a closed round has no open task."""
    _check_unit(job, line, task.organisation)
    _check_parent(job, line, task)
    modes = line["modes"] or ()
    if contradicts(modes):
        job.fault(line, "modes", "本级独立与联动不能并列。")
    if Mode.LINKED in modes and not task.upper_round:
        job.fault(line, "upper_round", "上下联动的任务应写明联动的上级轮次。")
    if task.counts != qualifies(task.kind) and not task.counts_reason:
        job.fault(line, "counts_reason", "是否计入覆盖与巡察类型的通常口径不同，请写明理由。")
    if task.round.state == RoundState.CLOSED and line["state"] not in (None, *SETTLED):
        job.fault(line, "state", "本轮已经办结，任务应为“已归档”或者“撤销”。")
    if task.group is None and line["entered"]:
        job.fault(line, "group", "已经进驻的任务应填写巡察组序号。")
    if task.round.at > line["listed"]:
        job.fault(line, "listed", "早于轮次提出日期（%s）。" % task.round.at)


def _check_unit(job: Job, line: Line, unit: Organisation) -> None:
    day = line["listed"]
    if day < unit.at or (unit.abolished_on and day >= unit.abolished_on):
        job.fault(line, "unit", "该党组织在%s不存在或者已经撤销。" % day)


def _check_parent(job: Job, line: Line, task: Task) -> None:
    """A look-back is bound to the latest earlier task of the same organisation, or says why there is none."""
    if task.kind != TaskKind.LOOKBACK:
        return
    if task.counts:
        job.fault(line, "counts", "“回头看”不计入覆盖。")
    if line["first"]:
        task.without_parent_reason = (line["note"] or "")[:200]
        if not task.without_parent_reason:
            job.fault(line, "note", "没有前次任务的，请写明理由。")
        return
    before = [
        row
        for row in job.known.tasks.values()
        if row.organisation_id == task.organisation_id and row.left_on and row.left_on <= line["listed"]
    ]
    if not before:
        job.fault(line, "first", "没有该党组织以前完成的任务；确无前次任务的，填“是”并写明理由。")
        return
    task.parent_task = max(before, key=lambda row: (row.left_on, row.pk))


def _group(job: Job, line: Line, round_: Round) -> Group | None:
    if line["group"] is None:
        return None
    key = round_.pk, line["group"]
    if key not in job.known.groups:
        row = Group(round=round_, number=line["group"], name="第%d巡察组" % line["group"])
        job.known.groups[key] = job.store.enter(row, round_.approved_on or round_.at)
        if round_.closed_on:
            job.store.fill(row, "dissolve", round_.closed_on, "dissolved_on")
    return job.known.groups[key]


TASKS = Kind(
    "tasks",
    "巡察任务",
    COLUMNS,
    load,
    example={
        "term": 4,
        "round": 1,
        "unit": "某市某某局党组",
        "kind": "常规巡察",
        "modes": "本级独立",
        "group": 1,
        "listed": "2017-02-20",
        "notified": "2017-02-28",
        "entered": "2017-03-15",
        "left": "2017-04-28",
        "state": "已撤点",
    },
)
