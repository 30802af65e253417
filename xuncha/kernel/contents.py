"""What an uploaded file is by its content, whatever its name says. Plain bytes in, a refusal in words out.

Only kinds that an office files are taken. Archives are unpacked into nowhere, with their real sizes counted:
what a header declares is the sender's word.
"""

import io
import zipfile
import zlib
from collections.abc import Callable
from pathlib import PurePosixPath

from xuncha.kernel.refusals import NotAllowed

LIMIT = 50 * 2**20  # bytes of a file as it is sent
UNPACKED = 300 * 2**20  # bytes of all that an archive holds
ENTRIES = 5_000
NESTED = 3  # archives one within another: a document in an archive in an archive
OPENING = 2**12  # bytes that an entry counts at least: a million empty ones are a bomb too
ZIPPED = b"PK\x03\x04"
CHUNK = 2**16
TAIL = 64  # bytes kept of the chunk before, so that nothing hides across the edge

OFFICE = {
    "docx": "word/document.xml",
    "xlsx": "xl/workbook.xml",
    "pptx": "ppt/presentation.xml",
    "ofd": "OFD.xml",
}
OLE = ("doc", "xls", "ppt", "wps", "et", "dps")
TEXT = ("txt", "csv", "json")
MAGIC: dict[str, tuple[bytes, ...]] = {
    "pdf": (b"%PDF-",),
    "jpg": (b"\xff\xd8\xff",),
    "jpeg": (b"\xff\xd8\xff",),
    "png": (b"\x89PNG\r\n\x1a\n",),
    "gif": (b"GIF87a", b"GIF89a"),
    "bmp": (b"BM",),
    "tif": (b"II*\x00", b"MM\x00*"),
    "tiff": (b"II*\x00", b"MM\x00*"),
    "mp3": (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2"),
    "wav": (b"RIFF",),
    **dict.fromkeys(OLE, (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",)),
}
BOXED = ("mp4", "m4a")  # "ftyp" after the length of the first box
ALLOWED = (*OFFICE, *MAGIC, *BOXED, *TEXT, "zip")
PROGRAMS = frozenset({
    "exe", "dll", "com", "scr", "bat", "cmd", "ps1", "vbs", "vbe", "js", "jse", "wsf", "hta", "msi", "jar", "lnk", "reg",
    "sh", "apk", "elf",
})  # fmt: skip
MACROS = "vbaproject.bin"
CONTROL = frozenset(range(32)) - {9, 10, 13}


def extension(name: str) -> str:
    return PurePosixPath(name.replace("\\", "/")).suffix.removeprefix(".").lower()


def check(content: bytes, name: str) -> None:
    """NotAllowed unless the bytes are what the name says and nothing that could harm who opens them."""
    if not 0 < len(content) <= LIMIT:
        raise NotAllowed("附件为空，或者超过50MB。")
    kind = extension(name)
    if kind not in ALLOWED:
        raise NotAllowed(
            "不能上传这一类型的文件，请使用PDF、OFD、Office文档、图片、音视频、文本或者ZIP文件。"
        )
    if not _is(kind, content):
        raise NotAllowed("文件内容与扩展名“%(kind)s”不符，请核对后重新上传。", kind=kind)


def check_archive(content: bytes, wanted: str = "") -> None:
    """NotAllowed for an archive that is damaged, locked, a bomb, or carries programs or hidden definitions.

    `wanted` is an entry that must be there.
    """
    try:
        _look_through(content, wanted, UNPACKED, NESTED)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as why:
        raise NotAllowed("压缩内容已损坏或者无法检查，不能上传。") from why


def _look_through(content: bytes, wanted: str, left: int, depth: int) -> int:
    """What is left of the room after all that the archive holds; archives in it are looked through as well."""
    if not depth:
        raise NotAllowed("压缩文件嵌套层数过多，不能上传。")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        _check_names(archive, wanted)
        for entry in archive.infolist():
            size = _unpacked(archive, entry, left)
            left -= max(size, OPENING)
            if left < 0:
                raise _too_large()
            if not _is_archive(archive, entry):
                continue
            if size > LIMIT:
                raise NotAllowed("压缩文件内的压缩文件超过50MB，请分开上传。")
            left = _look_through(archive.read(entry), "", left, depth - 1)
    return left


def _is_archive(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
    """By its content: what a program is packed in may be called anything."""
    with archive.open(entry) as part:
        return part.read(len(ZIPPED)) == ZIPPED


def _is(kind: str, content: bytes) -> bool:
    """Whether the bytes are of the kind; an archive is looked through as well."""
    looks: Callable[[bytes], bool] = {**dict.fromkeys(TEXT, _is_text), **dict.fromkeys(BOXED, _is_boxed)}.get(
        kind, lambda body: body.startswith(MAGIC.get(kind, (ZIPPED,)))
    )
    if not looks(content):
        return False
    if kind in OFFICE or kind == "zip":
        check_archive(content, OFFICE.get(kind, ""))
    return True


def _is_text(content: bytes) -> bool:
    if content.startswith((b"MZ", b"\x7fELF", b"#!", b"PK")) or not CONTROL.isdisjoint(content):
        return False
    return any(_decodes(content, code) for code in ("utf-8", "gb18030"))


def _is_boxed(content: bytes) -> bool:
    return content[4:8] == b"ftyp"


def _decodes(content: bytes, code: str) -> bool:
    try:
        content.decode(code)
    except UnicodeDecodeError:
        return False
    return True


def _check_names(archive: zipfile.ZipFile, wanted: str) -> None:
    entries = archive.infolist()
    if len(entries) > ENTRIES:
        raise NotAllowed("压缩文件内的文件过多，不能上传。")
    for entry in entries:
        path = PurePosixPath(entry.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or ":" in entry.filename:
            raise NotAllowed("压缩文件内含有越界的路径，不能上传。")
        if extension(path.name) in PROGRAMS or path.name.lower() == MACROS:
            raise NotAllowed("文件内含有程序或者宏，不能上传。")
        if entry.flag_bits & 1:
            raise NotAllowed("加密的文件无法检查，请解密后上传。")
    if wanted and wanted not in archive.namelist():
        raise NotAllowed("文件内容与扩展名不符，请核对后重新上传。")


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int) -> int:
    """The real size of an entry, read and let go. NotAllowed beyond `left`, and for XML that defines entities."""
    size, before = 0, b""
    is_part = extension(entry.filename) in ("xml", "rels")
    with archive.open(entry) as part:
        while chunk := part.read(CHUNK):
            if is_part and defines_entities(before + chunk):
                raise NotAllowed("文件内含有XML实体定义，不能上传。")
            size, before = size + len(chunk), chunk[-TAIL:]
            if size > left:
                raise _too_large()
    return size


def _too_large() -> NotAllowed:
    return NotAllowed("压缩内容展开后超过%(size)sMB，不能上传。", size=UNPACKED // 2**20)


def defines_entities(text: bytes) -> bool:
    """A document type in an office part: the format forbids it, and entities would hide in it. Wide text too."""
    plain = text.replace(b"\x00", b"").upper()
    return b"<!DOCTYPE" in plain or b"<!ENTITY" in plain
