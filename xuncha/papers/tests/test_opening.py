"""A Word file from elsewhere is looked through before it is opened: one clear line, nothing run, nothing left behind."""

import io
import os
import random
import resource
import zipfile
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path

import docx
import pytest

from xuncha.kernel.refusals import BadInput
from xuncha.papers.engine import opening
from xuncha.papers.engine.document import OfficialDocument, Paragraph
from xuncha.papers.engine.opening import COMPOUND, LOCKED, open_word, read_word
from xuncha.papers.engine.writer import write

SOUND = write(
    OfficialDocument("关于巡察工作的通知", "某办", date(2019, 12, 31), blocks=[Paragraph("正文。")])
)
Parts = dict[str, bytes]


def parts_of(content: bytes = SOUND) -> Parts:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Parts) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    return file.getvalue()


def changed(**parts: bytes) -> bytes:
    """The sound file with parts put in or replaced; a double underscore is a slash, a single one a dot."""
    named = {name.replace("__", "/").replace("_", "."): body for name, body in parts.items()}
    return packed(parts_of() | named)


def declaring(old: bytes, new: bytes) -> bytes:
    parts = parts_of()
    parts[opening.TYPES] = parts[opening.TYPES].replace(old, new)
    return packed(parts)


def flagged_as_encrypted() -> bytes:
    content = bytearray(SOUND)
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        while at >= 0:
            content[at + place] |= 1
            at = content.find(mark, at + 4)
    return bytes(content)


