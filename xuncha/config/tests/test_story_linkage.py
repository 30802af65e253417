"""Three levels work a campaign in a real Chromium: the city opens it, a county files and answers, the province takes it in."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Page

from xuncha.config.tests.pages import SAVE, do, enter, fill, refused, register, saved, text
from xuncha.config.tests.running import BROWSER_STORY, demo, visitor
from xuncha.ui.tests.browsers import chromium

pytestmark = BROWSER_STORY

ROUND, NAME = "四届市委第六轮", "民生领域市县联动巡察"
PLAN, LETTER = "关于开展民生领域市县联动巡察的通知", "关于商请提供民生领域对口单位巡察报告的函"
COUNTY_PLAN, REPORT = "民生领域上下联动工作方案", "民生领域对口单位巡察情况报告"
UPWARD = "关于报送民生领域联动单位巡察报告的报告"
OWN, OTHER = "砚湖区", "岚亭区"
CLOSED = (403, 404)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with demo(tmp_path_factory.mktemp("demo")) as running:
        yield running


def test_a_campaign_runs_through_city_county_and_province(address: str, tmp_path: Path) -> None:
    with chromium() as browser, ExitStack() as doors:
        levels = [
            doors.enter_context(visitor(browser, address, name))
            for name in ("director", "county", "province")
        ]
        city, county, province = (page for page, _ in levels)
        campaign, task = open_campaign(city)
        call = file_plan(city, county, campaign)
        cells = ask(city, campaign)
        cell = send(county, call, tmp_path)
        assert cell in cells
        chase(city, county, campaign, cells)
        use(city, cell)
        filing = file_upward(city, task, tmp_path)
        acknowledge(province, filing)
        stand(city, campaign)
        foreign = next(other for other in cells if other not in own_cells(county, call))
        assert all(refused(county, row) in CLOSED for row in (campaign, task, filing, foreign))
        assert all(refused(province, row) in CLOSED for row in (campaign, call, cell, task))


def paper(page: Page, title: str, at: str, kind: str = "通知", **over: str) -> None:
    """In the register before anything rests on it."""
    page.goto("/basis/documents/")
    boxes = {"direction": "发文", "kind": kind, "at": at, "title": title, "issuer": "巡察办"} | over
    register(page, "登记公文", **boxes)


def row_of(page: Page, address: str) -> str:
    """The address of a page without what was asked of it."""
    return address.split("?")[0].split("#")[0].removeprefix(page.evaluate("location.origin"))


def open_campaign(city: Page) -> tuple[str, str]:
    """On an approved plan, for two counties; two units of the round are chosen. The campaign and the first task."""
    paper(city, PLAN, "2019-12-02", approved_on="2019-12-02")
    city.goto("/rounds/rounds/")
    city.locator("main table").get_by_role("link", name=ROUND).first.click()
    enter(city, "启动联动巡察")
    fill(city, {"name": NAME, "upper_round": "九届省委第八轮巡视", "theme": "民生领域突出问题", "plan": PLAN})
    fill(city, {"counties": [OWN, OTHER], "plan_due_on": "2019-12-10"})
    campaign = row_of(city, saved(city))
    enter(city, "确定联动对象")
    for box in city.locator("form.x-entry input[name=tasks]").all()[:2]:
        box.check()
    fill(city, {"at": "2019-12-02"})
    saved(city)
    task = city.locator("#fed-back a").first.get_attribute("href")
    assert task
    assert "未报备联动方案" in text(city)
    return campaign, task


def file_plan(city: Page, county: Page, campaign: str) -> str:
    """By the county's own account, on its own paper; the city's receipt."""
    paper(county, COUNTY_PLAN, "2019-12-04", kind="报告")
    county.goto("/linkage/calls/")
    county.locator("main table tbody tr", has_text=NAME).get_by_role("link").first.click()
    county.wait_for_url("**/calls/*-*/")
    call = row_of(county, county.url)
    plan = row_of(county, register(county, "报备联动方案", at="2019-12-05", document=COUNTY_PLAN))
    assert refused(county, f"{plan}do/receive/") == 403
    city.goto(campaign)
    city.locator("#missing").get_by_role("link", name=OWN, exact=True).click()
    city.wait_for_url(f"**{plan}")
    do(city, "receive", at="2019-12-06")
    assert "2019-12-06" in text(city)
    return call


def ask(city: Page, campaign: str) -> list[str]:
    """By one letter both counties about both units: four reports."""
    paper(city, LETTER, "2019-12-06", kind="函")
    city.goto(campaign)
    enter(city, "商请对口报告")
    for box in city.locator("form.x-entry input[name=tasks]").all():
        box.check()
    fill(city, {"letter": LETTER, "due_on": "2019-12-13", "counties": [OWN, OTHER]})
    saved(city)
    cells = [link.get_attribute("href") or "" for link in city.locator("#grid table a").all()]
    assert len(cells) == 4
    return cells


def own_cells(county: Page, call: str) -> list[str]:
    county.goto(call)
    return [link.get_attribute("href") or "" for link in county.locator("#asked a").all()]


def send(county: Page, call: str, folder: Path) -> str:
    """One of the two that the county owes: the paper of its register, and the text."""
    paper(county, REPORT, "2019-12-11", kind="报告")
    cells = own_cells(county, call)
    assert len(cells) == 2
    report = folder / "报告.txt"
    report.write_text("对口单位巡察情况", encoding="utf-8")
    county.goto(cells[0])
    do(county, "send", at="2019-12-12", report=REPORT, upload=report)
    assert "已报送" in text(county)
    return cells[0]


def chase(city: Page, county: Page, campaign: str, cells: list[str]) -> None:
    """Those who sent nothing by the day are told, all at once; the county reads of it, and the loop would remind it."""
    city.goto(campaign)
    enter(city, "催报")
    ticked = city.locator("form.x-entry input[name=cells]")
    assert ticked.count() == 3
    assert all(box.is_checked() for box in ticked.all())  # past their day
    fill(city, {"at": "2019-12-16", "channel": "电话", "until": "2019-12-20", "text": "已电话催报"})
    saved(city)
    assert text(city).count("最近催报2019-12-16") == len(cells) - 1
    county.goto("/linkage/chases/")
    assert county.locator("main table tbody tr").count() == 1
    assert OTHER not in text(county)


def use(city: Page, cell: str) -> None:
    """Received, read, and used in a finding of the same task."""
    city.goto(cell)
    assert REPORT in text(city)
    with city.expect_download() as kept:
        city.get_by_role("link", name="下载附件").click()
    assert kept.value.suggested_filename == "报告.txt"
    do(city, "receive", at="2019-12-17")
    do(city, "read", at="2019-12-18")
    city.goto(f"{cell}do/use/")
    city.locator("select[name=finding]").select_option(index=1)
    fill(city, {"at": "2019-12-19"})
    city.locator(SAVE).click()
    city.wait_for_url(f"**{cell}")
    assert "已运用" in text(city)


def file_upward(city: Page, task: str, folder: Path) -> str:
    paper(city, UPWARD, "2019-12-20", kind="报告")
    report = folder / "上报.txt"
    report.write_text("联动单位巡察报告", encoding="utf-8")
    city.goto(task)
    return row_of(city, register(city, "上报巡察报告", document=UPWARD, upload=report))


def acknowledge(province: Page, filing: str) -> None:
    province.goto("/linkage/filings/")
    province.locator("main table tbody").get_by_role("link", name=UPWARD).first.click()
    province.wait_for_url(f"**{filing}")
    assert province.get_by_role("link", name="下载附件").count() == 1
    do(province, "acknowledge", at="2019-12-23")
    assert "2019-12-23" in text(province)


def stand(city: Page, campaign: str) -> None:
    """What the campaign's page says at the end, by its grid, its tallies and what is missing."""
    city.goto(campaign)
    said = " ".join(city.locator("#grid .l-tallies").inner_text().split())
    assert said == "4已商请 1已收到 1已阅研 1已运用 3未收到"
    missing = city.locator("#missing").inner_text()
    assert "未报送对口单位巡察报告" in missing
    assert "上报文件待上级回执" not in missing
    with city.expect_download() as kept:
        city.get_by_role("link", name="导出 Excel").click()
    assert kept.value.suggested_filename.startswith(NAME)
