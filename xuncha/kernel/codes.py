"""Codes with a check or a shape: units, organisations, ID numbers, divisions.

Codes are plain ASCII in capitals; `tidy` brings what a person typed or pasted into that form first.
The `…_fault` functions answer with a sentence for the user, or None when the code is sound.
"""

import re
import unicodedata
from datetime import date
from itertools import pairwise
from typing import Literal

from xuncha.kernel.words import Word

UNIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # GB 32100-2015: without I O S V Z
_UNIT_SHAPE = re.compile(rf"[{UNIT_ALPHABET}]{{2}}[0-9]{{6}}[{UNIT_ALPHABET}]{{10}}")

_ORGANISATION_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"  # GB 11714-1997: values 0 to 35
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_ORGANISATION_SHAPE = re.compile(r"[0-9A-Z]{8}[0-9X]")

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)  # GB 11643-1999
_ID_CHECKS = "10X98765432"
_ID_SHAPE = re.compile(r"[1-9][0-9]{16}[0-9X]")

_DIVISION_SHAPE = re.compile(r"[1-9][0-9](?:[0-9]{4}|[0-9]{7}|[0-9]{10})")


def tidy(text: str) -> str:
    """Full-width forms to ASCII, capitals, and no spaces or hyphens: "mb151840-x" → "MB151840X"."""
    return re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", text)).upper()


# --- Units: GB 32100-2015, 统一社会信用代码 -----------------------------------------------------


def unit_check(first17: str) -> str:
    """The 18th character of a unified social credit code. ValueError for characters outside the alphabet."""
    _require(len(first17) == 17, "17 characters", first17)
    total = sum(UNIT_ALPHABET.index(c) * pow(3, i, 31) for i, c in enumerate(first17))
    return UNIT_ALPHABET[-total % 31]


def unit_fault(code: str) -> str | None:
    """What is wrong with a unified social credit code: shape, its own check, or that of the code inside."""
    if not _UNIT_SHAPE.fullmatch(code):
        return "统一社会信用代码应为18位数字或大写字母（不含I、O、S、V、Z）。"
    if unit_check(code[:17]) != code[17]:
        return "统一社会信用代码校验码不符，请核对。"
    # Characters 9 to 17 are an organisation code with a check of its own (GB 11714).
    if organisation_fault(code[8:17]):
        return "统一社会信用代码中的组织机构代码校验码不符，请核对。"
    return None


# --- Organisations: GB 11714-1997, 组织机构代码 --------------------------------------------------


def organisation_check(first8: str) -> str:
    """The ninth character of an organisation code. ValueError for characters outside the alphabet."""
    _require(len(first8) == 8, "8 characters", first8)
    values = (_ORGANISATION_ALPHABET.index(c) for c in first8)
    rest = 11 - sum(v * w for v, w in zip(values, _ORGANISATION_WEIGHTS, strict=True)) % 11
    return {10: "X", 11: "0"}.get(rest, str(rest))


def organisation_fault(code: str) -> str | None:
    if not _ORGANISATION_SHAPE.fullmatch(code):
        return "组织机构代码应为8位数字或大写字母加1位校验码。"
    if organisation_check(code[:8]) != code[8]:
        return "组织机构代码校验码不符，请核对。"
    return None


# --- Persons: GB 11643-1999, 公民身份号码 --------------------------------------------------------


def id_check(first17: str) -> str:
    """The 18th character of an ID number (ISO 7064 mod 11-2). ValueError unless 17 digits."""
    _require(re.fullmatch(r"[0-9]{17}", first17) is not None, "17 digits", first17)
    return _ID_CHECKS[sum(int(c) * w for c, w in zip(first17, _ID_WEIGHTS, strict=True)) % 11]


def id_fault(number: str) -> str | None:
    """What is wrong with an 18-digit ID number. The sentences never repeat the number."""
    if not _ID_SHAPE.fullmatch(number):
        return "身份证号应为18位，末位可为X。"
    if _birth(number) is None:
        return "身份证号中的出生日期不存在，请核对。"
    if id_check(number[:17]) != number[17]:
        return "身份证号校验码不符，请核对。"
    return None


