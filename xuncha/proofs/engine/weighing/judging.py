"""What a figure most likely states: the evidence for each guess, and then whether it comes out right or a digit slipped.

Each guess has a probability by its marks alone, and so has that the figure states nothing. Then the number is looked at.
A guess that is meant comes out right but for a slip now and then; a figure that states nothing is what it is by chance.
"""

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import InitVar, dataclass, field, replace
from fractions import Fraction
from functools import cache, partial

from xuncha.proofs.engine.arithmetic.averages import of_another
from xuncha.proofs.engine.lexicon import load
from xuncha.proofs.engine.mention import Kind, Mention
from xuncha.proofs.engine.tolerance import bounds
from xuncha.proofs.engine.weighing.bearing import Bearing
from xuncha.proofs.engine.weighing.facts import Fact, facts_of, said_of
from xuncha.proofs.engine.weighing.guess import Guess, value_with
from xuncha.proofs.engine.weighing.guesses import guesses_of
from xuncha.proofs.engine.weighing.known import Known
from xuncha.proofs.engine.weighing.marks import marks_of
from xuncha.proofs.engine.weighing.paired import subject_of

SLIP = 0.8
OTHERWISE = 0.2  # of these, how many are of another sort
SURE = 0.5
TOLD = (0.7, 0.35, 0.2)  # by digits: how likely a slip must be; of three and more it is hardly chance
PLAINLY = 20.0  # odds from which a figure is so plainly of others that its few digits do not matter
MEANT = (0.13, 0.13, 0.08, 0.04)  # by digits: odds, by what stands around a figure, below which a slip is no more than a chance
PLAIN = 0.1  # odds from which a list that comes out right is taken by its sum
SMALL = 0.1  # numbers of one digit come out right, or nearly, by chance
NOTHING = 0.02  # but hardly anybody writes 0
ROUGH = 0.4  # with one digit changed, a number with 约 reaches so much of what is as long
ABOUT = ("约", "左右")
BEYOND = re.compile("超过|高于|低于|不足|不低于|达到|未达")
OWN = re.compile("([一-龥]{2,})的$")
BODIES = "(?:个)?(?:村|乡|镇|县|区|街道|社区)"
CHAIN, CHAIN_BEFORE = (
    re.compile("[0-9一二两三四五六七八九十]+" + BODIES),
    re.compile("[0-9一二两三四五六七八九十]+" + BODIES + "$"),
)
HAN = re.compile("[一-龥]")
THAN = re.compile("比(?:去年|上年|前年|上轮|上次|上届|上月|同期|上季|上一)")
SCATTERED = ("heads", "rows", "column", "below")
MULTIPLIED = re.compile("每|(?<![及和与、])各(?![地自年项类级])[^，。；]{0,3}$")
DOUBT, TRUST = (
    0.8,
    0.6,
)  # how far odds count that others are rightly computed from a figure, or would be if it were mended
FIRM, MOST = 1.5, 6.0  # logarithms of odds


@dataclass(frozen=True, slots=True)
class Verdict:
    """The guess that is most likely meant, and whether it comes out right; `support`: of others that a slip put right mends."""

    guess: Guess
    holds: bool
    weight: float
    support: float = 0.0
    meant: float = 1.0


@dataclass(frozen=True, slots=True)
class Confirmations:
    """By the place of a figure: what is rightly computed from it, and the logarithm of odds that it is meant to be."""

    of: dict[int, list[tuple[float, Guess]]] = field(default_factory=dict)

    def add(self, guess: Guess, odds: float) -> None:
        for fact in guess.operands:
            self.of.setdefault(fact.mention.start, []).append((odds, guess))

    def against(self, start: int, value: float) -> float:
        """How surely the figure is not `value`: a rate that is the same by either, to its last digit, says nothing."""
        return max(
            (odds for odds, guess in self.of.get(start, ()) if not _would_come_out(guess, start, value)),
            default=0.0,
        )

    def firmly(self, start: int, value: float) -> bool:
        """Whether that is beyond chance."""
        return self.against(start, value) > FIRM


