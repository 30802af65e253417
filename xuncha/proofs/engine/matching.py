"""Which figure of the catalogue a number is about, by the words around it; and whether it says what the catalogue says."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from xuncha.proofs.engine import numerals
from xuncha.proofs.engine.lexicon import load
from xuncha.proofs.engine.mention import Mention, plain_unit
from xuncha.proofs.engine.tolerance import bounds, half_up, is_loose

CLAUSE = re.compile("[，。；！？\n|：]")
# What is said behind a figure ends where the next one of a list begins, or the share that it is: 15个问题占反馈问题的20%.
BEHIND = re.compile("[，。；！？\n|：]|、(?=[^，。]{0,12}[0-9])|占(?=[^，。]{0,12}[0-9])")
SENTENCE = re.compile("[。！？\n|]")
ANOTHER_YEAR = re.compile("去年|上年|上一年|前年|同期|明年|下一步|拟|计划(?!内)")
ROUND = re.compile(r"第([一二三四五六七八九十百]+|[0-9]+)轮")


@dataclass(frozen=True)
class Known:
    """A catalogue's value in plain numbers: one value, a range, or part and whole of a rate in percent."""

    value: Fraction | None
    high: Fraction | None = None
    part: int | None = None
    whole: int | None = None


@dataclass(frozen=True)
class _Rule:
    key: str
    units: frozenset[str]
    near: tuple[re.Pattern[str], ...]
    sentence: tuple[re.Pattern[str], ...]
    none: re.Pattern[str] | None
    behind: re.Pattern[str] | None
    of_round: bool
    bare: bool

    @property
    def weight(self) -> int:
        return len(self.near) + len(self.sentence)


def key_of(text: str, mentions: Sequence[Mention], number: int, keys: Collection[str], year: int) -> str:
    """The key of the number-th mention; "" when the words point at none, or at more than one."""
    mention = mentions[number]
    here = _window(text, mentions, number)
    named = mention.scope.get("year", "")
    if ANOTHER_YEAR.search(here) or (re.match("[12][0-9]{3}", named) and not named.startswith(str(year))):
        return ""
    sentence = _sentence(text, mention)
    found = [
        (rule.weight, key)
        for rule in _rules()
        if (key := _applies(rule, mention, text, here, sentence)) in keys and key
    ]
    best = max((weight for weight, _ in found), default=0)
    told = {key for weight, key in found if weight == best}
    return told.pop() if len(told) == 1 else ""


def _applies(rule: _Rule, mention: Mention, text: str, here: str, sentence: str) -> str:
    if (
        mention.unit not in rule.units
        and plain_unit(mention.unit) not in rule.units
        and not (rule.bare and not mention.unit)
    ):
        return ""
    if not all(pattern.search(here) for pattern in rule.near) or (rule.none and rule.none.search(here)):
        return ""
    if not all(pattern.search(sentence) for pattern in rule.sentence):
        return ""
    if rule.behind and not rule.behind.search(text[max(0, mention.begin - 6) : mention.begin]):
        return ""
    if not rule.of_round:
        return rule.key
    at = ROUND.findall(text[max(0, mention.begin - 120) : mention.begin])
    return rule.key.replace("[n]", str(_ordinal(at[-1]))) if at else ""


def _ordinal(text: str) -> int | None:
    return int(text) if text.isdigit() else numerals.read(text)


def _window(text: str, mentions: Sequence[Mention], number: int) -> str:
    """The clause of a mention without what belongs to the figures beside it."""
    mention = mentions[number]
    start = max(
        (found.end() for found in CLAUSE.finditer(text, max(0, mention.begin - 80), mention.begin)),
        default=max(0, mention.begin - 80),
    )
    if number and mentions[number - 1].stop > start:
        start = mentions[number - 1].stop
        listed = text.rfind("、", start, mention.begin)  # 10个乡镇、100个村: 乡镇 is of the figure before
        start = listed + 1 if listed >= 0 else start
    stopped = BEHIND.search(text, mention.stop)
    stop = stopped.start() if stopped else len(text)
    if number + 1 < len(mentions):
        stop = min(stop, mentions[number + 1].begin)
    return text[start : mention.begin] + text[mention.stop : stop]


def _sentence(text: str, mention: Mention) -> str:
    start = max((found.end() for found in SENTENCE.finditer(text, 0, mention.begin)), default=0)
    stopped = SENTENCE.search(text, mention.stop)
    return text[start : stopped.start() if stopped else len(text)]


@cache
def _rules() -> tuple[_Rule, ...]:
    return tuple(_compiled(load("keys")["figure"]))


def _compiled(tables: Sequence[Mapping[str, object]]) -> Iterator[_Rule]:
    for table in tables:
        units = str(table["units"])
        yield _Rule(
            key=str(table["key"]),
            units=frozenset(units.split()) | ({""} if units.endswith(" ") else set()),
            near=_patterns(table.get("near")),
            sentence=_patterns(table.get("sentence")),
            none=re.compile(str(table["none"])) if "none" in table else None,
            behind=re.compile(str(table["behind"])) if "behind" in table else None,
            of_round=bool(table.get("round")),
            bare=bool(table.get("bare")),
        )


def _patterns(found: object) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(str(text)) for text in found) if isinstance(found, list) else ()


def agrees(mention: Mention, known: Known) -> bool:
    """Whether the mention says what is known, as exactly as it says it: 40余 agrees with 43, 73.8% with 62 of 84."""
    if known.value is None:
        return False
    if known.whole is not None and known.part is not None:
        return known.whole > 0 and _agrees_as_rate(mention, Fraction(100 * known.part, known.whole))
    if known.high is not None:
        return mention.number == known.value and (mention.high or mention.number) == known.high
    if mention.high is not None:
        return mention.number <= known.value <= mention.high
    return bounds(mention).admits(known.value)


def _agrees_as_rate(mention: Mention, percent: Fraction) -> bool:
    if is_loose(mention):
        base = percent / 100 if mention.unit else percent
        return bounds(mention).admits(base)
    return half_up(percent, mention.places) == mention.number
