"""Notices to put something right at once, 立行立改 (domain §6.5)."""

from datetime import date

from xuncha.kernel.lifecycle import LifeCycle, Step
from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.words import Word
from xuncha.rounds.rules.roles import FIELD

DONE_BEFORE_EXIT = "D9"  # the rule that says by when


class NoticeState(Word):
    ISSUED = "issued", "已发出"
    SIGNED = "signed", "已签收"
    REPORTED = "reported", "已报结果"
    VERIFIED = "verified", "已核实"
    CARRIED = "carried", "已结转反馈"


OPEN = (NoticeState.ISSUED, NoticeState.SIGNED, NoticeState.REPORTED)

# fmt: off
NOTICE_LIFE = LifeCycle(
    "立行立改通知书",
    NoticeState,
    Step("sign", "主要负责人签收", NoticeState.ISSUED, NoticeState.SIGNED, FIELD, sets="signed_on"),
    Step("report", "报送整改结果", NoticeState.SIGNED, NoticeState.REPORTED, FIELD, sets="reported_on"),
    Step("verify", "核实办结", NoticeState.REPORTED, NoticeState.VERIFIED, FIELD, sets="verified_on"),
    Step("send_back", "退回整改", NoticeState.REPORTED, NoticeState.SIGNED, FIELD, needs_note=True),
    *(Step("carry_over", "结转反馈", state, NoticeState.CARRIED, FIELD, needs_note=True) for state in OPEN),
)
# fmt: on


def check_due(at: date, due_on: date, latest: date | None) -> None:
    """It is finished while the group is there: no later than `latest`, where that day is known."""
    if due_on < at:
        raise NotAllowed("整改期限不能早于发出日期。")
    if latest and due_on > latest:
        raise NotAllowed("立行立改应在撤点前办结，期限不能晚于%(day)s。", day=latest)
