"""What the inspected organisation has to say of a group: a request for recusal, an evaluation."""

from xuncha.kernel.lifecycle import LifeCycle, Step
from xuncha.kernel.words import Word
from xuncha.records.rules import Role


class RequestState(Word):
    """A unit's request that somebody of the group should stand back."""

    ASKED = "asked", "已提出"
    UPHELD = "upheld", "同意回避"
    REJECTED = "rejected", "不同意回避"


UNIT = frozenset({Role.UNIT_CONTACT})


HEAD = frozenset({Role.DIRECTOR, Role.COUNTY_OFFICE})


REQUEST_LIFE = LifeCycle(
    "回避申请",
    RequestState,
    Step(
        "uphold",
        "同意回避",
        RequestState.ASKED,
        RequestState.UPHELD,
        HEAD,
        needs_note=True,
        sets="decided_on",
    ),
    Step(
        "reject",
        "不同意",
        RequestState.ASKED,
        RequestState.REJECTED,
        HEAD,
        needs_note=True,
        sets="decided_on",
    ),
)


BEST = 5


QUESTIONS = {  # what a unit is asked of the group's conduct, each from 1 to 5
    "lawful": "依规依纪依法",
    "factual": "实事求是、客观公正",
    "discipline": "作风和保密纪律",
    "integrity": "廉洁自律",
    "burden": "不增加基层负担",
}
