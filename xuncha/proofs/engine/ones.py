"""一 before a measure word: a count in 召开一次会议 and 每组一辆, an article in 是一个整体."""

import re
from functools import cache

from xuncha.proofs.engine.lexicon import load, words

# 一天谈15人, 一周五趟
RATES = frozenset(["天", "周", "年", "个月", "小时", "个小时", "人"])
SO_MANY = re.compile("[一-龥]{0,3}(?<![第近过])(?:[0-9]|[两三四五六七八九十]{1,3}[次趟个人名元家篇份件])")
OF_TIME = re.compile("[第这那每某同前后上下过去近]$")
# 打印机一台，清单一份。
BEHIND_NOUN = frozenset(
    ["名", "人", "份", "辆", "部", "台", "座", "套", "张", "条", "本", "册", "次", "笔", "间"]
)
CLOSING = frozenset("，。；、）共由")
NOUN = re.compile("[一-龥](?<![这那某每同统唯第上下前后另又任再头说看试算哪])")
WITHIN = re.compile("(?:之|以)?内|以上|以下|左右|后再|期限")


def is_count_of_one(text: str, start: int, end: int, unit: str) -> bool:
    """Whether the 一 at `start` (its unit begins at `end`) counts something."""
    table = load("names")["one"]
    if unit not in words("names", "one", "units"):
        return False
    if unit in "个项种条" and re.compile(table["not_after"]).match(text, end + len(unit)):
        return False
    if unit in words("units", "duration") and WITHIN.match(text, end + len(unit)):
        return True
    if _before().search(text, max(0, start - 14), start):
        return True
    if (
        unit in RATES
        and SO_MANY.match(text, end + len(unit))
        and not OF_TIME.search(text, max(0, start - 2), start)
    ):
        return True
    behind = text[end + len(unit) : end + len(unit) + 1]
    return unit in BEHIND_NOUN and behind in CLOSING and bool(NOUN.match(text[start - 1 : start]))


@cache
def _before() -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(load('names')['one']['before'])})$")
