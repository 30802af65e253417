"""A form filled: its own bytes with values put into its cells, and a sheet of text behind it.

Layout, widths and print settings stay the sender's, because only the cells that are filled are touched. The same values
in the same form give the same bytes.
"""

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from lxml import etree

from xuncha.kernel.refusals import NotAllowed
from xuncha.returns.engine import xml
from xuncha.returns.engine.addresses import name_of, place_of
from xuncha.returns.engine.book import check

CHAIN, ANNEX = "xl/calcChain.xml", "xl/worksheets/annex.xml"
STILL = (1980, 1, 1, 0, 0, 0)  # the oldest day a ZIP entry can bear
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
SHEET_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
Filling = Mapping[str, "Decimal | str | None"]


def fill(
    content: bytes, sheet: str, values: Filling, annex: Sequence[Sequence[str]] = (), title: str = "附注"
) -> bytes:
    """The form with these cells filled and, where there is something to annex, a sheet of text lines behind it.

    A formula of a filled cell stays and bears the value; one of a cell that is filled with nothing goes.
    """
    check(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = {info.filename: archive.read(info) for info in archive.infolist() if not info.is_dir()}
            _, part = xml.sheet(archive, sheet)
        root = xml.root(parts[part])
        _put(root, values)
        parts[part] = xml.written(root)
        _drop_chain(parts)
        if annex:
            _add_annex(parts, annex, title)
        return _zipped(parts)
    except NotAllowed:
        raise
    except xml.DAMAGES as why:
        raise xml.damaged() from why


def _zipped(parts: Mapping[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, body in parts.items():
            entry = zipfile.ZipInfo(name, STILL)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            archive.writestr(entry, body)
    return target.getvalue()


def _put(root: Any, values: Filling) -> None:
    there = {name_of(row, column): cell for row, column, cell in xml.cells(root)}
    for name, value in values.items():
        cell = there[name] if name in there else _made(root, name)
        formula = xml.child(cell, "f")
        for one in list(cell):
            cell.remove(one)
        cell.attrib.pop("t", None)
        if isinstance(value, Decimal):
            if formula is not None and formula.get("t") is None:
                cell.append(formula)
            etree.SubElement(cell, xml.like(cell, "v")).text = format(value, "f")
        elif value:
            cell.set("t", "inlineStr")
            text = etree.SubElement(etree.SubElement(cell, xml.like(cell, "is")), xml.like(cell, "t"))
            text.text = clean(value)


def _made(root: Any, name: str) -> Any:
    """A cell that the form does not have yet, in its order."""
    row, column = place_of(name)
    data = next(one for one in root if xml.local(one) == "sheetData")
    line = next((one for one in data if xml.local(one) == "row" and int(one.get("r") or 0) == row), None)
    if line is None:
        line = etree.Element(xml.like(root, "row"), {"r": str(row)})
        before = sum(int(one.get("r") or 0) < row for one in data)
        data.insert(before, line)
    cell = etree.Element(xml.like(root, "c"), {"r": name})
    before = sum(place_of(str(one.get("r")))[1] < column for one in line if one.get("r"))
    line.insert(before, cell)
    return cell


def clean(text: str) -> str:
    """Text that XML can bear. It is stored as text: what begins with = is no formula in it."""
    return re.sub(r"[^\t\n\r -\ud7ff\ue000-\ufffd]", "", text)


def _drop_chain(parts: dict[str, bytes]) -> None:
    """The order of computing, which no longer fits; a program makes its own."""
    if parts.pop(CHAIN, None) is None:
        return
    for part in (xml.RELS, xml.TYPES):
        root = xml.root(parts[part])
        for one in list(root):
            if "calcchain" in (xml.attribute(one, "Target") + xml.attribute(one, "PartName")).lower():
                root.remove(one)
        parts[part] = xml.written(root)


def _add_annex(parts: dict[str, bytes], lines: Sequence[Sequence[str]], title: str) -> None:
    book, rels, types = xml.root(parts[xml.WORKBOOK]), xml.root(parts[xml.RELS]), xml.root(parts[xml.TYPES])
    sheets = next(one for one in book if xml.local(one) == "sheets")
    names = {one.get("name") for one in sheets}
    while title in names:
        title += "1"
    relation = "rIdAnnex"
    # The relationship's own namespace is that which the other sheets use.
    attribute = next(key for key in sheets[0].attrib if key.endswith("}id"))
    number = 1 + max(int(one.get("sheetId")) for one in sheets)
    etree.SubElement(
        sheets, xml.like(sheets, "sheet"), {"name": title, "sheetId": str(number), attribute: relation}
    )
    etree.SubElement(
        rels,
        xml.like(rels, "Relationship"),
        {"Id": relation, "Type": SHEET_RELATION, "Target": "worksheets/annex.xml"},
    )
    etree.SubElement(types, xml.like(types, "Override"), {"PartName": "/" + ANNEX, "ContentType": SHEET_TYPE})
    parts[xml.WORKBOOK], parts[xml.RELS], parts[xml.TYPES] = map(xml.written, (book, rels, types))
    parts[ANNEX] = _annex(etree.QName(sheets).namespace or "", lines)


def _annex(namespace: str, lines: Sequence[Sequence[str]]) -> bytes:
    root = etree.Element(f"{{{namespace}}}worksheet", nsmap={None: namespace})
    columns = etree.SubElement(root, xml.like(root, "cols"))
    for number, width in enumerate((14, 36, 14, 90), 1):
        said = {"min": str(number), "max": str(number), "width": str(width), "customWidth": "1"}
        etree.SubElement(columns, xml.like(root, "col"), said)
    data = etree.SubElement(root, xml.like(root, "sheetData"))
    for number, texts in enumerate(lines, 1):
        line = etree.SubElement(data, xml.like(root, "row"), {"r": str(number)})
        for column, text in enumerate(texts, 1):
            cell = etree.SubElement(
                line, xml.like(root, "c"), {"r": name_of(number, column), "t": "inlineStr"}
            )
            etree.SubElement(etree.SubElement(cell, xml.like(root, "is")), xml.like(root, "t")).text = clean(
                text
            )
    return xml.written(root)
