"""Write the hashed locks of requirements/ from pyproject.toml; `--upgrade` lets every version rise.

The locks hold for every platform and name no registry. The developers' lock is bound to the versions of the
running system's, so that what is tested is what runs.
"""

import subprocess
import sys

from sync import UV, uv_environment

COMPILE = [*UV, "pip", "compile", "-q", "--universal", "--python-version", "3.11", "--generate-hashes"]
QUIET = ["--no-emit-index-url", "--no-emit-find-links", "--custom-compile-command", "make lock"]
LOCKS = {
    "run": ["pyproject.toml"],
    "dev": ["pyproject.toml", "--group", "dev", "--constraints", "requirements/run.txt"],
    "build": ["--group", "build"],
    "node": ["--group", "node"],
    "audit": ["--group", "audit"],
    "rivals": ["pyproject.toml", "--group", "rivals", "--constraints", "requirements/dev.txt"],
}


def main(extra: list[str]) -> int:
    environment = uv_environment()
    for name, sources in LOCKS.items():
        command = [*COMPILE, *QUIET, *sources, *extra, "-o", f"requirements/{name}.txt"]
        if subprocess.run(command, env=environment).returncode:
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
