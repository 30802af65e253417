"""One's own notices: how many are unread, and a page of them with the words of what they speak of, as far as one may see it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import BadRequest
from django.db.models import Count

from xuncha.kernel.deadlines import Lights
from xuncha.kernel.viewer import Viewer
from xuncha.kernel.words import Word
from xuncha.reminders.models import Notice, NoticeQuerySet, Sweep
from xuncha.reminders.queries.sources.base import Due
from xuncha.reminders.queries.sources.catalogue import BY_KIND
from xuncha.reminders.rules.kinds import Kind
from xuncha.rounds.queries.owed import Owed, owed
from xuncha.ui.lines import address, number, text, union
from xuncha.ui.tables.keyset import Key, Keyset

MOST = 99  # what the bell counts up to
ORDER = Keyset((Key("at", descending=True), Key("due_on"), Key("pk")), salt="reminders:inbox")


class Box(Word):
    """Which of one's notices are shown."""

    UNREAD = "", "未读"
    OPEN = "open", "未办结"
    ALL = "all", "全部"


@dataclass(frozen=True)
class Asked:
    """What the inbox is asked for: a box, one kind or all, only what is late."""

    box: Box = Box.UNREAD
    kind: str = ""
    late: bool = False

    def of(self, viewer: Viewer, day: date) -> NoticeQuerySet:
        mine = Notice.objects.visible_to(viewer)
        rows = {Box.UNREAD: mine.unread, Box.OPEN: mine.open, Box.ALL: mine.all}[self.box]()
        if self.kind:
            rows = rows.filter(kind=self.kind)
        return rows.filter(due_on__lt=day) if self.late else rows


@dataclass(frozen=True)
class Shown:
    """A notice with what it speaks of.

    title, url  of the thing; "" where this person may not (or no longer) see it
    owed        how it stands; None once it is owed no more by that day
    """

    notice: Notice
    title: str
    owner: str
    url: str
    owed: Owed | None


@dataclass(frozen=True)
class Page:
    rows: list[Shown]
    previous: str
    following: str


def asked(given: dict[str, str]) -> Asked:
    """The question as an address puts it. BadRequest for words that are none of ours."""
    box, kind, late = given.get("box", ""), given.get("kind", ""), given.get("late", "")
    if box not in list(Box) or kind not in ["", *Kind] or late not in ("", "1"):
        raise BadRequest("inbox")
    return Asked(Box(box), kind, late == "1")


def unread(viewer: Viewer) -> int:
    """How many are unread, up to one more than `MOST`. One query."""
    return Notice.objects.visible_to(viewer).unread()[: MOST + 1].count()


def kinds(rows: NoticeQuerySet) -> list[tuple[Kind, int]]:
    """How many there are of each kind, the most in front. One query."""
    sizes = rows.order_by().values_list("kind").annotate(n=Count("pk"))
    return sorted(((Kind(kind), size) for kind, size in sizes), key=lambda each: -each[1])


def page(rows: NoticeQuerySet, viewer: Viewer, cursor: str, lights: Lights) -> Page:
    """The newest first; of one day what is due earliest. Two queries, whatever the notices speak of."""
    found = ORDER.page(rows, cursor)
    words = _words(found.rows, viewer)
    return Page([_shown(notice, words, lights) for notice in found.rows], found.previous, found.following)


def last_sweep() -> Sweep | None:
    """The last day's round that was finished."""
    return Sweep.objects.exclude(finished_at=None).order_by("-day").first()


def thing_of(notice: Notice, viewer: Viewer) -> str:
    """The page of what a notice speaks of; "" for who may not see it."""
    source = BY_KIND[notice.kind]
    row = source.shown.objects.visible_to(viewer).filter(uid=notice.subject_uid).first()
    return address(source.shown, row) if row is not None else ""


def _words(notices: Iterable[Notice], viewer: Viewer) -> dict[tuple[str, UUID], tuple[str, str, str]]:
    """(kind, uid) → title, owner and page of what this person may see."""
    uids: dict[str, set[UUID]] = defaultdict(set)
    for notice in notices:
        uids[notice.kind].add(notice.subject_uid)
    sources = [BY_KIND[kind] for kind in sorted(uids)]
    if not sources:
        return {}
    rows = union([_seen(index, each, viewer, uids[str(each.kind)]) for index, each in enumerate(sources)])
    found = {}
    for index, uid, title, owner in rows:
        source = sources[index]
        home = address(source.shown)
        key = uid if isinstance(uid, UUID) else UUID(str(uid))
        found[str(source.kind), key] = (title or "", owner or "", f"{home}{key}/" if home else "")
    return found


def _seen(index: int, source: Due, viewer: Viewer, uids: set[UUID]) -> Any:
    rows = source.shown.objects.visible_to(viewer).filter(uid__in=uids).order_by()
    return rows.annotate(
        line_source=number(index), line_title=text(source.title), line_owner=text(source.owner)
    ).values_list("line_source", "uid", "line_title", "line_owner")


def _shown(notice: Notice, words: dict[tuple[str, UUID], tuple[str, str, str]], lights: Lights) -> Shown:
    title, owner, url = words.get((notice.kind, notice.subject_uid), ("", "", ""))
    stands = None if notice.settled_on else owed("", notice.due_on, lights)
    return Shown(notice, title, owner, url, stands)
