"""How a guess comes out: right, but for one digit, or neither; and what is never called a slip."""

import math
import re
from dataclasses import replace
from fractions import Fraction

from xuncha.proofs.engine.arithmetic.averages import of_another
from xuncha.proofs.engine.mention import Kind
from xuncha.proofs.engine.tolerance import bounds
from xuncha.proofs.engine.weighing.facts import Fact
from xuncha.proofs.engine.weighing.guess import Guess
from xuncha.proofs.engine.weighing.paired import subject_of

ABOUT = ("约", "左右")
BEYOND = re.compile("超过|高于|低于|不足|不低于|达到|未达")
OWN = re.compile("([一-龥]{2,})的$")
FINED = re.compile("罚|违约金|滞纳")  # 处违约金1.2倍: of what was agreed
BODIES = "(?:个)?(?:村|乡|镇|县|区|街道|社区)"
CHAIN, CHAIN_BEFORE = (
    re.compile("[0-9一二两三四五六七八九十]+" + BODIES),
    re.compile("[0-9一二两三四五六七八九十]+" + BODIES + "$"),
)
SMALL = 0.1  # numbers of one digit come out right, or nearly, by chance
NOTHING = 0.02  # but hardly anybody writes 0
HAN = re.compile("[一-龥]")
SCORED = re.compile("扣[一-龥]{0,2}$|每[少多]")
DEED = re.compile("修订|新建|废止|制定|出台|完善|建立|修改")
OF_WHOLE = re.compile("占(?:全部|所有|总)?([一-龥]{2,10}?)(?:总?数|总量|总额)?的$")
AMOUNT = re.compile("[金款]额[^，]{0,4}占")
NAMED = re.compile("[是为达]([一-龥]{2,6})的$")
PRICED = re.compile("(?:购置|购买|采购|配备|添置)[^。；]{0,12}每[一-龥]{1,2}$")
OF_THEN = re.compile("((?:19|20)[0-9]{2}年|[去上前]年|上一?轮|第[一二三四五六七八九十]+轮)的$")
THAN = re.compile("比(?:去年|上年|前年|上轮|上次|上届|上月|同期|上季|上一)")
SCATTERED = ("heads", "rows", "column", "below")
MULTIPLIED = re.compile("每|(?<![及和与、])各(?![地自年项类级])[^，。；]{0,3}$")


def outcome_of(guess: Guess) -> bool | None:
    """True right, None but for one digit, False neither."""
    stated = guess.stated
    if not stated.loose and stated.mention.kind != Kind.FRACTION:
        size = 10 ** len(stated.digits)
        if not size / 10 - 1 <= guess.value / stated.step <= size:
            return False  # of another length: most are
    return True if comes_out(guess) else None if is_slip(guess) else False


def comes_out(guess: Guess) -> bool:
    """Whether the stated figure is what the guess makes it, as exactly as it is given."""
    stated = guess.stated
    off = abs(guess.value - stated.value)
    if stated.loose:
        return bounds(stated.mention).admits(Fraction(guess.value).limit_denominator(10**9))
    if guess.type in ("ratio", "average"):
        if stated.mention.kind == Kind.FRACTION and not stated.mention.unit:
            return off <= 0.01
        return off <= (0.05 if stated.mention.unit == "成" else stated.step / 2) * 1.0001
    finer = stated.mention.places and any(f.step < stated.step for f in guess.operands)
    return off <= (stated.step / 2 if finer else 0) + 1e-9 * max(1, stated.value)


def chance_of(stated: Fact) -> float:
    """That a figure of so many digits comes out right though it states nothing."""
    digits = len(stated.digits)
    if stated.digits == "0" and stated.mention.kind != Kind.FRACTION:
        return NOTHING
    return SMALL if digits == 1 else 1 / (9 * 10 ** (digits - 1))


