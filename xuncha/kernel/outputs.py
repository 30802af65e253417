"""Where the answer of a command goes: a file that is there as a whole or not at all, or standard output."""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from xuncha.kernel.refusals import BadInput


def deliver(content: bytes, output: str | None) -> None:
    """Write to the file (beside it first, then renamed: never half a file) or to standard output."""
    if output is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    try:
        _write(Path(output), content)
    except OSError as why:
        raise refusal(output, why) from why


def refusal(output: str | Path, why: OSError) -> BadInput:
    """Why the disk did not take it, in words."""
    reason = REASONS.get(why.errno or 0) or why.strerror or ""
    return BadInput("无法写入“%(path)s”：%(why)s。", path=output, why=reason)


@contextmanager
def pieced(output: str) -> Iterator[BinaryIO]:
    """A file to be written piece by piece: on the disk as a whole once the block has ended well, else not at all."""
    path = Path(output)
    if path.exists() and not path.is_file():
        raise BadInput("无法写入“%(path)s”：%(why)s。", path=output, why="该路径不是普通文件")
    beside = path.with_name(f".{os.getpid()}.part")
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as why:
        raise refusal(output, why) from why
    finally:
        beside.unlink(missing_ok=True)


def is_full(why: BaseException | None) -> bool:
    """Whether something failed because the disk, or what of it may be used, is full; whoever said so first."""
    while why is not None:
        if isinstance(why, OSError) and why.errno in FULL:
            return True
        if getattr(why, "sqlstate", "") in FULL_STATES or getattr(why, "sqlite_errorname", "") in FULL_NAMES:
            return True
        why = why.__cause__ or why.__context__
    return False


FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
FULL_STATES = ("53100",)  # disk_full of PostgreSQL
FULL_NAMES = ("SQLITE_FULL", "SQLITE_IOERR_WRITE")  # the latter where a quota ends
REASONS = {
    errno.ENOENT: "所在文件夹不存在",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EISDIR: "该路径是一个文件夹",
    errno.EACCES: "没有写入权限",
    errno.EPERM: "没有写入权限",
    errno.EROFS: "所在磁盘只读",
    **dict.fromkeys(FULL, "磁盘空间不足"),
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
