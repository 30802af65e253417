"""No tracked file names a package registry: where packages come from is the machine's affair.

Looked for are the public registries, whatever registry this machine is configured with, and in the locks any
address at all of a package.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from sync import pip_options

# written in pieces, since this file is tracked too
PUBLIC = (
    ("pypi", "org"),
    ("pythonhosted", "org"),
    ("npmjs", "org"),
    ("npmjs", "com"),
    ("yarnpkg", "com"),
    ("npmmirror", "com"),
    ("debian", "org"),
    ("mirrors.aliyun", "com"),
    ("mirrors.cloud.tencent", "com"),
    ("tuna.tsinghua", "edu.cn"),
    ("mirrors.ustc", "edu.cn"),
    ("repo.huaweicloud", "com"),
)
# a lock holds versions and digests; sponsors' pages in package-lock.json are no registry
IN_LOCKS = {
    "requirements/": re.compile(r"://|^\s*(-i|-f|--(extra-)?index-url|--find-links)\b"),
    "package-lock.json": re.compile(r'"resolved"'),
}


def own_hosts() -> set[str]:
    """The registries that pip and npm are set to on this machine."""
    options = pip_options()
    addresses = f"{options.get('index-url', '')} {options.get('extra-index-url', '')}".split()
    try:
        npm = subprocess.run(["npm", "config", "get", "registry"], capture_output=True, text=True)
        addresses.append(npm.stdout.strip())
    except FileNotFoundError:  # no npm, no registry of npm's
        pass
    return {host for address in addresses if (host := urlsplit(address).hostname) and "." in host}


def tracked() -> list[Path]:
    """The files that are in a commit or would get into the next one."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    said = subprocess.run(listing, capture_output=True, text=True, check=True).stdout
    return [path for name in said.split("\0") if name and (path := Path(name)).is_file()]


def offences(path: Path, hosts: re.Pattern[str]) -> Iterator[str]:
    """One line of text for each line of the file that names a registry; binary files are read as they lie."""
    lock = next((rule for start, rule in IN_LOCKS.items() if path.as_posix().startswith(start)), None)
    for number, line in enumerate(path.read_text("utf-8", "replace").splitlines(), 1):
        if hosts.search(line) or (lock and lock.search(line)):
            yield f"{path}:{number}: {line.strip()[:100]}"


def main() -> int:
    names = {".".join(pieces) for pieces in PUBLIC} | own_hosts()
    hosts = re.compile(
        r"(?<![\w-])(?:" + "|".join(map(re.escape, sorted(names))) + r")(?![\w-])", re.IGNORECASE
    )
    try:
        files = tracked()
    except (subprocess.CalledProcessError, FileNotFoundError):
        print("hosts: not a git checkout, nothing to look through")
        return 0
    found = [offence for path in files for offence in offences(path, hosts)]
    for offence in found:
        print(f"names a registry: {offence}", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