def may_slip(guess: Guess) -> bool:
    """What is never called a slip: the words name another thing, or a part stands for as many as there are."""
    stated, of = guess.stated, guess.operands[0]
    if guess.form == "yearly" or (stated.loose and not _is_about(guess)):
        return False
    if guess.form == "same" and (stated.mention.depth or of.mention.depth):
        return False  # 作风问题27个（11个党组织）、廉洁问题31个（12个党组织）: each is of what its bracket stands behind
    if guess.form in ("change", "span", "points") and all(f.number > stated.number for f in guess.operands):
        return False  # 比上轮多36个；其中食堂类29个、师德类61个
    if guess.form in ("list", "run") and _is_of_other_things(guess):
        return False
    if guess.form == "spread" and any(re.search("最|平均", fact.lead) for fact in guess.operands):
        return False  # 最大67岁，最小26岁，平均48.5岁
    if guess.form == "change" and THAN.search(stated.lead) and not _speaks_of_before(guess):
        return False  # 比去年多22人: of last year no figure speaks
    if guess.type == "ratio" and (BEYOND.search(stated.lead) or FINED.search(stated.lead)):
        return False  # 其中超过合同价10%的4个: which ones, not how many
    if guess.form in ("times", "growth", "share") and all("other" in fact.kinds for fact in guess.operands):
        return False  # what there was last year of the one and of the other
    if guess.form == "row mean" and "mean" not in stated.kinds and not stated.place[0]:
        return False  # 比全市平均水平低的青槐街道，有9项
    if guess.form == "same" and _is_of_some(guess):
        return False
    if guess.form == "list" and _are_deeds(guess):
        return False
    if guess.form == "list" and _are_in_brackets(guess):
        return False
    if guess.form == "same" and _are_of_two_kinds(guess):
        return False
    if guess.form == "run" and _some_come_out(guess):
        return False
    if guess.form == "share" and _is_of_another_whole(guess):
        return False
    if guess.form in ("times", "growth", "share") and _is_of_another_year(guess):
        return False
    if guess.form == "times" and _is_of_something_else(guess):
        return False
    if guess.type == "ratio" and AMOUNT.search(stated.lead) and of.mention.kind != Kind.MONEY:
        return False  # 借款8笔，本金1.36亿元，其中逾期5笔、9180万元，逾期金额占67.5%
    if guess.type == "sum" and any(SCORED.search(fact.lead) for fact in guess.operands):
        return False  # 完成任务计12分，每少1个扣2分
    if guess.form == "mean" and "other" in stated.kinds and "other" not in of.kinds:
        return False  # 本轮发现702个，平均每家27个，上一轮平均每家31个
    if guess.form == "mean" and PRICED.search(stated.mention.before):
        return False  # 信息化经费64万元，购置终端30台、每台0.72万元
    if guess.form == "mean" and _is_one_of_several(guess):
        return False  # 走访7村2社区，平均每个点位15户
    if guess.type == "sum" and stated.cell and not stated.cell.in_whole:
        return False  # a row that lacks a figure stands above
    if guess.form == "table" and "total line" not in stated.kinds:
        return False
    if guess.form in SCATTERED and "total" not in stated.kinds:
        return False  # figures of several lines are a list only where the whole is called one
    if guess.form in ("list", "run") and any(MULTIPLIED.search(fact.lead) for fact in guess.operands):
        return False  # 各县4名 is as many times four as there are counties
    if guess.form == "mean" and of_another(stated.mention, of.mention):
        return False  # 发现430个，平均整改12个
    return not (guess.form == "share" and "share" in stated.kinds and subject_of(stated, of) == "foreign")


def _is_of_some(guess: Guess) -> bool:
    """期满的18家单位: by its own words of some of those that were counted."""
    own = OWN.search(guess.stated.lead)
    if not own:
        return False
    words = own.group(1)
    return not any(words[at : at + 2] in guess.operands[0].words for at in range(len(words) - 1))


def _are_deeds(guess: Guess) -> bool:
    """修订制度12项，废止5项，新建8项: one beside the others, not their sum."""
    first = guess.operands[0]
    opened = "其中" in first.lead or first.mention.before[-len(first.lead) - 1 :][:1] in "：（("
    return (
        not opened
        and "total" not in guess.stated.kinds
        and all(DEED.search(fact.lead) for fact in (guess.stated, *guess.operands))
    )


def _some_come_out(guess: Guess) -> bool:
    """制度8项、修订5项、废止2项，新制定和修订的13项: of some of them it is the sum."""
    values = [fact.value for fact in guess.operands]
    sums = (sum(values[at:end]) for at in range(len(values)) for end in range(at + 2, len(values) + 1))
    return len(values) > 2 and any(abs(added - guess.stated.value) < guess.stated.step / 2 for added in sums)


