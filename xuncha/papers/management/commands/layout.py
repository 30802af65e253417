"""`xuncha layout FILE.docx`: where a Word file is not laid out as GB/T 9704-2012 has it; exit 1 when it is not."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from xuncha.kernel.outputs import deliver
from xuncha.kernel.refusals import BadInput
from xuncha.papers.engine.checking.check import deviations
from xuncha.papers.engine.checking.standard import Deviation
from xuncha.papers.engine.opening import open_word

FORMATS = ("text", "json")


class Command(BaseCommand):
    requires_system_checks = ()  # they load every door of the house; a file needs none
    help = "按GB/T 9704-2012检查公文格式：逐处列出不符之处；全部相符时退出码为0，有不符为1，文件打不开为2。"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", help="FILE.docx")
        parser.add_argument("--format", default="text", help=" | ".join(FORMATS))

    def handle(self, *args: Any, **options: Any) -> None:
        if options["format"] not in FORMATS:
            raise BadInput(
                "不支持“%(format)s”格式，可选：%(known)s。",
                format=options["format"],
                known="、".join(FORMATS),
            )
        found = deviations(open_word(Path(options["file"])))
        deliver(_json(found) if options["format"] == "json" else _text(found), None)
        if found:
            sys.exit(1)


def _text(found: list[Deviation]) -> bytes:
    lines = [str(deviation) for deviation in found]
    lines.append("共%d处不符。" % len(found) if found else "版式与GB/T 9704-2012相符。")
    return ("\n".join(lines) + "\n").encode()


def _json(found: list[Deviation]) -> bytes:
    rows = [
        {
            "point": deviation.point.value,
            "clause": deviation.clause,
            "section": deviation.place.section,
            "paragraph": deviation.place.paragraph,
            "region": deviation.place.region,
            "words": deviation.place.words,
            "wanted": deviation.wanted,
            "found": deviation.found,
        }
        for deviation in found
    ]
    return (json.dumps(rows, ensure_ascii=False, indent=2) + "\n").encode()
