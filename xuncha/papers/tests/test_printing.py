"""PDF by LibreOffice: what it prints, what it leaves behind, and the sentence where it is absent, slow or broken."""

import os
import shutil
import tempfile
from pathlib import Path

import pytest

from xuncha.basis.rules import DocumentKind as Kind
from xuncha.kernel.refusals import NotAllowed
from xuncha.papers.engine import printing
from xuncha.papers.engine.document import OfficialDocument, Paragraph
from xuncha.papers.engine.typefaces import FALLBACKS, Face
from xuncha.papers.engine.writer import write
from xuncha.papers.tests.rendering import printed
from xuncha.papers.tests.samples import DAY, SAMPLES


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary files go, to be looked into afterwards."""
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    return place


def program(folder: Path, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A converter that does this instead."""
    fake = folder / "soffice"
    fake.write_text("#!/bin/sh\n" + text, encoding="utf-8")
    fake.chmod(0o700)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")


@pytest.fixture
def libreoffice() -> None:
    if not (any(shutil.which(name) for name in printing.PROGRAMS) and shutil.which("pdftotext")):
        if os.environ.get("REQUIRE_ALL") == "1":
            pytest.fail("LibreOffice and pdftotext are required")
        pytest.skip("LibreOffice or pdftotext is not installed")


@pytest.mark.usefixtures("libreoffice")
def test_in_open_typefaces_a_page_still_has_22_lines_of_28_characters(tmp_path: Path) -> None:
    text = [Paragraph("满" * 28 * 80)]
    pdf = tmp_path / "a.pdf"
    pdf.write_bytes(printing.as_pdf(write(OfficialDocument("报告", "某办", DAY, blocks=text))))
    page = printed("pdftotext", "-f", "2", "-l", "2", "-layout", str(pdf), "-").split()
    assert [line for line in page if "满" in line] == ["满" * 28] * 22


@pytest.mark.usefixtures("libreoffice")
def test_a_document_is_printed_and_nothing_is_left_behind(folder: Path) -> None:
    assert printing.as_pdf(write(SAMPLES[Kind.NOTICE]))[:5] == b"%PDF-"
    assert list(folder.iterdir()) == []


def test_without_libreoffice_a_sentence_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(NotAllowed, match="没有安装LibreOffice"):
        printing.as_pdf(b"")


def test_one_that_fails_is_told(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path, "exit 1\n", monkeypatch)
    with pytest.raises(NotAllowed, match="没有完成转换"):
        printing.as_pdf(b"")
    assert list(folder.iterdir()) == []


def test_one_that_hangs_is_ended_with_all_it_started(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = tmp_path / "child"
    program(tmp_path, f"sleep 60 & echo $! > {started}\nwait\n", monkeypatch)
    monkeypatch.setattr(printing, "SECONDS", 1)
    with pytest.raises(NotAllowed, match="超时"):
        printing.as_pdf(b"")
    assert list(folder.iterdir()) == []
    child = Path("/proc") / started.read_text(encoding="utf-8").strip() / "stat"
    assert not child.exists() or child.read_text(encoding="utf-8").rpartition(")")[2].split()[0] == "Z"


def test_every_typeface_of_the_standard_has_open_ones_to_stand_in() -> None:
    assert set(FALLBACKS) == set(Face)
    told = printing.font_settings()
    assert all(f"<family>{face}</family>" in told for face in Face)
