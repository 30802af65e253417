"""Archives: vocabularies, the life of a hand-over and of its checklist, archival numbers and digests.

Item-based filing after DA/T 22-2015 (归档文件整理规则); what must be filed follows domain §4.9 and §4.10.
"""

import hashlib
import json
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from xuncha.kernel.lifecycle import LifeCycle, Step
from xuncha.kernel.marks import Mark, at_most
from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.words import Word
from xuncha.records.rules import Role


class VolumeKind(Word):
    """The office's documents, the group's working material, and clue material under a seal of its own."""

    OFFICE = "office", "文书档案"
    GROUP = "group", "业务档案"
    SEALED = "sealed", "线索密封卷"


class Retention(Word):
    PERMANENT = "permanent", "永久"
    THIRTY = "thirty", "30年"
    TEN = "ten", "10年"


class HandoverState(Word):
    COLLECTING = "collecting", "收集整理"
    HANDED_OVER = "handed_over", "已移交"
    ACCEPTED = "accepted", "已接收"


class PaperState(Word):
    MISSING = "missing", "未归入"
    PRESENT = "present", "已归入"
    ABSENT = "absent", "缺失已说明"


class Phase(Word):
    """Where in an inspection a document comes from (domain §4.10)."""

    PREPARATION = "preparation", "进驻准备"
    FIELD = "field", "现场了解"
    REPORT = "report", "报告审议"
    FEEDBACK = "feedback", "反馈移交"
    RECTIFICATION = "rectification", "整改监督"


class PaperSort(Word):
    """What sort of paper lies on a shelf: all that is said of what it contains."""

    CLUE = "clue", "线索材料"
    UPPER = "upper", "上级文件"
    MEETING = "meeting", "会议材料"
    FIELD = "field", "了解材料"
    OTHER = "other", "其他材料"


class ShelfState(Word):
    KEPT = "kept", "在存"
    RETURNED = "returned", "已清退"
    DESTROYED = "destroyed", "已销毁"


ARCHIVISTS = frozenset(
    {Role.LIAISON, Role.GENERAL, Role.COUNTY_OFFICE}
)  # the liaison files, the office helps
GIVERS = frozenset({Role.LIAISON, Role.GROUP_LEADER, Role.COUNTY_OFFICE})
ACCEPTERS = frozenset({Role.GENERAL, Role.COUNTY_OFFICE})
SEALERS = frozenset(
    {Role.GROUP_LEADER, Role.DIRECTOR, Role.COUNTY_OFFICE}
)  # of those who read clue envelopes
READERS = frozenset({Role.DIRECTOR, Role.GENERAL, Role.COUNTY_OFFICE})
GROUP_READERS = frozenset({Role.GROUP_LEADER, Role.LIAISON})
OPENERS = {  # who opens the file of an item: what a group wrote down is not for the sections (domain §3.2)
    VolumeKind.OFFICE: READERS | GROUP_READERS,
    VolumeKind.GROUP: frozenset({Role.DIRECTOR, Role.COUNTY_OFFICE}) | GROUP_READERS,
    VolumeKind.SEALED: frozenset[str](),
}

# Who may know that a paper above the installation's cap exists, and who registers it (domain §9.3).
SHELF_CLERKS = frozenset({Role.GENERAL, Role.CLUE_KEEPER, Role.COUNTY_OFFICE})
SHELF_READERS = SHELF_CLERKS | {Role.DIRECTOR}

# fmt: off
HANDOVER_LIFE = LifeCycle(
    "归档移交",
    HandoverState,
    Step(
        "hand_over", "移交", HandoverState.COLLECTING, HandoverState.HANDED_OVER, GIVERS,
        guards=("papers_settled",), sets="handed_on",
    ),
    Step("accept", "接收", HandoverState.HANDED_OVER, HandoverState.ACCEPTED, ACCEPTERS, sets="accepted_on"),
    Step("send_back", "退回整理", HandoverState.HANDED_OVER, HandoverState.COLLECTING, ACCEPTERS, needs_note=True),
)

