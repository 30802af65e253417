"""What is computed from the figures of a name: 其中青坂乡13个, of the line 青坂乡：巡察村12个，发现问题156个."""

import re
from collections.abc import Collection, Iterator, Sequence

from xuncha.proofs.engine.mention import Kind
from xuncha.proofs.engine.weighing.facts import Fact, like
from xuncha.proofs.engine.weighing.guess import Guess

REACH = 90  # figures before that a name may have
LONGEST_HEAD = 14
FORMAL = re.compile("第(?=[一二三四五六七八九十0-9])|巡察(?=[组村])|县委|市委|区委")
# Around the name that heads a line.
OUTER = re.compile(r"[：:　 \t|｜（(].*$|^[0-9一二三四五六七八九十]+[.、．]|——|[●○·]")
BEFORE = re.compile("^.*(?:其中|包括|分别[为是])")
ALL_OF_THEM = re.compile("全市|全县|全区|平均|总体|整体")
POINTS = ("个百分点", "百分点")
TOTAL = re.compile("合计|总计|累计|小计|共计|全市$|全县$|全区$")
WORDS = re.compile("[一-龥0-9A-Z]{2,}")


def of_names(facts: Sequence[Fact], stated: Fact) -> Iterator[Guess]:
    """Guesses by the names that stand before a figure: of one, what its own figures give; of two, what sets them apart."""
    named = _named(facts, stated)
    names = _names_in(FORMAL.sub("", stated.words), named)
    if not names and stated.place[0]:  # 第二轮、第三轮分别为25个和26个
        names = _names_in(FORMAL.sub("", facts[stated.number - stated.place[0]].words), named)
        names = [names[stated.place[0]]] if len(names) == stated.place[1] else []
    elif stated.place == (0, len(names)):
        names = names[:1]
    if len(names) == 1 or (names and "than" not in stated.kinds):
        yield from _of_one(facts, stated, named[names[-1]], _totals(facts, stated))
    if stated.mention.unit in POINTS:
        yield from _of_rates(facts, stated, names)
    elif len(names) == 2:
        yield from _of_two(stated, named[names[0]], named[names[1]])


def _of_rates(facts: Sequence[Fact], stated: Fact, names: Sequence[str]) -> Iterator[Guess]:
    """最高的禾东区与最低的石瓯县相差14.1个百分点; 石瓯县低于全市平均9.4个百分点: the rates in their lines."""
    rates = [
        f
        for f in facts[max(0, stated.number - REACH) : stated.number]
        if f.mention.unit == "%" and not f.loose and f.paragraph != stated.paragraph
    ]
    rows = [[f for f in rates if name in _head(f)] for name in names]
    if len(names) == 1 and ALL_OF_THEM.search(stated.words):
        rows.append([f for f in rates if _is_total(f)])
    if len(rows) == 2:
        for one in rows[0]:
            for other in rows[1]:
                if one is not other and _label(one) == _label(other):
                    yield Guess("rows points", stated, (one, other), abs(one.value - other.value))


def _names_in(words: str, named: Collection[str]) -> list[str]:
    """In their order; of one that is within another the longer."""
    found = sorted((words.rfind(name), name) for name in named if name in words)
    return [name for _, name in found if not any(name in other and name != other for _, other in found)]


def _named(facts: Sequence[Fact], stated: Fact) -> dict[str, list[Fact]]:
    """Names of the figures before, with the figures of each: heads of lines, or the words right before one in a list."""
    out: dict[str, list[Fact]] = {}
    for fact in facts[max(0, stated.number - REACH) : stated.number]:
        if fact.loose or not fact.countable or not fact.value:
            continue
        head = _head(fact)
        if 2 <= len(head) <= LONGEST_HEAD and fact.paragraph != stated.paragraph and WORDS.fullmatch(head):
            out.setdefault(head, []).append(fact)
        if fact.cell and fact.cell.in_total and len(fact.cell.label) > 1:
            out.setdefault(FORMAL.sub("", fact.cell.label), []).append(fact)
        elif len(fact.name) > 1 and fact.clause != stated.clause:
            out.setdefault(FORMAL.sub("", BEFORE.sub("", fact.name)), []).append(fact)
    return {name: found for name, found in out.items() if len(name) > 1 and not TOTAL.search(name)}


