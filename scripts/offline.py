"""One archive that installs, and upgrades, on a computer without a network: `make offline`.

Our wheel (pages' assets and compiled catalogues inside), the wheels of the lock for this Python and this kind of
computer, the installer, a service unit and SHA256SUMS. Standard library only, run after `make wheel`.
"""

import hashlib
import shutil
import subprocess
import sys
import tarfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DIST = ROOT / "dist"
BUILT = ROOT / "build" / "offline"
OWN = ("install.sh", "xuncha.service", "README")


def digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def fetch(lock: Path, into: Path) -> None:
    """The wheels of the lock, by their hashes. What pip keeps of earlier times is enough where there is no network."""
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
    subprocess.run([*pip, "--only-binary=:all:", "--require-hashes", "-r", lock, "-d", into], check=True)


def lay_out(version: str) -> Path:
    folder = BUILT / f"xuncha-{version}-offline"
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "wheels").mkdir(parents=True)
    fetch(ROOT / "requirements" / "run.txt", folder / "wheels")
    shutil.copy(DIST / f"xuncha-{version}-py3-none-any.whl", folder / "wheels")
    shutil.copy(ROOT / "requirements" / "run.txt", folder / "requirements.txt")
    for name in OWN:
        shutil.copy(ROOT / "scripts" / "offline" / name, folder)
    (folder / "VERSION").write_text(f"{version}\n")
    (folder / "PYTHON").write_text(f"{sys.version_info[0]}.{sys.version_info[1]}\n")
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    sums = "".join(f"{digest(path)}  {path.relative_to(folder)}\n" for path in files)
    (folder / "SHA256SUMS").write_text(sums)
    return folder


def main() -> int:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    folder = lay_out(version)
    archive = DIST / f"{folder.name}.tar.gz"
    beside = archive.with_suffix(".part")
    with tarfile.open(beside, "w:gz", compresslevel=6) as tar:
        tar.add(folder, folder.name)
    beside.replace(archive)
    print(
        f"offline: {archive.relative_to(ROOT)}, {archive.stat().st_size / 2**20:.0f} MiB, SHA-256 {digest(archive)}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