def birth_date(number: str) -> date:
    """Date of birth in a sound ID number; ValueError in another (its message leaves the number out)."""
    born = _birth(number) if id_fault(number) is None else None
    if born is None:
        raise ValueError("not a sound ID number")
    return born


def sex(number: str) -> Literal["male", "female"]:
    """Sex in a sound ID number: the 17th digit is odd for men. ValueError as in `birth_date`."""
    if id_fault(number) is not None:
        raise ValueError("not a sound ID number")
    return "male" if int(number[16]) % 2 else "female"


def mask_id(number: str) -> str:
    """First three and last two characters; stars between, and stars only when there are fewer than ten.

    Not the usual six and four: pages of the pool show birth dates, and the two together would be the number.
    """
    if len(number) < 10:
        return "*" * len(number)
    return number[:3] + "*" * (len(number) - 5) + number[-2:]


def _birth(number: str) -> date | None:
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


# --- Divisions: GB/T 2260-2007 (6 digits), GB/T 10114-2003 (+3), statistical village code (+3) ---


class DivisionLevel(Word):
    PROVINCE = "province", "省级"
    CITY = "city", "市级"
    COUNTY = "county", "县级"
    TOWNSHIP = "township", "乡镇"
    VILLAGE = "village", "村（社区）"


_SEGMENTS = {  # digits that belong to each level
    DivisionLevel.PROVINCE: 2,
    DivisionLevel.CITY: 4,
    DivisionLevel.COUNTY: 6,
    DivisionLevel.TOWNSHIP: 9,
    DivisionLevel.VILLAGE: 12,
}


def division_fault(code: str) -> str | None:
    """What is wrong with the shape of a division code; whether it is in use only the register knows."""
    if not _DIVISION_SHAPE.fullmatch(code):
        return "区划代码应为6位、9位（乡级）或12位（村级）数字。"
    if not _has_whole_chain(code):
        return "区划代码缺少中间一级，请核对。"
    return None


def division_level(code: str) -> DivisionLevel:
    """Level by the trailing zeros; the 12-digit statistical code of a county is a county.

    ValueError for a bad shape.
    """
    _require(division_fault(code) is None, "a division code", code)
    significant = len(_significant(code))
    return next(level for level, digits in _SEGMENTS.items() if digits >= significant)


def short_code(code: str) -> str:
    """The code in the length of its level: 990102003000 → 990102003, 990102000000 → 990102."""
    return code[: max(6, _SEGMENTS[division_level(code)])]


def parent_code(code: str) -> str | None:
    """The code one level up, None above a province.

    By shape alone: for a county run by the province itself (999001) it names a filler city (999000) that no
    register need hold; go one step further up then. A township may stand directly under a city without
    counties.
    """
    level = division_level(code)
    if level == DivisionLevel.PROVINCE:
        return None
    if level == DivisionLevel.VILLAGE:
        return code[:9]
    if level == DivisionLevel.TOWNSHIP:
        return code[:6]
    return code[: _SEGMENTS[level] - 2].ljust(6, "0")


def _significant(code: str) -> str:
    """The code without its trailing empty segments."""
    digits = [2, *_SEGMENTS.values()]
    filled = [end for start, end in pairwise(digits) if code[start:end].strip("0")]
    return code[: max(filled, default=2)]


def _has_whole_chain(code: str) -> bool:
    """No county in city 00, no township in a province, no village in township 000."""
    city, township, village = code[2:4] != "00", code[6:9].strip("0"), code[9:12].strip("0")
    if village and not township:
        return False
    return city or not (code[4:6] != "00" or township)


def _require(holds: bool, wanted: str, got: str) -> None:
    """Length only in the message: the text may be a person's number."""
    if not holds:
        raise ValueError(f"{wanted} expected, got {len(got)} characters")
