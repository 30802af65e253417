"""Opening a Word file that somebody else wrote: looked through first, parsed afterwards, nothing unpacked to disk.

Whoever reads a Word file comes through here. What a header declares is the sender's word, so real sizes are counted;
links to the outside are never followed, macros never looked at. Each refusal is one sentence for the clerk.
"""

import zipfile
import zlib
from io import BytesIO
from pathlib import Path, PurePosixPath

import docx
from docx.document import Document
from docx.opc.exceptions import OpcError
from lxml.etree import LxmlError

from xuncha.kernel.contents import PROGRAMS, defines_entities, extension
from xuncha.kernel.refusals import BadInput

MEGABYTE = 2**20
LIMIT = 50 * MEGABYTE  # of the file as it lies there
UNPACKED = 200 * MEGABYTE  # of all its parts, pictures included
PARSED = 40 * MEGABYTE  # of its XML: a tree takes ten times as much memory as its text
ENTRIES = 5_000
CHUNK = 2**16
TAIL = 128  # bytes kept of the chunk before, so that nothing hides across the edge

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # what .doc, .wps and encrypted .docx files begin with
LOCKED = "EncryptedPackage".encode("utf-16-le")  # the stream in which Office keeps an encrypted file
ZIPPED = b"PK\x03\x04"
TYPES = "[Content_Types].xml"
XML = ("xml", "rels")
PICTURES = ("svg", "png", "jpg", "jpeg", "gif", "emf", "wmf", "tif", "tiff", "bmp")  # never parsed
WORD = b"wordprocessingml"
MACROS = (b"ms-word.document.macroenabled", b"ms-word.template.macroenabled", b"vbaproject")
DAMAGES = (
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError),
    *(OpcError, LxmlError, KeyError, IndexError, ValueError, TypeError, AttributeError, AssertionError),
)


def open_word(path: Path) -> Document:
    """The Word file at a path. BadInput for whatever is no sound .docx of reasonable size."""
    return read_word(_content(path), path.name)


def read_word(content: bytes, name: str) -> Document:
    """The Word file whose bytes these are; `name` is for the refusals, and for nothing else."""
    if len(content) > LIMIT:
        raise _too_long(name)
    _check_kind(content, name)
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            _check_parts(archive, name)
        document = docx.Document(BytesIO(content))
        if document.element.body is None or not document.sections:
            raise _damaged(name)
        return document
    except DAMAGES as why:
        raise _damaged(name) from why


def _content(path: Path) -> bytes:
    """What is asked for is looked at before it is read: a pipe would never end, a large file fill the memory."""
    try:
        if not path.exists():
            raise BadInput("没有文件“%(name)s”。", name=path.name)
        if not path.is_file():
            raise BadInput("“%(name)s”不是文件。", name=path.name)
        if path.stat().st_size > LIMIT:
            raise _too_long(path.name)
        with path.open("rb") as file:
            return file.read(LIMIT + 1)
    except (OSError, ValueError) as why:
        raise BadInput("无法读取文件“%(name)s”。", name=path.name) from why


def _check_kind(content: bytes, name: str) -> None:
    """By its first bytes, whatever the name says."""
    if not content:
        raise BadInput("文件“%(name)s”是空的。", name=name)
    if content.startswith(COMPOUND):
        if LOCKED in content:
            raise BadInput("文件“%(name)s”已加密，请取消密码保护后再试。", name=name)
        raise BadInput("文件“%(name)s”是旧版格式，请用Word或者WPS另存为.docx文件。", name=name)
    if not content.startswith(ZIPPED):
        raise BadInput("文件“%(name)s”不是Word文件（.docx）。", name=name)


def _check_parts(archive: zipfile.ZipFile, name: str) -> None:
    """Every part read and let go, with its real size counted."""
    entries = archive.infolist()
    names = {entry.filename for entry in entries}
    if len(entries) > ENTRIES or len(names) < len(entries):
        raise _damaged(name)
    if any(entry.flag_bits & 1 for entry in entries):
        raise BadInput("文件“%(name)s”已加密，请取消密码保护后再试。", name=name)
    if TYPES not in names or WORD not in _opening(archive, TYPES):
        raise BadInput("文件“%(name)s”不是Word文件（.docx）。", name=name)
    unpacked, parsed = UNPACKED, PARSED
    for entry in entries:
        is_xml = _is_xml(archive, entry)
        size = _read_through(archive, entry, min(unpacked, parsed) if is_xml else unpacked, name)
        unpacked -= size
        parsed -= size if is_xml else 0


def _opening(archive: zipfile.ZipFile, part: str | zipfile.ZipInfo) -> bytes:
    with archive.open(part) as stream:
        return stream.read(CHUNK)


def _is_xml(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
    """By its content too: the list of types may have any part parsed, whatever it is called."""
    opening = _opening(archive, entry).replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return extension(entry.filename) in XML or opening.startswith(b"<")


def _read_through(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int, name: str) -> int:
    """The real size of a part that is no program and defines neither entities nor macros."""
    if extension(entry.filename) in PROGRAMS or _is_macro(entry.filename):
        raise _harmful(name)
    size, before = 0, b""
    with archive.open(entry) as part:
        while chunk := part.read(CHUNK):
            _check_text(before + chunk, entry.filename, name)
            size, before = size + len(chunk), chunk[-TAIL:]
            if size > left:
                raise BadInput("文件“%(name)s”展开后过大，可能是恶意文件，没有打开。", name=name)
    return size


def _is_macro(part: str) -> bool:
    return PurePosixPath(part).name.lower().startswith(("vbaproject", "vbadata"))


def _check_text(text: bytes, part: str, name: str) -> None:
    """Only what says how the file is put together can make a part a macro; a text may speak of them."""
    kind = extension(part)
    if kind not in PICTURES and defines_entities(text):
        raise BadInput("文件“%(name)s”含有外部实体定义，没有打开。", name=name)
    declares = kind == "rels" or part == TYPES
    if declares and any(mark in text.replace(b"\x00", b"").lower() for mark in MACROS):
        raise _harmful(name)


def _damaged(name: str) -> BadInput:
    return BadInput("文件“%(name)s”已损坏，无法打开。", name=name)


def _harmful(name: str) -> BadInput:
    return BadInput("文件“%(name)s”含有宏或者程序，没有打开。", name=name)


def _too_long(name: str) -> BadInput:
    return BadInput("文件“%(name)s”超过%(size)sMB，没有打开。", name=name, size=LIMIT // MEGABYTE)
