"""The file around the document: an empty one to begin with, and equal bytes for equal content at the end."""

from datetime import UTC, datetime, time
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document

from xuncha.papers.engine.document import OfficialDocument
from xuncha.papers.engine.stylesheet import DECLARATION, font_table_xml, settings_xml, styles_xml, wrapped

# The earliest moment a zip can name: the hour of writing must not reach the bytes.
EPOCH = (1980, 1, 1, 0, 0, 0)
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

CONTENT_TYPES = (
    f'{DECLARATION}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{WORD}document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{WORD}styles+xml"/>'
    f'<Override PartName="/word/settings.xml" ContentType="{WORD}settings+xml"/>'
    f'<Override PartName="/word/fontTable.xml" ContentType="{WORD}fontTable+xml"/></Types>'
)


def _relations(*targets: tuple[str, str]) -> str:
    rows = (
        f'<Relationship Id="rId{place}" Type="{OFFICE}{kind}" Target="{target}"/>'
        for place, (kind, target) in enumerate(targets, 1)
    )
    return f'{DECLARATION}<Relationships xmlns="{RELATIONS}">{"".join(rows)}</Relationships>'


def blank() -> Document:
    """An empty document with the styles of the standard, and nothing of python-docx's own template."""
    inside = (("styles", "styles.xml"), ("settings", "settings.xml"), ("fontTable", "fontTable.xml"))
    parts = {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": _relations(("officeDocument", "word/document.xml")),
        "word/_rels/document.xml.rels": _relations(*inside),
        "word/document.xml": wrapped("document", "<w:body><w:sectPr/></w:body>"),
        "word/styles.xml": styles_xml(),
        "word/settings.xml": settings_xml(),
        "word/fontTable.xml": font_table_xml(),
    }
    return docx.Document(BytesIO(_zipped({name: text.encode() for name, text in parts.items()})))


def describe(file: Document, document: OfficialDocument) -> None:
    """The file's properties; its dates are the document's own."""
    moment = datetime.combine(document.date, time(), UTC)
    properties = file.core_properties
    properties.title = "".join(document.title.split())
    properties.author = properties.last_modified_by = document.issuer
    properties.created = properties.modified = moment
    properties.language = "zh-CN"
    properties.revision = 1


def to_bytes(file: Document) -> bytes:
    """The file, written so that equal content gives equal bytes."""
    written = BytesIO()
    file.save(written)
    with ZipFile(written) as archive:
        return _zipped({name: archive.read(name) for name in archive.namelist()})


def _zipped(parts: dict[str, bytes]) -> bytes:
    target = BytesIO()
    with ZipFile(target, "w") as archive:
        for name, content in parts.items():
            entry = ZipInfo(name, EPOCH)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 3  # as on Unix, wherever this runs
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, content)
    return target.getvalue()
