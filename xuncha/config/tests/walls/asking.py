"""One account asking every address of the running system that answers to asking, and what it was told."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

from django.test import Client
from django.urls import reverse

from xuncha.config.doors.running import Door, addresses, doors
from xuncha.config.tests.gate import rows
from xuncha.config.tests.gate.walk import address_of
from xuncha.config.tests.walls.world import CANARY
from xuncha.ui.tables import registry
from xuncha.ui.tables.filters import HAS, _places

# what a page says anew each time it is asked, and what of a workbook tells when it was made
FLEETING = re.compile(
    r'name="csrfmiddlewaretoken" value="[^"]*"|nonce="[^"]*"|"csrf[^"]*": ?"[^"]*"|X-CSRFToken[^}]*}'
    r"|\d\d:\d\d(:\d\d)?|(?<=name=\"uid\" value=\")[^\"]*"
    r"|\n<option value=\"\d+\">\d{12} [^<]*</option>"  # a division: the register of them is of no level
)
OF_NO_LEVEL = ("orgs:divisions",)
OWN_DIARY = ("identity:", "accounts:")  # of one's own session: nobody's rows
DRAWN_TWICE = ("papers:paper_pdf",)  # the same as the .docx, and takes seconds
NOBODY, UNKNOWN = 9_999_999, "无此名称"
Told = dict[str, tuple[int, str]]


def standing_alone() -> list[str]:
    """Every address that names no row: lists, spreadsheets, figures and their rows, forms, overviews, blocks."""
    found = []
    for door in doors():
        if "GET" in door.methods and door.model is None and not door.name.startswith(OWN_DIARY + OF_NO_LEVEL):
            found.append(address_of(door, None))
    for name, asked in addresses():
        if name.endswith("_template") and not asked:
            found.append(reverse(name))
    return sorted(set(found))


def on_rows(own: dict[type[Any], Any]) -> list[str]:
    """Every address that is opened with one of these rows: its page, what can be entered on it, done with it, printed."""
    found = set()
    for door in doors():
        if "GET" in door.methods and door.model in own and _is_plain(door) and door.name not in DRAWN_TWICE:
            found.add(address_of(door, own[door.model]))
    return sorted(found)


def _is_plain(door: Door) -> bool:
    """Without arguments that only a row of the reference city can fill."""
    given = set(rows.arguments(door.name)) - set(door.given)
    return given == {"uid"}


def narrowed(foreign: Iterable[Any]) -> Iterator[tuple[str, str]]:
    """(address, the same with what nobody has) of every list, by each of its filters that can name a row of a kind among them."""
    kinds = {type(row): row for row in foreign}
    for table in registry.tables():
        for name, found in _places(table).items():
            if found.related in kinds:
                yield _pair(table.door, name, kinds[found.related].pk, NOBODY)
                yield _pair(table.door, name + HAS, CANARY, UNKNOWN)


def _pair(door: str, name: str, key: Any, nobody: Any) -> tuple[str, str]:
    return f"{reverse(door)}?{name}={key}", f"{reverse(door)}?{name}={nobody}"


def told(client: Client, asked: Iterable[str]) -> Told:
    """What each address answers: its number, and its text without what is said anew each time."""
    found: Told = {}
    for address in asked:
        answer = client.get(address)
        body = b"".join(answer) if answer.streaming else answer.content
        found[address] = (
            answer.status_code,
            FLEETING.sub("", plain(body)) + answer.headers.get("Location", ""),
        )
    return found


def plain(body: bytes) -> str:
    """What stands in a page or a workbook."""
    if not zipfile.is_zipfile(io.BytesIO(body)):
        return body.decode(errors="replace")
    with zipfile.ZipFile(io.BytesIO(body)) as parts:
        names = [name for name in parts.namelist() if not name.startswith("docProps/")]
        return "".join(parts.read(name).decode(errors="replace") for name in names)
