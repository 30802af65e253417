"""Documents as LibreOffice prints them, and what can be measured on the page."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from xuncha.papers.engine.document import OfficialDocument
from xuncha.papers.engine.writer import write

DPI = 254  # ten dots a millimetre


@dataclass
class Band:
    """Rows of one colour without a gap, in millimetres from the upper left corner of the paper."""

    top: float
    bottom: float
    left: float
    right: float

    @property
    def height(self) -> float:
        return self.bottom - self.top


def rendered(document: OfficialDocument, folder: Path, name: str = "paper") -> Path:
    """The document as LibreOffice prints it. Skips where there is none, unless everything is required."""
    if not (shutil.which("soffice") and shutil.which("pdftotext")):
        if os.environ.get("REQUIRE_ALL") == "1":
            pytest.fail("soffice and pdftotext are required")
        pytest.skip("soffice or pdftotext is not installed")
    source = folder / f"{name}.docx"
    source.write_bytes(write(document))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return folder / f"{name}.pdf"


def printed(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout


def red_bands(pdf: Path) -> list[Band]:
    """Every band of red on the first page, from above."""
    command = ["pdftoppm", "-r", str(DPI), "-f", "1", "-l", "1", str(pdf)]
    raw = subprocess.run(command, check=True, capture_output=True, timeout=60).stdout
    _, size, _, dots = raw.split(b"\n", 3)
    width, height = map(int, size.split())
    found: list[Band] = []
    before = -1
    for row in range(height):
        line = dots[row * width * 3 : (row + 1) * width * 3]
        if min(line[1::3]) > 110:  # nothing dark or red in green's share of the row: white throughout
            continue
        across = [at / 10 for at in range(width) if line[at * 3] > 150 and line[at * 3 + 1] < 110]
        if not across:
            continue
        if found and before == row - 1:
            last = found[-1]
            last.bottom, last.left, last.right = (
                row / 10,
                min(last.left, across[0]),
                max(last.right, across[-1]),
            )
        else:
            found.append(Band(row / 10, row / 10, across[0], across[-1]))
        before = row
    return found
