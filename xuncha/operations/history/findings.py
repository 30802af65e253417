"""Earlier findings with the days on which they were fed back and struck off, and the paper of their feedback."""

from datetime import date

from xuncha.basis.models import Statement
from xuncha.basis.rules import DocumentKind, Stated
from xuncha.findings.models import Category, Feedback, Finding, FocusItem
from xuncha.findings.rules import (
    FINDING_LIFE,
    AddresseeType,
    FindingState,
    Nature,
    Weight,
)
from xuncha.operations.history.columns import Column, Line, dated, flag, groups, money, number, text, word
from xuncha.operations.history.job import TASK, Job, Kind
from xuncha.operations.history.lives import Life, way
from xuncha.operations.history.papers import document
from xuncha.rounds.models import Task

LIFE = Life(
    FINDING_LIFE,
    begun="found",
    days=(
        (FindingState.CONFIRMED, "confirmed", "审定日期"),
        (FindingState.FED_BACK, "fed_back", "反馈日期"),
        (FindingState.RECTIFIED, "rectified", "报告整改完成日期"),
        (FindingState.ACCEPTED, "accepted", "销号日期"),
        (FindingState.DROPPED, "dropped", "不采用日期"),
    ),
)
COLUMNS = (
    *TASK,
    Column("serial", "问题序号", number, required=True, help="在本任务中的序号"),
    Column("title", "问题", text(200), required=True),
    Column("facts", "具体表现"),
    Column("focus", "监督重点", text(120), required=True, help="监督重点的简称或者内容"),
    Column("category", "问题类别", text(60), required=True, help="类别编号或者名称"),
    word("nature", "性质", Nature),
    word("weight", "程度", Weight),
    Column("amount", "涉及金额（万元）", money),
    Column("clause", "违反的规定", text(200)),
    flag("in_text", "写入反馈意见", "不填的为“是”"),
    flag("in_list", "列入问题清单", "不填的为“是”"),
    flag("immediate", "立行立改", "不填的为“否”"),
    dated("found", "登记日期", required=True),
    *LIFE.columns(),
    Column("paper", "反馈文号", text(60), help="同一任务各行填写一致"),
    Column("paper_title", "反馈文件标题", text(200), help="本机构没有登记该文号时填写"),
    Column("stated", "反馈意见所述问题数", number, help="反馈文件自己写明的问题个数，用于核对"),
)


def load(job: Job, lines: list[Line]) -> None:
    focuses, categories = _focuses(job), _categories(job)
    for key, together in groups(
        lines, lambda line: (line["term"], line["round"], line["unit"], line["kind"])
    ):
        task = job.task(together[0])
        if task is None:
            for line in together[1:]:
                job.fault(line, "unit", "没有这一任务，见第%d行。" % together[0].row)
            continue
        _load_task(job, task, together, focuses, categories)
        job.seen[key] = together[0].row


def _load_task(
    job: Job,
    task: Task,
    lines: list[Line],
    focuses: dict[str, list[FocusItem]],
    categories: dict[str, Category],
) -> None:
    there = set(Finding.objects.live().filter(task=task).values_list("serial", flat=True))
    fed_back = [line for line in lines if _load(job, task, line, there, focuses, categories)]
    if any(line["paper"] or line["paper_title"] for line in lines):
        _feed_back(job, task, lines, len(fed_back))


def _load(
    job: Job,
    task: Task,
    line: Line,
    there: set[int],
    focuses: dict[str, list[FocusItem]],
    categories: dict[str, Category],
) -> bool:
    """Whether the finding was fed back."""
    steps = way(line, LIFE, job.today, job.faults)
    found = job.find(line, "focus", focuses, "本机构没有监督重点“%s”。")
    category = job.find(line, "category", categories, "本机构没有问题类别“%s”。")
    key = "finding", task.pk, line["serial"]
    if line["serial"] is None or not job.is_new(line, "serial", key, line["serial"] in there):
        return False
    if found is None or category is None or line["found"] is None:
        return False
    row = Finding(
        task=task,
        serial=line["serial"],
        title=line["title"] or "",
        facts=line["facts"] or "",
        focus=_in_force(found, line["found"]),
        category=category,
        nature=line["nature"] or "",
        weight=line["weight"] or "",
        amount=line["amount"],
        clause=line["clause"] or "",
        in_list=line["in_list"] is not False,
        immediate=bool(line["immediate"]),
    )
    row.in_text = row.in_list if line["in_text"] is None else line["in_text"]
    _check(job, line, task, row)
    job.store.enter(row, line["found"])
    job.store.take(row, steps, line["note"])
    return row.fed_back_on is not None


