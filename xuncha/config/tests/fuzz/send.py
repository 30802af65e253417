"""Inputs to every door: forms, queries, sheets and files, each by somebody who gets in, drawn by a seed."""

import random
import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from django.core.files.uploadedfile import SimpleUploadedFile

from xuncha.config.doors.running import Door
from xuncha.config.tests.crawl.world import Walker
from xuncha.config.tests.fuzz import inputs
from xuncha.config.tests.fuzz.watch import Watch
from xuncha.config.tests.gate.walk import address_of

NAME = re.compile(r'<(?:input|select|textarea)\b[^>]*\bname="([^"]+)"')
ASKED = (
    "q",
    "sort",
    "cursor",
    "filters",
    "state",
    "page",
    "year",
    "office",
    "round",
    "as_of",
    "at",
    "kind",
    "__has",
    "task__uid",
)
SHELL = frozenset({"csrfmiddlewaretoken", "language"})
WEIGHTS = {"form": 5, "query": 3, "sheet": 2}


@dataclass
class Fuzz:
    walkers: Mapping[str, Walker]
    watch: Watch = field(default_factory=Watch)
    answers: dict[int, int] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    _pages: dict[Any, tuple[dict[str, Any], list[str]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Everybody is signed in before anything is taken back, and again after whatever ended his session."""
        self._cookies = {role: deepcopy(walker.client.cookies) for role, walker in self.walkers.items()}

    def _client(self, role: str) -> Any:
        client = self.walkers[role].client
        client.cookies = deepcopy(self._cookies[role])
        return client

    def run(self, doors: list[Door], number: int, seed: int) -> None:
        kinds = {
            "form": [
                d for d in doors if "POST" in d.methods and not d.name.endswith(("_sheet", "_template"))
            ],
            "query": [d for d in doors if "GET" in d.methods and d.kind != "figure"],
            "sheet": [d for d in doors if d.name.endswith("_sheet")],
        }
        dealt = {kind: _dealt(random.Random(seed), those) for kind, those in kinds.items()}
        for one in range(number):
            lot = random.Random(seed * 1_000_003 + one)
            kind = lot.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
            self._one(lot, kind, next(dealt[kind]), f"seed {seed}, input {one}")

    def _one(self, lot: random.Random, kind: str, door: Door, which: str) -> None:
        found = self._place(lot, door)
        if found is None:
            return
        role, address = found
        if kind == "query":
            words = {
                lot.choice((*ASKED, *self._page(role, address)[1])): lot.choice(inputs.TEXTS)
                for _ in range(lot.randint(1, 3))
            }
            address += "?" + "&".join(
                f"{quote(k)}={quote(v, errors='surrogatepass')}" for k, v in words.items()
            )
            sent: dict[str, Any] | None = None
        else:
            fields, names = self._page(role, address)
            sent = inputs.form(lot, fields, [n for n in names if n not in SHELL])
            if kind == "sheet":
                sent["file"] = inputs.named(lot, inputs.content(lot, self._heads(role, address)))
        if why := self.tried(role, address, sent):
            self.faults.append(f"{which}: {role} {address} {self._smallest(role, address, sent)!r}: {why}")

    def _place(self, lot: random.Random, door: Door) -> tuple[str, str] | None:
        roles = [role for role in self.walkers if role in door.roles]
        lot.shuffle(roles)
        for role in roles:
            row = self.walkers[role].row(door) if door.model else None
            if row is not None or door.model is None:
                return role, address_of(door, row)
        return None

    def _page(self, role: str, address: str) -> tuple[dict[str, Any], list[str]]:
        """The boxes of the page: those of its form, and all by their names."""
        if (role, address) not in self._pages:
            (fields, names), _ = self.watch.sent(lambda: self._read(role, address))
            self._pages[role, address] = fields, names
        return self._pages[role, address]

    def _read(self, role: str, address: str) -> tuple[dict[str, Any], list[str]]:
        answer = self._client(role).get(address)
        context: Any = answer.context or {}
        form = context.get("form") if "form" in context else None
        text = "" if answer.streaming else answer.content.decode(errors="replace")
        return dict(getattr(form, "fields", {})), list(dict.fromkeys(NAME.findall(text)))

    def _heads(self, role: str, address: str) -> list[str]:
        page = self._client(role).get(address)
        context: Any = page.context or {}
        return [head for head, _ in context["heads"]] if "heads" in context else []

    def tried(self, role: str, address: str, sent: dict[str, Any] | None) -> str:
        """What is wrong with the answer; "" where nothing is."""
        client = self._client(role)

        def send() -> Any:
            for one in (sent or {}).values():
                if isinstance(one, SimpleUploadedFile):
                    one.seek(0)
            answer = client.get(address) if sent is None else client.post(address, _encodable(sent))
            if answer.streaming:
                b"".join(answer.streaming_content)
            return answer

        try:
            answer, changed = self.watch.sent(send)
        except Exception as why:  # whatever it is, it is no answer
            return repr(why)
        status = answer.status_code
        self.answers[status] = self.answers.get(status, 0) + 1
        if status >= 500:
            return str(status)
        if status >= 400 and changed:
            return f"{status}, and yet changed {sorted(changed)}"
        lost = [table for table, ((before, _), (after, _)) in changed.items() if after < before]
        return f"{status}, and rows of {lost} are gone" if lost else ""

    def _smallest(self, role: str, address: str, sent: dict[str, Any] | None) -> Any:
        """The input without whatever it fails without."""
        kept = dict(sent or {})
        for name in list(kept):
            less = {other: value for other, value in kept.items() if other != name}
            if self.tried(role, address, less):
                kept = less
        return kept


def _encodable(sent: dict[str, Any]) -> dict[str, Any]:
    """Half a character cannot be sent as text: as the bytes a program would send for it."""
    return {
        name: [_whole(v) for v in value] if isinstance(value, list) else _whole(value)
        for name, value in sent.items()
    }


def _whole(value: Any) -> Any:
    return value.encode(errors="surrogatepass") if isinstance(value, str) and "\ud800" in value else value


def _dealt(lot: random.Random, doors: list[Door]) -> Iterator[Door]:
    """Each in turn, in another order every time round."""
    while True:
        yield from lot.sample(doors, len(doors))
