"""A person's first quarter of an hour, in a real Chromium against the installation as `make run` starts it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from xuncha.config.tests.running import BROWSER_STORY, demo, visitor
from xuncha.ui.tests.browsers import chromium

pytestmark = BROWSER_STORY
AXE = Path(__file__).resolve().parents[3] / "node_modules" / "axe-core" / "axe.min.js"
PAGES = (
    "/",
    "/rounds/coverage/",
    "/figures/?year=2019",
    "/figures/feedback.problems/?year=2019",
    "/reports/2019/",
    "/ties/?year=2019",
    "/findings/findings/",
    "/rounds/tasks/",
    "/orgs/organisations/",
    "/linkage/counterparts/",
)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with demo(tmp_path_factory.mktemp("demo")) as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


def overflow(page: Page) -> int:
    """Pixels by which the page is wider than the window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def faults(page: Page) -> list[str]:
    """What axe-core finds that would keep somebody out (serious and critical)."""
    page.evaluate(AXE.read_text(encoding="utf-8") if AXE.exists() else "")
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{v['id']}: {v['nodes'][0]['html'][:120]}"
        for v in found["violations"]
        if v["impact"] in ("serious", "critical")
    ]


def test_a_director_opens_a_figure_of_the_report_down_to_its_rows(address: str, browser: Browser) -> None:
    with visitor(browser, address, "director") as (page, complaints):
        page.goto("/reports/2019/")
        page.get_by_role("link", name="289个").first.click()
        page.wait_for_url("**/figures/feedback.problems/**")
        assert "289" in page.locator("main").inner_text()
        page.locator("main table tbody a").first.click()
        page.wait_for_url("**/findings/findings/*/")
        assert page.locator("h1").inner_text()
        assert complaints == []


@pytest.mark.parametrize("width", [1440, 390])
def test_pages_fit_the_window_and_keep_the_content_policy(address: str, browser: Browser, width: int) -> None:
    with visitor(browser, address, "director", width=width) as (page, complaints):
        for path in PAGES:
            answer = page.goto(path)
            assert answer is not None
            assert answer.status == 200, path
            assert overflow(page) <= 0, path
        assert complaints == []


SIDEWAYS = "[...document.querySelectorAll('main .x-scroll')].filter(part => part.scrollWidth > part.clientWidth).length"


def test_a_units_home_is_read_on_a_phone_without_going_sideways(address: str, browser: Browser) -> None:
    with visitor(browser, address, "contact", width=390) as (page, complaints):
        page.goto("/unit/")
        assert page.locator("main tbody tr").count() > 0
        assert overflow(page) <= 0
        assert page.evaluate(SIDEWAYS) == 0
        assert complaints == []


def test_a_table_of_boxes_scrolls_by_itself_on_a_phone(address: str, browser: Browser) -> None:
    with visitor(browser, address, "rectification", width=390) as (page, _):
        page.goto("/rectification/evaluation_standards/new/")
        assert overflow(page) <= 0


def test_pages_keep_nobody_out(address: str, browser: Browser) -> None:
    with visitor(browser, address, "director") as (page, _):
        for path in PAGES:
            page.goto(path)
            assert faults(page) == [], path


def test_the_interface_speaks_english_when_asked(address: str, browser: Browser) -> None:
    with visitor(browser, address, "director") as (page, _):
        page.get_by_role("button", name="English").click()
        page.locator("html[lang=en]").wait_for()
        page.wait_for_load_state("load")
        assert "Coverage" in (page.locator("#nav").text_content() or "")


def test_a_unit_contact_is_shown_nothing_of_others(address: str, browser: Browser) -> None:
    with visitor(browser, address, "contact") as (page, complaints):
        assert page.locator("h1").inner_text()
        refused = page.goto("/clues/clues/")
        assert refused is not None
        assert refused.status == 403
        assert complaints == [] or all("403" in complaint for complaint in complaints)
