"""The language of a design: what may be referred to, how, and what is said of what may not."""

from dataclasses import replace

import pytest

from xuncha.reports.engine.design import (
    PART,
    Design,
    Section,
    Vocabulary,
    as_json,
    faults,
    from_json,
    lines,
    moved,
    paragraph,
    part,
    reference,
    with_new,
    without,
)
from xuncha.reports.queries.designs import SUPPLIED
from xuncha.reports.rules import DesignKind

KNOWN = Vocabulary(
    figures=frozenset({"clues.transferred", "coverage.now"}),
    families=frozenset({"round[n].units"}),
    rates=frozenset({"coverage.now"}),
    counties=frozenset({"clues.transferred"}),
    facts={"year": "年度", "county": "县"},
    numbers={"tasks": "任务"},
    lists={"foci": "重点"},
    per={"finished": "每轮", "county": "每县"},
    rounds=frozenset({"finished"}),
    bound={"county": frozenset({"county"})},
)
GOOD = Design("关于{@year}年度的报告", "", (part("一"), paragraph("移交线索{clues.transferred}。")))


def wrong(sentence: str, per: str = "") -> list[str]:
    return [str(one) for one in faults(replace(GOOD, sections=(paragraph(sentence, per=per),)), KNOWN)]


@pytest.mark.parametrize(
    ("sentence", "per"),
    [
        ("没有指标的一句。", ""),
        ("移交{clues.transferred}、{clues.transferred|exact}、{clues.transferred|over}。", ""),
        ("覆盖率{coverage.now}，即{coverage.now|exact}。", ""),
        ("以前各轮{n-earlier:round[n].units|in_chinese}。", ""),
        ("本轮{n:round[n].units}。", "finished"),
        ("{@county}{c:clues.transferred}。", "county"),
        ("{months:clues.transferred}。", ""),
        ("{#tasks}，其中{=foci}。", ""),
    ],
)
def test_what_is_known_may_be_referred_to(sentence: str, per: str) -> None:
    assert wrong(sentence, per) == []


@pytest.mark.parametrize(
    ("sentence", "per", "said"),
    [
        ("移交{clues.transfered}。", "", "没有名为“{clues.transfered}”的指标"),
        ("移交{clues.transferred。", "", "花括号不成对"),
        ("移交clues.transferred}。", "", "花括号不成对"),
        ("移交{}。", "", "没有名为“{}”的指标"),
        ("移交{clues.transferred|round}。", "", "没有名为“round”的写法"),
        ("覆盖率{coverage.now|over}。", "", "比率、日期或者区间"),
        ("{@year|exact}。", "", "不是指标"),
        ("本轮{round[n].units}。", "finished", "请写成“{n:round[n].units}”"),
        ("本轮{n:round[n].units}。", "", "按轮次重复的段落"),
        ("本轮{n:round[n].none}。", "finished", "没有名为“{n:round[n].none}”的轮次指标"),
        ("{c:clues.transferred}。", "", "按县（市、区）重复的段落"),
        ("{c:coverage.now}。", "county", "没有分县的记录"),
        ("{@county}。", "", "只能写在重复的段落里"),
        ("{@theme}。", "", "没有名为“{@theme}”的内容"),
        ("{#none}。", "", "没有名为“{#none}”的内容"),
        ("一句。", "suggestion", "不能这样重复"),
    ],
)
def test_what_is_not_known_is_named_with_its_section(sentence: str, per: str, said: str) -> None:
    told = wrong(sentence, per)
    assert len(told) == 1
    assert told[0].startswith("第1节：")
    assert said in told[0]


@pytest.mark.parametrize(
    ("design", "said"),
    [
        (replace(GOOD, title=" "), "请写明报告标题"),
        (replace(GOOD, title="{clues.transferred}"), "标题：这里只能引用文字"),
        (replace(GOOD, opening="共{#tasks}"), "导语：这里只能引用文字"),
        (replace(GOOD, sections=()), "报告没有正文"),
        (replace(GOOD, sections=(part(""), paragraph("一句。"))), "第1节：请写明本节的标题"),
        (replace(GOOD, sections=(Section(PART, "一", "一句。"), paragraph("一句。"))), "另起一节"),
        (replace(GOOD, sections=(Section(0, "标题", "一句。"),)), "不带标题的段落不能有标题"),
        (replace(GOOD, sections=(paragraph("一句。"), Section(0))), "第2节：没有正文"),
        (replace(GOOD, sections=(Section(9, "标", "一句。"),)), "没有这一级标题"),
        (replace(GOOD, sections=(paragraph("长" * 4_001),)), "请拆成几节"),
        (replace(GOOD, sections=tuple(paragraph("一句。") for _ in range(201))), "最多200节"),
    ],
)
def test_a_design_that_cannot_be_used_says_why(design: Design, said: str) -> None:
    assert any(said in str(one) for one in faults(design, KNOWN)), [str(one) for one in faults(design, KNOWN)]


def test_references_are_taken_apart() -> None:
    assert reference("n:round[n].units|exact") == reference(" n:round[n].units|exact ")
    assert (reference("@?vehicles").prefix, reference("@?vehicles").name) == ("@?", "vehicles")
    assert reference("clues.transferred").style is None


def test_sections_are_moved_added_and_taken_out_within_the_design() -> None:
    two = replace(GOOD, sections=(part("一"), part("二")))
    assert [s.heading for s in moved(two, 0, 1).sections] == ["二", "一"]
    assert moved(two, 0, -1) == moved(two, 1, 1) == moved(two, 7, -1) == two
    assert [s.heading for s in without(two, 0).sections] == ["二"]
    assert [s.heading for s in with_new(two, 0).sections] == ["一", "", "二"]
    assert len(with_new(replace(GOOD, sections=()), 0).sections) == 1


@pytest.mark.parametrize("kind", DesignKind)
def test_what_is_supplied_is_stored_and_read_again_as_it_is(kind: DesignKind) -> None:
    assert from_json(as_json(SUPPLIED[kind])) == SUPPLIED[kind]
    assert SUPPLIED[kind].title in lines(SUPPLIED[kind])
