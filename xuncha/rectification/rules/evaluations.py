"""How the effect of rectification is judged: weighted criteria, points with reasons, grades by thresholds (domain §4.8)."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from xuncha.kernel.refusals import NotAllowed
from xuncha.rectification.rules.ledgers import CHECKERS

WHOLE = Decimal(100)
EVALUATORS = CHECKERS
KEEPERS = CHECKERS  # who keeps the standards


class Band(NamedTuple):
    """A grade, and the fewest points for which it is given."""

    name: str
    floor: Decimal


class Criterion(NamedTuple):
    name: str
    weight: Decimal
    rule: str  # what is looked at, and for what points are taken off


# A city's scheme of four parts (domain §4.8): what comes with the system until an office sets its own.
BUNDLED = (
    Criterion("组织领导", Decimal(15), "党组织研究部署整改、成立领导小组、召开专题民主生活会；缺一项扣3分。"),
    Criterion("责任落实", Decimal(15), "主要负责人牵头、班子成员分工负责、责任到岗到人；一项未落实扣2分。"),
    Criterion("任务完成", Decimal(60), "问题按期整改、措施逐项完成、形成制度机制；逾期或者虚报的逐项扣分。"),
    Criterion("满意度测评", Decimal(10), "干部群众对整改情况的满意率；低于90%的，每低5个百分点扣1分。"),
)
BUNDLED_BANDS = (
    Band("好", Decimal(90)),
    Band("较好", Decimal(80)),
    Band("一般", Decimal(60)),
    Band("差", Decimal(0)),
)


def check_weights(weights: Iterable[Decimal]) -> None:
    known = list(weights)
    if any(weight <= 0 for weight in known):
        raise NotAllowed("各项指标的分值应大于0。")
    if sum(known) != WHOLE:
        raise NotAllowed("各项指标的分值之和应为100，现为%(sum)s。", sum=f"{sum(known, Decimal(0)):f}")


def check_bands(bands: Sequence[Band]) -> None:
    """From the highest to the lowest, which begins at nothing: every total has one grade."""
    floors = [band.floor for band in bands]
    if len(bands) < 2 or floors != sorted(set(floors), reverse=True):
        raise NotAllowed("评估等次应不少于两个，最低得分由高到低填写，不能重复。")
    if floors[-1] != 0 or floors[0] > WHOLE:
        raise NotAllowed("最高等次的最低得分不能超过100，最末等次的最低得分应为0。")
    if len({band.name for band in bands}) != len(bands):
        raise NotAllowed("评估等次的名称不能重复。")


def check_scores(weights: Mapping[int, Decimal], scores: Mapping[int, tuple[Decimal, str]]) -> None:
    """Each criterion of the standard has points within its weight and a reason, and nothing else has."""
    if set(scores) != set(weights):
        raise NotAllowed("请按评估标准逐项评分。")
    for criterion, (points, reason) in scores.items():
        if not 0 <= points <= weights[criterion]:
            raise NotAllowed("各项得分应在0到该项分值之间。")
        if not reason.strip():
            raise NotAllowed("请逐项写明评分理由。")


def grade(total: Decimal, bands: Iterable[Band]) -> str:
    """The grade of a total, by bands in falling order of their floors."""
    return next(band.name for band in bands if total >= band.floor)
