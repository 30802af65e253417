"""Known weaknesses of the packages that the running system is made of: `make vulnerabilities`.

Asks the advisories of PyPI, then OSV, by pip-audit, which lives in an environment of its own and is thrown away. Exit code
1 for a known weakness; 0 when there is none, and when no source of advisories can be reached: nothing was audited then,
and the last line says so.
"""

import json
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

from sync import UV, uv_environment

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements" / "run.txt"
SOURCES = ("pypi", "osv")
UNREACHED = "vulnerabilities: NOT AUDITED: no source of advisories answers from here"


def installed(folder: Path) -> Path | None:
    """pip-audit in an environment of its own; None when it cannot be had."""
    venv.create(folder, with_pip=False)
    python = folder / "bin" / "python"
    command = [
        *UV,
        "pip",
        "install",
        "-q",
        "--python",
        str(python),
        "--require-hashes",
        "-r",
        "requirements/audit.txt",
    ]
    done = subprocess.run(command, cwd=ROOT, env=uv_environment())
    return folder / "bin" / "pip-audit" if done.returncode == 0 else None


def asked(program: Path, source: str) -> list[dict[str, object]] | None:
    """What is known of each package of the lock; None when the source does not answer or does not know a package."""
    command = [
        str(program),
        "-s",
        source,
        "--strict",
        "--no-deps",
        "--disable-pip",
        "-r",
        str(LOCK),
        "-f",
        "json",
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    try:
        told = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        return None
    return None if any("skip_reason" in one for one in told) else list(told)


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="xuncha-audit-") as folder:
        program = installed(Path(folder))
        for source in SOURCES if program else ():
            assert program
            told = asked(program, source)
            if told is None:
                continue
            weak = [one for one in told if one.get("vulns")]
            for one in weak:
                print(f"{one['name']} {one['version']}: {json.dumps(one['vulns'], ensure_ascii=False)}")
            print(
                f"vulnerabilities: {len(told)} packages asked of {source}, {len(weak)} with known weaknesses"
            )
            return 1 if weak else 0
    print(UNREACHED)
    return 0


if __name__ == "__main__":
    sys.exit(main())
