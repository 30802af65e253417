"""The chain: each entry's digest covers the digest before it, so that an edit, removal or insertion shows.

What a chain alone cannot show is that its end was cut off, or that all of it was reckoned anew. For that its
end is noted from time to time outside the database (`Anchor`).
"""

import hashlib
import json
from collections.abc import Iterable
from typing import NamedTuple

from xuncha.kernel.words import Word
from xuncha.records.rules import Role

ROOT = "0" * 64
READERS = frozenset({Role.AUDITOR})


class Act(Word):
    """What is entered in the chain; an app may enter a verb of its own, shown as it is until it has a word here."""

    REFUSED = "refused", "办理被拒绝"
    HIDDEN = "hidden", "越权查阅"
    GRANT = "grant", "授予岗位"
    END_GRANT = "end grant", "结束岗位授权"
    ADD_DIVISION = "add division", "登记区划"
    OPEN_ID = "open id number", "查看身份证号"
    GRANT_CLUE = "grant clue", "授权查阅线索"
    END_CLUE_GRANT = "end clue grant", "结束线索授权"
    OPEN_CLUE = "open clue", "查阅线索内容"
    OPEN_CLUE_REFUSED = "open clue refused", "查阅线索被拒绝"
    EXPORT = "export", "导出"
    READ_ARCHIVE = "read archive", "调阅归档文件"
    OPEN_RELATIVES = "open relatives", "为核查回避启封亲属申报"
    LOAD_HISTORY = "load history", "导入历史数据"


class Link(NamedTuple):
    id: int
    at: str  # ISO 8601 in UTC
    who: str
    verb: str
    subject: str
    note: str
    previous: str
    digest: str


class Anchor(NamedTuple):
    """The end of the chain as it once was."""

    id: int
    digest: str


def digest(at: str, who: str, verb: str, subject: str, note: str, previous: str) -> str:
    """SHA-256 (hex) over the entry's text and the digest before it."""
    body = json.dumps([at, who, verb, subject, note, previous], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(body.encode()).hexdigest()


def broken(links: Iterable[Link], anchors: Iterable[Anchor] = ()) -> list[int]:
    """The ids of entries that do not follow from the one before them or are not as anchored, in order."""
    wrong, previous = set[int](), ROOT
    expected: dict[int, str] = {}
    for anchor in anchors:
        expected.setdefault(anchor.id, anchor.digest)  # the first word stands: a later one may have been bent
    for link in links:
        own = digest(link.at, link.who, link.verb, link.subject, link.note, link.previous)
        if link.previous != previous or link.digest != own or expected.pop(link.id, own) != own:
            wrong.add(link.id)
        previous = link.digest
    return sorted(wrong | expected.keys())
