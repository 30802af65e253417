"""The lists of a task: whose each step is, who ticks it and who may leave it out (domain §4.3)."""

from xuncha.kernel.words import Word
from xuncha.records.rules import Role
from xuncha.rounds.rules.roles import HEAD, OFFICE
from xuncha.rounds.rules.tasks import ASIDE, TASK_LIFE


class Doer(Word):
    """Whose step it is."""

    OFFICE = "office", "巡察办"
    GROUP = "group", "巡察组"
    LEADING_GROUP = "leading_group", "领导小组"
    UNIT = "unit", "被巡察党组织"


class Purpose(Word):
    """The lists of a task (domain §4.3)."""

    STEP = "step", "步骤"
    MATERIAL = "material", "需调阅资料"
    PRESUMED = "presumed", "预判问题"
    PERSONS = "persons", "走访谈话对象"


CHECKED = tuple(  # the stages that have steps: from the notice to the file
    dict.fromkeys(step.source for step in TASK_LIFE.steps if step.verb not in ASIDE and step.verb != "notify")
)
TICKING = {  # who ticks a step of whom: the office keeps the lists of those who have no account
    Doer.OFFICE: OFFICE,
    Doer.GROUP: OFFICE | {Role.GROUP_LEADER, Role.LIAISON, Role.MEMBER},
    Doer.LEADING_GROUP: OFFICE,
    Doer.UNIT: OFFICE | {Role.GROUP_LEADER, Role.LIAISON},
}
WAIVING = {  # and who may leave one out
    Doer.OFFICE: HEAD,
    Doer.GROUP: HEAD | {Role.GROUP_LEADER},
    Doer.LEADING_GROUP: HEAD,
    Doer.UNIT: HEAD,
}
LISTING = OFFICE | {Role.GROUP_LEADER, Role.LIAISON}  # who adds to a task's lists
TICKERS = TICKING[Doer.GROUP]  # who has anything to tick
