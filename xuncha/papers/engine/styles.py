"""The paragraph styles of an official document: one a part, so that a clerk can restyle the whole file at once."""

from dataclasses import dataclass
from enum import StrEnum

from xuncha.papers.engine import layout
from xuncha.papers.engine.layout import Size
from xuncha.papers.engine.typefaces import Face


class Part(StrEnum):
    """A part of the document by the name its style has in Word; headings keep Word's own names for its outline."""

    PLAIN = "Normal"
    TITLE = "Title"
    LEVEL_1 = "heading 1"
    LEVEL_2 = "heading 2"
    LEVEL_3 = "heading 3"
    LEVEL_4 = "heading 4"
    TEXT = "公文正文"
    ADDRESSEE = "主送机关"
    MARK = "发文机关标志"
    NUMBER = "发文字号"
    UPWARD_NUMBER = "上行文字号和签发人"
    LETTER_NUMBER = "信函发文字号"
    RED_RULE = "版头分隔线"
    DOUBLE_RULE = "信函双线"
    CAPTION = "题注"
    ATTENDING = "出席名单"
    SECURITY = "密级和紧急程度"
    ATTACHMENT_LIST = "附件说明"
    ATTACHMENT_LABEL = "附件序号"
    SIGNATURE = "署名和日期"
    NOTE = "附注"
    TABLE_TITLE = "表题"
    TABLE_HEADING = "表头"
    TABLE_CELL = "表文"
    TABLE_NOTE = "表注"
    IMPRINT = "版记"
    ANCHOR = "版记定位"
    PAGE_NUMBER = "页码"
    STAMP = "密级标注"

    @property
    def style_id(self) -> str:
        """ASCII, so that no reader of the file trips over it."""
        return "".join(word.capitalize() for word in self.name.split("_"))


LEVELS = (Part.LEVEL_1, Part.LEVEL_2, Part.LEVEL_3, Part.LEVEL_4)


@dataclass(frozen=True)
class Style:
    """How a part is set; the defaults are those of body text. Lengths in twips, size in half-points."""

    face: Face = Face.BODY
    size: int = Size.THREE
    align: str = "both"
    indent: float = 0
    """First-line indent, in characters."""
    line: int = layout.LINE_TWIPS
    before: int = 0
    tightening: int = layout.TIGHTENING_TWIPS
    outline: int | None = None
    keep_next: bool = False
    color: str = ""


TABLE_LINE = 340  # 17 pt for 12 pt type; the row adds the rest evenly

STYLES = {
    Part.PLAIN: Style(),
    Part.TITLE: Style(Face.TITLE, Size.TWO, "center", tightening=0, keep_next=True),
    Part.LEVEL_1: Style(Face.HEI, indent=2, outline=0, keep_next=True),
    Part.LEVEL_2: Style(Face.KAI, indent=2, outline=1, keep_next=True),
    Part.LEVEL_3: Style(indent=2, outline=2, keep_next=True),
    Part.LEVEL_4: Style(indent=2, outline=3, keep_next=True),
    Part.TEXT: Style(indent=2),
    Part.ADDRESSEE: Style(),
    Part.MARK: Style(Face.TITLE, Size.INITIAL, "center", line=1008, tightening=0, color=layout.RED),
    Part.NUMBER: Style(align="center"),
    Part.UPWARD_NUMBER: Style(align="left"),
    Part.LETTER_NUMBER: Style(align="left", line=460),
    Part.RED_RULE: Style(line=20),
    Part.DOUBLE_RULE: Style(line=30),
    Part.CAPTION: Style(Face.KAI, align="center"),
    Part.ATTENDING: Style(),
    Part.SECURITY: Style(Face.HEI, align="left"),
    Part.ATTACHMENT_LIST: Style(keep_next=True),
    Part.ATTACHMENT_LABEL: Style(Face.HEI, align="left", keep_next=True),
    Part.SIGNATURE: Style(align="right"),
    Part.NOTE: Style(indent=2),
    Part.TABLE_TITLE: Style(Face.HEI, Size.FOUR, "center", before=120, tightening=0, keep_next=True),
    Part.TABLE_HEADING: Style(Face.HEI, Size.SMALL_FOUR, "center", line=TABLE_LINE, tightening=0),
    Part.TABLE_CELL: Style(Face.BODY, Size.SMALL_FOUR, "center", line=TABLE_LINE, tightening=0),
    Part.TABLE_NOTE: Style(Face.BODY, Size.SMALL_FOUR, line=400, tightening=0),
    Part.IMPRINT: Style(Face.BODY, Size.FOUR, line=500, tightening=0),
    Part.ANCHOR: Style(line=20),
    Part.PAGE_NUMBER: Style(Face.SONG, Size.FOUR, line=300, tightening=0),
    Part.STAMP: Style(Face.SONG, Size.SMALL_FIVE, "right", line=240, tightening=0, color="7F7F7F"),
}
