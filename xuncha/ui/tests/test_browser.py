"""What only a browser shows: the keyboard, parts that change in place, the theme; and that all works without a script."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from xuncha.orgs.tests.builders import organisation
from xuncha.people.models import Grant
from xuncha.records.models import Office
from xuncha.records.rules import Role
from xuncha.ui import icons
from xuncha.ui.templatetags import office as tags
from xuncha.ui.tests.browsers import NEEDS_CHROMIUM, chromium
from xuncha.ui.tests.conftest import TODAY

LIST = "/orgs/organisations/"
PASSWORD = "correct-horse-1"
NAMES_OF_FILES = (icons.icon, tags._styles)  # kept while the process lives
pytestmark = [*NEEDS_CHROMIUM, pytest.mark.django_db(transaction=True)]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with pytest.MonkeyPatch.context() as patch, chromium() as running:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # the driver's loop runs in the thread of the tests
        yield running


@pytest.fixture
def plain_static(settings: Settings) -> Iterator[None]:
    """Files under the names they have in the source: the test's server knows no others."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    for remembered in NAMES_OF_FILES:
        remembered.cache_clear()
    yield
    for remembered in NAMES_OF_FILES:
        remembered.cache_clear()


@pytest.fixture
def house(browser: Browser, plain_static: None, live_server: LiveServer, office: Office) -> LiveServer:
    """Three organisations and a director who may sign in."""
    row = organisation(office=office, name="市财政局党组")
    organisation(office=office, by=row.by, name="市教育局党组")
    organisation(office=office, by=row.by, name="市第一医院党委", unit_class="hospital")
    row.by.set_password(PASSWORD)
    row.by.save()
    Grant.objects.create(
        user=row.by, role=Role.DIRECTOR, office=office, since=TODAY.replace(year=2016), by=row.by
    )
    return live_server


def visit(browser: Browser, house: LiveServer, **options: Any) -> tuple[Page, list[str]]:
    """A signed-in page at the list, and what its console complains about."""
    page = browser.new_context(base_url=house.url, locale="zh-CN", **options).new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda why: complaints.append(str(why)))
    page.goto(f"/sign-in/?next={LIST}")
    page.fill("#id_username", Grant.objects.get().user.username)
    page.fill("#id_password", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url(f"**{LIST}")
    return page, complaints


def shown(page: Page) -> list[str]:
    """The names in the list, once the whole page has come: a click goes on when the answer begins."""
    page.wait_for_load_state("load")
    return page.locator("[data-list] tbody td.x-lead").all_inner_texts()


def test_a_row_is_found_and_opened_without_touching_the_mouse(browser: Browser, house: LiveServer) -> None:
    page, complaints = visit(browser, house)
    page.keyboard.press("/")
    page.keyboard.type("市")
    page.keyboard.press("Enter")
    page.wait_for_url("**?q=*")
    assert (
        page.evaluate("document.activeElement.id") == "q"
    )  # the part was changed under the cursor, which stayed
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    name = page.evaluate("document.activeElement.textContent")
    assert name == shown(page)[1]
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{LIST}*-*/")
    assert page.locator("h1").inner_text() == name
    assert complaints == []


def test_choosing_a_filter_changes_the_rows_in_place_and_the_address_stays_clean(
    browser: Browser, house: LiveServer
) -> None:
    page, complaints = visit(browser, house)
    page.select_option("select[name=unit_class]", "hospital")
    page.wait_for_url(f"**{LIST}?unit_class=hospital")
    assert shown(page) == ["市第一医院党委"]
    page.go_back()
    page.wait_for_url(f"**{LIST}")
    page.locator("[data-list] tbody tr").nth(2).wait_for()
    assert complaints == []


def test_the_chosen_theme_outlives_the_page(browser: Browser, house: LiveServer) -> None:
    page, _ = visit(browser, house, color_scheme="light")
    page.click("[data-theme-toggle]")
    page.reload()
    assert page.locator("html").get_attribute("data-bs-theme") == "dark"


def test_everything_works_without_a_script(browser: Browser, house: LiveServer) -> None:
    page, _ = visit(browser, house, java_script_enabled=False, viewport={"width": 390, "height": 844})
    page.fill("#q", "医院")
    page.get_by_role("button", name="查询").click()
    assert shown(page) == ["市第一医院党委"]
    page.click("a[href='#nav']")
    page.locator("#nav a", has_text="党组织").click()
    assert len(shown(page)) == 3
