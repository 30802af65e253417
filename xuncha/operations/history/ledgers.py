"""Open ledgers with their items and measures: one line a measure, an item's own columns on its first line."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any

from xuncha.basis.rules import DocumentKind
from xuncha.findings.models import Finding
from xuncha.findings.rules import FindingState
from xuncha.operations.history.columns import Column, Line, dated, groups, number, text, word
from xuncha.operations.history.job import KIND, ROUND, TERM, UNIT, Job, Kind
from xuncha.operations.history.lives import Life, way
from xuncha.operations.history.papers import document
from xuncha.people.models import Post
from xuncha.rectification.models import Item, ItemClass, Ledger, Measure
from xuncha.rectification.rules import ITEM_LIFE, ItemState, MeasureKind, OwnerKind
from xuncha.rounds.models import Task

LIFE = Life(
    ITEM_LIFE,
    begun="opened",
    days=(
        (ItemState.UNDER_WAY, "started", "启动日期"),
        (ItemState.OVERDUE, "lapsed", "认定到期未完成日期"),
        (ItemState.BASICALLY_DONE, "staged", "取得阶段性成果日期"),
        (ItemState.STANDING, "standing", "转长期坚持日期"),
        (ItemState.DONE, "done", "销号日期"),
    ),
)
FOR_TASKS = "整改主体为被巡察党组织的填写"
COLUMNS = (
    word("owner_kind", "整改主体类型", OwnerKind, required=True),
    Column(TERM.name, TERM.head, TERM.read, help=FOR_TASKS),
    Column(ROUND.name, ROUND.head, ROUND.read, help=FOR_TASKS),
    Column(UNIT.name, UNIT.head, help=FOR_TASKS),
    Column(KIND.name, KIND.head, KIND.read, help=FOR_TASKS, choices=KIND.choices),
    Column("county", "县级巡察办", text(60), help="整改主体为县（市、区）的，填写名称或者区划代码"),
    Column("ledger", "整改台账", text(120), required=True, help="台账名称，同一台账各行填写一致"),
    dated("opened", "建账日期", required=True),
    Column("source", "来源文号", text(60), help="反馈意见等来源文件的文号"),
    Column("source_title", "来源文件标题", text(200), help="本机构没有登记该文号时填写"),
    Column("heading", "类别", text(120), help="不填的，取问题的监督重点；其他主体必填"),
    Column("serial", "事项序号", number, required=True, help="被巡察党组织的，为问题序号"),
    Column("title", "整改事项", text(200), help="不填的，取问题；其他主体必填"),
    dated("due", "整改期限", required=True),
    *LIFE.columns("事项状态"),
    Column("measure_serial", "措施序号", number),
    Column("measure", "整改措施", text(300)),
    word("measure_kind", "措施类型", MeasureKind),
    Column("department", "责任单位", text(120), help="不填的，为被巡察党组织"),
    Column("post", "责任岗位", text(60), help="责任单位登记的岗位，如“党组书记”"),
    dated("measure_due", "措施期限", help_="不填的，为整改期限"),
    dated("finished", "措施完成日期"),
)
OF_ITEM = ("due", "title", "heading", "state", *(name for _, name, _ in LIFE.days))


@dataclass
class Open:
    """A ledger while it is being loaded: its classes by heading, its items with their lines."""

    ledger: Ledger
    problems: dict[int, Finding]
    classes: dict[str, ItemClass]


def load(job: Job, lines: list[Line]) -> None:
    """Ledger by ledger."""
    there: set[Hashable] = {_key_of(row) for row in Ledger.objects.of(job.known.office.pk)}
    for _, together in groups(lines, lambda line: _told(line)):
        _load_ledger(job, together, there)


def _told(line: Line) -> Hashable:
    names = ("owner_kind", "term", "round", "unit", "kind", "county", "ledger")
    return tuple(line[name] for name in names)


def _key_of(row: Ledger) -> Hashable:
    """A task has one ledger; a county or the office has one of each title."""
    return ("task", row.task_id) if row.task_id else (row.owner_kind, row.county_id, row.title)


def _load_ledger(job: Job, lines: list[Line], there: set[Hashable]) -> None:
    first = lines[0]
    row = _ledger(job, first)
    if row is None or first["opened"] is None or first["ledger"] is None:
        return
    key = _key_of(row)
    if key in there:
        job.there += len(lines) - 1
    if not job.is_new(first, "ledger", ("ledger", key), key in there):
        return
    paper = document(job, first, "source", "source_title", first["opened"], DocumentKind.OPINION)
    if paper is None:
        return
    row.source = paper
    job.store.enter(row, first["opened"])
    opened = Open(row, _problems(row.task), {})
    for serial, of_item in groups(lines, lambda line: line["serial"]):
        if serial is not None:
            _load_item(job, opened, serial, of_item)
    _check_covered(job, opened, lines)


def _ledger(job: Job, line: Line) -> Ledger | None:
    """The ledger with its owner; None, with a fault, where the owner is not said or not known."""
    kind = line["owner_kind"]
    row = Ledger(owner_kind=kind or "", title=line["ledger"] or "")
    if kind == OwnerKind.TASK:
        missing = [name for name in ("term", "round", "unit", "kind") if line[name] is None]
        for name in missing:
            job.fault(line, name, "整改主体为被巡察党组织的，必填。")
        row.task = None if missing else job.task(line)
        return row if row.task else None
    if kind == OwnerKind.COUNTY:
        if line["county"] is None:
            job.fault(line, "county", "整改主体为县（市、区）的，必填。")
        row.county = job.find(line, "county", job.known.counties)
        return row if row.county else None
    return row if kind else None


def _problems(task: Task | None) -> dict[int, Finding]:
    """The task's list as it was handed over, by serial."""
    if task is None:
        return {}
    rows = Finding.objects.live().frozen().filter(task=task).select_related("focus")
    return {row.serial: row for row in rows}


