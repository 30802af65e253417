"""What the commands `report`, `figure` and `ties` share: whose year, as of which day, and where the answer goes."""

import argparse
import errno
import os
import sys
from pathlib import Path
from typing import Any

from xuncha.kernel.figures import Scope
from xuncha.kernel.refusals import BadInput
from xuncha.records.models import Office
from xuncha.records.queries import office_by_code
from xuncha.reports.queries.scope import parse_day, scope_of, year_of


def add_scope(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--office", metavar="CODE", help="division code of the office (default: the home office)"
    )
    parser.add_argument("--as-of", metavar="DAY", help="what was true on that day, YYYY-MM-DD")


def scope_from(options: dict[str, Any], year: str) -> tuple[Office, Scope]:
    office = office_by_code(options["office"])
    day = parse_day(options["as_of"]) if options["as_of"] else None
    return office, scope_of(office, year_of(year), day)


def deliver(content: bytes, output: str | None) -> None:
    """Write to the file (beside it first, then renamed: never half a file) or to standard output."""
    if output is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    try:
        _write(Path(output), content)
    except OSError as why:
        reason = REASONS.get(why.errno or 0) or why.strerror or ""
        raise BadInput("无法写入“%(path)s”：%(why)s。", path=output, why=reason) from why


REASONS = {
    errno.ENOENT: "所在文件夹不存在",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EISDIR: "该路径是一个文件夹",
    errno.EACCES: "没有写入权限",
    errno.EPERM: "没有写入权限",
    errno.EROFS: "所在磁盘只读",
    errno.ENOSPC: "磁盘空间不足",
    errno.ENAMETOOLONG: "文件名过长",
}


def _write(path: Path, content: bytes) -> None:
    """Replace the file as a whole. A pipe or a device is written to; it is not a file to be replaced."""
    if path.is_dir() or not path.name:
        raise IsADirectoryError(errno.EISDIR, "")
    if path.exists() and not path.is_file():
        path.write_bytes(content)
        return
    if path.exists() and not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, "")
    beside = path.with_name(f".{os.getpid()}.part")  # short: the name may be as long as the disk allows
    try:
        beside.write_bytes(content)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
