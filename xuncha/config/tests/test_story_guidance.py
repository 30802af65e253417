"""Guidance of counties in a real Chromium: checked, told, rectified, looked at again; proposed, supervised, measured."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from xuncha.config.tests.cast import Cast, cast
from xuncha.config.tests.pages import (
    SAVE,
    declined,
    do,
    enter,
    fill,
    not_taken,
    refused,
    register,
    saved,
    take,
    text,
)
from xuncha.config.tests.running import BROWSER_STORY, demo
from xuncha.ui.tests.browsers import chromium

pytestmark = BROWSER_STORY

OWN, OTHER = "砚湖区", "岚亭区"
CHECK = "村级巡察专项督导检查"
PLAN, CIRCULAR, LETTER = (
    "关于开展村级巡察专项督导检查的方案",
    "关于村级巡察专项督导检查情况的通报",
    "重点督办函",
)
SEEN = {OWN: "两个村的底稿没有村民签字", OTHER: "底稿缺少佐证材料"}
COMMON = "村级底稿证据不扎实"
GUIDES = ("guidance", "director")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with demo(tmp_path_factory.mktemp("demo")) as running:
        yield running


def test_counties_are_checked_and_supervised_from_the_plan_to_the_effect(
    address: str, tmp_path: Path
) -> None:
    with chromium() as browser, cast(browser, address) as everyone:
        campaign, team = begin(everyone)
        go_out(everyone, team)
        find(everyone, team, tmp_path)
        tell(everyone, campaign)
        item = rectify(everyone, campaign)
        look_again(everyone, item)
        supervise(everyone)


def paper(cast: Cast, title: str, at: str, kind: str) -> None:
    page = cast.at("guidance", "/basis/documents/")
    register(page, "登记公文", direction="发文", kind=kind, at=at, title=title, issuer="市委巡察办")


def begin(cast: Cast) -> tuple[str, str]:
    """The template of the last check is taken over; a team with its head."""
    paper(cast, PLAN, "2019-12-02", "通知")
    page = cast.at("guidance", "/guidance/campaigns/")
    cast.only("/guidance/campaigns/new/", *GUIDES)
    campaign = register(
        page,
        "开展督导检查",
        name=CHECK,
        plan=PLAN,
        at="2019-12-02",
        template="县（市、区）巡察工作督导检查",
        aspects="村级巡察",
    )
    assert "村级巡察" in text(page)
    assert "主体责任落实" in text(page)
    team = register(page, "组建检查组", at="2019-12-02", name="第一检查组", head="邓维澄")
    return campaign, team


def go_out(cast: Cast, team: str) -> None:
    """Nobody goes to a county before who decides has decided; a member neither."""
    page = cast.at("guidance", team)
    assert "回避核查尚未作出决定" in declined(page, "安排到县检查", at="2019-12-09", county=OWN)
    page.goto(team)
    cast.only(f"{team}do/screen/", *GUIDES)
    do(page, "screen", at="2019-12-03", people="黎应桐", counties=[OWN, OTHER])
    checks = [a.get_attribute("href") for a in page.locator("#recusal td a").all()]
    assert len(checks) == 4
    for check in checks:
        assert check
        cast.closed(f"{check}do/decide/", "guidance", "county")
        head = cast.at("director", check)
        do(head, "decide", at="2019-12-04", verdict="经研究可不回避", reason="已核实，不影响公正履职")
    page.goto(team)
    for county, day in ((OWN, "2019-12-09"), (OTHER, "2019-12-10")):
        enter(page, "安排到县检查")
        fill(page, {"at": day, "county": county})
        page.locator(SAVE).click()
        page.wait_for_url(team)
    enter(page, "抽调成员")
    fill(page, {"at": "2019-12-05", "person": "黎应桐", "work": "查阅底稿"})
    page.locator(SAVE).click()
    page.wait_for_url(team)
    assert "黎应桐" in text(page)


def find(cast: Cast, team: str, folder: Path) -> None:
    """A point of the template, and a problem in each of two counties, one with its evidence."""
    for county, seen in SEEN.items():
        page = cast.at("guidance", team)
        page.locator("main td a", has_text=county).first.click()
        page.wait_for_url("**/visits/*/")
        visit = page.url
        page.goto(f"{visit}do/points/")
        page.locator("select[name^=score_]").first.select_option(label="不符合")
        page.locator(SAVE).click()
        assert "请写明情况" in page.locator("main [role=alert]").inner_text()
        page.locator("input[name^=note_]").first.fill("全年未研究")
        page.locator(SAVE).click()
        page.wait_for_url(visit)
        assert "全年未研究" in text(page)
        problem = register(page, "登记县级问题", aspect="村级巡察", text=seen, pointed_out=True, guided=True)
    file = folder / "底稿.pdf"
    file.write_bytes(b"%PDF-1.7 paper")
    evidence = register(page, "附证据材料", at="2019-12-10", title="底稿复印件", upload=file)
    assert cast.lines["guidance"].ask(f"{evidence}file/") == (200, b"%PDF-1.7 paper")
    cast.unseen(f"{evidence}file/", "county", "contact", "member", "province", "auditor")
    cast.unseen(problem, "county")  # the other county's


def tell(cast: Cast, campaign: str) -> None:
    """Grouped on one page, members kept; the circular takes the list."""
    page = cast.at("guidance", campaign)
    enter(page, "归并共性问题")
    grouping = page.url
    cast.unseen(grouping, "county")
    cast.only(grouping, *GUIDES)
    fill(page, {"at": "2019-12-12", "title": COMMON})
    page.get_by_label(f"{OWN} {SEEN[OWN]}").check()
    page.locator(SAVE).click()
    assert "两个以上县" in page.locator("main [role=alert]").inner_text()
    assert page.get_by_label(f"{OWN} {SEEN[OWN]}").is_checked()
    page.get_by_label(f"{OTHER} {SEEN[OTHER]}").check()
    page.locator(SAVE).click()
    page.locator("details summary", has_text=COMMON).click()
    assert SEEN[OTHER] in text(page)
    paper(cast, CIRCULAR, "2019-12-16", "通报")
    page.goto(campaign)
    do(page, "circular", at="2019-12-16", circular=CIRCULAR, annex=True)
    assert CIRCULAR in text(page)
    page.goto(grouping)
    assert "不再调整" in text(page)


def rectify(cast: Cast, campaign: str) -> str:
    """A ledger a county on the engine; the county plans, proves and applies, others strike off."""
    page = cast.at("guidance", campaign)
    cast.only(f"{campaign}do/ledgers/", *GUIDES)
    do(page, "ledgers", at="2019-12-17", due_on="2019-12-30", counties=[OWN, OTHER])
    county = cast.at("county", "/unit/")
    assert CHECK in text(county)
    assert OTHER not in text(county)
    county.goto("/guidance/county_problems/")
    county.get_by_role("link", name=SEEN[OWN]).click()
    county.wait_for_url("**/county_problems/*/")
    county.get_by_role("link", name=SEEN[OWN]).last.click()
    county.wait_for_url("**/items/*/")
    item = county.url
    measure = register(
        county,
        "增加措施",
        at="2019-12-18",
        text="逐村补齐签字和佐证",
        owner="办公室",
        due_on="2019-12-28",
    )
    county.goto(measure)
    register(county, "自报进展", at="2019-12-23", claimed="已完成", percent=100, text="全部补齐。")
    county.goto(item)
    register(county, "提交佐证材料", at="2019-12-23", title="补签底稿", shelf="档案柜")
    county.goto(item)
    closure = register(
        county, "申请销号", at="2019-12-23", signed_on="2019-12-23", text="整改到位。", principal="某书记",
        paper="签批单",
    )  # fmt: skip
    cast.closed(f"{closure}check/", "county")
    take(cast.at("guidance", closure), "check", at="2019-12-24", checked="查阅材料，情况属实。")
    take(cast.at("reviewer", closure), "endorse", at="2019-12-24", body="纪委监委", opinion="同意销号。")
    take(cast.at("director", closure), "strike_off", at="2019-12-25")
    assert "已销号" in text(cast["director"])
    return item


def look_again(cast: Cast, item: str) -> None:
    """What is back is taken up again at once; the county sees the result."""
    page = cast.at("guidance", "/guidance/county_problems/")
    page.get_by_role("link", name=SEEN[OWN]).click()
    page.wait_for_url("**/county_problems/*/")
    problem = page.url
    enter(page, "登记复核")
    fill(page, {"at": "2019-12-27", "result": "问题反弹", "text": "抽查又有一个村缺少签字"})
    page.locator(SAVE).click()
    page.wait_for_url(problem)
    county = cast.at("county", problem)
    assert "问题反弹" in text(county)
    county.goto(item)
    assert "整改中" in text(county)


def supervise(cast: Cast) -> None:
    """The county falls below a new line, is proposed and supervised, answers late, and what changed is measured."""
    page = cast.at("guidance", "/guidance/lines/")
    cast.only("/guidance/lines/new/", *GUIDES)
    register(page, "设定督办线", at="2019-12-20", gauge="人员到位率", value="100", basis="领导小组会议")
    page.goto("/guidance/staffing/")
    for day, filled in (("2019-12-19", 5), ("2019-12-30", 9)):
        register(page, "登记人员到位", at=day, county=OWN, approved=10, filled=filled)
        page.goto("/guidance/staffing/")
    cast.unseen("/guidance/proposals/", "county", "contact", "province")
    page.goto("/guidance/proposals/")
    assert OWN in text(page)
    paper(cast, LETTER, "2019-12-20", "函")
    page.goto("/guidance/proposals/")
    page.locator("#waiting tr", has_text=OWN).get_by_role("link", name="立案督办").click()
    page.wait_for_load_state("load")
    fill(page, {"matter": "补充专职人员", "document": LETTER, "due_on": "2020-03-31"})
    case = saved(page)
    assert "50.00" in text(page)
    take(page, "start", at="2019-12-20")
    assert "尚未登记督办情况" in not_taken(page, "check", at="2019-12-31", effect="已补充")
    enter(page, "登记督办情况")
    fill(page, {"at": "2019-12-20", "kind": "督办函", "due_on": "2019-12-25", "note": "限期报告"})
    page.locator(SAVE).click()
    page.wait_for_url(case)
    assert "逾期未复" in text(page)
    county = cast.at("county", case)
    county.locator("#timeline a", has_text="督办函").click()
    county.wait_for_url("**/actions/*/")
    do(county, "reply", at="2019-12-28", reply="已商编制部门，调入四人。")
    take(cast.at("guidance", case), "check", at="2019-12-30", effect="到位率提高四成")
    said = text(cast["guidance"])
    for shown in ("50.00", "90.00", "+40.00", "迟3天", "到位率提高四成"):
        assert shown in said, shown
    assert refused(cast["county"], f"{case}close/") == 403