def _load_item(job: Job, opened: Open, serial: int, lines: list[Line]) -> None:
    first, ledger = lines[0], opened.ledger
    for line in lines[1:]:
        _check_same(job, first, line)
    steps = way(first, LIFE, job.today, job.faults)
    problem = opened.problems.get(serial)
    if ledger.task and problem is None:
        job.fault(first, "serial", "问题清单中没有第%d个问题。" % serial)
    if first["due"] is None:
        return
    title, heading = _called(job, first, ledger, problem)
    if not (title and heading):
        return
    item = Item(
        ledger=ledger,
        item_class=_class(job, opened, heading, ledger),
        finding=problem,
        serial=serial,
        title=title,
        due_on=first["due"],
    )
    job.store.enter(item, ledger.at)
    job.store.take(item, steps, first["note"])
    finished = [_load_measure(job, item, line) for line in lines if _has_measure(job, line)]
    _check_measures(job, first, item, finished)


def _called(job: Job, line: Line, ledger: Ledger, problem: Finding | None) -> tuple[str, str]:
    """Title and heading: of the problem where the sheet does not say."""
    if problem:
        return line["title"] or problem.title, line["heading"] or problem.focus.text
    if ledger.task is None:
        for name in ("title", "heading"):
            if line[name] is None:
                job.fault(line, name, "不是由反馈问题形成的事项，必填。")
    return line["title"] or "", line["heading"] or ""


def _check_same(job: Job, first: Line, line: Line) -> None:
    for name in (*OF_ITEM, "opened"):
        if line[name] not in (None, first[name]):
            job.fault(line, name, "与同一事项的第%d行不一致。" % first.row)


def _class(job: Job, opened: Open, heading: str, ledger: Ledger) -> ItemClass:
    if heading not in opened.classes:
        row = ItemClass(ledger=ledger, title=heading, serial=len(opened.classes) + 1)
        opened.classes[heading] = job.store.enter(row, ledger.at)
    return opened.classes[heading]


def _has_measure(job: Job, line: Line) -> bool:
    """Whether the line speaks of a measure; one that does half is a fault."""
    names = ("measure_serial", "measure", "measure_kind", "post")
    given = [name for name in names if line[name] is not None]
    for name in names:
        if given and name not in given:
            job.fault(line, name, "登记措施的，必填。")
    return len(given) == len(names)


def _load_measure(job: Job, item: Item, line: Line) -> Any:
    """The day on which the measure was finished; None while it is not."""
    owner = _owner(job, item, line)
    job.is_new(line, "measure_serial", ("measure", item.uid, line["measure_serial"]), False)
    if owner is None:
        return line["finished"]
    row = Measure(
        item=item,
        serial=line["measure_serial"],
        text=line["measure"],
        kind=line["measure_kind"],
        owner=owner,
        department=owner.organisation,
        due_on=line["measure_due"] or item.due_on,
    )
    job.store.enter(row, item.at)
    day = line["finished"]
    if day:
        if not item.at <= day <= job.today:
            job.fault(line, "finished", "早于建账日期，或者晚于今天。")
        job.store.fill(row, "finish", day, "done_on")
    return day


def _owner(job: Job, item: Item, line: Line) -> Post | None:
    unit = job.find(line, "department", job.known.organisations)
    if line["department"] is None and item.ledger.task:
        unit = item.ledger.task.organisation
    if unit is None:
        if line["department"] is None:
            job.fault(line, "department", "必填。")
        return None
    found = job.known.posts.get((unit.pk, line["post"]))
    if found is None:
        job.fault(line, "post", "“%s”没有登记岗位“%s”，请先登记。" % (unit.short_name, line["post"]))
    return found


def _check_measures(job: Job, line: Line, item: Item, finished: Sequence[Any]) -> None:
    """What the guards of striking off ask, and that item and problem stand alike."""
    if item.state == ItemState.DONE and (not finished or None in finished):
        job.fault(line, "state", "已经销号的事项，其措施应全部完成并填写完成日期。")
    if item.state in (ItemState.BASICALLY_DONE, ItemState.STANDING) and not any(finished):
        job.fault(line, "state", "取得阶段性成果的事项，至少有一项措施已经完成。")
    if item.finding and (item.finding.state == FindingState.ACCEPTED) != (item.state == ItemState.DONE):
        said = item.finding.state_label()
        job.fault(line, "state", "与问题的状态“%s”不一致。" % said)


def _check_covered(job: Job, opened: Open, lines: Sequence[Line]) -> None:
    """A unit's ledger has one item for each problem handed over (I5)."""
    left = sorted(set(opened.problems) - {line["serial"] for line in lines})
    if left:
        told = "、".join(str(serial) for serial in left[:10])
        job.fault(lines[0], "ledger", "台账未覆盖问题清单的全部问题，缺序号：%s。" % told)


LEDGERS = Kind(
    "ledgers",
    "整改台账",
    COLUMNS,
    load,
    example={
        "owner_kind": "被巡察党组织",
        "term": 4,
        "round": 1,
        "unit": "某市某某局党组",
        "kind": "常规巡察",
        "ledger": "某某局巡察反馈问题整改台账",
        "opened": "2017-07-10",
        "source_title": "关于巡察某某局党组的反馈意见",
        "serial": 1,
        "due": "2017-08-20",
        "started": "2017-07-12",
        "state": "整改中",
        "measure_serial": 1,
        "measure": "制定学习计划并按月检查",
        "measure_kind": "限期整改",
        "post": "党组书记",
    },
)
