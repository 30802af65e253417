"""Secrecy marks in their order. A container is never marked lower than its contents (I12)."""

from collections.abc import Iterable

from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.words import Word


class Mark(Word):
    INTERNAL = "internal", "内部"
    WORK_SECRET = "work_secret", "工作秘密"
    SECRET = "secret", "秘密"
    CONFIDENTIAL = "confidential", "机密"
    TOP_SECRET = "top_secret", "绝密"


ORDER = list(Mark)
# What an installation may be allowed to hold: the highest of all is for no network whatever.
CAPS = (Mark.INTERNAL, Mark.WORK_SECRET, Mark.SECRET, Mark.CONFIDENTIAL)
STATE_SECRETS = (Mark.SECRET, Mark.CONFIDENTIAL, Mark.TOP_SECRET)  # 工作秘密 and 内部 are no 密级
ABOVE_CAP = "本系统最高处理“%(cap)s”级内容。涉密内容请不要录入，按纸质件登记：只记编号和存放位置。"


def highest(marks: Iterable[str]) -> Mark:
    """The highest of the marks; INTERNAL of none."""
    return max((Mark(m) for m in marks), key=ORDER.index, default=Mark.INTERNAL)


def at_most(mark: str, limit: str) -> bool:
    return ORDER.index(Mark(mark)) <= ORDER.index(Mark(limit))


def lower(mark: str, other: str) -> Mark:
    """The lower of the two."""
    return Mark(mark) if at_most(mark, other) else Mark(other)


def named(text: str) -> Mark | None:
    """The mark of that code or word; None where it is none."""
    return next((mark for mark in Mark if text.strip() in (mark.value, mark.label)), None)


def require(mark: str, cap: str) -> None:
    """NotAllowed for what is marked above the cap, with what to do instead."""
    if not at_most(mark, cap):
        raise NotAllowed(ABOVE_CAP, cap=Mark(cap).label)
