"""Storing bytes and getting them back whole."""

import hashlib
import os
import tempfile
from datetime import date
from pathlib import Path

from django.conf import settings

from xuncha.files.models import Attachment
from xuncha.files.scanning import scan
from xuncha.kernel import contents
from xuncha.kernel.marks import highest
from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.stated import stated
from xuncha.kernel.viewer import Viewer
from xuncha.records import actions as records
from xuncha.records import marks
from xuncha.records.models import Office


def path_of(digest: str) -> Path:
    return Path(settings.XUNCHA_HOME) / "files" / digest[:2] / digest


def store(content: bytes, *, name: str, media_type: str, office: Office, by: Viewer, at: date) -> Attachment:
    """Keep the bytes under their digest and enter a row for them.

    Every upload passes here: what is too large, is not what its name says, could harm, or says itself that it is
    marked above the cap is refused.
    """
    contents.check(content, name)
    mark = highest(filter(None, (marks.usual(), stated(content, name))))
    marks.require(mark)  # before anything of it lies on the disk
    scan(content)
    digest = keep(content)
    row = Attachment(
        office=office,
        digest=digest,
        name=_safe(name),
        media_type=media_type[:100],
        size=len(content),
        mark=mark,
    )
    return records.enter(row, by=by, at=at)


def keep(content: bytes) -> str:
    """Keep the bytes under their digest, which it answers with; whoever calls enters the row."""
    digest = hashlib.sha256(content).hexdigest()
    _write_once(path_of(digest), content)
    return digest


def digest_of(path: Path) -> str:
    """The digest of what lies there now, read piece by piece."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read(attachment: Attachment) -> bytes:
    """The bytes, checked against their digest. NotAllowed when they were changed or are missing."""
    path = path_of(attachment.digest)
    content = path.read_bytes() if path.exists() else b""
    if hashlib.sha256(content).hexdigest() != attachment.digest:
        raise NotAllowed("附件缺失或已被改动，请联系系统管理员核查。")
    return content


def _safe(name: str) -> str:
    """The last part of what a browser called it, without characters that break a header or a terminal."""
    last = Path(name.replace("\\", "/")).name
    kept = "".join(c for c in last if c.isprintable())[-200:]
    return kept if kept.strip(". ") else "附件"


def _write_once(path: Path, content: bytes) -> None:
    """Write beside and rename, so that a kill leaves either nothing or the whole file. A damaged one is mended."""
    if path.exists() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor, beside = tempfile.mkstemp(dir=path.parent, suffix=".part")  # 0600, and nobody else's name
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)
    except OSError:  # a full disk has no room for what is left of it
        Path(beside).unlink(missing_ok=True)
        raise
