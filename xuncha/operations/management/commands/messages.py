"""`xuncha messages --update | --check | --compile`: the English catalogue."""

import argparse
import sys
from typing import Any

from django.core.management.base import BaseCommand

from xuncha.operations import messages


class Command(BaseCommand):
    help = "英文界面词条：提取、检查、编译。"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        for option in ("--update", "--check", "--compile"):
            parser.add_argument(option, action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["update"]:
            self.stdout.write(f"{messages.update()} untranslated")
        if options["compile"]:
            messages.compile_catalogue()
        if options["check"]:
            missing = messages.missing()
            for text in missing:
                self.stderr.write(text)
            sys.exit(1 if missing else 0)
