"""Linkage of province, city and counties (domain §8.1)."""

from datetime import date

from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.words import Word
from xuncha.records.rules import Role

OFFICE = frozenset({Role.GENERAL, Role.GUIDANCE, Role.DIRECTOR})  # who runs a campaign
GRID = OFFICE | {Role.GROUP_LEADER, Role.LIAISON, Role.MEMBER}  # who reads and uses what the counties sent
FILERS = OFFICE | {Role.COUNTY_OFFICE}  # a county files its own plan, tasks and reports
RECEIVERS = OFFICE | {Role.PROVINCIAL_OFFICE}  # who takes in what a lower office filed
RECEIPT = FILERS | RECEIVERS


class FilingKind(Word):
    ROUND_PLAN = "round_plan", "轮次方案"
    UNIT_REPORT = "unit_report", "联动单位巡察报告"
    COMPOSITE = "composite", "综合报告"


class Channel(Word):
    """How a county that is late was reminded."""

    PHONE = "phone", "电话"
    LETTER = "letter", "函件"
    IN_PERSON = "in_person", "当面"


class Stage(Word):
    """How far a cell of the counterpart grid has come."""

    ASKED = "asked", "已商请"
    SENT = "sent", "已报送"
    RECEIVED = "received", "已收到"
    READ = "read", "已阅研"
    USED = "used", "已运用"


# What a cell of the grid says where a word has no room.
GLYPHS = {Stage.ASKED: "请", Stage.SENT: "送", Stage.RECEIVED: "收", Stage.READ: "研", Stage.USED: "用"}


def stage(
    sent_on: date | None, received_on: date | None, read_on: date | None, used_on: date | None
) -> Stage:
    """Derived from the dates, never stored."""
    if used_on:
        return Stage.USED
    if read_on:
        return Stage.READ
    if received_on:
        return Stage.RECEIVED
    return Stage.SENT if sent_on else Stage.ASKED


def check_way(channel: str, has_letter: bool) -> None:
    """A county reminded by letter is reminded by a letter on the register."""
    if channel == Channel.LETTER and not has_letter:
        raise NotAllowed("以函件催报的，请选择已登记的函件。")