ENTITY = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>'
BOMB = b"<a>" + b"x" * (41 * 2**20) + b"</a>"
BAD: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "是空的"),
    "text": ("关于巡察工作的通知".encode(), "不是Word文件"),
    "pdf": (b"%PDF-1.7\n" + bytes(200), "不是Word文件"),
    "program": (b"MZ\x90\x00" + bytes(200), "不是Word文件"),
    "rich text": (b"{\\rtf1 a}", "不是Word文件"),
    "spreadsheet": (packed({"xl/workbook.xml": b"<workbook/>"}), "不是Word文件"),
    "presentation": (declaring(b"wordprocessingml", b"presentationml"), "不是Word文件"),
    "old format": (COMPOUND + bytes(4096), "旧版格式"),
    "encrypted by Office": (COMPOUND + bytes(600) + LOCKED + bytes(600), "已加密"),
    "encrypted zip": (flagged_as_encrypted(), "已加密"),
    "cut short": (SOUND[: len(SOUND) // 2], "已损坏"),
    "without end": (SOUND[:-30], "已损坏"),
    "no document": (packed({n: b for n, b in parts_of().items() if n != "word/document.xml"}), "已损坏"),
    "document that is no XML": (changed(word__document_xml=b"\x00\x01\x02"), "已损坏"),
    "document that is other XML": (changed(word__document_xml=b"<html><body/></html>"), "已损坏"),
    "macro part": (changed(word__vbaProject_bin=b"x"), "宏"),
    "macro part elsewhere": (changed(word__VBAPROJECT_BIN=b"x"), "宏"),
    "macro-enabled type": (
        declaring(
            b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
            b"application/vnd.ms-word.document.macroEnabled.main+xml",
        ),
        "宏",
    ),
    "program inside": (packed(parts_of() | {"word/embeddings/a.exe": b"MZ"}), "程序"),
    "external entity": (changed(word__document_xml=ENTITY), "实体"),
    "wide external entity": (changed(word__document_xml=ENTITY.decode().encode("utf-16")), "实体"),
    "entity in the types": (packed(parts_of() | {"docProps/app.xml": ENTITY}), "实体"),
    "bomb": (changed(word__document_xml=BOMB), "展开后过大"),
    "bomb under another name": (packed(parts_of() | {"word/document.bin": BOMB}), "展开后过大"),
    "bomb of pictures": (
        packed(parts_of() | {f"word/media/{n}.png": bytes(2**25) for n in range(7)}),
        "展开后过大",
    ),
    "too many parts": (packed(parts_of() | {f"word/a{n}.xml": b"" for n in range(5001)}), "已损坏"),
}


@pytest.mark.parametrize(("content", "sentence"), BAD.values(), ids=BAD)
def test_a_bad_file_is_refused_with_one_sentence_and_nothing_stays(
    content: bytes, sentence: str, tmp_path: Path
) -> None:
    path = tmp_path / "送审稿.docx"
    path.write_bytes(content)
    with pytest.raises(BadInput) as refusal:
        open_word(path)
    told = str(refusal.value)
    assert sentence in told
    assert "送审稿.docx" in told
    assert "\n" not in told
    assert [left.name for left in tmp_path.iterdir()] == ["送审稿.docx"]


def test_a_sound_file_opens_whoever_wrote_it(tmp_path: Path) -> None:
    assert "正文。" in [paragraph.text for paragraph in read_word(SOUND, "a.docx").paragraphs]
    other = docx.Document()
    other.add_paragraph("vbaProject and <!DOCTYPE are only spoken of")
    other.save(str(tmp_path / "b.docx"))
    assert "spoken of" in open_word(tmp_path / "b.docx").paragraphs[0].text


def test_a_file_of_200_megabytes_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "录像.docx"
    with path.open("wb") as file:
        file.truncate(200 * 2**20)
    monkeypatch.setattr(Path, "open", never)
    with pytest.raises(BadInput, match="超过50MB"):
        open_word(path)


def never(*args: object, **kwargs: object) -> None:
    raise AssertionError("it was read")


def test_a_bomb_takes_no_memory() -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    bomb = bombed()
    with pytest.raises(BadInput, match="展开后过大"):
        read_word(bomb, "a.docx")
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 60_000, "kilobytes"


def bombed() -> bytes:
    """A part of a gigabyte in a megabyte, packed piece by piece."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in parts_of().items():
            if name != "word/document.xml":
                archive.writestr(name, body)
        with archive.open("word/document.xml", "w", force_zip64=True) as part:
            for _ in range(1024):
                part.write(b" " * 2**20)
    return file.getvalue()


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda path: None, "没有文件"),
        (lambda path: path.mkdir(), "不是文件"),
        (lambda path: os.mkfifo(path), "不是文件"),
        (lambda path: path.symlink_to("/dev/zero"), "不是文件"),
    ],
    ids=["missing", "folder", "pipe", "device"],
)
def test_what_is_no_file_is_refused(make: Callable[[Path], None], sentence: str, tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    make(path)
    with pytest.raises(BadInput, match=sentence):
        open_word(path)


def test_a_name_that_no_disk_takes_is_refused() -> None:
    with pytest.raises(BadInput):
        open_word(Path("某" * 300 + ".docx"))
    with pytest.raises(BadInput):
        open_word(Path("a\x00b.docx"))


def test_links_to_the_outside_are_not_followed() -> None:
    parts = parts_of()
    link = (
        b'<Relationship Id="rId99" TargetMode="External" Target="http://127.0.0.1:9/t.dotm" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"/>'
    )
    name = "word/_rels/document.xml.rels"
    parts[name] = parts[name].replace(b"</Relationships>", link + b"</Relationships>")
    assert read_word(packed(parts), "a.docx").paragraphs


@pytest.mark.parametrize("seed", range(8))
def test_whatever_bytes_are_hurt_the_file_opens_or_is_refused(seed: int) -> None:
    draw = random.Random(seed)
    for _ in range(60):
        content = bytearray(SOUND)
        for _ in range(draw.choice((1, 3, 20))):
            content[draw.randrange(len(content))] = draw.randrange(256)
        with suppress(BadInput):
            assert read_word(bytes(content), "a.docx").sections


@pytest.mark.parametrize("seed", range(8))
def test_whatever_part_is_hurt_the_file_opens_or_is_refused(seed: int) -> None:
    draw = random.Random(seed)
    for _ in range(40):
        parts = parts_of()
        name = draw.choice(sorted(parts))
        body = bytearray(parts[name])
        at = draw.randrange(len(body))
        body[at : at + draw.choice((1, 9, 90))] = draw.randbytes(draw.choice((0, 1, 5)))
        with suppress(BadInput):
            assert read_word(packed(parts | {name: bytes(body)}), "a.docx").sections
