"""How figures are written: a percent sign left out, widths mixed, units that clash, values that cannot be."""

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache

from xuncha.proofs.engine.lexicon import load, longest_first, words
from xuncha.proofs.engine.mention import Finding, Kind, Mention
from xuncha.proofs.engine.view import View

NO_PERCENT = "“%(text)s”似漏写百分号。"
MIXED = "“%(text)s”全角、半角混用。"
PERCENT_SIGNS = "全文百分号全角、半角混用，请统一。"
CLASH = "“%(text)s”单位重复或者相互矛盾。"
TOO_MUCH = "“%(text)s”超过百分之百，请核对。"
NO_DAY = "“%(text)s”不是实有的日期。"
BROKEN_COUNT = "“%(text)s”应为整数，请核对。"
NO_NUMBER = "“%(text)s”数字写法有误。"

DAY = re.compile(r"(?<![0-9./])(?:((?:19|20)[0-9]{2})年)?([0-9]{1,2})月([0-9]{1,2})日")
MONTH = re.compile(r"(?<=年)(1[3-9]|[2-9][0-9]|0)月(?!份?均)")
DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
WIDE = re.compile("[０-９]")
HALF = re.compile("[0-9]|[.,](?=[0-9０-９])")
NUMBER = re.compile("[0-9０-９][0-9０-９.,．，]*[%％]?")
TWO_POINTS = re.compile(
    r"(?<![0-9.A-Za-z])[0-9]+(?:\.\.|,,|\.,|,\.)[0-9]+|(?<![0-9])[0-9]{1,3}，[0-9]{3}(?=[元人个件万名])"
)


def form_of(view: View, mentions: Sequence[Mention], computed: Collection[int] = ()) -> tuple[Finding, ...]:
    """Findings of form; spans are in the view. `computed`: the places of figures that come out right of others."""
    found = [*_signs(view, mentions, computed), *_widths(view), *_glued(view), *_dates(view)]
    return tuple(sorted(found, key=lambda finding: finding.spans[0]))


def _signs(view: View, mentions: Sequence[Mention], computed: Collection[int]) -> Iterator[Finding]:
    for mention in mentions:
        before = view.text[max(0, mention.begin - 18) : mention.begin]
        text = view.text[mention.begin : mention.stop]
        if _lacks_percent(view, mention, before):
            yield _of(mention, "error", NO_PERCENT, text)
        too_much = mention.unit == "%" and mention.number > 100 and _capped().search(before)
        if too_much and mention.start not in computed:  # 目标40件，实际43件，完成率107.5%
            yield _of(mention, "error", TOO_MUCH, text)
        if (
            mention.places
            and mention.kind == Kind.COUNT
            and mention.unit in words("form", "units", "whole")
            and not _is_average(before)
            and not _is_difference_of_averages(view, mention)
        ):
            yield _of(mention, "warning", BROKEN_COUNT, text)


def _lacks_percent(view: View, mention: Mention, before: str) -> bool:
    if mention.unit or mention.chinese or mention.kind != Kind.COUNT or mention.number > 100:
        return False
    if re.match(r"\s*(?:[:：/∶]|比)", view.text[mention.stop :]):
        return False
    return bool(_missing().search(before)) and (
        mention.places > 0 or bool(re.search("率|占比|比例|比重", before[-8:]))
    )


def _is_average(before: str) -> bool:
    return bool(re.search(load("form")["units"]["means"], before))


def _is_difference_of_averages(view: View, mention: Mention) -> bool:
    """平均每家14个，去年是11.5个，多了2.5个: what is said of an average goes on having places."""
    return bool(re.search("平均|[人户校村县组]均|每", view.text[max(0, mention.begin - 60) : mention.begin]))


def _widths(view: View) -> Iterator[Finding]:
    """Within one number, of the source; and the two percent signs within one text."""
    for found in NUMBER.finditer(view.source):
        text = found.group()
        digits = text.rstrip("%％")
        if (WIDE.search(text.rstrip("%％.．，,")) and HALF.search(digits)) or re.search(
            "[0-9]．[0-9]", digits
        ):
            yield _at_source(view, found.start(), found.end(), MIXED, {"text": text}, "warning")
    wide, narrow = [
        [m.start() for m in re.finditer(rf"(?<=[0-9０-９]){sign}", view.source)] for sign in "％%"
    ]
    if wide and narrow:
        rare = wide if len(wide) <= len(narrow) else narrow
        yield _at_source(view, rare[0], rare[0] + 1, PERCENT_SIGNS, {}, "warning")


def _glued(view: View) -> Iterator[Finding]:
    for expression, message in ((_clashes(), CLASH), (TWO_POINTS, NO_NUMBER)):
        for found in expression.finditer(view.text):
            yield Finding("error", message, ((found.start(), found.end()),), {"text": found.group()})


def _dates(view: View) -> Iterator[Finding]:
    for found in DAY.finditer(view.text):
        year, month, day = (int(group) if group else 0 for group in found.groups())
        leap = not year or (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0))
        if not 1 <= month <= 12 or not 1 <= day <= DAYS[month - 1] or (month == 2 and day == 29 and not leap):
            yield Finding("error", NO_DAY, (found.span(),), {"text": found.group()})
    for found in MONTH.finditer(view.text):
        if not view.text.startswith("日", found.end() + 2) and not DAY.match(view.text, found.start()):
            yield Finding("error", NO_DAY, (found.span(),), {"text": found.group()})


def _of(mention: Mention, severity: str, message: str, text: str) -> Finding:
    return Finding(severity, message, ((mention.start, mention.end),), {"text": text})


def _at_source(
    view: View, start: int, end: int, message: str, facts: dict[str, str], severity: str
) -> Finding:
    """A finding seen in the source, put at its place in the view."""
    here = [at for at, origin in enumerate(view.origin) if start <= origin < end]
    span = (here[0], here[-1] + 1) if here else (0, 1)
    return Finding(severity, message, (span,), dict(facts))


@cache
def _missing() -> re.Pattern[str]:
    return re.compile(load("form")["percent"]["missing"])


@cache
def _capped() -> re.Pattern[str]:
    rates = longest_first(load("form")["percent"]["capped"])
    return re.compile(rf"(?<!增长)(?<!同比)(?<!下降)(?:{rates})[^，。；0-9]{{0,5}}$|占[^，。；0-9]{{0,12}}$")


@cache
def _clashes() -> re.Pattern[str]:
    table = load("form")["units"]
    two, always = longest_first(table["clashes"]), longest_first(table["always"])
    return re.compile(rf"[0-9]\s?[余多]?(?:(?:{two})(?={table['followed']})|(?:{always}))")
