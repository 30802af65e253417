"""The lists that offices keep of a ledger: each is a choice of columns of the same rows (domain §4.7)."""

from dataclasses import dataclass

from xuncha.kernel.words import Word


class Part(Word):
    """What a list tells of an item or of one of its measures."""

    PROBLEM = "problem", "问题清单"
    TASK = "task", "任务清单"
    DUTY = "duty", "责任清单"
    TIME = "time", "时限清单"
    RESULT = "result", "成效清单"
    FILE = "file", "档案清单"


@dataclass(frozen=True)
class Lists:
    """A set of lists kept together; `name` is part of its address."""

    name: str
    title: str
    parts: tuple[Part, ...]


SETS = (
    Lists("three", "三清单", (Part.PROBLEM, Part.TASK, Part.DUTY)),
    Lists("four", "四清单", (Part.PROBLEM, Part.TASK, Part.DUTY, Part.TIME)),
    Lists("five", "五清单", (Part.PROBLEM, Part.TASK, Part.DUTY, Part.RESULT, Part.FILE)),
)