def _totals(facts: Sequence[Fact], stated: Fact) -> list[Fact]:
    near = facts[max(0, stated.number - REACH) : stated.number]
    return [f for f in near if f.countable and not f.loose and f.value and _is_total(f)]


def _head(fact: Fact) -> str:
    """The name that heads its line, without what makes it formal."""
    return FORMAL.sub("", OUTER.sub("", fact.frame[0])) if fact.frame else ""


def _is_total(fact: Fact) -> bool:
    return "total line" in fact.kinds or bool(fact.frame and TOTAL.search(fact.frame[0]))


def _of_one(
    facts: Sequence[Fact], stated: Fact, row: Sequence[Fact], totals: Sequence[Fact]
) -> Iterator[Guess]:
    unit = stated.mention.unit
    if len(row) == 1 and row[0].cell:  # of a column the total: what else the line of totals has
        row = [row[0], *(f for f in totals if f.paragraph == row[0].paragraph and f is not row[0])]
    if unit in ("%", "‰", "成") or stated.mention.kind == Kind.FRACTION:
        for at, one in enumerate(row):
            for other in row[at + 1 :]:
                if _are_like(one, other):
                    small, great = sorted((one, other), key=lambda f: f.value)
                    yield Guess("row rate", stated, (small, great), small.value / great.value)
            for total in totals:
                if _label(one) == _label(total) and total.value >= one.value:
                    yield Guess("row share", stated, (one, total), one.value / total.value)
    elif stated.mention.kind in (Kind.COUNT, Kind.MONEY) and _speaks_of_means(facts, stated):
        for whole in row:
            if not _are_like(whole, stated) or whole.value <= stated.value:
                continue
            for number in row:
                if number is not whole and number.mention.kind == Kind.COUNT and number.value > 1:
                    yield Guess("row mean", stated, (whole, number), whole.value / number.value)


def _of_two(stated: Fact, one_row: Sequence[Fact], other_row: Sequence[Fact]) -> Iterator[Guess]:
    for one in one_row:
        for other in other_row:
            if one is other or one.value == other.value or not _are_beside(one, other):
                continue
            great, small = sorted((one, other), key=lambda f: -f.value)
            if stated.mention.unit == "倍":
                yield Guess("rows times", stated, (great, small), great.value / small.value)
            elif stated.mention.unit == "%":
                yield Guess("rows growth", stated, (one, other), abs(one.value - other.value) / other.value)
            elif _are_like(one, stated) and stated.countable:
                yield Guess("rows change", stated, (great, small), great.value - small.value)


def _are_beside(one: Fact, other: Fact) -> bool:
    """In one column, or both totals of columns in one line."""
    if one.cell and other.cell and one.paragraph == other.paragraph:
        return one.cell.in_total
    return _label(one) == _label(other)


def _are_like(one: Fact, other: Fact) -> bool:
    """Cells of which no unit is known may be of any."""
    bare = any(fact.cell and not fact.group for fact in (one, other))
    return bool(like(one, other)) or (bare and Kind.PERCENT not in (one.mention.kind, other.mention.kind))


def _label(fact: Fact) -> str:
    """What a figure is of in its line: its words and its unit; of a list only the unit."""
    if fact.cell and fact.cell.label:
        return fact.cell.label
    if not fact.frame or not fact.frame[1]:
        return fact.group
    return re.sub("[为有共计达是]|" + re.escape(fact.name), "", fact.lead)[-4:] + fact.group


def _speaks_of_means(facts: Sequence[Fact], stated: Fact) -> bool:
    return any(
        "mean" in fact.kinds
        for fact in facts[max(0, stated.number - 6) : stated.number + 1]
        if fact.sentence == stated.sentence
    )
