"""Drawing every page as everybody: the doors that are declared, and whatever the pages that are drawn lead to.

By every role, each address once by its name and by what it names besides rows; or by the roles in turn, each door once
by somebody who gets in and once by somebody who does not, and each name once that a page leads to.
"""

import html
import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from operator import itemgetter
from unittest.mock import patch
from urllib.parse import parse_qs, urljoin, urlsplit

from django.urls import Resolver404, ResolverMatch, resolve

from xuncha.config.doors.running import Door
from xuncha.config.tests.crawl.net import Net
from xuncha.config.tests.crawl.world import Walker
from xuncha.config.tests.gate.walk import address_of

FORM = re.compile(r"<form\b[^>]*>")
LINK = re.compile(r'(?:href|src|action|hx-get)="([^"#]+)[^"]*"')
FIGURES = 9  # of so many figures one, where the roles go in turn
# Where a sealed column is shown to whom it is for: the page, the column, the roles.
Lawful = Mapping[tuple[str, str], frozenset[str]]


@dataclass
class Crawl:
    """What was drawn, and what was wrong with it. `everybody`: each address by each role, not by the roles in turn."""

    net: Net
    walkers: Mapping[str, Walker]
    lawful: Lawful
    everybody: bool = False
    seen: set[tuple[str, ...]] = field(default_factory=set)
    answers: Counter[int] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    names: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)
    leaks: set[str] = field(default_factory=set)
    shown: set[tuple[str, str]] = field(default_factory=set)
    ahead: deque[tuple[str, str]] = field(default_factory=deque)

    def size(self) -> str:
        said = "%d answers (%s) of %d addresses to %d roles, %d files among them, %.0f MB searched"
        answers = ", ".join(f"{number} × {status}" for status, number in sorted(self.answers.items()))
        files = sum(number for kind, number in self.kinds.items() if "html" not in kind)
        return said % (
            self.answers.total(), answers, len(self.names), len(self.walkers), files, self.net.searched / 2**20
        )  # fmt: skip

    def walk(self, doors: Iterable[Door]) -> None:
        asked = [door for door in doors if "GET" in door.methods]
        if not self.everybody:  # figures are alike, and each is dear
            asked = [door for n, door in enumerate(asked) if door.kind != "figure" or n % FIGURES == 0]
        for number, door in enumerate(asked):
            for role, address in self._beginnings(door, number):
                self.ahead.append((role, address))
        with patch(
            "xuncha.papers.views.as_pdf", side_effect=lambda content: content
        ):  # searched before it is printed
            while self.ahead:
                self.look(*self.ahead.popleft())

    def _beginnings(self, door: Door, number: int) -> Iterator[tuple[str, str]]:
        """Those who knock: everybody; or in turn one who gets in, and one to whom it is closed."""
        roles = sorted(self.walkers)
        roles = roles[number % len(roles) :] + roles[: number % len(roles)]
        inside = ((role, self._address(door, role)) for role in roles if role in door.roles)
        found = list(islice(filter(itemgetter(1), inside), None if self.everybody else 1))
        outside = [(role, found[0][1]) for role in roles if role not in door.roles and found]
        yield from found
        yield from outside if self.everybody else outside[:1]

    def _address(self, door: Door, role: str) -> str:
        """ "" where this role sees no such row."""
        row = self.walkers[role].row(door) if door.model else None
        return address_of(door, row) if row is not None or door.model is None else ""

    def look(self, role: str, address: str) -> None:
        """Draw one page, search it, and note where it leads."""
        try:
            answer = self.walkers[role].client.get(address)
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        except Exception as why:  # whatever it is, it is no answer: named, and the walk goes on
            self.faults.append(f"{role} {address}: {why!r}")
            return
        match = answer.resolver_match
        name = match.view_name if match else "?"
        kind = str(answer.headers.get("Content-Type", ""))
        self.names.add(name)
        self.answers[answer.status_code] += 1
        self.kinds[kind] += answer.status_code == 200
        if answer.status_code >= 500:
            self.faults.append(f"{role} {address}: {answer.status_code}")
        self._search(role, address, name, body, answer.headers)
        if "html" in kind:
            self._follow(role, address, body.decode())

    def _search(self, role: str, address: str, name: str, body: bytes, headers: Mapping[str, str]) -> None:
        said = "\n".join(f"{head}: {value}" for head, value in headers.items()).encode()
        for place in self.net.caught(body) | self.net.caught(said):
            if role in self.lawful.get((name, place), ()):
                self.shown.add((name, place))
            else:
                self.leaks.add(f"{name} shows {place} to {role}: {address}")

    def _follow(self, role: str, address: str, page: str) -> None:
        page = FORM.sub(lambda form: "" if 'method="post"' in form[0].lower() else form[0], page)
        for link in LINK.findall(page):
            url = urljoin(address, html.unescape(link))
            parts = urlsplit(url)
            if (
                parts.netloc
                or parts.scheme
                or not parts.path.startswith("/")
                or parts.path.startswith("/static/")
            ):
                continue
            try:
                match = resolve(parts.path)
            except Resolver404:
                self.faults.append(f"{role} {address}: leads to {url}, where nothing is")
                continue
            key = (
                (*_key(match, parts.query), role)
                if self.everybody
                else (match.view_name, "?" * bool(parts.query))
            )
            if key not in self.seen:
                self.seen.add(key)
                self.ahead.append((role, url))


def _key(match: ResolverMatch, query: str) -> tuple[str, ...]:
    """What makes an address another one: its name, what it names besides rows, and what is asked about."""
    words = [f"{name}={value}" for name, value in match.kwargs.items() if isinstance(value, str)]
    return (match.view_name, *sorted(words), "?", *sorted(parse_qs(query)))