def _is_of_another_whole(guess: Guess) -> bool:
    """418名，占符合条件教师的16%: not of the pupils that were counted before."""
    named = OF_WHOLE.search(guess.stated.lead)
    if not named:
        return False
    name = named.group(1)
    whole = max(guess.operands, key=lambda fact: fact.value)
    said = whole.mention.before + whole.mention.after
    return not any(name[at : at + 2] in said for at in range(len(name) - 1))


def _are_in_brackets(guess: Guess) -> bool:
    """组织领导（20分）、问题整改（50分）、长效机制（20分）: each in its own."""
    figures = (guess.stated, *guess.operands)
    return all(fact.mention.depth and fact.mention.before.endswith("（") for fact in figures)


def _are_of_two_kinds(guess: Guess) -> bool:
    """网络举报148件, 实名举报138件: called the same but for the word before."""
    one, other = (re.sub("[^一-龥]", "", fact.lead)[-4:] for fact in (guess.stated, guess.operands[0]))
    return len(one) == len(other) == 4 and one[2:] == other[2:] and not set(one[:2]) & set(other[:2])


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


def _is_one_of_several(guess: Guess) -> bool:
    """A bare count that another stands right beside, so that both are what the mean is of."""
    number = guess.operands[-1].mention
    return bool(CHAIN.match(number.after) or CHAIN_BEFORE.search(number.before))


def _is_of_other_things(guess: Guess) -> bool:
    """走访21个村；派出7个组，走访26个村: groups and villages are no sum of villages."""
    noun = guess.stated.mention.after[:1]
    theirs = {fact.mention.after[:1] for fact in guess.operands}
    return bool(HAN.match(noun)) and noun in theirs and any(map(HAN.match, theirs - {noun}))


def _speaks_of_before(guess: Guess) -> bool:
    return any({"other", "thans", "than"} & fact.kinds for fact in guess.operands)


def _is_about(guess: Guess) -> bool:
    """约15.1万元 may be told wrong of a rate or a mean; who rounds a sum has his own way."""
    mention = guess.stated.mention
    return mention.qualifier in ABOUT and mention.high is None and guess.type in ("ratio", "average")


def is_slip(guess: Guess) -> bool:
    """Whether one changed digit, or two that changed places, would make it come out right."""
    stated = guess.stated
    if not may_slip(guess):
        return False
    if stated.loose:
        return _is_rough_slip(guess)
    right = guess.value / stated.step
    whole = math.floor(right + 0.5 + 1e-9)
    if guess.type in ("sum", "difference", "same") and abs(right - whole) > 1e-4:
        return False
    if guess.type in ("sum", "difference") and not _is_as_round(
        stated, min(fact.step for fact in guess.operands)
    ):
        return False  # 27,300元 is nothing that 4.5万元 and 1.8万元 make
    if not whole and guess.type in ("ratio", "average"):
        return False  # of something far greater
    digits = len(stated.digits)
    if not 10 ** (digits - 1) <= whole < 10**digits and digits > 1:
        return False
    mine, theirs = stated.digits, str(whole)
    if len(mine) != len(theirs):
        return False
    off = [at for at in range(len(mine)) if mine[at] != theirs[at]]
    if len(off) == 2 and off[1] == off[0] + 1:
        return mine[off[0]] == theirs[off[1]] and mine[off[1]] == theirs[off[0]]
    return len(off) == 1


def _is_as_round(stated: Fact, step: float) -> bool:
    """Whether the figure is so many of these steps: 3150万元 is what 3.15亿元 and 2.835亿元 may leave."""
    steps = stated.value / step
    return stated.step >= step or abs(steps - round(steps)) < 1e-6 * max(1.0, steps)


def _is_rough_slip(guess: Guess) -> bool:
    """Whether another digit in one place would bring a number with 约 near enough."""
    stated = guess.stated
    right = Fraction(guess.value).limit_denominator(10**9) / Fraction(stated.step).limit_denominator(10**9)
    within = bounds(replace(stated.mention, unit="", number=Fraction(1)))
    digits = stated.digits
    return any(
        within.admits(right / int(digits[:at] + digit + digits[at + 1 :]))
        for at in range(len(digits))
        for digit in "123456789"
        if digit != digits[at]
    )
