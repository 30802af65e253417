"""What is inspected, and how it is organised (domain §5.1, §5.2)."""

from collections.abc import Collection

from xuncha.kernel.words import Word


class TaskKind(Word):
    """What is inspected (domain §5.1)."""

    ROUTINE = "routine", "常规巡察"
    SPECIAL = "special", "专项巡察"
    MOBILE = "mobile", "机动巡察"
    LOOKBACK = "lookback", "巡察“回头看”"


class Mode(Word):
    """How it is organised (domain §5.2). A task may have several."""

    OWN = "own", "本级独立"
    LINKED = "linked", "上下联动"
    COUNTERPART = "counterpart", "对口联动"
    CROSS = "cross", "交叉巡察"
    RAISED = "raised", "提级巡察"
    EXTENDED = "extended", "延伸巡察"
    VILLAGES = "villages", "巡乡带村"
    DIRECT_VILLAGE = "direct_village", "直接巡村"


def qualifies(kind: str) -> bool:
    """Whether a task of this kind counts to coverage unless the plan says otherwise (domain §5.1)."""
    return kind == TaskKind.ROUTINE


def contradicts(modes: Collection[str]) -> bool:
    """A task is either the office's own or part of a linkage; a round's report counts the two apart."""
    return Mode.OWN in modes and (Mode.LINKED in modes or Mode.COUNTERPART in modes)
