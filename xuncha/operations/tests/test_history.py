"""Earlier records from a sheet: with their own days, all or nothing, and told by row and column what is wrong."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from django.core.management import call_command
from python_calamine import CalamineWorkbook

from xuncha.accounts.models import User
from xuncha.findings.models import Feedback, Finding
from xuncha.findings.tests import builders as findings
from xuncha.kernel.refusals import BadInput
from xuncha.operations.history.columns import Faulty, day, money, yes_no
from xuncha.operations.history.job import Kind
from xuncha.operations.history.load import KINDS
from xuncha.orgs.models import Organisation
from xuncha.orgs.tests.builders import organisation
from xuncha.people.models import Grant
from xuncha.people.tests.builders import installation, post
from xuncha.records.models import Office, Passage
from xuncha.records.rules import Role
from xuncha.records.tests.builders import office, user
from xuncha.rectification.models import Item, Ledger, Measure
from xuncha.rectification.queries import progress
from xuncha.rounds.models import Round, Task
from xuncha.rounds.queries.coverage import coverage
from xuncha.rounds.tests import builders as rounds

Rows = list[dict[str, object]]
Load = Callable[..., str]
YEAR = ("2017-02-06", "2017-02-13", "2017-02-20", "2017-02-24", "2017-02-27")
ROUND: dict[str, object] = {
    "term": 4, "round": 1, "name": "四届市委第一轮巡察", "rule_set": "2017年制度", "state": "培训动员",
    **dict(zip(("proposed", "submitted", "approved", "authorised", "mobilised"), YEAR, strict=True)),
}  # fmt: skip
TASK: dict[str, object] = {
    "term": 4, "round": 1, "unit": "某某局党组", "kind": "常规巡察", "modes": "本级独立", "group": 1,
    "listed": "2017-02-20", "notified": "2017-02-28", "entered": "2017/3/15", "left": "2017年4月28日",
    "reported": "2017-05-12", "reviewed": "2017-05-19", "heard": "2017-05-26", "decided": "2017-06-02",
    "fed_back": "2017-06-20", "state": "已反馈",
}  # fmt: skip
FINDING: dict[str, object] = {
    "term": 4, "round": 1, "unit": "某某局党组", "kind": "常规巡察", "serial": 1, "title": "学习不够深入",
    "focus": "思想建设", "category": "9.1", "found": "2017-04-10", "confirmed": "2017-05-05",
    "fed_back": "2017-06-20", "state": "已反馈", "paper": "巡办发〔2017〕8号", "paper_title": "反馈意见",
}  # fmt: skip
ITEM: dict[str, object] = {
    "owner_kind": "被巡察党组织", "term": 4, "round": 1, "unit": "某某局党组", "kind": "常规巡察",
    "ledger": "某某局整改台账", "opened": "2017-07-10", "source": "巡办发〔2017〕8号", "serial": 1,
    "due": "2017-08-20", "started": "2017-07-12", "state": "整改中", "measure_serial": 1, "measure": "制定学习计划",
    "measure_kind": "限期整改", "post": "党组书记", "finished": "2017-08-01",
}  # fmt: skip


def sheet(file: Path, kind: Kind, rows: Rows) -> Path:
    """Rows by the names of the columns as the sheet a clerk would send."""
    with xlsxwriter.Workbook(file) as book:
        page = book.add_worksheet()
        for number, column in enumerate(kind.columns):
            page.write_string(0, number, column.head + ("*" if column.required else ""))
            for row, values in enumerate(rows, 1):
                if values.get(column.name) is not None:
                    page.write(row, number, values[column.name])
    return file


@pytest.fixture
def clerk(db: None) -> User:
    """Of a small installation that has a term, a plan with four units, and nothing inspected yet."""
    home = installation(office()).home
    term = rounds.term(office=home)
    rounds.rule_set(home, name="2017年制度")
    units = [
        organisation(office=home, name=name, short_name=name, at=date(2010, 1, 1), by=term.by)
        for name in ("某某局党组", "第二局党组", "第三局党组", "第四局党组")
    ]
    rounds.version(units, term=term)
    post(organisation=units[0])
    findings.focus(home, short="思想建设", text="思想建设方面")
    findings.category(home, code="9.1")
    account = user()
    Grant.objects.create(user=account, role=Role.GENERAL, office=home, since=date(2019, 1, 1), by=account)
    return account


@pytest.fixture
def load(clerk: User, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Load:
    """Runs the command on a sheet of these rows; what it said."""

    def run(what: str, *rows: dict[str, object], **options: Any) -> str:
        file = sheet(tmp_path / f"{what}.xlsx", KINDS[what], list(rows))
        call_command("history", file, what=what, **{"username": clerk.username, **options})
        return capsys.readouterr().out

    return run


def loaded(load: Load, *kinds: str) -> None:
    rows = {"rounds": ROUND, "tasks": TASK, "findings": FINDING, "ledgers": ITEM}
    for kind in kinds:
        load(kind, rows[kind])


def said(why: pytest.ExceptionInfo[BadInput]) -> list[tuple[int, str, str]]:
    assert isinstance(why.value, Faulty)
    return [(fault.row, fault.head, fault.sentence) for fault in why.value.faults]


# --- What is stored ----------------------------------------------------------------------------


def test_everything_comes_in_with_its_own_days_and_is_marked_as_loaded(load: Load, clerk: User) -> None:
    loaded(load, "rounds", "tasks", "findings", "ledgers")
    round_, task, finding, item = (
        Round.objects.get(),
        Task.objects.get(),
        Finding.objects.get(),
        Item.objects.get(),
    )
    assert (round_.state, round_.approved_on) == ("mobilised", date(2017, 2, 20))
    assert (task.state, task.entered_on, task.left_on) == ("fed_back", date(2017, 3, 15), date(2017, 4, 28))
    assert (task.group.name, list(task.modes.values_list("mode", flat=True))) == ("第1巡察组", ["own"])
    assert (finding.state, finding.fed_back_on) == ("fed_back", date(2017, 6, 20))
    assert Feedback.objects.get().document.number == "巡办发〔2017〕8号" == Ledger.objects.get().source.number
    assert (item.finding, item.state, item.due_on) == (finding, "under_way", date(2017, 8, 20))
    assert [m.done_on for m in progress(item)] == [date(2017, 8, 1)]
    steps = list(task.passages())
    assert [(s.verb, s.at) for s in steps[:3]] == [
        ("enter", date(2017, 2, 20)), ("notify", date(2017, 2, 28)), ("enter", date(2017, 3, 15)),
    ]  # fmt: skip
    assert steps[-1].after == "fed_back"
    assert {(s.by_id, s.note) for s in steps} == {(clerk.pk, "历史数据导入：tasks.xlsx")}
    assert min(s.recorded_at.date() for s in steps) > date(2020, 1, 1)  # known now, happened then


def test_coverage_counts_loaded_tasks_like_any_other(load: Load) -> None:
    home = Office.objects.get()
    assert coverage(home.pk, date(2019, 12, 31)).percent == 0
    loaded(load, "rounds")
    load("tasks", TASK, {**TASK, "unit": "第二局党组", "group": 2})
    now = coverage(home.pk, date(2019, 12, 31))
    assert (now.percent, now.left) == (50, 2)
    assert coverage(home.pk, date(2017, 4, 27)).percent == 0  # by the days it happened


def test_a_term_the_office_has_not_yet_is_opened_by_its_own_columns(load: Load) -> None:
    row = {**ROUND, "term": 3, "proposed": "2012-02-01", "state": "酝酿"}
    row |= dict.fromkeys(("submitted", "approved", "authorised", "mobilised"))
    with pytest.raises(Faulty, match="没有登记第3届"):
        load("rounds", row)
    load("rounds", {**row, "term_name": "三届市委", "term_starts": "2012-01-01", "term_ends": "2016-12-31"})
    assert Round.objects.get().term.name == "三届市委"


def test_a_life_may_have_ended_aside_with_its_reason(load: Load) -> None:
    loaded(load, "rounds")
    row = {
        k: v for k, v in TASK.items() if k in ("term", "round", "unit", "kind", "modes", "listed", "notified")
    }
    row |= {"withdrawn": "2017-03-02", "state": "撤销"}
    with pytest.raises(Faulty, match="理由"):
        load("tasks", row)
    load("tasks", {**row, "note": "机构撤销"})
    assert Task.objects.get().passages().last().note == "机构撤销（历史数据导入：tasks.xlsx）"


# --- What is refused ---------------------------------------------------------------------------

WRONG: list[tuple[str, dict[str, object], tuple[str, str]]] = [
    ("rounds", {"approved": "2017-02-10"}, ("批准日期", "早于“报审日期”")),
    ("rounds", {"approved": None}, ("授权日期", "不能直接到")),
    ("rounds", {"state": "办结"}, ("状态", "按所填日期应为“培训动员”")),
    ("rounds", {"mobilised": "2020-01-01"}, ("动员日期", "晚于今天")),
    ("rounds", {"proposed": "昨天"}, ("提出日期", "不是日期")),
    ("rounds", {"rule_set": "旧制度"}, ("制度版本", "没有制度版本")),
    ("rounds", {"name": None}, ("轮次名称", "必填")),
    ("tasks", {"left": "2017-03-01"}, ("撤点日期", "早于“进驻日期”")),
    ("tasks", {"unit": "无名局党组"}, ("党组织", "没有“无名局党组”")),
    ("tasks", {"round": 2}, ("轮次", "请先导入轮次")),
    ("tasks", {"kind": "全面巡察"}, ("巡察类型", "没有“全面巡察”")),
    ("tasks", {"modes": "本级独立、上下联动", "upper_round": "省委第一轮"}, ("组织方式", "不能并列")),
    ("tasks", {"counts": "否"}, ("计入口径说明", "写明理由")),
    ("tasks", {"kind": "巡察“回头看”"}, ("无前次任务", "没有该党组织以前")),
    ("tasks", {"group": None}, ("巡察组序号", "应填写")),
    ("findings", {"fed_back": "2017-06-21"}, ("反馈日期", "不一致")),
    ("findings", {"focus": "别的"}, ("监督重点", "没有监督重点")),
    ("findings", {"amount": "许多"}, ("涉及金额（万元）", "不是金额")),
    ("findings", {"in_list": "否", "in_text": "否"}, ("列入问题清单", "不反馈")),
    ("findings", {"stated": 2}, ("反馈意见所述问题数", "所述2个")),
    ("ledgers", {"serial": 2}, ("事项序号", "没有第2个问题")),
    ("ledgers", {"post": "局长"}, ("责任岗位", "请先登记")),
    ("ledgers", {"measure_kind": None}, ("措施类型", "必填")),
    ("ledgers", {"finished": "2017-07-01"}, ("措施完成日期", "早于建账")),
    ("ledgers", {"done": "2017-08-02", "state": "已完成"}, ("事项状态", "与问题的状态")),
]
ORDER = ("rounds", "tasks", "findings", "ledgers")
BASE = {"rounds": ROUND, "tasks": TASK, "findings": FINDING, "ledgers": ITEM}


@pytest.mark.parametrize(("what", "change", "fault"), WRONG)
def test_what_is_wrong_is_told_by_row_and_column_and_nothing_is_stored(
    load: Load, what: str, change: dict[str, object], fault: tuple[str, str]
) -> None:
    loaded(load, *ORDER[: ORDER.index(what)])
    before = Passage.objects.count()
    with pytest.raises(Faulty) as why:
        load(what, {**BASE[what], **change})
    head, sentence = fault
    assert any(row == 2 and h == head and sentence in s for row, h, s in said(why)), said(why)
    assert Passage.objects.count() == before


def test_one_wrong_row_keeps_all_others_out(load: Load) -> None:
    loaded(load, "rounds")
    with pytest.raises(Faulty) as why:
        load("tasks", TASK, {**TASK, "unit": "第二局党组", "entered": "2017-01-01"}, TASK)
    assert [(row, head) for row, head, _ in said(why)] == [(3, "进驻日期"), (4, "党组织")]
    assert "第2行重复" in said(why)[1][2]
    assert not Task.objects.exists()


@pytest.mark.parametrize("what", ORDER)
def test_a_second_load_of_the_same_file_is_refused_in_one_sentence(load: Load, what: str) -> None:
    loaded(load, *ORDER[: ORDER.index(what) + 1])
    before = Passage.objects.count()
    with pytest.raises(BadInput, match="1行都已经导入过"):
        loaded(load, what)
    assert Passage.objects.count() == before


def test_a_ledger_covers_every_problem_that_was_fed_back(load: Load) -> None:
    loaded(load, "rounds", "tasks")
    load("findings", FINDING, {**FINDING, "serial": 2})
    with pytest.raises(Faulty, match="缺序号：2"):
        load("ledgers", ITEM)
    load("ledgers", ITEM, {**ITEM, "measure_serial": 2}, {**ITEM, "serial": 2})
    assert (Item.objects.count(), Measure.objects.count()) == (2, 3)


def test_a_check_stores_nothing_and_says_what_would_come(load: Load) -> None:
    assert "可以导入：1行" in load("rounds", ROUND, check=True)
    assert not Round.objects.exists()


@pytest.mark.parametrize("role", [None, Role.LEADER, Role.SYSTEM_ADMIN])
def test_only_who_keeps_the_offices_records_may_load(load: Load, clerk: User, role: Role | None) -> None:
    Grant.objects.all().delete()
    if role:
        Grant.objects.create(
            user=clerk, role=role, office=Office.objects.get(), since=date(2019, 1, 1), by=clerk
        )
    with pytest.raises(BadInput, match="没有导入历史数据的岗位"):
        load("rounds", ROUND)
    with pytest.raises(BadInput, match="没有账号"):
        load("rounds", ROUND, username="nobody")


def test_a_sheet_with_strange_or_missing_columns_is_refused(clerk: User, tmp_path: Path) -> None:
    file = tmp_path / "x.xlsx"
    with xlsxwriter.Workbook(file) as book:
        book.add_worksheet().write_column(0, 0, ["届次", 4])
    with pytest.raises(BadInput, match="缺少必填的列"):
        call_command("history", file, what="rounds", username=clerk.username)
    with pytest.raises(BadInput, match="可选：rounds、tasks、findings、ledgers"):
        call_command("history", file, what="clues", username=clerk.username)
    with pytest.raises(BadInput, match="无法打开"):
        call_command("history", tmp_path / "none.xlsx", what="rounds", username=clerk.username)


def test_many_rows_take_few_statements(load: Load, django_assert_max_num_queries: Any) -> None:
    loaded(load, "rounds", "tasks")
    with django_assert_max_num_queries(90):
        load("findings", *({**FINDING, "serial": n} for n in range(1, 501)))
    assert Finding.objects.count() == 500


# --- Templates and cells -----------------------------------------------------------------------


@pytest.mark.parametrize("what", ORDER)
def test_a_template_has_every_column_and_explains_it(what: str, tmp_path: Path) -> None:
    file = tmp_path / "template.xlsx"
    call_command("history", what=what, template=file)
    book = CalamineWorkbook.from_path(file)
    heads = [str(head).rstrip("*") for head in book.get_sheet_by_index(0).to_python()[0]]
    assert heads == [column.head for column in KINDS[what].columns]
    assert len(set(heads)) == len(heads)
    assert [line[0] for line in book.get_sheet_by_index(1).to_python()[1:]] == heads


@pytest.mark.parametrize("cell", ["2019-03-04", "2019/3/4", "2019年3月4日", "2019.3.4", "20190304"])
def test_a_day_is_read_as_clerks_write_it(cell: str) -> None:
    assert day(cell) == date(2019, 3, 4)


@pytest.mark.parametrize(
    ("read", "cell"),
    [(day, "2019-02-30"), (day, "3月4日"), (money, "-1"), (money, "NaN"), (yes_no, "也许")],
)
def test_a_cell_that_says_nothing_sensible_is_a_fault(read: Callable[[str], object], cell: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read(cell)


def test_the_units_of_other_offices_are_not_known_here(load: Load) -> None:
    loaded(load, "rounds")
    foreign: Organisation = organisation(office=office())
    with pytest.raises(Faulty, match="本机构没有"):
        load("tasks", {**TASK, "unit": foreign.name})
