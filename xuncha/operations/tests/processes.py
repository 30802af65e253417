"""Installations of their own in processes of their own, so that a test may kill them. On SQLite's own file."""

import os
import subprocess
import sys
from pathlib import Path

START = """
import os, sys, django
django.setup()
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
"""
TABLES = """
settings.MIGRATION_MODULES = {app.label: None for app in apps.get_app_configs()}  # tables straight from the models
call_command("migrate", run_syncdb=True, verbosity=0)
"""


def start(home: Path, script: str, *arguments: object) -> subprocess.Popen[str]:
    """Python with the house set up, on an installation in `home`."""
    environment = {**os.environ, "XUNCHA_HOME": str(home), "DJANGO_SETTINGS_MODULE": "xuncha.config.settings"}
    environment.pop("DATABASE_URL", None)
    return subprocess.Popen(
        [sys.executable, "-c", START + script, *map(str, arguments)],
        env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip


def said(home: Path, script: str, *arguments: object) -> list[str]:
    """The lines it printed, after it has ended well."""
    process = start(home, script, *arguments)
    output, _ = process.communicate(timeout=300)
    assert process.returncode == 0
    return output.split("\n")[:-1]
