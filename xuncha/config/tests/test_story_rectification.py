"""A unit's rectification in a real Chromium: planned, sent back for what it misses, worked off, closed by several hands, reopened."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from xuncha.config.tests.pages import SAVE, enter, refused, saved, take, text
from xuncha.config.tests.running import BROWSER_STORY, demo, script, visitor
from xuncha.ui.tests.browsers import chromium

pytestmark = BROWSER_STORY
PEOPLE = ("rectification", "contact", "reviewer", "director")


@dataclass(frozen=True)
class Installed:
    address: str
    task: str


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installed]:
    told: list[str] = []

    def feed_back(home: Path) -> None:
        told.append(script("unit_fed_back", home))

    with demo(tmp_path_factory.mktemp("demo"), feed_back) as address:
        yield Installed(address, told[0])


def test_a_unit_is_led_from_its_plan_to_its_closing_and_back(installed: Installed, tmp_path: Path) -> None:
    with chromium() as browser:
        tell(browser, installed, tmp_path)


def tell(browser: Browser, installed: Installed, folder: Path) -> None:
    doors = [visitor(browser, installed.address, name) for name in PEOPLE]
    section, contact, reviewer, head = (door.__enter__()[0] for door in doors)
    ledger = open_ledger(section, installed.task)
    plan = plan_all_but_one(contact, ledger)
    review(plan, contact, reviewer, head)
    head.goto(installed.task)
    take(head, "rectify")
    assert "集中整改中" in text(head)
    report_progress(contact)
    item = prove_and_apply(contact, ledger, folder)
    close_and_reopen(item, contact, reviewer, head)
    for door in doors:
        door.__exit__(None, None, None)


def open_ledger(section: Page, task: str) -> str:
    section.goto(task)
    enter(section, "建立整改台账")
    return saved(section)


def plan_all_but_one(contact: Page, ledger: str) -> str:
    """The unit sees what it owes; a plan that leaves out a problem is refused by its name."""
    contact.goto("/unit/")
    assert "还有3项没有制定措施" in text(contact)
    for serial in ("1", "2"):
        add_measure(contact, serial)
    contact.goto(ledger)
    enter(contact, "报送整改方案")
    contact.locator(SAVE).click()
    assert "整改方案未覆盖1项" in text(contact)
    missed = re.search(r"未覆盖1项：(.+?)。", text(contact))
    assert missed
    contact.goto(f"{ledger}table/")
    assert missed.group(1)[:20] in text(contact)
    add_measure(contact, "3")
    contact.goto(ledger)
    enter(contact, "报送整改方案")
    plan = saved(contact)
    assert refused(contact, f"{plan}send_back/") == 403
    contact.goto(f"{plan}sign/")
    contact.fill("input[name=principal]", "某书记")
    contact.fill("input[name=paper]", "整改方案签批单")
    contact.locator(SAVE).click()
    return plan


def add_measure(contact: Page, serial: str) -> None:
    contact.goto("/unit/")
    contact.get_by_role("link", name="制定措施").first.click()
    contact.select_option("select[name=serial]", label=serial)
    contact.fill("[name=text]", f"第{serial}项问题的整改措施")
    contact.select_option("select[name=owner]", index=1)
    contact.fill("input[name=due_on]", "2020-02-28")
    contact.locator(SAVE).click()


def review(plan: str, contact: Page, reviewer: Page, head: Page) -> None:
    """One opinion a body; without all of them nothing is approved."""
    opine(reviewer, plan, "纪委监委")
    head.goto(f"{plan}accept/")
    head.locator(SAVE).click()
    assert "组织部、巡察办尚未提出审核意见" in text(head)
    opine(head, plan, "巡察办")
    opine(head, plan, "组织部", paper="关于整改方案的复函")
    assert refused(contact, f"{plan}accept/") == 403
    head.goto(f"{plan}accept/")
    head.locator(SAVE).click()
    assert "审核通过" in text(head)


def opine(page: Page, plan: str, body: str, paper: str = "") -> None:
    page.goto(plan)
    enter(page, "提出审核意见")
    page.select_option("select[name=body]", label=body)
    page.select_option("select[name=stance]", label="同意")
    page.fill("[name=text]", "措施可行，同意。")
    page.fill("[name=paper]", paper)
    saved(page)


def report_progress(contact: Page) -> None:
    contact.goto("/unit/")
    contact.get_by_role("link", name="第1项问题的整改措施").click()
    enter(contact, "自报进展")
    contact.select_option("select[name=claimed]", label="已完成")
    contact.fill("input[name=percent]", "100")
    contact.fill("[name=text]", "已经完成。")
    saved(contact)


def prove_and_apply(contact: Page, ledger: str, folder: Path) -> str:
    """A program that calls itself a document, a real one, and the application."""
    contact.goto(f"{ledger}board/")
    contact.get_by_role("link", name=re.compile(r"^1\s")).click()
    contact.wait_for_url("**/rectification/items/*/")
    item = contact.url
    enter(contact, "申请销号")
    apply(contact)
    assert "请先附上佐证材料" in text(contact)
    program = folder / "会议记录.docx"
    program.write_bytes(b"MZ" + bytes(500))
    assert "不符" in lay_proof(contact, item, program)
    paper = folder / "会议记录.pdf"
    paper.write_bytes(b"%PDF-1.7 minutes")
    assert "会议记录" in lay_proof(contact, item, paper)
    contact.goto(item)
    enter(contact, "申请销号")
    apply(contact)
    return item


def lay_proof(contact: Page, item: str, file: Path) -> str:
    contact.goto(item)
    enter(contact, "提交佐证材料")
    contact.fill("[name=title]", "会议记录")
    contact.set_input_files("[name=upload]", file)
    contact.locator(SAVE).click()
    return text(contact)


def apply(contact: Page) -> None:
    contact.fill("[name=text]", "整改到位，申请销号。")
    contact.fill("[name=principal]", "某书记")
    contact.fill("[name=paper]", "销号签批单")
    contact.locator(SAVE).click()


def close_and_reopen(item: str, contact: Page, reviewer: Page, head: Page) -> None:
    """Checked, agreed to by a supervising body, struck off, and taken up again when it comes back."""
    closure = contact.url
    assert refused(contact, f"{closure}check/") == 403
    head.goto(f"{closure}strike_off/")
    assert "不能" in text(head)
    head.goto(f"{closure}check/")
    head.fill("[name=checked]", "查阅材料，情况属实。")
    head.locator(SAVE).click()
    reviewer.goto(f"{closure}endorse/")
    reviewer.select_option("select[name=body]", label="纪委监委")
    reviewer.fill("[name=opinion]", "同意销号。")
    reviewer.locator(SAVE).click()
    assert refused(reviewer, f"{closure}strike_off/") == 403
    head.goto(f"{closure}strike_off/")
    head.locator(SAVE).click()
    assert "已销号" in text(head)
    head.goto(item)
    assert "已完成" in text(head)
    assert refused(contact, f"{item}reopen/") == 403
    head.goto(f"{item}reopen/")
    head.fill("[name=note]", "问题反弹，须重新整改。")
    head.locator(SAVE).click()
    assert "整改中" in text(head)
    head.goto(closure)
    assert "已重新整改" in text(head)
