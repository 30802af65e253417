"""An Excel form read without a spreadsheet program. Nothing is executed, unpacked to disk or followed."""

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from xuncha.kernel import contents
from xuncha.kernel.refusals import NotAllowed
from xuncha.returns.engine import xml
from xuncha.returns.engine.addresses import name_of, place_of

LIMIT = 10 * 2**20
MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 600, 120, 20_000
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LOCKED = "EncryptedPackage".encode("utf-16-le")
FORBIDDEN = (
    ("xl/externalLinks/", "指向其他工作簿的链接"),
    ("xl/connections.xml", "外部数据连接"),
    ("xl/queryTables/", "外部数据连接"),
    ("xl/embeddings/", "嵌入的对象"),
    ("xl/activeX/", "控件"),
    ("xl/ctrlProps/", "控件"),
    ("xl/macrosheets/", "宏表"),
    ("xl/dialogsheets/", "宏表"),
    ("customUI/", "宏"),
)


@dataclass(frozen=True)
class Box:
    """A cell as it is shown: text, and the formula behind it without its equals sign ("" for none)."""

    name: str
    text: str
    formula: str = ""
    rows: int = 1
    columns: int = 1

    @property
    def number(self) -> Decimal | None:
        try:
            return Decimal(self.text)
        except InvalidOperation:
            return None

    @property
    def is_label(self) -> bool:
        return bool(self.text) and not self.formula and self.number is None


@dataclass(frozen=True)
class Grid:
    """A sheet from A1: `boxes` by name; a cell hidden under a merged one is not among them, `under` says whose it is."""

    sheet: str
    rows: int
    columns: int
    boxes: Mapping[str, Box]
    under: Mapping[str, str]

    def at(self, row: int, column: int) -> Box:
        """The box that is seen at a place."""
        name = name_of(row, column)
        name = self.under.get(name, name)
        return self.boxes.get(name) or Box(name, "")

    def lines(self) -> Iterator[list[Box]]:
        """Row by row the boxes that begin there."""
        for row in range(1, self.rows + 1):
            names = (name_of(row, column) for column in range(1, self.columns + 1))
            yield [self.boxes.get(name) or Box(name, "") for name in names if name not in self.under]


def check(content: bytes) -> None:
    """NotAllowed, in one sentence, for what is no sound and harmless .xlsx."""
    if not content:
        raise NotAllowed("文件是空的。")
    if len(content) > LIMIT:
        raise NotAllowed("表样文件超过10MB，没有打开。")
    if content.startswith(OLE):
        if LOCKED in content:
            raise NotAllowed("文件已加密，请取消密码保护后再上传。")
        raise NotAllowed("文件是旧版格式（.xls或者.et），请另存为.xlsx后再上传。")
    if not content.startswith(contents.ZIPPED):
        raise NotAllowed("文件不是Excel工作簿（.xlsx）。")
    contents.check_archive(content, xml.WORKBOOK)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_parts(archive)
    except xml.DAMAGES as why:
        raise xml.damaged() from why


def _check_parts(archive: zipfile.ZipFile) -> None:
    names = archive.namelist()
    if len(set(names)) < len(names):
        raise xml.damaged()
    for start, what in FORBIDDEN:
        if any(name.lower().startswith(start.lower()) for name in names):
            raise NotAllowed("文件含有%(what)s，没有打开，请删除后再上传。", what=what)
    if b"macroenabled" in archive.read(xml.TYPES).replace(b"\x00", b"").lower():
        raise NotAllowed("文件含有宏，没有打开，请另存为不含宏的.xlsx后再上传。")
    for name in names:
        if name.endswith(".rels") and b'"External"' in archive.read(name).replace(b"'", b'"'):
            raise NotAllowed("文件含有指向外部的链接，没有打开，请删除后再上传。")


def read(content: bytes, sheet: str = "") -> Grid:
    """The sheet of that name, the first that is shown when none is named. NotAllowed for what is no sound .xlsx."""
    check(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            name, part = xml.sheet(archive, sheet)
            return _grid(name, xml.parsed(archive, part), _strings(archive))
    except NotAllowed:
        raise
    except xml.DAMAGES as why:
        raise xml.damaged() from why


def _strings(archive: zipfile.ZipFile) -> list[str]:
    part = "xl/sharedStrings.xml"
    if part not in archive.namelist():
        return []
    return [xml.text(one) for one in xml.parsed(archive, part) if xml.local(one) == "si"]


def _grid(sheet: str, root: Any, strings: Sequence[str]) -> Grid:
    spans, under = _merged(root)
    boxes: dict[str, Box] = {}
    rows = columns = 0
    for row, column, cell in xml.cells(root):
        name = name_of(row, column)
        text, formula = _shown(cell, strings), _formula(cell)
        tall, wide = spans.get(name, (1, 1))
        if name in under or not (text or formula or cell.get("s") or name in spans):
            continue
        boxes[name] = Box(name, text, formula, tall, wide)
        if text or formula or name in spans or cell.get("s"):
            rows, columns = max(rows, row + tall - 1), max(columns, column + wide - 1)
        if rows > MOST_ROWS or columns > MOST_COLUMNS or len(boxes) > MOST_CELLS:
            raise NotAllowed(
                "表样过大，最多%(rows)s行%(columns)s列，请只保留需要填报的部分。",
                rows=MOST_ROWS,
                columns=MOST_COLUMNS,
            )
    if not any(box.text for box in boxes.values()):
        raise NotAllowed("工作表“%(sheet)s”没有内容。", sheet=sheet)
    return Grid(sheet, rows, columns, boxes, under)


def _shown(cell: Any, strings: Sequence[str]) -> str:
    kind, value = cell.get("t", "n"), xml.child(cell, "v")
    if kind == "inlineStr":
        inline = xml.child(cell, "is")
        return xml.text(inline).strip() if inline is not None else ""
    said = (value.text or "") if value is not None else ""
    return strings[int(said)].strip() if kind == "s" and said else said.strip()


def _formula(cell: Any) -> str:
    """The formula as written; one that is shared or an array says so by a word the language does not know."""
    formula = xml.child(cell, "f")
    if formula is None:
        return ""
    if formula.get("t") in ("shared", "array", "dataTable"):
        return (formula.text or "") if formula.get("t") == "shared" and formula.text else "SHARED()"
    return str(formula.text or "")


def _merged(root: Any) -> tuple[dict[str, tuple[int, int]], dict[str, str]]:
    spans: dict[str, tuple[int, int]] = {}
    under: dict[str, str] = {}
    for one in root.iter():
        if xml.local(one) != "mergeCell":
            continue
        first, _, last = str(one.get("ref")).partition(":")
        (top, left), (bottom, right) = place_of(first), place_of(last or first)
        if (bottom - top + 1) * (right - left + 1) > MOST_CELLS:
            raise NotAllowed("表样中合并的单元格过大。")
        spans[first] = bottom - top + 1, right - left + 1
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                if (row, column) != (top, left):
                    under[name_of(row, column)] = first
    return spans, under
