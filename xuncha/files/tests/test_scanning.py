"""A scanner that is named must have answered for every file; here one of our own that speaks clamd's protocol."""

import socketserver
import struct
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from xuncha.files.scanning import scan
from xuncha.kernel.refusals import NotAllowed

HARM = b"harm"  # what our scanner takes for a virus
LARGEST = 2**20


class _Scanner(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        assert self.rfile.read(10) == b"zINSTREAM\0"
        content = b""
        while size := struct.unpack("!L", self.rfile.read(4))[0]:
            content += self.rfile.read(size)
        if len(content) > LARGEST:
            answer = b"INSTREAM size limit exceeded. ERROR\0"
        else:
            answer = b"stream: Test.Harm FOUND\0" if HARM in content else b"stream: OK\0"
        self.wfile.write(answer)


@pytest.fixture
def scanner(tmp_path: Path, settings: Settings) -> Iterator[None]:
    path = str(tmp_path / "clamd.ctl")
    with socketserver.ThreadingUnixStreamServer(path, _Scanner) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        settings.SCANNER = path
        yield
        server.shutdown()


@pytest.mark.usefixtures("scanner")
def test_what_is_clean_passes_and_what_is_not_is_refused_by_name() -> None:
    scan(b"x" * 200_000)
    with pytest.raises(NotAllowed, match=r"Test\.Harm"):
        scan(b"x" * 100_000 + HARM)


@pytest.mark.usefixtures("scanner")
def test_what_the_scanner_did_not_look_through_is_not_clean() -> None:
    with pytest.raises(NotAllowed, match="没有应答"):
        scan(b"x" * (LARGEST + 1))


@pytest.mark.parametrize("nowhere", ["/nowhere/clamd.ctl", "127.0.0.1:1"])
def test_a_scanner_that_is_away_lets_nothing_in(settings: Settings, nowhere: str) -> None:
    settings.SCANNER = nowhere
    with pytest.raises(NotAllowed, match="没有应答"):
        scan(b"x")


def test_an_installation_without_a_scanner_takes_files(settings: Settings) -> None:
    settings.SCANNER = ""
    scan(HARM)
