"""The numbers of GB/T 9704-2012 (layout of official documents), in millimetres, points and twips.

Clause numbers in the comments are those of the standard. A twip is 1/20 pt; 1 mm is 56.69 twips.
"""

from enum import IntEnum
from typing import Final

POINTS_PER_MM: Final = 72 / 25.4
TWIPS_PER_POINT: Final = 20

# 5.1, 5.2.1: A4; top (天头) 37 mm, binding edge (订口) 28 mm, type area (版心) 156 × 225 mm.
PAGE_WIDTH_MM: Final = 210
PAGE_HEIGHT_MM: Final = 297
TOP_MM: Final = 37
LEFT_MM: Final = 28
AREA_WIDTH_MM: Final = 156
AREA_HEIGHT_MM: Final = 225
RIGHT_MM: Final = PAGE_WIDTH_MM - LEFT_MM - AREA_WIDTH_MM
BOTTOM_MM: Final = PAGE_HEIGHT_MM - TOP_MM - AREA_HEIGHT_MM

# 5.2.3: 22 lines of 28 characters fill the type area.
LINES_PER_PAGE: Final = 22
CHARACTERS_PER_LINE: Final = 28

# 225 mm / 22 is 579.8 twips; 580 × 22 would be 4 twips taller than the area and push line 22 over.
LINE_TWIPS: Final = 579


class Size(IntEnum):
    """Chinese type sizes, in half-points (the unit of a Word file)."""

    INITIAL = 84  # 初号, 42 pt
    TWO = 44  # 二号, 22 pt
    THREE = 32  # 三号, 16 pt: whatever the standard does not say otherwise about (5.2.2)
    FOUR = 28  # 四号, 14 pt
    SMALL_FOUR = 24  # 小四, 12 pt
    SMALL_FIVE = 18  # 小五, 9 pt: what is no part of the document

    @property
    def points(self) -> float:
        return self.value / 2

    @property
    def twips(self) -> int:
        return self.value * TWIPS_PER_POINT // 2


# 156 mm / 28 is 15.79 pt a character against a 16 pt glyph. A tightening of 0.2 pt makes 28 characters
# 442.4 pt, a hair wider than the 442.2 pt of the area; 0.25 pt makes 441.0 pt and justification fills the rest.
# A docGrid that counts characters would say the same, but LibreOffice renders it at half density.
TIGHTENING_TWIPS: Final = -5
CHARACTER_TWIPS: Final = Size.THREE.twips + TIGHTENING_TWIPS

# 7.2.4: upper edge of the issuer's mark below the upper edge of the type area.
MARK_DROP_MM: Final = 35
# 7.2.7: the red rule below the document number.
RED_RULE_DROP_MM: Final = 4
RED: Final = "FF0000"
# 10.1: a letter's mark below the paper's upper edge; its rules, how long, how far below the mark and above the foot.
LETTER_MARK_MM: Final = 30
LETTER_RULE_MM: Final = 170
LETTER_RULE_DROP_MM: Final = 4
LETTER_LOWER_RULE_MM: Final = 20
# 10.1: 7/8 of the height of a character of size three between the upper rule and the first row below it.
LETTER_TEXT_DROP_MM: Final = Size.THREE.points * 7 / 8 / POINTS_PER_MM
# 10.2: the mark of an order below the upper edge of the type area.
ORDER_MARK_DROP_MM: Final = 20
# 7.5: the dashes beside the page number below the lower edge of the type area.
PAGE_NUMBER_DROP_MM: Final = 7
# 7.4.1: outer and inner rules of the imprint.
OUTER_RULE_MM: Final = 0.35
INNER_RULE_MM: Final = 0.25


def twips(millimetres: float) -> int:
    """Millimetres as whole twips."""
    return round(millimetres * POINTS_PER_MM * TWIPS_PER_POINT)


def characters(count: float) -> int:
    """The width of ``count`` body characters, in twips."""
    return round(count * CHARACTER_TWIPS)


def eighths(millimetres: float) -> int:
    """The thickness of a rule in eighths of a point, the unit of a Word border."""
    return round(millimetres * POINTS_PER_MM * 8)
