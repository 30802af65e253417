"""Checks of the counties: who works on them, and what is said of a check point and of a problem looked at again."""

from xuncha.kernel.words import Word
from xuncha.records.rules import Role

FEWEST_COUNTIES = 2  # a problem of one county is not common

# Not the county offices: towards a case about them they hold a role too, and nobody supervises himself.
GUIDES = frozenset({Role.GUIDANCE, Role.DIRECTOR})


class Score(Word):
    SOUND = "sound", "符合要求"
    PARTLY = "partly", "基本符合"
    LACKING = "lacking", "不符合"
    NOT_APPLICABLE = "not_applicable", "不适用"


class RecheckResult(Word):
    DONE = "done", "整改到位"
    PARTLY = "partly", "部分到位"
    NOT_DONE = "not_done", "未整改到位"
    BACK = "back", "问题反弹"
