"""Asking the installation's virus scanner about a file before it is kept: a clamd, by its socket or its address.

The protocol is clamd's INSTREAM (clamd(8)): chunks with their length before them, an empty one at the end, one line back.
An installation that names no scanner has none; one that does takes no file that the scanner did not answer for.
"""

import socket
import struct
from contextlib import closing

from django.conf import settings

from xuncha.kernel.refusals import NotAllowed

PATIENCE = 30  # seconds for each of connecting, sending and answering
CHUNK = 2**16
SILENT = "病毒检查服务没有应答，暂时不能上传附件，请联系系统管理员。"


def scan(content: bytes) -> None:
    """NotAllowed for a file in which something was found, and when the scanner that was named does not answer."""
    if not settings.SCANNER:
        return
    try:
        said = _asked(settings.SCANNER, content)
    except OSError as why:
        raise NotAllowed(SILENT) from why
    verdict = said.removeprefix("stream: ")
    if verdict.endswith(" FOUND"):
        raise NotAllowed("附件未通过病毒检查（%(found)s），不能上传。", found=verdict.removesuffix(" FOUND"))
    if verdict != "OK":  # too large for it, or it is at odds with itself: not checked is not clean
        raise NotAllowed(SILENT)


def _asked(scanner: str, content: bytes) -> str:
    with closing(_connected(scanner)) as talk:
        talk.sendall(b"zINSTREAM\0")
        for start in range(0, len(content), CHUNK):
            part = content[start : start + CHUNK]
            talk.sendall(struct.pack("!L", len(part)) + part)
        talk.sendall(struct.pack("!L", 0))
        with talk.makefile("rb") as answer:
            return answer.read(2**10).rstrip(b"\0\n").decode("utf-8", "replace")


def _connected(scanner: str) -> socket.socket:
    if scanner.startswith("/"):
        talk = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        talk.settimeout(PATIENCE)
        talk.connect(scanner)
        return talk
    host, _, port = scanner.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=PATIENCE)