def _would_come_out(guess: Guess, start: int, value: float) -> bool:
    operand = next(fact for fact in guess.operands if fact.mention.start == start)
    would = value_with(guess, operand, value)
    return would is not None and comes_out(replace(guess, value=would))


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdicts of a text, and which figures others are rightly computed from."""

    verdicts: tuple[Verdict, ...]
    confirmed: Confirmations


def judged(text: str, mentions: Sequence[Mention]) -> Judgement:
    """What figures state; a slip only of one that nothing else in the text confirms."""
    facts = facts_of(text, mentions)
    known = Known()
    held: list[Verdict] = []
    weighed: list[Weighed] = []
    confirmed = Confirmations()
    spoken_for: dict[frozenset[int], Fact] = {}
    bearing = Bearing(partial(_worth, text, facts, known=known), comes_out)
    for stated in facts:
        # what comes out neither right nor but for a digit tells nothing of this figure, but perhaps of another
        likely = []
        guesses = list(guesses_of(facts, stated, known.salient(facts, stated)))
        for guess in guesses:
            outcome = _outcome(guess)
            if outcome is not False:
                likely.append((guess, outcome, _worth(text, facts, guess, known)))
            if outcome and guess.type == "sum" and likely[-1][-1] > PLAIN:
                spoken_for[frozenset(fact.number for fact in guess.operands)] = stated
        one = Weighed(stated, likely)
        bearing.add(stated, guesses, one.right, one.other(chance_of(stated)))
        verdicts = list(_held(stated, likely))
        for found, odds in verdicts:
            known.learn(found.guess)
            if found.guess.type != "same" and len(stated.digits) > 1:
                confirmed.add(found.guess, odds)
        held += [found for found, _ in verdicts]
        if not verdicts and any(outcome is None for _, outcome, _ in likely):
            weighed.append(one)
    weighed = [left for one in weighed if (left := _without(one, spoken_for))]
    slips = [_slip(one, confirmed, bearing) for one in weighed]
    return Judgement(
        (*held, *(slip for slip in slips if _is_told(slip))),
        confirmed,
    )


def _is_told(slip: Verdict) -> bool:
    """Likely enough for so many digits, and either meant by what stands around it or mending others."""
    digits = len(slip.guess.stated.digits)
    least = TOLD[-1] if slip.meant > PLAINLY else TOLD[min(digits, len(TOLD)) - 1]
    likely = slip.weight > least
    return likely and (slip.meant > MEANT[min(digits, len(MEANT)) - 1] or slip.support > FIRM)


@dataclass(frozen=True, slots=True)
class Weighed:
    """The guesses about a figure that come out right (True) or but for one digit (None), and the odds by their marks."""

    stated: Fact
    guesses: Sequence[tuple[Guess, bool | None, float]]

    @property
    def right(self) -> float:
        return sum(worth for _, outcome, worth in self.guesses if outcome)

    def other(self, chance: float) -> float:
        """Chance, and what it may state that no guess says."""
        return chance + sum(worth for _, _, worth in self.guesses) * SLIP * OTHERWISE * chance


def _without(weighed: Weighed, spoken_for: Mapping[frozenset[int], Fact]) -> Weighed | None:
    """Without lists that a figure of something else is the sum of: 四个方面9个问题. None if no slip is left."""

    def is_free(guess: Guess) -> bool:
        total = spoken_for.get(frozenset(fact.number for fact in guess.operands))
        if guess.type != "sum" or total is None:
            return True
        return bool(said_of(weighed.stated) & said_of(total))

    left = [one for one in weighed.guesses if is_free(one[0])]
    return Weighed(weighed.stated, left) if any(outcome is None for _, outcome, _ in left) else None


def _worth(text: str, facts: Sequence[Fact], guess: Guess, known: Known) -> float:
    score = sum(weights().get(mark, 0.0) for mark in marks_of(text, facts, guess, known))
    return math.exp(min(score, 50))


def chance_of(stated: Fact) -> float:
    """That a figure of so many digits comes out right though it states nothing."""
    digits = len(stated.digits)
    if stated.digits == "0" and stated.mention.kind != Kind.FRACTION:
        return NOTHING
    return SMALL if digits == 1 else 1 / (9 * 10 ** (digits - 1))


def _chance_of_slip(stated: Fact) -> float:
    return ROUGH if stated.loose else chance_of(stated)


def _held(
    stated: Fact, likely: Sequence[tuple[Guess, bool | None, float]]
) -> Iterator[tuple[Verdict, float]]:
    """Of each type what comes out right, where it is rather meant than right by chance, and the odds of that."""
    other = Weighed(stated, likely).other(chance_of(stated))
    slipped = sum(worth for _, outcome, worth in likely if outcome is None) * SLIP / (9 * len(stated.digits))
    right = [(guess, worth) for guess, outcome, worth in likely if outcome]
    for type_ in sorted({guess.type for guess, _ in right}):
        mine = [(worth, guess) for guess, worth in right if guess.type == type_]
        total = sum(worth for worth, _ in mine)
        if total / (total + slipped + other) > SURE:
            best = max(mine, key=lambda found: found[0])[1]
            yield Verdict(best, True, total), math.log(total / (slipped + other))


def _slip(weighed: Weighed, confirmed: Confirmations, bearing: Bearing) -> Verdict:
    """How surely the figure slipped: less where others confirm it, more where others would come out right as well."""
    stated = weighed.stated
    near = [(worth, guess) for guess, outcome, worth in weighed.guesses if outcome is None]
    best = max(near, key=lambda found: found[0])[1]
    slipped = sum(worth for worth, _ in near) * SLIP / (9 * len(stated.digits))
    other = weighed.other(_chance_of_slip(stated))
    odds = math.log(slipped / (weighed.right + other))
    gain = bearing.gain(stated, mended_value(best), {fact.number for fact in best.operands})
    support = 0.0
    if len(stated.digits) > 1:
        support = min(max(gain, _agreed(stated, best, near)), MOST)
    against = confirmed.against(stated.mention.start, mended_value(best))
    odds += TRUST * support - DOUBT * min(against, MOST)
    return Verdict(best, False, 1 / (1 + math.exp(-odds)), max(support, 0.0), max(worth for worth, _ in near))


def _agreed(stated: Fact, best: Guess, near: Sequence[tuple[float, Guess]]) -> float:
    """Logarithm of odds that what was said before and what is computed came to the same number not by chance."""
    worths = [
        worth
        for worth, guess in near
        if (guess.type == "same") != (best.type == "same") and mended_value(guess) == mended_value(best)
    ]
    return math.log(max(worths) / chance_of(stated)) if worths else 0.0


def mended_value(slip: Guess) -> float:
    """What should have been written, with as many places as were."""
    return round(slip.value / slip.stated.step) * slip.stated.step


@cache
def weights() -> Mapping[str, float]:
    found: dict[str, float] = load("weights")["marks"]
    return found


def _outcome(guess: Guess) -> bool | None:
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


def _may_slip(guess: Guess) -> bool:
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
    if guess.form == "spread" and any("最" in fact.lead for fact in guess.operands):
        return False  # 最大67岁，最小26岁，平均48.5岁
    if guess.form == "change" and THAN.search(stated.lead) and not _speaks_of_before(guess):
        return False  # 比去年多22人: of last year no figure speaks
    if guess.type == "ratio" and BEYOND.search(stated.lead):
        return False  # 其中超过合同价10%的4个: which ones, not how many
    if guess.form in ("times", "growth", "share") and all("other" in fact.kinds for fact in guess.operands):
        return False  # what there was last year of the one and of the other
    if guess.form == "row mean" and "mean" not in stated.kinds and not stated.place[0]:
        return False  # 比全市平均水平低的青槐街道，有9项
    if guess.form == "same" and _is_of_some(guess):
        return False
    if guess.form == "mean" and _is_one_of_several(guess):
        return False  # 走访7村2社区，平均每个点位15户
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
    if not _may_slip(guess):
        return False
    if stated.loose:
        return _is_rough_slip(guess)
    right = guess.value / stated.step
    whole = math.floor(right + 0.5 + 1e-9)
    if guess.type in ("sum", "difference", "same") and abs(right - whole) > 1e-4:
        return False
    if guess.type in ("sum", "difference") and stated.step < min(fact.step for fact in guess.operands):
        return False  # 27,300元 is nothing that 4.5万元 and 1.8万元 make
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
