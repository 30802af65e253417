"""The parts of an Excel workbook: its XML by local names, its sheets, its cells. Nothing is resolved or fetched."""

import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from lxml import etree

from xuncha.kernel.refusals import NotAllowed
from xuncha.returns.engine.addresses import place_of

WORKBOOK, RELS, TYPES = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml"
DAMAGES = (
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError),
    *(etree.LxmlError, KeyError, IndexError, ValueError, TypeError, AttributeError),
)


def root(body: bytes) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(body, parser)


def parsed(archive: zipfile.ZipFile, part: str) -> Any:
    return root(archive.read(part))


def written(root: Any) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def local(element: Any) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def like(element: Any, name: str) -> str:
    """A tag of that name in the namespace of this element: transitional and strict forms differ in it."""
    return f"{{{etree.QName(element).namespace}}}{name}"


def attribute(element: Any, name: str) -> str:
    """An attribute by its local name, whichever relationship namespace it stands in."""
    return next((str(v) for k, v in element.attrib.items() if etree.QName(k).localname == name), "")


def sheet(archive: zipfile.ZipFile, wanted: str) -> tuple[str, str]:
    """The name and part of a worksheet."""
    book = parsed(archive, WORKBOOK)
    targets = {attribute(one, "Id"): attribute(one, "Target") for one in parsed(archive, RELS)}
    sheets = [one for one in book.iter() if local(one) == "sheet"]
    shown = [one for one in sheets if one.get("state", "visible") == "visible"]
    found = (
        next((one for one in sheets if one.get("name") == wanted), None)
        if wanted
        else next(iter(shown), None)
    )
    if found is None:
        raise NotAllowed("工作簿中没有工作表“%(sheet)s”。", sheet=wanted or "—")
    relation = next((str(v) for k, v in found.attrib.items() if k.startswith("{") and k.endswith("}id")), "")
    target = targets[relation]
    return str(found.get("name")), target.removeprefix("/") if target.startswith("/") else "xl/" + target


def text(element: Any) -> str:
    """The text of runs, without how it is read aloud (rPh)."""
    return "".join(
        one.text or ""
        for one in element.iter()
        if local(one) == "t" and not any(local(above) == "rPh" for above in one.iterancestors())
    )


def cells(root: Any) -> Iterator[tuple[int, int, Any]]:
    """(row, column, element); what bears no name follows the one before."""
    row = 0
    for line in root.iter():
        if local(line) != "row":
            continue
        row = int(line.get("r") or row + 1)
        column = 0
        for cell in line:
            if local(cell) == "c":
                column = place_of(str(cell.get("r")))[1] if cell.get("r") else column + 1
                yield row, column, cell


def child(cell: Any, name: str) -> Any:
    return next((one for one in cell if local(one) == name), None)


def damaged() -> NotAllowed:
    return NotAllowed("文件已损坏，或者不是Excel工作簿（.xlsx），无法打开。")
