"""Who keeps in touch with whom: what is sponsored, what is a contact point, and the quarters in which one is visited."""

from datetime import date, timedelta

from xuncha.kernel.figures import Period
from xuncha.kernel.words import Word


class ContactLevel(Word):
    COUNTY = "county", "县级"
    TOWNSHIP = "township", "乡镇"
    VILLAGE = "village", "村"


class ContactPurpose(Word):
    STANDARDISATION = "standardisation", "规范化建设联系点"
    RECTIFICATION = "rectification", "整改联系点"


CONTACT_LEVELS = {level.value: level for level in ContactLevel}  # by the level of the division


class SponsorLevel(Word):
    COUNTY = "county", "县（市、区）"
    TOWNSHIP = "township", "乡镇（街道）"
    VILLAGE = "village", "村（社区）"
    GROUP = "group", "巡察组"


def quarter_of(day: date) -> Period:
    """The quarter the day lies in."""
    first = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    beyond = date(day.year + 1, 1, 1) if first.month == 10 else date(day.year, first.month + 3, 1)
    return Period(first, beyond - timedelta(days=1))


def quarter_end(day: date) -> date:
    return quarter_of(day).end


def next_quarter_end(day: date) -> date:
    """The last day of the quarter after that of the day."""
    return quarter_end(quarter_end(day) + timedelta(days=1))
