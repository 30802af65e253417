"""The typefaces an official document names, and what Word may take where one is not installed.

The faces are proprietary: a document refers to them by name and never carries them.
"""

from enum import StrEnum


class Face(StrEnum):
    """A typeface by the name under which Chinese Windows lists it."""

    TITLE = "方正小标宋简体"
    BODY = "仿宋_GB2312"
    KAI = "楷体_GB2312"
    HEI = "黑体"
    SONG = "宋体"


# One name each, of at most 31 characters: ISO/IEC 29500 17.8.3.1 allows a list, Word reads a single name.
ALTERNATIVES = {
    Face.TITLE: "华文中宋",
    Face.BODY: "仿宋",
    Face.KAI: "楷体",
    Face.HEI: "SimHei",
    Face.SONG: "SimSun",
}

# Open typefaces for printing where the named ones are not installed; each as wide as it is high, so the grid holds.
FALLBACKS = {
    Face.TITLE: ("FandolSong", "Noto Serif CJK SC", "Source Han Serif SC"),
    Face.BODY: ("FandolFang", "Noto Serif CJK SC", "Source Han Serif SC"),
    Face.KAI: ("FandolKai", "AR PL UKai CN", "Noto Serif CJK SC"),
    Face.HEI: ("FandolHei", "Noto Sans CJK SC", "Source Han Sans SC"),
    Face.SONG: ("FandolSong", "Noto Serif CJK SC", "Source Han Serif SC"),
}
