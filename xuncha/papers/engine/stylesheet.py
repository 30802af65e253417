"""styles.xml, settings.xml and fontTable.xml of an official document, each element in the schema's order."""

from xuncha.papers.engine.layout import LINE_TWIPS, Size, characters
from xuncha.papers.engine.styles import LEVELS, STYLES, Part, Style
from xuncha.papers.engine.typefaces import ALTERNATIVES, Face

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)


def wrapped(tag: str, content: str) -> str:
    """A whole part of the package."""
    return f"{DECLARATION}<w:{tag} {NAMESPACES}>{content}</w:{tag}>"


def fonts(face: Face) -> str:
    """Latin letters and digits take the Chinese face too: the standard names one face for each part (5.2.2)."""
    return f'<w:rFonts w:ascii="{face}" w:eastAsia="{face}" w:hAnsi="{face}" w:cs="{face}"/>'


def _run_properties(style: Style) -> str:
    color = f'<w:color w:val="{style.color}"/>' if style.color else ""
    return (
        f'<w:rPr>{fonts(style.face)}{color}<w:spacing w:val="{style.tightening}"/>'
        f'<w:sz w:val="{int(style.size)}"/><w:szCs w:val="{int(style.size)}"/></w:rPr>'
    )


def _paragraph_properties(style: Style) -> str:
    keep = "<w:keepNext/>" if style.keep_next else ""
    # LibreOffice rounds even exact lines up to the grid, or to two of its lines for tall type; Word does not.
    on_grid = style.line == LINE_TWIPS and style.size == Size.THREE
    off_grid = "" if on_grid else '<w:snapToGrid w:val="0"/>'
    outline = "" if style.outline is None else f'<w:outlineLvl w:val="{style.outline}"/>'
    return (
        # A page has 22 lines whatever stands on it, so no widow control; digits sit on the grid, so no added space.
        f'<w:pPr>{keep}<w:widowControl w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
        f"{off_grid}"
        f'<w:spacing w:before="{style.before}" w:after="0" w:line="{style.line}" w:lineRule="exact"/>'
        f'{_indent(style.indent)}<w:jc w:val="{style.align}"/>{outline}</w:pPr>'
    )


def _indent(count: float) -> str:
    if not count:
        return ""
    return f'<w:ind w:firstLineChars="{round(count * 100)}" w:firstLine="{characters(count)}"/>'


def _style(part: Part, style: Style) -> str:
    default = ' w:default="1"' if part is Part.PLAIN else ""
    based = "" if part is Part.PLAIN else f'<w:basedOn w:val="{Part.PLAIN.style_id}"/>'
    follower = f'<w:next w:val="{Part.TEXT.style_id}"/>' if part in LEVELS else ""
    return (
        f'<w:style w:type="paragraph"{default} w:styleId="{part.style_id}"><w:name w:val="{part}"/>{based}'
        f"{follower}<w:qFormat/>{_paragraph_properties(style)}{_run_properties(style)}</w:style>"
    )


TABLE_STYLE = (
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr>'
    '<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="0" w:type="dxa"/>'
    '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
)


def styles_xml() -> str:
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{fonts(Face.BODY)}"
        f'<w:sz w:val="{int(Size.THREE)}"/><w:szCs w:val="{int(Size.THREE)}"/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
    )
    return wrapped("styles", defaults + "".join(_style(*item) for item in STYLES.items()) + TABLE_STYLE)


def settings_xml() -> str:
    """Word 2013 mode; page numbers differ on odd and even pages; a broken title line is not stretched."""
    uri = "http://schemas.microsoft.com/office/word"
    return wrapped(
        "settings",
        f'<w:zoom w:percent="100"/><w:defaultTabStop w:val="{characters(2)}"/><w:evenAndOddHeaders/>'
        f'<w:drawingGridVerticalSpacing w:val="{LINE_TWIPS}"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:doNotExpandShiftReturn/><w:useFELayout/>'
        f'<w:compatSetting w:name="compatibilityMode" w:uri="{uri}" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>',
    )


def font_table_xml() -> str:
    return wrapped(
        "fonts",
        "".join(
            f'<w:font w:name="{face}"><w:altName w:val="{other}"/><w:charset w:val="86"/>'
            '<w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>'
            for face, other in ALTERNATIVES.items()
        ),
    )
