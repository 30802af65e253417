"""A security key in a real Chromium: enrolled on one's own page, asked for at the next sign-in, and no other in its place."""

import base64
import re
from collections.abc import Iterator

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from playwright.sync_api import Browser, Page

from xuncha.config.tests.pages import text
from xuncha.config.tests.running import BROWSER_STORY, demo, visitor
from xuncha.config.tests.virtual_key import VirtualKey
from xuncha.operations.city.accounts import PASSWORD
from xuncha.ui.tests.browsers import chromium

pytestmark = BROWSER_STORY
ADMINISTRATOR = "security"
SECURITY, FACTOR = "/identity/security/", re.compile(r"/identity/factor/")
UNREAD = "浏览器没有读到安全密钥，请重试或者改用其他方式。"
UNKNOWN = "安全密钥未通过验证，请重试或者改用备用码。"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """By its name: browsers bind no key to a bare address."""
    with demo(tmp_path_factory.mktemp("keys")) as running:
        yield running.replace("127.0.0.1", "localhost")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


def sign_in(page: Page) -> None:
    page.goto("/sign-in/")
    page.fill("input[name=username]", ADMINISTRATOR)
    page.fill("input[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_load_state("load")
    page.goto("/")


def sign_out(page: Page) -> None:
    """At the foot of the step, or in the menu of the person at the top of every other page."""
    if not FACTOR.search(page.url):
        page.goto(SECURITY)
    page.locator("form[action$='/sign-out/'] button").first.dispatch_event("click")
    page.wait_for_url("**/sign-in/**")


def enrol(page: Page, name: str) -> None:
    page.goto(SECURITY)
    page.fill("input[name=name]", name)
    page.get_by_role("button", name="登记安全密钥").click()
    page.get_by_role("heading", level=1, name="备用码").wait_for()


def show(page: Page) -> None:
    page.get_by_role("button", name="使用安全密钥").click()


def forged() -> str:
    """The private half of a key of somebody else's making."""
    made = ec.generate_private_key(ec.SECP256R1())
    plain = made.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return base64.b64encode(plain).decode()


def test_a_key_is_enrolled_and_asked_for_and_no_other_lets_in(address: str, browser: Browser) -> None:
    with visitor(browser, address, ADMINISTRATOR) as (page, complaints):
        key = VirtualKey(page)
        enrol(page, "办公室密钥")
        assert page.locator(".id-codes code").count() == 10
        page.get_by_role("link", name="已抄录，继续").click()
        assert "办公室密钥" in text(page)
        assert len(key.credentials()) == 1

        sign_out(page)
        sign_in(page)
        assert FACTOR.search(page.url)  # the password alone opens nothing
        show(page)
        page.wait_for_url(lambda url: not FACTOR.search(url))
        page.goto(SECURITY)
        assert "最近使用" in text(page)

        [own] = key.credentials()
        sign_out(page)
        sign_in(page)
        key.change()  # one that was never enrolled
        show(page)
        page.get_by_text(UNREAD).wait_for()
        key.take({**own, "privateKey": forged()})  # one that says it is the enrolled one
        show(page)
        page.get_by_text(UNKNOWN).wait_for()
        page.goto("/")
        assert FACTOR.search(page.url)
        key.change()
        key.take({**own, "signCount": 0})  # a copy made before the key was last used
        show(page)
        page.get_by_text(UNKNOWN).wait_for()
        key.unplug()
        show(page)
        page.get_by_text(UNREAD).wait_for()
        assert [line for line in complaints if "422" not in line] == []


def test_a_key_that_was_given_up_is_asked_for_no_more(address: str, browser: Browser) -> None:
    with visitor(browser, address, "auditor") as (page, _):
        key = VirtualKey(page)
        enrol(page, "旧密钥")
        page.goto(SECURITY)
        page.get_by_role("link", name="停用").click()
        page.fill("input[type=password]", PASSWORD)
        page.locator("main form.x-form button").click()
        page.get_by_text("已办理“停用安全密钥”。").wait_for()
        assert "旧密钥" not in text(page)
        enrol(page, "新密钥")
        assert len(key.credentials()) == 2  # the browser still has the old one
