"""Whether a row takes a verb now, as its page asks before it offers the button. The verb itself refuses in words."""

from xuncha.rounds.models import (
    Authorisation,
    DeadlineRule,
    Group,
    GroupMember,
    KeyTask,
    RecusalCheck,
    RecusalHit,
    Round,
    RoundScheme,
    RuleSet,
    StepTemplate,
    Stipulation,
    Task,
    TaskStep,
    TemplateStep,
    Term,
)
from xuncha.rounds.queries.checklists import OPEN
from xuncha.rounds.rules.rounds import RoundState
from xuncha.rounds.rules.tasks import IDLE, SETTLED, TaskState

OVER = (RoundState.CLOSED, RoundState.CANCELLED)
BEFORE_ENTRY = (TaskState.LISTED, TaskState.NOTIFIED, TaskState.POSTPONED)


def unplanned(term: Term) -> bool:
    """Its plan has not been adopted."""
    return not term.plans.live().exists()


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


def with_targets(group: Group) -> bool:
    """What its people are checked against is known."""
    return standing(group) and group.tasks.live().exists()


def standing(group: Group) -> bool:
    return group.dissolved_on is None


def seated(member: GroupMember) -> bool:
    return member.until is None


def to_be_decided(round_: Round) -> bool:
    """Some of its recusal checks wait."""
    return open_round(round_) and round_.recusal_checks.live().filter(verdict="").exists()


def undecided(check: RecusalCheck) -> bool:
    return not check.verdict


def check_in_round(check: RecusalCheck) -> bool:
    """On an errand it may be tried again at any time."""
    return check.round is None or open_round(check.round)


def unruled(tie: RecusalHit) -> bool:
    """It holds, and nobody has decided on it."""
    return not tie.ruling and tie.lapsed_on is None


def with_people(group: Group) -> bool:
    return with_targets(group) and group.members.live().filter(until=None).exists()


def to_be_screened(round_: Round) -> bool:
    """Somebody sits in its groups, or is proposed for one."""
    seated = GroupMember.objects.live().filter(round=round_, until=None)
    return open_round(round_) and (seated.exists() or round_.recusal_checks.live().exists())


def unauthorised(group: Group) -> bool:
    return standing(group) and not Authorisation.objects.live().filter(group=group).exists()


def assignable(task: Task) -> bool:
    return task.state in BEFORE_ENTRY


def under_way(task: Task) -> bool:
    """Neither waiting nor over."""
    return task.state not in (*IDLE, *SETTLED)


def with_open_steps(task: Task) -> bool:
    """Steps of the stage the task is in are open."""
    return under_way(task) and task.steps.live().filter(OPEN, stage=task.state).exists()


def without_list(task: Task) -> bool:
    return task.template_id is None and under_way(task)


def stands(row: Stipulation) -> bool:
    return row.until is None


def planned(term: Term) -> bool:
    """The term has a plan, so that it is known who is left."""
    return term.plans.live().exists()


def adoptable(scheme: RoundScheme) -> bool:
    """It proposes rounds, and no draft is kept."""
    if not scheme.answered.get("rounds"):
        return False
    return not scheme.term.schemes.live().filter(adopted_on__isnull=False, dropped_on=None).exists()


def confirmable(scheme: RoundScheme) -> bool:
    return bool(scheme.adopted_on) and not scheme.confirmed_on and not scheme.dropped_on


def droppable(scheme: RoundScheme) -> bool:
    return bool(scheme.adopted_on) and not scheme.dropped_on