def _check(job: Job, line: Line, task: Task, row: Finding) -> None:
    day = line["fed_back"]
    if row.in_text and not row.in_list:
        job.fault(line, "in_text", "写入反馈意见的问题须列入问题清单。")
    if task.entered_on is None or line["found"] < task.entered_on:
        job.fault(line, "found", "任务尚未进驻，或者早于进驻日期（%s）。" % (task.entered_on or "无"))
    if day and not row.in_list:
        job.fault(line, "in_list", "未列入问题清单的问题不反馈。")
    if day and (task.fed_back_on is None or day != task.fed_back_on):
        job.fault(line, "fed_back", "与任务的反馈日期（%s）不一致。" % (task.fed_back_on or "无"))


def _feed_back(job: Job, task: Task, lines: list[Line], count: int) -> None:
    """The letter to the leading body, with the number it states (I5)."""
    first = next(line for line in lines if line["paper"] or line["paper_title"])
    for line in lines:
        for name in ("paper", "paper_title", "stated"):
            if line[name] not in (None, first[name]):
                job.fault(line, name, "与第%d行不一致。" % first.row)
    if task.fed_back_on is None:
        job.fault(first, "paper", "任务没有反馈日期，不能登记反馈文件。")
        return
    if Feedback.objects.live().filter(task=task, addressee_type=AddresseeType.BODY).exists():
        job.fault(first, "paper", "该任务的反馈已经登记。")
        return
    if first["stated"] not in (None, count):
        job.fault(first, "stated", "反馈意见所述%d个，表中已反馈的问题%d个。" % (first["stated"], count))
    paper = document(job, first, "paper", "paper_title", task.fed_back_on, DocumentKind.OPINION)
    if paper is None:
        return
    row = Feedback(task=task, addressee_type=AddresseeType.BODY, document=paper)
    job.store.enter(row, task.fed_back_on)
    if first["stated"] and not (paper.pk and paper.statements.live().filter(what=Stated.PROBLEMS).exists()):
        said = Statement(document=paper, what=Stated.PROBLEMS, count=first["stated"])
        job.store.enter(said, task.fed_back_on)


def _focuses(job: Job) -> dict[str, list[FocusItem]]:
    """Focus areas by what they are called, the oldest dictionary's first."""
    found: dict[str, list[FocusItem]] = {}
    rows = FocusItem.objects.of(job.known.office.pk).select_related("dictionary")
    for row in rows.order_by("dictionary__at", "pk"):
        for called in {row.short, row.text}:
            found.setdefault(called, []).append(row)
    return found


def _in_force(found: list[FocusItem], day: date) -> FocusItem:
    """Of several generations that call it so, the one in force on the day."""
    return next((row for row in reversed(found) if row.dictionary.at <= day), found[0])


def _categories(job: Job) -> dict[str, Category]:
    """By code, and by name where that names one only."""
    rows = list(Category.objects.of(job.known.office.pk))
    names = [row.name for row in rows]
    return {row.name: row for row in rows if names.count(row.name) == 1} | {row.code: row for row in rows}


FINDINGS = Kind(
    "findings",
    "问题",
    COLUMNS,
    load,
    example={
        "term": 4,
        "round": 1,
        "unit": "某市某某局党组",
        "kind": "常规巡察",
        "serial": 1,
        "title": "学习贯彻不够深入",
        "found": "2017-04-10",
        "confirmed": "2017-05-05",
        "fed_back": "2017-06-20",
        "state": "已反馈",
    },
)