OPEN = ("archive_open",)
PAPER_LIFE = LifeCycle(
    "归档清单",
    PaperState,
    Step("file", "归入", PaperState.MISSING, PaperState.PRESENT, ARCHIVISTS, guards=OPEN),
    Step("file", "归入", PaperState.ABSENT, PaperState.PRESENT, ARCHIVISTS, guards=OPEN),
    Step("explain", "说明缺失", PaperState.MISSING, PaperState.ABSENT, ARCHIVISTS, guards=OPEN, needs_note=True),
    Step("resume", "继续收集", PaperState.ABSENT, PaperState.MISSING, ARCHIVISTS, guards=OPEN),
    Step("withdraw", "撤出", PaperState.PRESENT, PaperState.MISSING, ARCHIVISTS, guards=OPEN),
)
SHELF_LIFE = LifeCycle(
    "纸质件登记",
    ShelfState,
    Step("give_back", "清退", ShelfState.KEPT, ShelfState.RETURNED, SHELF_CLERKS | GROUP_READERS, sets="ended_on"),
    Step(
        "destroy", "销毁", ShelfState.KEPT, ShelfState.DESTROYED, SHELF_CLERKS, needs_note=True, sets="ended_on",
    ),
)
# fmt: on

RETENTION_CODE = {Retention.PERMANENT: "Y", Retention.THIRTY: "D30", Retention.TEN: "D10"}
# Category (门类) and organ (机构): WS documents, ZY material of one profession; office, group and clues apart.
PLACE = {
    VolumeKind.OFFICE: ("WS", "XCB"),
    VolumeKind.GROUP: ("ZY", "XCZ"),
    VolumeKind.SEALED: ("ZY", "XCX"),
}
_FONDS = re.compile(r"[A-Z0-9]{2,8}")


def series(fonds: str, kind: VolumeKind, year: int, retention: Retention) -> str:
    """All of an archival number but the serial: A012-WS·2019-D30-XCB (DA/T 22-2015, 5.4.2)."""
    category, organ = PLACE[kind]
    return f"{fonds}-{category}·{year}-{RETENTION_CODE[retention]}-{organ}"


def archival_number(of: str, serial: int) -> str:
    """The series and a serial of four digits."""
    return f"{of}-{serial:04d}"


def check_fonds(fonds: str) -> None:
    if not _FONDS.fullmatch(fonds):
        raise NotAllowed("全宗号由2至8位大写字母和数字组成，如“A012”，由同级档案馆编给。")


def digest_of(facts: Mapping[str, object]) -> str:
    """SHA-256 of a row of the register: its facts by name, in the order of the names."""
    text = json.dumps({name: str(value) for name, value in facts.items()}, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class ListLine:
    """One line of the hand-over list. Sealed material stands there by its number only."""

    number: str
    title: str
    document_number: str
    day: str
    responsible: str
    pages: int
    retention: str
    digest: str
    sealed: bool = False


def list_digest(lines: Iterable[ListLine]) -> str:
    """SHA-256 of a whole list: what was signed for."""
    text = "\n".join(
        "\t".join((line.number, line.title, line.day, str(line.pages), line.digest)) for line in lines
    )
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Mandatory:
    """One line of the bundled checklist: which kinds of inspection need it, and where it belongs."""

    phase: Phase
    volume: VolumeKind
    title: str
    retention: Retention
    kinds: frozenset[str]


DIRECT_VILLAGE = (
    "direct_village"  # an inspection of a village by the county itself has a short list of its own
)


def checklist(catalogue: Iterable[Mandatory], kind: str, modes: Collection[str]) -> list[Mandatory]:
    """What a task of this kind must file, in the catalogue's order."""
    wanted = DIRECT_VILLAGE if DIRECT_VILLAGE in modes else kind
    return [line for line in catalogue if wanted in line.kinds]


SHELF_NUMBER = "ZZ-%(year)s-%(serial)03d"  # 纸质件 of the year: a number that tells nothing


def check_level(level: str, cap: str) -> None:
    """NotAllowed for a paper whose content may stand in the system itself."""
    if at_most(level, cap):
        raise NotAllowed("“%(level)s”级内容可以直接录入本系统，不需要按纸质件登记。", level=Mark(level).label)
