"""`xuncha search WORDS --as USER`: what this account would find; and the upkeep of the index."""

import argparse
import json
import sys
import time
from typing import Any

from django.core.exceptions import BadRequest
from django.core.management.base import BaseCommand
from django.urls import get_resolver

from xuncha.accounts.models import User
from xuncha.kernel.outputs import deliver
from xuncha.kernel.refusals import BadInput
from xuncha.kernel.viewer import Viewer
from xuncha.rounds.queries import viewer_of
from xuncha.search.actions import pulling
from xuncha.search.models import Entry, fulltext
from xuncha.search.panels import address
from xuncha.search.queries.checking import verdict
from xuncha.search.queries.hits import Hits, Question
from xuncha.search.queries.kinds import by_model, kinds
from xuncha.search.queries.questions import question
from xuncha.search.queries.standing import state
from xuncha.search.rules.excerpts import excerpts
from xuncha.ui.tables.listing import COUNTED, Count

FORMATS = ("text", "json")
MOST = 1000


class Command(BaseCommand):
    requires_system_checks = ()  # they load every door of the house; the index needs none
    help = "按词检索记录，只列出所指账号可以查看的；也用于更新、重建和核对检索索引。"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("words", nargs="*", help="what to look for; all of them have to be there")
        parser.add_argument("--as", dest="username", metavar="USER", help="with the sight of this account")
        parser.add_argument("--kind", default="", help="one kind of record, e.g. findings.finding")
        parser.add_argument("--since", default="", metavar="DAY", help="from this day on (YYYY-MM-DD)")
        parser.add_argument("--until", default="", metavar="DAY", help="up to this day (YYYY-MM-DD)")
        parser.add_argument("--limit", default="20", help=f"at most so many, up to {MOST}")
        parser.add_argument("--format", default="text", help=" | ".join(FORMATS))
        parser.add_argument("-o", "--output")
        upkeep = parser.add_mutually_exclusive_group()
        upkeep.add_argument("--update", action="store_true", help="bring the index up to date now")
        upkeep.add_argument("--rebuild", action="store_true", help="build the index anew from nothing")
        upkeep.add_argument(
            "--check", action="store_true", help="compare it with every row; exit 1 if it differs"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        chosen = [name for name in ("update", "rebuild", "check") if options[name]]
        if chosen and (options["words"] or options["username"]):
            raise BadInput("更新、重建和核对索引时不能同时检索。")
        if chosen == ["check"]:
            return self.check_index()
        if chosen:
            return self.keep(rebuild=chosen == ["rebuild"])
        return self.find(options)

    def keep(self, *, rebuild: bool) -> None:
        started = time.monotonic()
        changed = pulling.rebuild() if rebuild else pulling.catch_up()
        said = "检索索引已重建" if rebuild else "检索索引已更新"
        taken = time.monotonic() - started
        self.stdout.write(
            "%s：变动%d条，共%d条，用时%.1f秒。" % (said, changed, Entry.objects.count(), taken)
        )

    def check_index(self) -> None:
        found = verdict()
        if found.good:
            self.stdout.write("检索索引与记录一致，共%d条。" % found.rows)
            return
        self.stderr.write(
            "检索索引与记录不一致：缺少%d条，过时%d条，多余%d条，词条相差%d条。请运行 xuncha search --rebuild。"
            % (found.missing, found.stale, found.left, found.unlike)
        )
        sys.exit(1)

    def find(self, options: dict[str, Any]) -> None:
        _ = get_resolver().url_patterns  # what a record is called, and its page, is declared with the doors
        asked, limit, viewer = _question(options), _limit(options["limit"]), _viewer(options["username"])
        if options["format"] not in FORMATS:
            raise BadInput(
                "不支持“%(format)s”格式，可选：%(known)s。",
                format=options["format"],
                known="、".join(FORMATS),
            )
        if state().building:
            self.stderr.write("检索索引尚未建成，结果可能不全。可运行 xuncha search --update。")
        with fulltext.interpreted():
            hits = Hits(asked, viewer)
            count, entries = Count(hits.count()), list(hits.all.order_by("-id").defer("words")[:limit])
        written = _json if options["format"] == "json" else _text
        deliver(written(asked, entries, count), options["output"])
        if not entries:
            sys.exit(1)


def _question(options: dict[str, Any]) -> Question:
    given = {"q": " ".join(options["words"]), **{name: options[name] for name in ("kind", "since", "until")}}
    if given["kind"] and given["kind"] not in by_model():
        raise BadInput(
            "没有“%(kind)s”这一种类，可选：%(known)s。", kind=given["kind"], known="、".join(by_model())
        )
    try:
        found = question(given)
    except BadRequest as why:
        raise BadInput("日期应写作 2019-12-31 的形式。") from why
    if not found.phrases:
        raise BadInput("请写明要检索的词，例如：xuncha search 水利局 整改 --as director")
    return found


def _limit(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) <= MOST:
        raise BadInput("条数应为1至%(most)s之间的整数，不能是“%(limit)s”。", most=MOST, limit=text)
    return int(text)


def _viewer(username: str | None) -> Viewer:
    """Nobody finds anything without an account: there is no sight of everything."""
    if not username:
        raise BadInput("请用 --as 指明以哪个账号的知悉范围检索。")
    user = User.objects.filter(username=username).first()
    if user is None:
        raise BadInput("没有账号“%(name)s”。", name=username)
    return viewer_of(user)


def _text(asked: Question, entries: list[Entry], count: Count) -> bytes:
    lines = ["共%s条%s" % (count, "，列出最近的%d条" % len(entries) if count.number > len(entries) else "")]
    for entry in entries:
        lines.append("%s　%s　%s" % (entry.at.isoformat(), kinds()[entry.kind].label, entry.title))
        lines += ["    %s：%s" % told for told in _excerpts(asked, entry)]
    return ("\n".join(lines) + "\n").encode()


def _json(asked: Question, entries: list[Entry], count: Count) -> bytes:
    found = [
        {
            "kind": kinds()[entry.kind].declared.model,
            "label": kinds()[entry.kind].label,
            "title": entry.title,
            "date": entry.at.isoformat(),
            "uid": str(entry.uid),
            "url": address(kinds()[entry.kind], entry),
            "excerpts": dict(_excerpts(asked, entry)),
        }
        for entry in entries
    ]
    told = {"count": min(count.number, COUNTED), "exact": count.exact, "hits": found}
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode()


def _excerpts(asked: Question, entry: Entry) -> list[tuple[str, str]]:
    labels = kinds()[entry.kind].labels
    found = excerpts(entry.title, entry.fields, asked.phrases)
    return [(labels[part.field], "".join(piece.text for piece in part.pieces)) for part in found]
