"""A day as people write it: with strokes, dots, slashes, in Chinese, without anything; and the month alone."""

import re
import unicodedata
from datetime import date, timedelta

from xuncha.kernel.refusals import NotAllowed

WHOLE = re.compile(r"(\d{4})\s*[-/.\u5e74]\s*(\d{1,2})\s*[-/.\u6708]\s*(\d{1,2})\s*\u65e5?")
CLOSE = re.compile(r"(\d{4})(\d{2})(\d{2})")
MONTH = re.compile(r"(\d{4})\s*[-/.\u5e74]\s*(\d{1,2})\s*\u6708?")
CLOSE_MONTH = re.compile(r"(\d{4})(\d{2})")
HALF_MONTH = re.compile(r"\d{4}\.\d")  # what Excel makes of 1975.10 and of 1975.1
SERIAL = re.compile(r"[1-5]\d{4}")
EXCELS_FIRST = date(1899, 12, 30)


def read_day(text: str, *, month: bool = False) -> date | None:
    """The day meant, the first of the month for a month alone where that is taken; None for what is no day.

    NotAllowed where the month itself is in doubt.
    """
    said = unicodedata.normalize("NFKC", text).strip()
    if found := WHOLE.fullmatch(said) or CLOSE.fullmatch(said):
        return _day(*map(int, found.groups()))
    if not month:
        return None
    if HALF_MONTH.fullmatch(said):
        raise NotAllowed("“%(text)s”可能是1月，也可能是10月，请写成四位年份加两位月份。", text=said)
    found = MONTH.fullmatch(said) or CLOSE_MONTH.fullmatch(said)
    return _day(int(found[1]), int(found[2]), 1) if found else None


def from_serial(text: str) -> str:
    """What Excel counts days by, as a day; any other text as it is."""
    if SERIAL.fullmatch(text):
        return (EXCELS_FIRST + timedelta(days=int(text))).isoformat()
    return text


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
