"""Term, versioned plan, round, group and task: the backbone that every other record hangs on."""

from xuncha.rounds.models.checklists import TaskStep
from xuncha.rounds.models.groups import Authorisation, Group, GroupMember, RecusalCheck, RecusalHit
from xuncha.rounds.models.planner import PlannedRound, PlannedTarget, RoundScheme, Stipulation
from xuncha.rounds.models.plans import KeyTask, Plan, PlanChange, PlanItem, PlanVersion, Term, Theme
from xuncha.rounds.models.rounds import Round
from xuncha.rounds.models.rule_sets import DeadlineRule, RuleSet
from xuncha.rounds.models.steps import StepTemplate, TemplateStep
from xuncha.rounds.models.tasks import Task, TaskMode, TaskQuerySet

__all__ = [
    "Authorisation",
    "DeadlineRule",
    "Group",
    "GroupMember",
    "KeyTask",
    "Plan",
    "PlanChange",
    "PlanItem",
    "PlanVersion",
    "PlannedRound",
    "PlannedTarget",
    "RecusalCheck",
    "RecusalHit",
    "Round",
    "RoundScheme",
    "RuleSet",
    "StepTemplate",
    "Stipulation",
    "Task",
    "TaskMode",
    "TaskQuerySet",
    "TaskStep",
    "TemplateStep",
    "Term",
    "Theme",
]
