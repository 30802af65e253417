"""What nobody should send: values for boxes, queries, sheets and files, drawn by a seed."""

import io
import zipfile
from collections.abc import Iterable
from random import Random
from typing import Any

import xlsxwriter
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile

TEXTS = (
    "", " ", "\u3000", "\x00", "a\x00b", "\x1b[2J", "\u202e倒写", "\ufeff", "\ud800", "😀" * 5, "龘" * 300, "x" * 70_000, "'; DROP TABLE x;--",
    '"><script>alert(1)</script>', "{{ 7*7 }}", "{% debug %}", "%s%(x)s%n", "=cmd|' /C calc'!A0", "../../etc/passwd", "null", "None", "[]",
    "-1", "0", "1e999", "NaN", "Infinity", "-Infinity", "９９９", "①", "²", "٣", str(2**31), str(2**63), str(-(2**63) - 1), "9" * 400, "0.1", "1,5",
    "0000-00-00", "0001-01-01", "9999-12-31", "2019-02-30", "2019-13-01", "10000-01-01", "2019年2月30日", "二〇一九年", "43830", "1e5",
    "2019-06-12T25:00",
    "6f1c2f0e-5c3c-4f7e-9d57-6b0a4a4c1d2e", "not-a-uuid", "{}", "\r\nX-Head: 1", "\u2028", "on", "true",
)  # fmt: skip
NAMES = (
    "方案.xlsx", "方案.docx", "材料.pdf", "../../up.xlsx", "a\x00.xlsx", "\x1b[2J.docx", "\u202excod.exe", "长" * 300 + ".xlsx", ".xlsx", "x",
    "a.php",
    "con.xlsx", "a\r\nb.pdf", "..", "说明.txt", "包.zip", "图.png",
)  # fmt: skip
Files = dict[str, SimpleUploadedFile]


def value(random: Random, field: forms.Field | None) -> Any:
    """Mostly what the box takes, so that what lies behind the form is reached too."""
    if field is None or random.random() < 0.35:
        return random.choice(TEXTS)
    if isinstance(field, forms.ModelChoiceField):
        keys = (
            list((field.queryset or field.queryset.none()).values_list("pk", flat=True)[:20])
            if field.queryset is not None
            else []
        )
        return str(random.choice(keys)) if keys else ""
    if isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        flat = [str(key) for key, label in choices if not isinstance(label, (list, tuple))]
        return random.choice(flat) if flat else ""
    if isinstance(field, forms.DateField):
        return f"20{random.randint(15, 20)}-{random.randint(1, 12):02}-{random.randint(1, 28):02}"
    if isinstance(field, (forms.IntegerField, forms.DecimalField)):
        return str(random.choice((0, 1, 2, 7, 30, 2019, 10**6)))
    if isinstance(field, forms.BooleanField):
        return random.choice(("on", ""))
    return random.choice(("反映报销不实", "云江市某局", "2019年第3号", "巡察组", "说明"))


def form(random: Random, fields: dict[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """A filled-in form, with a box left out or sent twice now and then."""
    sent: dict[str, Any] = {}
    for name in dict.fromkeys([*fields, *names]):
        lot = random.random()
        if lot < 0.07:
            continue
        one = fields.get(name)
        if isinstance(one, forms.FileField):
            sent[name] = upload(random)
        else:
            sent[name] = [value(random, one), value(random, one)] if lot > 0.95 else value(random, one)
    return sent


def upload(random: Random) -> SimpleUploadedFile:
    return named(random, content(random, ()))


def named(random: Random, body: bytes) -> SimpleUploadedFile:
    """A file by any name: those that Django would not call a file by go out as a program would send them."""
    file = SimpleUploadedFile("x", body, random.choice(("", "text/html", "x/y")))
    file._name = random.choice(NAMES)  # type: ignore[attr-defined]  # the setter would put it right
    return file


def content(random: Random, heads: Iterable[str]) -> bytes:
    """A file that is broken, locked, swollen, another kind than it says, or a sheet with odd cells."""
    made = random.choice((_sheet, _sheet, _sheet, _broken, _bomb, _locked, _polyglot, _other))
    return made(random, list(heads))


def _sheet(random: Random, heads: list[str]) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        row = random.sample(heads, random.randint(0, len(heads))) if random.random() < 0.4 else heads
        row = [*row, *random.sample(TEXTS, random.randint(0, 2))]
        for column, head in enumerate(row):
            sheet.write_string(0, column, _cell(head))
        for line in range(random.randint(0, 4)):
            for column in range(len(row) + random.randint(0, 2)):
                _put(random, sheet, line + 1, column)
    return file.getvalue()


def _put(random: Random, sheet: Any, row: int, column: int) -> None:
    lot = random.random()
    if lot < 0.1:
        sheet.write_formula(row, column, '=HYPERLINK("http://x","x")', None, random.choice(("1", "#N/A")))
    elif lot < 0.25:
        sheet.write_number(row, column, random.choice((-1, 0.5, 1e300, 43830, 2958466, 10**15)))
    else:
        sheet.write_string(row, column, _cell(random.choice((*TEXTS, "2019-06-12", "是", "张三"))))


def _cell(text: str) -> str:
    """What XML can hold, as long as a cell may be."""
    return "".join(c for c in text if c >= " " and not "\ud800" <= c <= "\udfff")[:32_000]


def _broken(random: Random, heads: list[str]) -> bytes:
    whole = bytearray(_sheet(random, heads))
    for _ in range(random.randint(1, 20)):
        whole[random.randrange(len(whole))] = random.randrange(256)
    return bytes(whole[: random.randint(0, len(whole))] if random.random() < 0.5 else whole)


def _bomb(random: Random, heads: list[str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/workbook.xml", b"<" + b" " * (4 * 2**20))
        parts.writestr(
            random.choice(("word/document.xml", "../up.xml", "a.exe", "[Content_Types].xml")), b"<x/>"
        )
    return file.getvalue()


def _locked(random: Random, heads: list[str]) -> bytes:
    """The box that Office puts a file with a password into."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + random.randbytes(2048)


def _polyglot(random: Random, heads: list[str]) -> bytes:
    return random.choice((b"%PDF-1.4\n", b"\x89PNG\r\n\x1a\n", b"MZ", b"GIF89a")) + _sheet(random, heads)


def _other(random: Random, heads: list[str]) -> bytes:
    entity = b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"
    return random.choice((b"", b"\x00", b"PK\x03\x04", entity, b"\xff" * 100, random.randbytes(500)))
