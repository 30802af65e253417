"""Whether a row takes a verb now, as its page asks before it offers the button. The verb itself refuses in words."""

from xuncha.rounds.models import (
    Authorisation,
    DeadlineRule,
    Group,
    GroupMember,
    KeyTask,
    RecusalCheck,
    Round,
    RuleSet,
    StepTemplate,
    Task,
    TaskStep,
    TemplateStep,
)
from xuncha.rounds.rules.rounds import RoundState
from xuncha.rounds.rules.tasks import IDLE, SETTLED, TaskState

OVER = (RoundState.CLOSED, RoundState.CANCELLED)
BEFORE_ENTRY = (TaskState.LISTED, TaskState.NOTIFIED, TaskState.POSTPONED)


def undone(task: KeyTask) -> bool:
    return task.done_on is None


def unbound(rule_set: RuleSet) -> bool:
    """No round is bound to it yet."""
    return not Round.objects.filter(rule_set=rule_set).exists()


def unbound_rule(rule: DeadlineRule) -> bool:
    return unbound(rule.rule_set)


def unused(template: StepTemplate) -> bool:
    """No task goes by it yet."""
    return not template.tasks.exists()


def unused_step(step: TemplateStep) -> bool:
    return unused(step.template)


def open_step(step: TaskStep) -> bool:
    return not step.is_settled


def settled_step(step: TaskStep) -> bool:
    return step.is_settled


def open_round(round_: Round) -> bool:
    return round_.state not in OVER


def to_be_issued(round_: Round) -> bool:
    """Approved, and its plan has not gone out."""
    early = (RoundState.DRAFTING, RoundState.SUBMITTED, RoundState.CANCELLED)
    return round_.document_id is None and round_.state not in early


def standing(group: Group) -> bool:
    return group.dissolved_on is None


def seated(member: GroupMember) -> bool:
    return member.until is None


def undecided(check: RecusalCheck) -> bool:
    return not check.verdict


def unauthorised(group: Group) -> bool:
    return standing(group) and not Authorisation.objects.live().filter(group=group).exists()


def assignable(task: Task) -> bool:
    return task.state in BEFORE_ENTRY


def under_way(task: Task) -> bool:
    """Neither waiting nor over."""
    return task.state not in (*IDLE, *SETTLED)


def without_list(task: Task) -> bool:
    return task.template_id is None and under_way(task)
