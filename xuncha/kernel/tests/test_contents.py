"""Uploads by their content: what an office files is taken, what could harm is refused with a sentence."""

import io
import zipfile

import pytest

from xuncha.kernel import contents
from xuncha.kernel.refusals import NotAllowed

WORD = {"[Content_Types].xml": b"<Types/>", "word/document.xml": "<w:t>整改方案</w:t>".encode()}


def archive(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as box:
        for name, body in parts.items():
            box.writestr(name, body)
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("方案.docx", archive(WORD)),
        ("台账.XLSX", archive({"xl/workbook.xml": b"<workbook/>"})),
        ("通知.ofd", archive({"OFD.xml": b"<ofd/>"})),
        ("方案.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)),
        ("扫描.pdf", b"%PDF-1.7\n"),
        ("照片.jpg", b"\xff\xd8\xff\xe0" + bytes(64)),
        ("录像.mp4", b"\x00\x00\x00\x18ftypmp42"),
        ("说明.txt", "已经整改到位。\r\n".encode()),
        ("名单.csv", "姓名,职务\n".encode("gb18030")),
        ("材料.zip", archive({"一/会议记录.pdf": b"%PDF-1.7"})),
        ("材料.zip", archive({"一.zip": archive({"方案.docx": archive(WORD)})})),
    ],
)
def test_what_an_office_files_is_taken(name: str, content: bytes) -> None:
    contents.check(content, name)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("方案.docx", b"MZ\x90\x00" + bytes(200), "不符"),
        ("方案.docx", archive({"readme.txt": b"x"}), "不符"),
        ("扫描.pdf", b"\x7fELF" + bytes(64), "不符"),
        ("说明.txt", b"#!/bin/sh\n", "不符"),
        ("说明.txt", b"MZ text", "不符"),
        ("说明.txt", b"a\x00b", "不符"),
        ("安装.exe", b"MZ", "这一类型"),
        ("网页.html", b"<script>", "这一类型"),
        ("图.svg", b"<svg/>", "这一类型"),
        ("附件", b"text", "这一类型"),
        ("方案.docm", archive(WORD), "这一类型"),
        ("方案.docx", archive(WORD | {"word/vbaProject.bin": b"x"}), "宏"),
        ("方案.docx", archive(WORD | {"word/embeddings/a.exe": b"MZ"}), "程序"),
        ("材料.zip", archive({"setup.EXE": b"MZ"}), "程序"),
        ("材料.zip", archive({"一.zip": archive({"setup.exe": b"MZ"})}), "程序"),
        ("材料.zip", archive({"照片.jpg": archive({"setup.exe": b"MZ"})}), "程序"),
        (
            "材料.zip",
            archive({"一.zip": archive({"二.zip": archive({"三.zip": archive({"四.txt": b"x"})})})}),
            "嵌套",
        ),
        ("材料.zip", archive({"../../etc/cron.d/x": b"x"}), "越界"),
        ("材料.zip", archive({"/etc/passwd": b"x"}), "越界"),
        ("材料.zip", archive({"C:\\windows\\x.txt": b"x"}), "越界"),
        ("方案.docx", archive(WORD)[:-30], "损坏"),
        ("空.pdf", b"", "为空"),
    ],
)
def test_what_is_not_what_it_says_is_refused(name: str, content: bytes, sentence: str) -> None:
    with pytest.raises(NotAllowed, match=sentence):
        contents.check(content, name)


LAUGHS = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><w:t>&b;</w:t>'


@pytest.mark.parametrize(
    "bomb",
    [
        LAUGHS,
        LAUGHS.lower(),
        LAUGHS.decode().encode("utf-16"),
        b"<?xml version='1.0'?><!--" + b"x" * (contents.CHUNK - 28) + b"--><!DOCTYPE l []><l/>",
    ],
    ids=["plain", "lower case", "wide", "across the edge of a chunk"],
)
def test_xml_that_defines_entities_is_refused(bomb: bytes) -> None:
    with pytest.raises(NotAllowed, match="实体"):
        contents.check(archive(WORD | {"word/document.xml": bomb}), "方案.docx")


def test_an_archive_that_unpacks_beyond_measure_is_refused_before_it_is_unpacked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(contents, "UNPACKED", 3 * 2**20)
    one = archive(WORD | {"word/media/a.png": bytes(4 * 2**20)})
    many = archive(WORD | {f"word/media/{n}.png": bytes(2**20) for n in range(4)})
    assert len(one) < 2**16
    for bomb in (one, many):
        with pytest.raises(NotAllowed, match="展开"):
            contents.check(bomb, "方案.docx")


def test_a_size_that_the_header_hides_is_counted_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contents, "UNPACKED", 2**20)
    bomb = archive({"a.txt": bytes(4 * 2**20)})
    liar = bomb.replace((4 * 2**20).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert liar != bomb
    with pytest.raises(NotAllowed):
        contents.check(liar, "材料.zip")


def test_too_many_entries_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contents, "ENTRIES", 3)
    with pytest.raises(NotAllowed, match="过多"):
        contents.check(archive({f"{n}.txt": b"x" for n in range(4)}), "材料.zip")


def test_a_file_as_large_as_the_limit_is_taken_and_one_byte_more_is_not() -> None:
    pdf = b"%PDF-" + bytes(contents.LIMIT - 5)
    contents.check(pdf, "扫描.pdf")
    with pytest.raises(NotAllowed, match="50MB"):
        contents.check(pdf + b"\x00", "扫描.pdf")


def test_archives_of_empty_files_in_archives_count_too() -> None:
    empty = archive({f"{n}.txt": b"" for n in range(4_000)})
    with pytest.raises(NotAllowed, match="展开后超过"):
        contents.check(archive({f"{n}.zip": empty for n in range(25)}), "材料.zip")
