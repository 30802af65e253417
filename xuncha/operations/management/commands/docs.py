"""`xuncha docs [--check]`: write docs/reference from the code, or say what is stale."""

import argparse
import sys
from typing import Any

from django.core.management.base import BaseCommand

from xuncha.operations import reference


class Command(BaseCommand):
    help = "从代码生成参考文档（办理流程图、指标目录、记录与知悉范围）。"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["check"]:
            return reference.write()
        stale = reference.stale()
        for name in stale:
            self.stderr.write(f"docs/reference/{name} is stale: run xuncha docs")
        sys.exit(1 if stale else 0)
