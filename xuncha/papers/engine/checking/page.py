"""The page: paper, margins, lines and characters, page numbers (5.1, 5.2, 7.5, 10.1)."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from docx.document import Document
from docx.oxml.ns import qn
from docx.section import Section, _Footer

from xuncha.papers.engine import layout
from xuncha.papers.engine.checking.looks import Look, Styles
from xuncha.papers.engine.checking.roles import Item, Role, is_red
from xuncha.papers.engine.checking.standard import Deviation, Place, Point
from xuncha.papers.engine.layout import POINTS_PER_MM, Size

TOLERANCE_MM = 1.0
PITCH = range(layout.twips(layout.AREA_HEIGHT_MM) // 23 + 1, layout.twips(layout.AREA_HEIGHT_MM) // 22 + 3)
ROUNDING = 0.05  # of a character: what a program may squeeze
DASHED = re.compile(r"^\s*[—―－–]\s*\d*\s*[—―－–]\s*$")
FOOT_MM = (
    layout.BOTTOM_MM - layout.PAGE_NUMBER_DROP_MM - 6,
    layout.BOTTOM_MM - layout.PAGE_NUMBER_DROP_MM + 1,
)


def check_pages(file: Document, styles: Styles, found: Sequence[Item]) -> Iterator[Deviation]:
    for number, section in enumerate(file.sections, 1):
        yield from _check_paper(section, Place(number))
        yield from _check_lines(section, Place(number), found)
        yield from _check_characters(section, Place(number), found)
        yield from _check_numbers(file, section, styles, number)


def is_letter(section: Section, styles: Styles) -> bool:
    """Whether a first page of its own bears a red head: then it is a letter."""
    if not section.different_first_page_header_footer:
        return False
    looks = [styles.look(paragraph) for paragraph in section.first_page_header._element.iter(qn("w:p"))]
    return any(is_red(stretch.colour) for look in looks for stretch in look.stretches)


def _check_paper(section: Section, place: Place) -> Iterator[Deviation]:
    width, height = _mm(section.page_width), _mm(section.page_height)
    if not (_near(width, layout.PAGE_WIDTH_MM) and _near(height, layout.PAGE_HEIGHT_MM)):
        yield Deviation(Point.PAPER, place, "%.0fmm×%.0fmm" % (width, height))
    top, left = _mm(section.top_margin), _mm(section.left_margin) + _mm(section.gutter)
    if not _near(top, layout.TOP_MM):
        yield Deviation(Point.TOP_MARGIN, place, "%.1fmm" % top)
    if not _near(left, layout.LEFT_MM):
        yield Deviation(Point.LEFT_MARGIN, place, "%.1fmm" % left)
    across = width - left - _mm(section.right_margin)
    down = height - top - _mm(section.bottom_margin)
    if not (_near(across, layout.AREA_WIDTH_MM) and _near(down, layout.AREA_HEIGHT_MM)):
        yield Deviation(Point.TYPE_AREA, place, "%.1fmm×%.1fmm" % (across, down))


def _check_lines(section: Section, place: Place, found: Sequence[Item]) -> Iterator[Deviation]:
    """Lines of text as most of them are set: at a fixed distance, or on the grid of the section."""
    texts = [item.look for item in found if item.role is Role.TEXT]
    if not texts:
        return
    pitch, _ = Counter(line_pitch(look, grid_pitch(section)) for look in texts).most_common(1)[0]
    height = layout.twips(_mm(section.page_height) - _mm(section.top_margin) - _mm(section.bottom_margin))
    lines = (height + 4) // pitch if pitch else 0
    if lines != layout.LINES_PER_PAGE:
        yield Deviation(Point.LINES, place, "%d行" % lines if lines else "未设固定行距或者行网格")


def line_pitch(look: Look, grid: int) -> int:
    """From line to line, in twips; 0 where nothing fixes it."""
    length, rule = look.line
    if rule == "exact":
        return length
    single = rule == "auto" and length in (0, 240)
    return grid if grid and look.on_grid and (single or rule == "atLeast") else 0


def grid_pitch(section: Section) -> int:
    grid = section._sectPr.find(qn("w:docGrid"))
    if grid is None or grid.get(qn("w:type"), "default") == "default":
        return 0
    return int(grid.get(qn("w:linePitch")) or 0)


def _check_characters(section: Section, place: Place, found: Sequence[Item]) -> Iterator[Deviation]:
    """By the width of most characters of the text, with what spacing and grid take from it."""
    widths: Counter[float] = Counter()
    for item in found:
        for stretch in item.look.stretches if item.role is Role.TEXT else ():
            if stretch.size == Size.THREE.points:
                widths[stretch.size + stretch.spacing / 20] += len(stretch.text)
    if not widths:
        return
    width = widths.most_common(1)[0][0] + _grid_space(section)
    room = (_mm(section.page_width) - _mm(section.left_margin) - _mm(section.right_margin)) * POINTS_PER_MM
    count = int(room / width + ROUNDING) if width > 0 else 0
    if count != layout.CHARACTERS_PER_LINE:
        yield Deviation(Point.CHARACTERS, place, "%d个字" % count)


def _grid_space(section: Section) -> float:
    grid = section._sectPr.find(qn("w:docGrid"))
    if grid is None or grid.get(qn("w:type")) not in ("linesAndChars", "snapToChars"):
        return 0
    return int(grid.get(qn("w:charSpace")) or 0) / 4096


def _check_numbers(file: Document, section: Section, styles: Styles, number: int) -> Iterator[Deviation]:
    place = Place(number, region="页脚")
    if number == 1 and section.different_first_page_header_footer:
        yield from _check_first(section, styles, place)
    if not _numbered(section.footer):
        yield Deviation(Point.PAGE_NUMBER, place, "没有页码")
        return
    yield from _check_number(section.footer, styles, place, "right")
    yield from _check_foot(section, place)
    if not file.settings.odd_and_even_pages_header_footer:
        yield Deviation(Point.PAGE_NUMBER_PLACE, place, "单双页没有分开设置")
    elif not _numbered(section.even_page_footer):
        yield Deviation(Point.PAGE_NUMBER, place, "双页没有页码")
    else:
        yield from _check_number(section.even_page_footer, styles, place, "left")


def _check_first(section: Section, styles: Styles, place: Place) -> Iterator[Deviation]:
    numbered = _numbered(section.first_page_footer)
    if is_letter(section, styles) and numbered:
        yield Deviation(Point.LETTER_FIRST_PAGE, place, "首页有页码")
    elif not is_letter(section, styles) and not numbered:
        yield Deviation(Point.PAGE_NUMBER, place, "首页没有页码")


def _check_number(footer: _Footer, styles: Styles, place: Place, side: str) -> Iterator[Deviation]:
    paragraph = next(p for p in footer._element.iter(qn("w:p")) if _has_page(p))
    look = styles.look(paragraph)
    if not DASHED.match(look.text):
        yield Deviation(Point.PAGE_NUMBER_FORM, place, "“%s”" % look.text.strip())
    wrong = next((s for s in look.stretches if s.text.strip() and not _is_song(s.face, s.size)), None)
    if wrong:
        yield Deviation(Point.PAGE_NUMBER_FACE, place, "%s%g磅" % (wrong.face or "未指定字体", wrong.size))
    align = {"end": "right", "start": "left", "both": "left"}.get(look.align, look.align)
    inset = look.right if side == "right" else look.left + look.first
    if align != side or not Size.FOUR.twips * 0.7 <= inset <= Size.FOUR.twips * 1.4:
        found = {"left": "居左", "right": "居右", "center": "居中"}.get(align, align)
        page = "单页码" if side == "right" else "双页码"
        yield Deviation(
            Point.PAGE_NUMBER_PLACE, place, "%s%s空%.1f字" % (page, found, inset / Size.FOUR.twips)
        )


def _check_foot(section: Section, place: Place) -> Iterator[Deviation]:
    foot = _mm(section.footer_distance)
    if not FOOT_MM[0] <= foot <= FOOT_MM[1]:
        yield Deviation(Point.PAGE_NUMBER_PLACE, place, "页脚距纸下边缘%.1fmm" % foot)


def _is_song(face: str, size: float) -> bool:
    return ("宋" in face or "simsun" in face.lower()) and "标宋" not in face and size == Size.FOUR.points


def _numbered(footer: _Footer) -> bool:
    return any(_has_page(paragraph) for paragraph in footer._element.iter(qn("w:p")))


def _has_page(paragraph: object) -> bool:
    codes = [code.text or "" for code in paragraph.iter(qn("w:instrText"))]  # type: ignore[attr-defined]  # of whatever model or element it is
    codes += [field.get(qn("w:instr")) or "" for field in paragraph.iter(qn("w:fldSimple"))]  # type: ignore[attr-defined]  # of whatever model or element it is
    return any(code.split()[:1] == ["PAGE"] for code in codes)


def _near(found: float, wanted: float) -> bool:
    return abs(found - wanted) <= TOLERANCE_MM


def _mm(length: int | None) -> float:
    return (length or 0) / 36000
