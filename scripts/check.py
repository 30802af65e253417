"""Everything that can be known of the code without running its tests: `make check`.

Two at a time, since the type checker takes longest; a check that fails shows what it said.
"""

import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

BIN = Path(sys.executable).parent
XUNCHA = str(BIN / "xuncha")


@dataclass(frozen=True)
class Check:
    name: str
    command: tuple[str, ...]
    mend: str = ""  # what to do when it fails, where the output does not say so itself


CHECKS = (
    Check("types", (str(BIN / "mypy"),)),
    Check("format", (str(BIN / "ruff"), "format", "--check", "."), "make fmt"),
    Check("lint", (str(BIN / "ruff"), "check", "--quiet", ".")),
    Check("imports go down", (str(BIN / "lint-imports"), "--no-cache")),
    Check("no registry named", (sys.executable, "scripts/hosts_check.py")),
    Check("migrations complete", (XUNCHA, "makemigrations", "--check", "--dry-run"), "xuncha makemigrations"),
    Check("generated documents current", (XUNCHA, "docs", "--check"), "xuncha docs"),
    Check("messages complete", (XUNCHA, "messages", "--check"), "xuncha messages"),
)


def passed(check: Check, home: str) -> bool:
    """Run one check on an empty installation, so that nobody's data is touched; say how it went."""
    environment = {**os.environ, "XUNCHA_HOME": home}
    environment.pop("DATABASE_URL", None)
    started = time.monotonic()
    done = subprocess.run(
        check.command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    good = done.returncode == 0
    word = "ok    " if good else "FAILED"
    print(f"{word}  {check.name} ({time.monotonic() - started:.1f} s)", flush=True)
    if not good:
        print(done.stdout.rstrip(), flush=True)
        if check.mend:
            print(f"→ {check.mend}", flush=True)
    return good


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="xuncha-check-") as home, ThreadPoolExecutor(2) as pool:
        return 0 if all(list(pool.map(lambda check: passed(check, home), CHECKS))) else 1


if __name__ == "__main__":
    sys.exit(main())
