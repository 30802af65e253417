"""Make the virtual environment hold what a hashed lock says: `sync.py requirements/run.txt`.

Runs inside the environment, with uv for speed and with pip when uv fails. uv does not read pip's
configuration, so where packages come from is asked of pip and handed on in environment variables: a
machine that pip can install on needs nothing more, and the project names no registry.
`--add LOCK` installs a lock on top of what is there; without it, what the lock does not name is removed.
"""

import ast
import os
import subprocess
import sys
import sysconfig

PIP = [sys.executable, "-m", "pip"]
UV = [sys.executable, "-m", "uv"]

# pip's option -> uv's variable, and what separates several values there (pip separates by white space)
PASSED_ON = {
    "index-url": ("UV_DEFAULT_INDEX", None),
    "extra-index-url": ("UV_INDEX", " "),
    "find-links": ("UV_FIND_LINKS", ","),
    "trusted-host": ("UV_INSECURE_HOST", " "),
    "no-index": ("UV_NO_INDEX", None),
    "default-timeout": ("UV_HTTP_TIMEOUT", None),
    "timeout": ("UV_HTTP_TIMEOUT", None),
    "cert": ("SSL_CERT_FILE", None),
}
# the order in which pip lets one place override another, weakest first
PLACES = ("global", "install", ":env:")


def pip_options() -> dict[str, str]:
    """What pip is configured with on this machine, by option name; nothing when pip will not say."""
    said = subprocess.run([*PIP, "config", "list"], capture_output=True, text=True).stdout
    found: dict[tuple[str, str], str] = {}
    for line in said.splitlines():
        name, _, value = line.partition("=")
        place, _, option = name.rpartition(".")
        if value:
            found[place, option] = str(ast.literal_eval(value))
    return {option: found[place, option] for where in PLACES for place, option in found if place == where}


def uv_environment() -> dict[str, str]:
    """The environment for uv: pip's configuration in uv's words. What the user set for uv himself stays."""
    passed = {
        # pip looks through all its indexes; the hashes of the lock keep that safe
        "UV_INDEX_STRATEGY": "unsafe-best-match",
        "UV_SYSTEM_CERTS": "true",
        "UV_PYTHON_DOWNLOADS": "never",
    }
    for option, value in pip_options().items():
        if option in PASSED_ON and value:
            variable, separator = PASSED_ON[option]
            passed[variable] = separator.join(value.split()) if separator else value
    return {**passed, **os.environ}


def install(lock: str, *, add: bool) -> bool:
    """Whether the packages of the lock are in place; never a package whose digest the lock does not hold."""
    environment = uv_environment()
    verb = ["install", "--require-hashes", "-r"] if add else ["sync", "--require-hashes"]
    if (
        subprocess.run(
            [*UV, "pip", *verb, lock, "-q", "--python", sys.executable], env=environment
        ).returncode
        == 0
    ):
        return True
    print("sync: uv could not install; trying pip", file=sys.stderr)
    return subprocess.run([*PIP, "install", "-q", "--require-hashes", "-r", lock]).returncode == 0


def compile_packages() -> None:
    """Byte code beside every module, which uv leaves to the first import.

    Where Python may not write it (containers often set PYTHONDONTWRITEBYTECODE), each process would compile a
    thousand modules anew at its start. Packages carry files for other Pythons too: what does not compile is left.
    """
    compiler = [sys.executable, "-m", "compileall", "-q", "-j", "0", sysconfig.get_path("purelib")]
    subprocess.run(compiler, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def link_checkout() -> bool:
    """Put the checkout itself on the environment's path, with its console script."""
    how = ["install", "-q", "--no-deps", "--no-build-isolation", "-e", "."]
    return subprocess.run([*PIP, *how]).returncode == 0


def main(arguments: list[str]) -> int:
    add = arguments[:1] == ["--add"]
    lock = arguments[-1]
    if not install(lock, add=add):
        return 1
    compile_packages()
    return 0 if add or link_checkout() else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
