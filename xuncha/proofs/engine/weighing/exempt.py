"""What is never called a slip: the words name another thing, or a part stands for as many as there are.

Each rule is one turn of words that was questioned once though it was right; it says so by its example.
"""

import re
from collections.abc import Callable
from functools import cache

from xuncha.proofs.engine.arithmetic.averages import of_another
from xuncha.proofs.engine.mention import STOP, Kind
from xuncha.proofs.engine.weighing.guess import TYPES, Guess
from xuncha.proofs.engine.weighing.paired import subject_of

Rule = Callable[[Guess], bool]

ABOUT = ("约", "左右")
MORE = ("余", "多")
BEYOND = re.compile("超过|高于|低于|不足|不到|不及|不低于|达到|未达")
FINED = re.compile("罚|违约金|滞纳")
AMOUNT = re.compile("[金款]额[^，]{0,4}占")
OWN = re.compile("([一-龥]{2,})的$")
BODIES = "(?:个)?(?:村|乡|镇|县|区|街道|社区)"
CHAIN = re.compile("[0-9一二两三四五六七八九十]+" + BODIES)
CHAIN_BEFORE = re.compile(CHAIN.pattern + "$")
HAN = re.compile("[一-龥]")
SCORED = re.compile("(?<![回折克])扣[一-龥]{0,2}$|每[少多]")
DEED = re.compile("修订|新建|废止|制定|出台|完善|建立|修改")
OF_WHOLE = re.compile("占(?:全部|所有|总)?([一-龥]{2,10}?)(?:总?数|总量|总额)?的$")
NAMED = re.compile("[是为达]([一-龥]{2,6})的$")
PRICED = re.compile("(?:购置|购买|采购|配备|添置)[^。；]{0,12}每[一-龥]{1,2}$")
OF_THEN = re.compile("((?:19|20)[0-9]{2}年|[去上前]年|上一?轮|第[一二三四五六七八九十]+轮)的$")
THAN = re.compile("比(?:去年|上年|前年|上轮|上次|上届|上月|同期|上季|上一)")
MULTIPLIED = re.compile("每|(?<![及和与、])各(?![地自年项类级])[^，。；]{0,3}$")


def may_slip(guess: Guess) -> bool:
    """Whether the guess may be told broken at all."""
    if guess.form == "yearly" or (guess.stated.loose and not (_is_about(guess) or is_more_than(guess))):
        return False
    return not any(rule(guess) for rule in _rules(guess.form))


@cache
def _rules(form: str) -> tuple[Rule, ...]:
    return (*OF_TYPE.get(TYPES[form], ()), *OF_FORM.get(form, ()))


def _is_about(guess: Guess) -> bool:
    """约15.1万元 may be told wrong of a rate or a mean; who rounds a sum has his own way."""
    mention = guess.stated.mention
    return mention.qualifier in ABOUT and mention.high is None and guess.type in ("ratio", "average")


def is_more_than(guess: Guess) -> bool:
    """860万余元，其中…: of parts that come to more than that, one slipped."""
    mention = guess.stated.mention
    return guess.type == "sum" and mention.qualifier in MORE and mention.high is None


def _is_in_brackets(guess: Guess) -> bool:
    """作风问题27个（11个党组织）、廉洁问题31个（12个党组织）: each is of what its bracket stands behind."""
    return bool(guess.stated.mention.depth or guess.operands[0].mention.depth)


def _is_of_some(guess: Guess) -> bool:
    """期满的18家单位: by its own words of some of those that were counted."""
    own = OWN.search(guess.stated.lead)
    if not own:
        return False
    words = own.group(1)
    return not any(words[at : at + 2] in guess.operands[0].words for at in range(len(words) - 1))


def _are_of_two_kinds(guess: Guess) -> bool:
    """网络举报148件, 实名举报138件: called the same but for the word before."""
    one, other = (re.sub("[^一-龥]", "", fact.lead)[-4:] for fact in (guess.stated, guess.operands[0]))
    return len(one) == len(other) == 4 and one[2:] == other[2:] and not set(one[:2]) & set(other[:2])


def _are_all_behind(guess: Guess) -> bool:
    """比上轮多36个；其中食堂类29个、师德类61个."""
    return all(fact.number > guess.stated.number for fact in guess.operands)


