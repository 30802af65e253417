"""Copy the few files that pages load out of node_modules, each with its licence.

Standard library only: it runs before, and without, the packages of the project.
"""

import json
import re
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
TARGET = ROOT / "xuncha" / "ui" / "static" / "vendor"

# The maps are not shipped, and hashed static file names refuse a reference to a missing file.
SOURCE_MAP = re.compile(rb"\s*(?:/\*|//)# sourceMappingURL=\S+(?:\s*\*/)?\s*$")

MIT = """\
Permission is hereby granted, free of charge, to any person obtaining a copy of this software and
associated documentation files (the "Software"), to deal in the Software without restriction, including
without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the
following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial
portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT
LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO
EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER
IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE
USE OR OTHER DEALINGS IN THE SOFTWARE.
"""


@dataclass(frozen=True)
class Library:
    """One npm package: files as {path in the package: name in the target}, and where its licence stands.

    `holders` are the copyright lines of an MIT package that ships no licence file; `licences` are paths
    below node_modules, of the package itself and of what its author has compiled into it.
    """

    package: str
    files: dict[str, str]
    licences: tuple[str, ...] = ()
    holders: tuple[str, ...] = ()


LIBRARIES = (
    Library(
        "@tabler/core",
        {"dist/css/tabler.min.css": "tabler.min.css", "dist/js/tabler.min.js": "tabler.min.js"},
        licences=("@popperjs/core/LICENSE.md",),
        holders=("Copyright 2018-2026 The Tabler Authors", "Copyright 2011-2025 The Bootstrap Authors"),
    ),
    Library("htmx.org", {"dist/htmx.min.js": "htmx.min.js"}, licences=("htmx.org/LICENSE",)),
    Library(
        "@alpinejs/csp",
        {"dist/cdn.min.js": "alpine.min.js"},
        licences=("@vue/reactivity/LICENSE",),
        holders=("Copyright 2019-2021 Caleb Porzio and contributors",),
    ),
    Library(
        "echarts",
        {"dist/echarts.min.js": "echarts.min.js"},
        licences=(
            "echarts/LICENSE",
            "echarts/NOTICE",
            "echarts/licenses/LICENSE-d3",
            "zrender/LICENSE",
            "tslib/LICENSE.txt",
        ),
    ),
)


class Missing(Exception):
    """A file of the manifest is not in node_modules; the message says which."""


def read(relative: str) -> bytes:
    """The bytes of a file below node_modules; raises Missing when it is not there."""
    path = MODULES / relative
    if not path.is_file():
        raise Missing(f"node_modules/{relative} is missing: run `npm ci --ignore-scripts`, then this again")
    return path.read_bytes()


def licence_of(library: Library) -> str:
    """The text that must travel with the library's files: name, version, every licence."""
    package = json.loads(read(f"{library.package}/package.json"))
    parts = [f"{library.package} {package['version']} ({package['license']})\n"]
    if library.holders:
        parts.append("\n".join(library.holders) + "\n\n" + MIT)
    parts += [f"[{name}]\n\n" + read(name).decode("utf-8").strip() + "\n" for name in library.licences]
    return ("\n" + "-" * 78 + "\n\n").join(parts)


def collect() -> dict[str, bytes]:
    """Everything to write, by name in the target folder; nothing is written while a piece is missing."""
    made: dict[str, bytes] = {}
    for library in LIBRARIES:
        for source, name in library.files.items():
            made[name] = SOURCE_MAP.sub(b"\n", read(f"{library.package}/{source}"))
        made["licences/" + library.package.strip("@").replace("/", "-") + ".txt"] = licence_of(
            library
        ).encode()
    return made


def main() -> int:
    try:
        made = collect()
    except Missing as missing:
        print(f"assets: {missing}", file=sys.stderr)
        return 1
    shutil.rmtree(TARGET, ignore_errors=True)
    for name, content in made.items():
        path = TARGET / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    print(f"assets: {len(made)} files, {sum(map(len, made.values())) // 1024} KiB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
