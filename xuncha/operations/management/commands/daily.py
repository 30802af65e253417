"""`xuncha daily`: the daily round, in a loop or once; between two rounds the loop keeps the search index up to date."""

import argparse
import sys
import time
from typing import Any

from django.core.management.base import BaseCommand
from django_q.tasks import async_task

from xuncha.operations import daily
from xuncha.search import jobs as search

DAY = 24 * 3600
TURN = 20  # seconds from one look for what is to be searched to the next


class Command(BaseCommand):
    help = "每日例行检查：发出催办提醒、清理过期登录、核对审计链、勾稽关系和检索索引。"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="now, and exit 1 when something is wrong")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["once"]:
            wrong = daily.run()
            for sentence in wrong:
                self.stderr.write(sentence)
            sys.exit(1 if wrong else 0)
        due = time.monotonic()
        while True:
            if time.monotonic() >= due:
                async_task("xuncha.operations.daily.run", task_name="daily")
                due += DAY
            search.catch_up()
            time.sleep(TURN)