def _is_than_before(guess: Guess) -> bool:
    """比去年多22人: of last year no figure speaks."""
    spoken_of = any({"other", "thans", "than"} & fact.kinds for fact in guess.operands)
    return bool(THAN.search(guess.stated.lead)) and not spoken_of


def _is_year_on_year(guess: Guess) -> bool:
    """占32.1%；网络举报占16.6%，同比提高4.2个百分点: of the year before no figure speaks."""
    said = re.search("同比|环比", guess.stated.lead)
    return bool(said) and not any("other" in fact.kinds for fact in guess.operands)


def _are_only_deeds(guess: Guess) -> bool:
    """修订23项，废止4项，新建11项。尚未完成的5个."""
    return all(DEED.search(fact.lead) for fact in guess.operands) and not DEED.search(guess.stated.lead)


def _is_bound_or_fine(guess: Guess) -> bool:
    """其中超过合同价10%的4个: which ones, not how many. 不到规划12亿元的五分之一. 处违约金1.2倍: of what was agreed."""
    lead = guess.stated.lead
    bound = STOP.split(guess.stated.mention.before)[-1] if lead == "的" else lead
    return bool(BEYOND.search(bound) or FINED.search(lead))


def _is_of_an_amount(guess: Guess) -> bool:
    """借款8笔，本金1.36亿元，其中逾期5笔、9180万元，逾期金额占67.5%."""
    return bool(AMOUNT.search(guess.stated.lead)) and guess.operands[0].mention.kind != Kind.MONEY


def _are_all_of_before(guess: Guess) -> bool:
    """What there was last year of the one and of the other."""
    return all("other" in fact.kinds for fact in guess.operands)


def _is_of_another_year(guess: Guess) -> bool:
    """2023年营业收入12.35亿元，为2020年的1.9倍: of that year no figure speaks."""
    then = OF_THEN.search(guess.stated.lead)
    if not then:
        return False
    return not any(then.group(1) in fact.mention.before or fact.place[1] > 1 for fact in guess.operands)


def _is_of_something_else(guess: Guess) -> bool:
    """采购价是市场价的1.6倍: of no market price does a figure speak."""
    named = NAMED.search(guess.stated.lead)
    return named is not None and not any(named.group(1)[-2:] in fact.mention.said for fact in guess.operands)


def _is_of_another_whole(guess: Guess) -> bool:
    """418名，占符合条件教师的16%: not of the pupils that were counted before."""
    named = OF_WHOLE.search(guess.stated.lead)
    if not named:
        return False
    name = named.group(1)
    whole = max(guess.operands, key=lambda fact: fact.value)
    said = whole.mention.before + whole.mention.after
    return not any(name[at : at + 2] in said for at in range(len(name) - 1))


def _is_foreign(guess: Guess) -> bool:
    """项目支出占34%, of which no figure speaks."""
    return "share" in guess.stated.kinds and subject_of(guess.stated, guess.operands[0]) == "foreign"


def _is_extreme(guess: Guess) -> bool:
    """涉及9家，最高加价2.3倍."""
    return "最" in guess.stated.lead


def _are_scored(guess: Guess) -> bool:
    """完成任务计12分，每少1个扣2分."""
    return any(SCORED.search(fact.lead) for fact in guess.operands)


def _lacks_a_row(guess: Guess) -> bool:
    """A row that lacks a figure stands above."""
    return guess.stated.cell is not None and not guess.stated.cell.in_whole


def _is_no_total_line(guess: Guess) -> bool:
    """Only a line of totals adds up those above."""
    return "total line" not in guess.stated.kinds


def _is_not_called_total(guess: Guess) -> bool:
    """Figures of several lines are a list only where the whole is called one."""
    return "total" not in guess.stated.kinds


def _is_multiplied(guess: Guess) -> bool:
    """各县4名 is as many times four as there are counties."""
    return any(MULTIPLIED.search(fact.lead) for fact in guess.operands)


def _is_of_other_things(guess: Guess) -> bool:
    """走访21个村；派出7个组，走访26个村: groups and villages are no sum of villages."""
    noun = guess.stated.mention.after[:1]
    theirs = {fact.mention.after[:1] for fact in guess.operands}
    return bool(HAN.match(noun)) and noun in theirs and any(map(HAN.match, theirs - {noun}))


