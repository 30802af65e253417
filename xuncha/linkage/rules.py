"""Linkage of province, city and counties (domain §8.1)."""

from datetime import date

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


class Stage(Word):
    """How far a cell of the counterpart grid has come."""

    ASKED = "asked", "已商请"
    RECEIVED = "received", "已收到"
    READ = "read", "已阅研"
    USED = "used", "已运用"


def stage(received_on: date | None, read_on: date | None, used_on: date | None) -> Stage:
    """Derived from the dates, never stored."""
    if used_on:
        return Stage.USED
    if read_on:
        return Stage.READ
    return Stage.RECEIVED if received_on else Stage.ASKED
