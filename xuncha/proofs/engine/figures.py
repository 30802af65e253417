"""Which numerals count something: by the unit behind them, and in Chinese by the words around them too."""

import re
from functools import cache

from xuncha.proofs.engine.lexicon import longest_first, words
from xuncha.proofs.engine.mention import plain_unit
from xuncha.proofs.engine.ones import is_count_of_one
from xuncha.proofs.engine.reading import Read
from xuncha.proofs.engine.units import Tail

NEVER_BEHIND = frozenset("号届级楼室版型时月日路届科#")
YEAR = re.compile(r"(?:19|20)[0-9]{2}")
TOTALS = re.compile(r"[ |｜\t]*(?:合 ?计|总 ?计|小 ?计)[ ]*[|｜\t]")
VAGUE = re.compile(
    r"(?:(?<![人个件总次户家项条票字岁页基多少半指])数|几|好几|若干|(?<![组建形编分完达构])成)$"
)
NAMED = re.compile(r"(?:[一-龥]{2,3}[、和])+[一-龥]{2,3}$")
SPOKEN_POINT = re.compile(r"(?:提出|强调|提了|讲|谈|要求|有|以下|下列|如下|明确|作出)[^，。]{0,6}$")
POINT_OF = re.compile(
    r"(?:表态|想法|看法|感受|考虑|承诺|说明|思考|打算|意见|要求|建议|体会|启示|经验|措施|不足|问题|希望)"
)


def is_figure(text: str, read: Read, tail: Tail) -> bool:
    """Whether the numeral with that tail is a figure; a year, a code or 三 in 三点开会 is none."""
    if read.chinese:
        return _is_chinese_figure(text, read, tail)
    behind = text[read.end : read.end + 1]
    if tail.unit == "点" and re.match(r"点(?:[0-9]|$)", text[read.end :]):
        return False
    if tail.unit == "日":
        return _is_span_of_days(text, read, tail)
    if tail.unit:
        return True
    if behind in NEVER_BEHIND or (behind.isascii() and behind.isalpha()):
        return False
    written = text[read.start : read.end]
    if YEAR.fullmatch(written):
        return bool(TOTALS.match(text, text.rfind("\n", 0, read.start) + 1))  # 合计|140|2037
    if len(written) > 6 and written.isdigit():
        return False
    return not (
        len(written) <= 2 and text[read.start - 1 : read.start] in ("（", "(") and behind in ("）", ")")
    )


def _is_span_of_days(text: str, read: Read, tail: Tail) -> bool:
    """10日内, 提前5日: a span; 15日 alone is a day of the month."""
    before = text[max(0, read.start - 5) : read.start]
    return text.startswith(("内", "以内", "之内", "以上", "均"), tail.unit_stop) or before.endswith(
        (
            "提前",
            "历时",
            "为期",
            "公示",
            "至少",
            "不少于",
            "期限",
            "连续",
            "满",
            "不超过",
            "时限",
            "共",
            "逾期",
            "超期",
            "延期",
            "延长",
            "用时",
            "耗时",
            "推迟",
            "滞后",
        )
    )


def _is_chinese_figure(text: str, read: Read, tail: Tail) -> bool:
    characters, before = text[read.start : read.end], text[max(0, read.start - 12) : read.start]
    plain = plain_unit(tail.unit)
    if VAGUE.search(before):
        return False
    if not plain:
        return bool(tail.unit) or (read.number >= 100 and len(characters) > 2)
    if plain in _chained() and (plain not in words("units", "chinese") or characters in ("一", "二")):
        return _in_chain(text, read) or _closes_names(before, read)
    if characters == "一" and not tail.qualifier:
        return is_count_of_one(text, read.start, read.end, plain)
    if characters == "二":
        return plain in ("人", "名", "件", "起", "十")
    if plain == "日":
        return _is_span_of_days(text, read, tail)
    if plain == "点":
        return bool(SPOKEN_POINT.search(before) or POINT_OF.match(text, tail.stop))
    if characters in ("百", "千", "万", "亿", "百万", "千万") and read.high is None:
        return bool(re.search(r"(?:近|超|上|约|逾|达|过|余|成|超过|不到|不足)$", before)) or bool(
            tail.qualifier
        )
    return True


def _in_chain(text: str, read: Read) -> bool:
    """两区四县, 一镇三村: at least two such counts side by side."""
    around = text[max(0, read.start - 12) : read.end + 12]
    at = read.start - max(0, read.start - 12)
    return any(found.start() <= at < found.end() for found in _chains().finditer(around))


def _closes_names(before: str, read: Read) -> bool:
    """松岭、白石两区: as many as are named."""
    named = NAMED.search(before)
    return bool(named and len(re.split("[、和]", named.group())) == read.number)


@cache
def _chained() -> frozenset[str]:
    return frozenset(words("units", "chinese", "chain")) - {"单位", "部门", "组", "所"}


@cache
def _chains() -> re.Pattern[str]:
    nouns = longest_first(words("units", "chinese", "chain"))
    return re.compile(rf"(?:[一两三四五六七八九十]{{1,3}}(?:个)?(?:{nouns})[、和及]?){{2,}}")
