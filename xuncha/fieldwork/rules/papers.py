"""Working papers (底稿): vocabulary, life and the separation of those who write, review and sign (domain §3.2, §4.4)."""

from collections.abc import Collection

from xuncha.fieldwork.rules.base import WRITERS
from xuncha.kernel.lifecycle import LifeCycle, Step
from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.words import Word
from xuncha.records.rules import Role


class PaperState(Word):
    DRAFT = "draft", "草稿"
    SUBMITTED = "submitted", "已提交"
    REVIEWED = "reviewed", "已复核"
    STUDIED = "studied", "组务会已研究"
    SIGNED = "signed", "已签批"
    IN_REPORT = "in_report", "入报告"
    IMMEDIATE = "immediate", "转立行立改"
    TO_CLUE = "to_clue", "转线索"
    KEPT = "kept", "留存备查"
    DROPPED = "dropped", "不采用"


class EvidenceKind(Word):
    DOCUMENT = "document", "书证"
    INTERVIEW = "interview", "笔录"
    DATA = "data", "数据"
    PHOTO = "photo", "照片"
    CONFIRMATION = "confirmation", "询证函"


REVIEWERS = frozenset({Role.LIAISON, Role.COUNTY_OFFICE})
MEETING = frozenset({Role.GROUP_LEADER, Role.LIAISON, Role.COUNTY_OFFICE})
SIGNERS = frozenset({Role.GROUP_LEADER, Role.COUNTY_OFFICE})

UNREVIEWED = (PaperState.DRAFT, PaperState.SUBMITTED)
UNSIGNED = (*UNREVIEWED, PaperState.REVIEWED, PaperState.STUDIED)
CITABLE = (PaperState.SIGNED, PaperState.IN_REPORT, PaperState.IMMEDIATE)  # what a problem may rest on

# fmt: off
PAPER_LIFE = LifeCycle(
    "工作底稿",
    PaperState,
    Step(
        "submit", "提交", PaperState.DRAFT, PaperState.SUBMITTED, WRITERS,
        guards=("paper_has_evidence",),
    ),
    Step("review", "复核通过", PaperState.SUBMITTED, PaperState.REVIEWED, REVIEWERS),
    Step("send_back", "退回", PaperState.SUBMITTED, PaperState.DRAFT, REVIEWERS, needs_note=True),
    Step("study", "组务会研究", PaperState.REVIEWED, PaperState.STUDIED, MEETING),
    Step("send_back", "退回", PaperState.REVIEWED, PaperState.DRAFT, MEETING, needs_note=True),
    Step("sign", "签批", PaperState.STUDIED, PaperState.SIGNED, SIGNERS, sets="signed_on"),
    Step("send_back", "退回", PaperState.STUDIED, PaperState.DRAFT, SIGNERS, needs_note=True),
    Step("put_in_report", "入报告", PaperState.SIGNED, PaperState.IN_REPORT, SIGNERS),
    Step("rectify_now", "转立行立改", PaperState.SIGNED, PaperState.IMMEDIATE, SIGNERS),
    Step("make_clue", "转线索", PaperState.SIGNED, PaperState.TO_CLUE, SIGNERS),
    Step("keep", "留存备查", PaperState.SIGNED, PaperState.KEPT, SIGNERS, needs_note=True),
    Step("drop", "不采用", PaperState.SIGNED, PaperState.DROPPED, SIGNERS, needs_note=True),
    Step("send_back", "退回", PaperState.SIGNED, PaperState.DRAFT, SIGNERS, needs_note=True),
)
# fmt: on


class Overtaken(NotAllowed):
    """Somebody else saved in the meantime: the text that was opened is no longer the latest."""


def check_reviewer(reviewer: int, writers: Collection[int]) -> None:
    """Refuse whoever wrote any of the paper's drafts."""
    if reviewer in writers:
        raise NotAllowed("底稿的撰写人不能复核自己的底稿，请由他人复核。")


def check_signer(signer: int, writers: Collection[int], reviewer: int | None) -> None:
    """Refuse whoever wrote a draft of the paper, and whoever reviewed it."""
    if signer in writers:
        raise NotAllowed("底稿的撰写人不能签批自己的底稿，请由他人签批。")
    if signer == reviewer:
        raise NotAllowed("底稿的复核人不能签批同一份底稿，请由他人签批。")
