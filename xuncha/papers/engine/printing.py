"""A Word file as PDF, by LibreOffice where it is installed. Only what the house wrote itself is ever handed to it."""

import os
import shutil
import signal
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import BoundedSemaphore

from xuncha.kernel.refusals import NotAllowed
from xuncha.papers.engine.typefaces import FALLBACKS

SECONDS = 90
AT_ONCE = BoundedSemaphore(2)  # a converter takes a core and 200 MB
PROGRAMS = ("soffice", "libreoffice")


def as_pdf(content: bytes) -> bytes:
    """What LibreOffice prints. NotAllowed where there is none, where it takes too long, and where it fails."""
    program = next((found for name in PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        raise NotAllowed("本机没有安装LibreOffice，不能转换为PDF，请下载Word格式的文书。")
    with AT_ONCE, TemporaryDirectory(prefix="xuncha-") as folder:
        return _converted(program, content, Path(folder))


def _converted(program: str, content: bytes, folder: Path) -> bytes:
    """In a folder that nobody else reads and that goes with all it holds, the converter's own profile included."""
    source, printed = folder / "paper.docx", folder / "paper.pdf"
    source.write_bytes(content)
    fonts = folder / "fonts.conf"
    fonts.write_text(font_settings(), encoding="utf-8")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--norestore", "--convert-to", "pdf", "--outdir", str(folder)]
    _run([*command, str(source)], os.environ | {"FONTCONFIG_FILE": str(fonts), "HOME": str(folder)})
    if not printed.exists():
        raise NotAllowed("LibreOffice没有完成转换，请下载Word格式的文书。")
    return printed.read_bytes()


def _run(command: list[str], environment: dict[str, str]) -> None:
    """With a session of its own: what it started ends with it."""
    process = subprocess.Popen(
        command,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(SECONDS)
    except subprocess.TimeoutExpired as why:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        raise NotAllowed("转换为PDF超时，请下载Word格式的文书。") from why


def font_settings() -> str:
    """Where a typeface of the standard is not installed, open ones of its kind and width take its place."""
    aliases = "".join(
        f'<alias binding="same"><family>{face}</family><accept>'
        + "".join(f"<family>{other}</family>" for other in others)
        + "</accept></alias>"
        for face, others in FALLBACKS.items()
    )
    return (
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd"><fontconfig>'
        f'<include ignore_missing="yes">/etc/fonts/fonts.conf</include>{aliases}</fontconfig>'
    )
