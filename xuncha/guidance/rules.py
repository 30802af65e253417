"""Guidance and supervision of counties (domain §8.2)."""

from collections.abc import Collection

from xuncha.kernel.lifecycle import LifeCycle, Step
from xuncha.kernel.words import Word
from xuncha.records.rules import Role


class ContactLevel(Word):
    COUNTY = "county", "县级"
    TOWNSHIP = "township", "乡镇"
    VILLAGE = "village", "村"


class ContactPurpose(Word):
    STANDARDISATION = "standardisation", "规范化建设联系点"
    RECTIFICATION = "rectification", "整改联系点"


CONTACT_LEVELS = {level.value: level for level in ContactLevel}  # by the level of the division
FEWEST_COUNTIES = 2  # a problem of one county is not common


class ReasonCode(Word):
    SLOW_COVERAGE = "slow_coverage", "全覆盖进度慢"
    WEAK_VILLAGES = "weak_villages", "村级巡察推动不力"
    LOW_STAFFING = "low_staffing", "人员到位率低"
    SLOW_RECTIFICATION = "slow_rectification", "整改缓慢"
    SLOW_CLUES = "slow_clues", "线索办理慢"
    UNRESOLVED = "unresolved", "上级反馈问题未改"


class CaseState(Word):
    OPENED = "opened", "已立案督办"
    UNDER_WAY = "under_way", "督办中"
    CHECKED = "checked", "已核查成效"
    CLOSED = "closed", "已结束"


class ActionKind(Word):
    LETTER = "letter", "督办函"
    TALK = "talk", "约谈"
    ON_SITE = "on_site", "实地督办"
    CIRCULAR = "circular", "通报"
    DISPATCH = "dispatch", "专题调度"


class Seat(Word):
    """Who of each county has to come to a dispatch meeting; the label is how the office calls them."""

    DIRECTOR = "director", "巡察办主任"
    GROUP_LEADER = "group_leader", "巡察组组长"


EACH_COUNTY_SENDS = (Seat.DIRECTOR, Seat.GROUP_LEADER)


def lacking(capacities: Collection[str]) -> tuple[Seat, ...]:
    """The seats that those who came do not fill.

    "县委第一巡察组组长" fills that of a group leader, "县纪委副书记、巡察办主任（主持工作）" that of the director;
    a deputy of either fills none.
    """
    titles = [capacity.partition("（")[0].strip() for capacity in capacities]
    return tuple(
        seat for seat in EACH_COUNTY_SENDS if not any(title.endswith(seat.label) for title in titles)
    )


# Not the county offices: towards a case about them they hold a role too, and nobody supervises himself.
GUIDES = frozenset({Role.GUIDANCE, Role.DIRECTOR})

CASE_LIFE = LifeCycle(
    "重点督办",
    CaseState,
    Step("start", "开展督办", CaseState.OPENED, CaseState.UNDER_WAY, GUIDES),
    Step("check", "核查成效", CaseState.UNDER_WAY, CaseState.CHECKED, GUIDES),
    Step("return", "继续督办", CaseState.CHECKED, CaseState.UNDER_WAY, GUIDES, needs_note=True),
    Step("close", "结束督办", CaseState.CHECKED, CaseState.CLOSED, GUIDES, sets="closed_on"),
)
