"""Lists of plans, rounds, groups and tasks."""

from xuncha.rounds.tables.planner import PLANNED_ROUNDS, PLANNED_TARGETS, SCHEMES, STIPULATIONS
from xuncha.rounds.tables.plans import (
    KEY_TASKS,
    PLAN_CHANGES,
    PLAN_ITEMS,
    PLAN_VERSIONS,
    PLANS,
    TERMS,
    THEMES,
)
from xuncha.rounds.tables.rounds import (
    AUTHORISATIONS,
    GROUP_MEMBERS,
    GROUPS,
    RECUSAL_CHECKS,
    RECUSAL_HITS,
    ROUNDS,
    TASKS,
)
from xuncha.rounds.tables.steps import DEADLINE_RULES, RULE_SETS, STEP_TEMPLATES, TASK_STEPS, TEMPLATE_STEPS

__all__ = [
    "AUTHORISATIONS",
    "DEADLINE_RULES",
    "GROUPS",
    "GROUP_MEMBERS",
    "KEY_TASKS",
    "PLANNED_ROUNDS",
    "PLANNED_TARGETS",
    "PLANS",
    "PLAN_CHANGES",
    "PLAN_ITEMS",
    "PLAN_VERSIONS",
    "RECUSAL_CHECKS",
    "RECUSAL_HITS",
    "ROUNDS",
    "RULE_SETS",
    "SCHEMES",
    "STEP_TEMPLATES",
    "STIPULATIONS",
    "TASKS",
    "TASK_STEPS",
    "TEMPLATE_STEPS",
    "TERMS",
    "THEMES",
]
