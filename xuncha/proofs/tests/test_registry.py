"""A draft against the registry: the year's own report agrees figure by figure, and each planted slip is found by its key."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from xuncha.kernel.figures import Scope
from xuncha.proofs.engine.mention import Finding
from xuncha.proofs.formats import Proofed, read
from xuncha.proofs.queries.comparison import compared
from xuncha.proofs.readers.sources import Draft, read_file
from xuncha.proofs.tests.conftest import Typed
from xuncha.records.models import Installation

pytestmark = pytest.mark.once

Compare = Callable[[str], Proofed]

# (words of the report, the same with one digit changed, the key that must be named)
SLIPS = (
    ("传达6次", "传达8次", "leadership.study"),
    ("巡察工作11次", "巡察工作17次", "leadership.standing_committee"),
    ("综合情况3次", "综合情况2次", "leadership.secretary_meeting"),
    ("汇报40余次", "汇报50余次", "leadership.leading_group"),
    ("工作建议23条", "工作建议28条", "leadership.suggestions"),
    ("党组织84个", "党组织34个", "plan.units"),
    ("7家、8家", "7家、6家", "round4.units"),
    ("8家、9家", "8家、5家", "round5.units"),
    ("党组织12家", "党组织19家", "round6.units"),
    ("59.52%", "59.82%", "coverage.after_round6"),
    ("对12个党组织", "对15个党组织", "round7.routine"),
    ("省市联动7个", "省市联动1个", "round7.linked"),
    ("自行安排5个", "自行安排3个", "round7.own"),
    ("预计73.81%", "预计73.87%", "coverage.after_round7"),
    ("10月14日", "10月11日", "linkage.plan_issued"),
    ("巡察组4个", "巡察组9个", "linkage.groups"),
    ("党组织39个", "党组织33个", "linkage.county_units"),
    ("“回头看”61个", "“回头看”67个", "linkage.county_lookbacks"),
    ("报告77个", "报告71个", "linkage.counterpart_asked"),
    ("收到70个", "收到76个", "linkage.counterpart_received"),
    ("工作制度10项", "工作制度18项", "rules.revised"),
    ("村100个", "村700个", "liaison.villages"),
    ("360名左右", "860名左右", "pool.size"),
    ("4-6名", "4-8名", "pool.per_group"),
    ("3月派出检查组", "8月派出检查组", "guidance.march_groups"),
    ("共性问题19项", "共性问题18项", "guidance.common_problems"),
    ("问题线索52件", "问题线索57件", "clues.transferred"),
    ("反馈问题289个", "反馈问题239个", "feedback.problems"),
    ("点人点事的40余项", "点人点事的10余项", "named.supervised"),
    ("整改措施32项", "整改措施22项", "received.measures"),
    ("完成整改10项", "完成整改70项", "received.done"),
    ("车4辆", "车7辆", "resources.vehicles"),
)


@pytest.fixture(scope="module")
def _report_once() -> dict[str, str]:
    return {}


@pytest.fixture
def report(city: Installation, typed: Typed, _report_once: dict[str, str]) -> str:
    if not _report_once:
        _report_once["text"] = typed("report", 2019).out
    return _report_once["text"]


@pytest.fixture
def compare(city: Installation) -> Compare:
    scope = Scope(city.home.pk, 2019, city.today)

    def run(text: str) -> Proofed:
        return compared(read(Draft("稿.md", "md", text, b"")), city.home, scope)

    return run


def named(findings: tuple[Finding, ...]) -> set[str]:
    return set(re.findall(r"[a-z_0-9]+\.[a-z_0-9]+", "".join(map(str, findings))))


def test_every_figure_of_the_reports_text_and_table_agrees(report: str, compare: Compare) -> None:
    proofed = compare(report)
    assert proofed.findings == ()
    verdicts = [proofed.verdicts[mention.start] for mention in proofed.proof.mentions]
    assert len(verdicts) > 100
    assert {verdict.status for verdict in verdicts} == {"agrees"}


def test_the_reports_document_agrees_as_well(city: Installation, typed: Typed, tmp_path: Path) -> None:
    target = tmp_path / "报告.docx"
    typed("report", 2019, "--format", "docx", "-o", target)
    said = typed("proof", target, "--year", 2019, "--format", "json")
    assert said.code == 0, said.out
    assert '"status": "unknown"' not in said.out
    assert read_file(str(target)).text.count("52件") == 1


def test_each_slip_of_one_digit_is_found_under_its_key(report: str, compare: Compare) -> None:
    body = report[: report.index("## 附")]
    for words, slip, key in SLIPS:
        assert body.count(words) == 1, words
        assert key in named(tuple(compare(body.replace(words, slip)).findings)), slip


FREELY = {
    "市委常委会先后11次听取巡察工作汇报。": ("leadership.standing_committee", "agrees"),
    "市委常委会先后12次听取巡察工作汇报。": ("leadership.standing_committee", "differs"),
    "今年共移交问题线索52件。": ("clues.transferred", "agrees"),
    "今年共移交问题线索50余件。": ("clues.transferred", "agrees"),
    "今年共移交问题线索60余件。": ("clues.transferred", "differs"),
    "第六轮巡察了12家市直单位。": ("round6.units", "agrees"),
    "第七轮结束后，将完成全覆盖任务的73.8%。": ("coverage.after_round7", "agrees"),
    "第七轮结束后，将完成全覆盖任务的73.81。": ("coverage.after_round7", "agrees"),
    "巡察人才库现有约350人。": ("pool.size", "agrees"),
    "共性问题归纳为19项。": ("guidance.common_problems", "agrees"),
}  # fmt: skip


@pytest.mark.parametrize("text", FREELY)
def test_other_words_for_the_same_figure_are_understood(text: str, compare: Compare) -> None:
    proofed = compare(text)
    verdict = proofed.verdicts[proofed.proof.mentions[0].start]
    assert (verdict.key, verdict.status) == FREELY[text]


@pytest.mark.parametrize(
    "text",
    [
        "去年共移交问题线索40件。",
        "2018年移交问题线索40件。",
        "全县建成村级阵地31个。",
        "参会人员85名。",
        "未整改的15个问题占其反馈问题的20%。",
    ],
)
def test_of_what_the_words_do_not_settle_nothing_is_said(text: str, compare: Compare) -> None:
    proofed = compare(text)
    assert {verdict.status for verdict in proofed.verdicts.values()} == {"unknown"}
    assert proofed.is_clean
