"""Secrecy marks in their order. A container is never marked lower than its contents (I12)."""

from collections.abc import Iterable

from xuncha.kernel.words import Word


class Mark(Word):
    INTERNAL = "internal", "内部"
    WORK_SECRET = "work_secret", "工作秘密"
    SECRET = "secret", "秘密"
    CONFIDENTIAL = "confidential", "机密"


ORDER = list(Mark)


def highest(marks: Iterable[str]) -> Mark:
    """The highest of the marks; INTERNAL of none."""
    return max((Mark(m) for m in marks), key=ORDER.index, default=Mark.INTERNAL)


def at_most(mark: str, limit: str) -> bool:
    return ORDER.index(Mark(mark)) <= ORDER.index(Mark(limit))
