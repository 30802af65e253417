"""Fourth part of the round's story: problems on signed papers, their facts put to the unit, the report and its review."""

from dataclasses import dataclass

from xuncha.config.tests.cast import Cast, of
from xuncha.config.tests.pages import do, door, enter, fill, not_taken, register, saved, take, text
from xuncha.config.tests.round_in_field import work_off
from xuncha.config.tests.round_written import SIGNED, Written

FINDERS = ("groupleader", "liaison", "member")
PARTS = ("basics", "assessment", "causes", "advice")
SORTED = {"focus": "身边腐败和作风", "category": "1.2.1", "nature": "违纪违规", "weight": "较大"}


@dataclass(frozen=True)
class Found:
    """The problems, in the order of SIGNED, and the report that was handed in."""

    written: Written
    findings: tuple[str, str]
    report: str

    @property
    def task(self) -> str:
        return self.written.task


def find(cast: Cast, paper: str, amount: str) -> str:
    """A problem made of the paper: what the paper says stands in the boxes."""
    member = cast.at("member", paper)
    enter(member, "据此登记问题")
    cast.only(member.url, *FINDERS)
    assert member.input_value("form.x-entry [name=title]") in SIGNED
    fill(member, {"at": "2019-12-17", "amount": amount, **SORTED})
    return saved(member)


def put_facts(cast: Cast, finding: str, index: str) -> str:
    """Put by the liaison; read by the unit, which has no way to anything else of the group."""
    put = f"/findings/fact_answers/new/{of(finding, r'findings/findings/([^/]+)/')}/"
    cast.only(put, "groupleader", "liaison")
    cast.without_door(finding, put, "member")
    liaison = cast.at("liaison", finding)
    answer = register(liaison, "送核事实", at="2019-12-17", due_on="2019-12-19")
    cast.at("contact", "/findings/fact_answers/")
    cast["contact"].get_by_role("link", name=index).first.click()
    cast["contact"].wait_for_url(answer)
    return answer


def hear_the_unit(cast: Cast, findings: tuple[str, str], papers: tuple[str, str]) -> None:
    """One is confirmed; to the other the unit objects, on which the leader decides and nobody else."""
    first, second = (put_facts(cast, row, title) for row, title in zip(findings, SIGNED, strict=True))
    cast.unseen(findings[0], "contact", "clues", "county", "province", "sysadmin")
    cast.unseen(papers[0], "contact")
    cast.only(f"{first}confirm/", "groupleader", "liaison", "contact")
    assert "书面答复的文号或者名称" in not_taken(cast.at("liaison", first), "confirm", at="2019-12-18")
    take(cast.at("contact", first), "confirm", at="2019-12-18")
    do(cast.at("contact", second), "object", at="2019-12-18", objection="面积含公用机房，不应计入。")
    cast.only(f"{second}reject/", "groupleader")
    cast.without_door(second, f"{second}reject/", "liaison", "contact")
    take(cast.at("groupleader", second), "reject", at="2019-12-19", note="机房不在统计范围内，已经扣除。")


def leave(cast: Cast, task: str) -> None:
    assert "本环节尚有" in text(cast.at("groupleader", f"{task}leave/"))
    work_off(cast, task, "2019-12-19", "liaison")
    cast.only(f"{task}leave/", "groupleader", "liaison")
    take(cast.at("liaison", task), "leave", at="2019-12-20")
    work_off(cast, task, "2019-12-20", "liaison")


def report(cast: Cast, task: str, findings: tuple[str, str]) -> str:
    """Drafted by the group, handed in by its leader: problems settled, on signed papers, with their amounts."""
    draft = f"/papers/inspection_reports/new/{of(task, r'tasks/([^/]+)/')}/"
    cast.only(draft, *FINDERS)
    liaison = cast.at("liaison", task)
    said = {part: f"第{number}部分的文字。" for number, part in enumerate(PARTS, 1)}
    paper = register(liaison, "起草巡察报告", at="2019-12-20", **said)
    cast.unseen(paper, "general", "rectification", "leader", "contact", "clues", "sysadmin", "auditor")
    cast.only(f"{paper}do/hand_in/", "groupleader")
    leader = cast.at("groupleader", paper)
    assert "尚有2个问题未审定" in not_taken(leader, "do/hand_in", at="2019-12-20")
    for finding in findings:
        cast.only(f"{finding}confirm/", "groupleader")
        take(cast.at("groupleader", finding), "confirm", at="2019-12-20")
    leader.goto(paper)
    assert "所引底稿合计" in not_taken(leader, "do/hand_in", at="2019-12-20")
    put_amount_right(cast, findings[0])
    leader.goto(paper)
    do(leader, "hand_in", at="2019-12-20")
    assert "报告已交" in text(cast.at("groupleader", task))
    return paper


def put_amount_right(cast: Cast, finding: str) -> None:
    """A confirmed problem goes back to a draft by the office, and is rewritten by the group."""
    assert "100" in text(cast.at("member", finding))
    take(cast.at("rectification", finding), "send_back", at="2019-12-20", note="金额与底稿不一致。")
    cast.only(f"{finding}do/rewrite/", *FINDERS)
    do(cast.at("member", finding), "rewrite", at="2019-12-20", amount="128.5", note="按底稿更正。")
    take(cast.at("groupleader", finding), "confirm", at="2019-12-20")


def review(cast: Cast, task: str) -> None:
    """The office has an opinion, which the group answers; then the report passes."""
    general = cast.at("general", task)
    general.locator("main a[href*='/papers/report_versions/']").first.click()
    general.wait_for_url("**/report_versions/*-*/")
    version = general.url
    opinion = register(
        general, "提出审核意见", at="2019-12-23", aspect="定性", text="第一个问题定性宜再斟酌。"
    )
    cast.only(
        f"/papers/review_opinions/new/{of(version, r'versions/([^/]+)/')}/",
        "general",
        "director",
        "rectification",
    )
    work_off(cast, task, "2019-12-23")
    assert "尚有1条审核意见没有答复" in not_taken(cast.at("general", task), "review", at="2019-12-24")
    cast.only(f"{opinion}do/answer/", *FINDERS)
    do(cast.at("liaison", opinion), "answer", at="2019-12-23", text="已经采纳。")
    cast.only(f"{task}review/", "general", "director")
    assert door(cast.at("liaison", task), "审核通过").count() == 0
    take(cast.at("general", task), "review", at="2019-12-24")


def found(cast: Cast, written: Written) -> Found:
    findings = find(cast, written.papers[0], "100"), find(cast, written.papers[1], "")
    hear_the_unit(cast, findings, written.papers)
    leave(cast, written.task)
    paper = report(cast, written.task, findings)
    review(cast, written.task)
    return Found(written, findings, paper)
