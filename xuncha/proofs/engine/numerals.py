"""Reading Chinese numerals: 四, 十二, 两千三百, 三万二千, and two digits side by side that mean a range (三四个)."""

from fractions import Fraction

DIGITS = {
    "零": 0,
    "〇": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
PLACES = {"十": 10, "百": 100, "千": 1000}
GROUPS = {"万": 10_000, "亿": 100_000_000}


def read(text: str) -> int | None:
    """The value of a Chinese numeral; None when the characters are none (二〇一九, 三四, 十百)."""
    total, section, digit, place = 0, 0, None, 10_000
    for character in text:
        if character in DIGITS:
            if digit not in (None, 0):
                return None
            digit = DIGITS[character]
        elif character in PLACES:
            size = PLACES[character]
            if size >= place or (digit is None and size != 10 and section == 0 and len(text) > 1):
                return None
            section, digit, place = section + (1 if digit is None else digit) * size, None, size
        else:
            section += digit or 0
            if not section and not total:
                return None
            total = (
                (total + section) * GROUPS[character]
                if section or character == "亿"
                else total * GROUPS[character]
            )
            section, digit, place = 0, None, 10_000
    if digit is not None:
        section += digit
    return total + section if text and (section or total or text in "零〇") else None


def read_range(text: str) -> tuple[int, int] | None:
    """Two neighbouring digits side by side: 三四 → 3–4, 七八十 → 70–80, 十五六 → 15–16. None otherwise."""
    for at in range(len(text) - 1):
        low, high = DIGITS.get(text[at]), DIGITS.get(text[at + 1])
        if low is None or high is None or high != low + 1 or low == 0:
            continue
        first, second = read(text[: at + 1] + text[at + 2 :]), read(text[:at] + text[at + 1 :])
        if first is not None and second is not None:
            return first, second
    return None


def decimals(text: str) -> Fraction | None:
    """The digits behind 点: 八一 → 0.81."""
    if not text or any(character not in DIGITS for character in text):
        return None
    return Fraction(int("".join(str(DIGITS[character]) for character in text)), 10 ** len(text))