def _are_deeds(guess: Guess) -> bool:
    """修订制度12项，废止5项，新建8项: one beside the others, not their sum."""
    first = guess.operands[0]
    opened = "其中" in first.lead or first.mention.before[-len(first.lead) - 1 :][:1] in "：（("
    return (
        not opened
        and "total" not in guess.stated.kinds
        and all(DEED.search(fact.lead) for fact in (guess.stated, *guess.operands))
    )


def _are_each_in_brackets(guess: Guess) -> bool:
    """组织领导（20分）、问题整改（50分）、长效机制（20分）: each in its own."""
    figures = (guess.stated, *guess.operands)
    return all(fact.mention.depth and fact.mention.before.endswith("（") for fact in figures)


def _are_each_quoted(guess: Guess) -> bool:
    """“优秀”44票，“称职”10票，“基本称职”3票: one beside the others."""
    return all(fact.lead.rstrip("的").endswith("”") for fact in (guess.stated, *guess.operands))


def _some_come_out(guess: Guess) -> bool:
    """制度8项、修订5项、废止2项，新制定和修订的13项: of some of them it is the sum."""
    values = [fact.value for fact in guess.operands]
    sums = (sum(values[at:end]) for at in range(len(values)) for end in range(at + 2, len(values) + 1))
    return len(values) > 2 and any(abs(added - guess.stated.value) < guess.stated.step / 2 for added in sums)


def _are_means_or_extremes(guess: Guess) -> bool:
    """最大67岁，最小26岁，平均48.5岁."""
    return any(re.search("最|平均", fact.lead) for fact in guess.operands)


def _is_of_a_row_beside(guess: Guess) -> bool:
    """比全市平均水平低的青槐街道，有9项."""
    return "mean" not in guess.stated.kinds and not guess.stated.place[0]


def _is_mean_of_before(guess: Guess) -> bool:
    """本轮发现702个，平均每家27个，上一轮平均每家31个."""
    return "other" in guess.stated.kinds and "other" not in guess.operands[0].kinds


def _is_price(guess: Guess) -> bool:
    """信息化经费64万元，购置终端30台、每台0.72万元."""
    return bool(PRICED.search(guess.stated.mention.before))


def _is_one_of_several(guess: Guess) -> bool:
    """走访7村2社区，平均每个点位15户: a bare count that another stands right beside, so that both are what the mean is of."""
    number = guess.operands[-1].mention
    return bool(CHAIN.match(number.after) or CHAIN_BEFORE.search(number.before))


def _is_of_another_deed(guess: Guess) -> bool:
    """发现430个，平均整改12个."""
    return of_another(guess.stated.mention, guess.operands[0].mention)


OF_TYPE: dict[str, tuple[Rule, ...]] = {
    "ratio": (_is_bound_or_fine, _is_of_an_amount),
    "sum": (_are_scored, _lacks_a_row),
}
_LISTED = (_is_of_other_things, _is_multiplied)
_SCATTERED = (_is_not_called_total,)
OF_FORM: dict[str, tuple[Rule, ...]] = {
    "same": (_is_in_brackets, _is_of_some, _are_of_two_kinds),
    "change": (_are_all_behind, _is_than_before, _is_year_on_year, _are_only_deeds),
    "span": (_are_all_behind,),
    "points": (_are_all_behind, _is_year_on_year),
    "list": (*_LISTED, _are_deeds, _are_each_in_brackets, _are_each_quoted),
    "run": (*_LISTED, _some_come_out),
    "heads": _SCATTERED,
    "rows": _SCATTERED,
    "column": _SCATTERED,
    "below": _SCATTERED,
    "table": (_is_no_total_line,),
    "spread": (_are_means_or_extremes,),
    "times": (_is_extreme, _are_all_of_before, _is_of_another_year, _is_of_something_else),
    "growth": (_are_all_of_before, _is_of_another_year),
    "share": (_are_all_of_before, _is_of_another_year, _is_of_another_whole, _is_foreign),
    "mean": (_is_mean_of_before, _is_price, _is_one_of_several, _is_of_another_deed),
    "row mean": (_is_of_a_row_beside,),
}
