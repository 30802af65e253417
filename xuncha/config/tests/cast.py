"""The demo accounts of a story: each signed in once, with a page where it works and a line where it only tries."""

import re
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import quote, urlencode, urljoin, urlsplit
from urllib.request import HTTPCookieProcessor, Request, build_opener

from playwright.sync_api import Browser, BrowserContext, Page

from xuncha.operations.city.accounts import DEMO_ACCOUNTS, PASSWORD
from xuncha.ui.tests.browsers import PATIENCE

NAMES = tuple(account.username for account in DEMO_ACCOUNTS)
AT_ONCE = 4
CLOSED = frozenset({403, 404})


class Line:
    """One account's requests without a browser."""

    def __init__(self, address: str, name: str) -> None:
        self.address, self.name, self.cookies = address, name, CookieJar()
        self.opener = build_opener(HTTPCookieProcessor(self.cookies))
        self.opener.addheaders = [("Accept-Language", "zh-CN")]
        self.ask("/sign-in/")
        status, _ = self.ask("/sign-in/", {"username": name, "password": PASSWORD})
        assert (status, bool(self.cookie("sessionid"))) == (200, True), f"{name} cannot sign in"

    def cookie(self, name: str) -> str:
        return next((str(one.value) for one in self.cookies if one.name == name), "")

    def ask(self, address: str, sent: dict[str, str] | None = None) -> tuple[int, bytes]:
        """(status, body). With `sent` a form, which carries the token that the browser would send."""
        data = None if sent is None else urlencode(sent).encode()
        asked = Request(urljoin(self.address, quote(address, safe=":/?&=%")), data)
        if data is not None:
            asked.add_header("X-CSRFToken", self.cookie("csrftoken"))
        try:
            with self.opener.open(asked) as answer:
                return answer.status, answer.read()
        except HTTPError as answer:
            return answer.code, answer.read()


class Cast:
    def __init__(self, browser: Browser, address: str) -> None:
        self.browser, self.address = browser, address
        self.contexts: list[BrowserContext] = []
        self.pages: dict[str, Page] = {}
        self.complaints: list[str] = []
        with ThreadPoolExecutor(AT_ONCE) as hands:
            self.lines = dict(zip(NAMES, hands.map(lambda name: Line(address, name), NAMES), strict=True))

    def __getitem__(self, name: str) -> Page:
        """The page of this account, opened with the session it has."""
        if name not in self.pages:
            context = self.browser.new_context(
                base_url=self.address, viewport={"width": 1440, "height": 900}, locale="zh-CN"
            )
            line = self.lines[name]
            kept = ("sessionid", "csrftoken")
            context.add_cookies(
                [{"name": one, "value": line.cookie(one), "url": self.address} for one in kept]
            )
            context.set_default_timeout(PATIENCE)
            self.contexts.append(context)
            page = self.pages[name] = context.new_page()
            page.on("pageerror", lambda error: self.complaints.append(f"{name}: {error}"))
            page.on("response", lambda answer: self._note(name, answer.status, answer.url))
        return self.pages[name]

    def at(self, name: str, address: str) -> Page:
        """The same, with this row open."""
        page = self[name]
        page.goto(address)
        return page

    def close(self) -> None:
        for context in self.contexts:
            context.close()

    def _note(self, name: str, status: int, url: str) -> None:
        if status >= 500:
            self.complaints.append(f"{name}: {status} {url}")

    def only(self, door: str, *right: str) -> None:
        """Nobody but these gets in by sending a form to the address: not visible 404, wrong role 403."""
        self.closed(door, *(name for name in NAMES if name not in right))

    def closed(self, door: str, *wrong: str) -> None:
        answers = self.ask(wrong, door, {"next": "", "at": ""})
        open_to = {name: status for name, (status, _) in answers if status not in CLOSED}
        assert not open_to, f"{urlsplit(door).path} is open: {open_to}"

    def unseen(self, address: str, *wrong: str) -> None:
        """None of these reads the page."""
        open_to = {name: status for name, (status, _) in self.ask(wrong, address) if status not in CLOSED}
        assert not open_to, f"{urlsplit(address).path} is seen: {open_to}"

    def without_door(self, place: str, door: str, *names: str) -> None:
        """These read the page, on which no link leads to the door."""
        for name, (status, body) in self.ask(names, place):
            assert status == 200, f"{name} does not read {place}: {status}"
            assert f'"{urlsplit(door).path}"' not in body.decode(), f"{name} is shown {door}"

    def ask(
        self, names: Iterable[str], address: str, sent: dict[str, str] | None = None
    ) -> list[tuple[str, tuple[int, bytes]]]:
        """(account, (status, body)) of each of these asking at once; with `sent` each sends the form."""
        names = tuple(names)
        with ThreadPoolExecutor(AT_ONCE) as hands:
            return list(
                zip(names, hands.map(lambda name: self.lines[name].ask(address, sent), names), strict=True)
            )


@contextmanager
def cast(browser: Browser, address: str) -> Iterator[Cast]:
    everyone = Cast(browser, address)
    yield everyone
    everyone.close()
    assert not everyone.complaints, everyone.complaints


def of(address: str, pattern: str) -> str:
    """The part of an address that the pattern's first group holds."""
    found = re.search(pattern, address)
    assert found, address
    return found[1]
