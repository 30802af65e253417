"""Rounds, groups and tasks: vocabularies and life cycles (domain §4.1, §4.2, §5)."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from xuncha.kernel.lifecycle import LifeCycle, Step
from xuncha.kernel.words import Word
from xuncha.records.rules import Role


class TaskKind(Word):
    """What is inspected (domain §5.1)."""

    ROUTINE = "routine", "常规巡察"
    SPECIAL = "special", "专项巡察"
    MOBILE = "mobile", "机动巡察"
    LOOKBACK = "lookback", "巡察“回头看”"


class Mode(Word):
    """How it is organised (domain §5.2). A task may have several."""

    OWN = "own", "本级独立"
    LINKED = "linked", "上下联动"
    COUNTERPART = "counterpart", "对口联动"
    CROSS = "cross", "交叉巡察"
    RAISED = "raised", "提级巡察"
    EXTENDED = "extended", "延伸巡察"
    VILLAGES = "villages", "巡乡带村"
    DIRECT_VILLAGE = "direct_village", "直接巡村"


class Seat(Word):
    LEADER = "leader", "组长"
    DEPUTY = "deputy", "副组长"
    LIAISON = "liaison", "联络员"
    MEMBER = "member", "组员"
    PETITIONS = "petitions", "信访接待员"


SEAT_ROLE: dict[str, Role] = {
    Seat.LEADER: Role.GROUP_LEADER,
    Seat.DEPUTY: Role.LIAISON,
    Seat.LIAISON: Role.LIAISON,
    Seat.MEMBER: Role.MEMBER,
    Seat.PETITIONS: Role.PETITION_CLERK,
}


class PlanChangeKind(Word):
    ADDED = "added", "新增"
    MERGED = "merged", "合并"
    SPLIT = "split", "拆分"
    ABOLISHED = "abolished", "撤销移出"
    KEPT = "kept", "撤销但保留为已巡察"


class RecusalVerdict(Word):
    CLEAR = "clear", "无需回避"
    WAIVED = "waived", "经研究可不回避"
    BARRED = "barred", "应当回避"


class Anchor(Word):
    """The event a deadline is counted from (domain §2.2)."""

    REQUEST = "request", "发函"
    ENTRY = "entry", "进驻"
    EXIT = "exit", "撤点"
    SECRETARY = "secretary", "书记专题会"
    FEEDBACK = "feedback", "反馈"
    PLAN_RECEIVED = "plan_received", "收到整改方案"
    CONCENTRATED_END = "concentrated_end", "集中整改期满"
    PROGRESS_ACCEPTED = "progress_accepted", "进展报告审核通过"
    CLUE_RECEIVED = "clue_received", "线索签收"
    ROUND_APPROVED = "round_approved", "轮次方案批准"
    MATTER_SET = "matter_set", "事项交办"
    OCCURRENCE = "occurrence", "事项发生"
    UPPER_NOTICE = "upper_notice", "上级通知"


class RoundState(Word):
    """Stored states; R5–R8 (on site … rectification) are derived from the tasks, never stored."""

    DRAFTING = "drafting", "酝酿"
    SUBMITTED = "submitted", "已报审"
    APPROVED = "approved", "已批准"
    AUTHORISED = "authorised", "组队授权"
    MOBILISED = "mobilised", "培训动员"
    CLOSED = "closed", "办结"
    CANCELLED = "cancelled", "终止"


OFFICE = frozenset({Role.GENERAL, Role.DIRECTOR, Role.COUNTY_OFFICE})
HEAD = frozenset({Role.DIRECTOR, Role.COUNTY_OFFICE})
APPROVAL = frozenset({Role.APPROVER, Role.COUNTY_OFFICE})
FIELD = frozenset({Role.GROUP_LEADER, Role.LIAISON, Role.COUNTY_OFFICE})

ROUND_LIFE = LifeCycle(
    "轮次",
    RoundState,
    Step("submit", "报审", RoundState.DRAFTING, RoundState.SUBMITTED, OFFICE, guards=("targets_listed",)),
    Step("approve", "批准", RoundState.SUBMITTED, RoundState.APPROVED, APPROVAL, sets="approved_on"),
    Step("return", "退回", RoundState.SUBMITTED, RoundState.DRAFTING, APPROVAL, needs_note=True),
    Step("authorise", "授权", RoundState.APPROVED, RoundState.AUTHORISED, HEAD, guards=("recusal_decided",)),
    Step("mobilise", "动员部署", RoundState.AUTHORISED, RoundState.MOBILISED, OFFICE),
    Step(
        "close",
        "办结",
        RoundState.MOBILISED,
        RoundState.CLOSED,
        HEAD,
        guards=("tasks_settled",),
        sets="closed_on",
    ),
    Step("reopen", "重新启动", RoundState.CLOSED, RoundState.MOBILISED, HEAD, needs_note=True),
    Step("cancel", "终止", RoundState.APPROVED, RoundState.CANCELLED, HEAD, needs_note=True),
    Step("cancel", "终止", RoundState.AUTHORISED, RoundState.CANCELLED, HEAD, needs_note=True),
)


class TaskState(Word):
    LISTED = "listed", "列入名单"
    NOTIFIED = "notified", "已通知"
    ENTERED = "entered", "已进驻"
    LEFT = "left", "已撤点"
    REPORTED = "reported", "报告已交"
    REVIEWED = "reviewed", "办公室已审核"
    HEARD = "heard", "领导小组已审议"
    DECIDED = "decided", "书记专题会已听取"
    FED_BACK = "fed_back", "已反馈"
    RECTIFYING = "rectifying", "集中整改中"
    PROGRESS_REPORTED = "progress_reported", "进展报告已报"
    PUBLISHED = "published", "已公开"
    EVALUATED = "evaluated", "已评估"
    ARCHIVED = "archived", "已归档"
    POSTPONED = "postponed", "延期"
    WITHDRAWN = "withdrawn", "撤销"


_WAY = (  # the usual way of a task, and what leads aside from it
    Step(
        "notify",
        "发进驻通知",
        TaskState.LISTED,
        TaskState.NOTIFIED,
        OFFICE,
        guards=("round_approved",),
        sets="notified_on",
    ),
    Step(
        "enter",
        "进驻",
        TaskState.NOTIFIED,
        TaskState.ENTERED,
        FIELD,
        guards=("group_authorised",),
        sets="entered_on",
    ),
    Step(
        "leave",
        "撤点",
        TaskState.ENTERED,
        TaskState.LEFT,
        FIELD,
        guards=("petitions_and_notices_settled",),
        sets="left_on",
    ),
    Step(
        "report",
        "提交巡察报告",
        TaskState.LEFT,
        TaskState.REPORTED,
        FIELD,
        guards=("findings_cite_signed_papers", "findings_amounts_tally", "report_filed"),
        sets="reported_on",
    ),
    Step("send_back", "退回重写", TaskState.REPORTED, TaskState.LEFT, OFFICE, needs_note=True),
    Step(
        "review",
        "审核通过",
        TaskState.REPORTED,
        TaskState.REVIEWED,
        OFFICE,
        guards=("opinions_answered",),
    ),
    Step("hear", "领导小组审议", TaskState.REVIEWED, TaskState.HEARD, OFFICE, sets="heard_on"),
    Step(
        "decide",
        "书记专题会听取",
        TaskState.HEARD,
        TaskState.DECIDED,
        OFFICE,
        guards=("dispositions_ruled",),
        sets="decided_on",
    ),
    Step(
        "feed_back",
        "反馈",
        TaskState.DECIDED,
        TaskState.FED_BACK,
        OFFICE,
        guards=("objections_decided", "findings_frozen"),
        sets="fed_back_on",
    ),
    Step("rectify", "审定整改方案", TaskState.FED_BACK, TaskState.RECTIFYING, OFFICE),
    Step("report_progress", "报送整改进展", TaskState.RECTIFYING, TaskState.PROGRESS_REPORTED, OFFICE),
    Step("publish", "公开整改情况", TaskState.PROGRESS_REPORTED, TaskState.PUBLISHED, OFFICE),
    Step("evaluate", "成效评估", TaskState.PUBLISHED, TaskState.EVALUATED, OFFICE),
    Step("archive", "归档", TaskState.EVALUATED, TaskState.ARCHIVED, OFFICE, guards=("archive_complete",)),
    Step("postpone", "延期", TaskState.LISTED, TaskState.POSTPONED, HEAD, needs_note=True),
    Step("postpone", "延期", TaskState.NOTIFIED, TaskState.POSTPONED, HEAD, needs_note=True),
    Step("resume", "恢复", TaskState.POSTPONED, TaskState.LISTED, HEAD),
    Step("withdraw", "撤销", TaskState.LISTED, TaskState.WITHDRAWN, HEAD, needs_note=True),
    Step("withdraw", "撤销", TaskState.NOTIFIED, TaskState.WITHDRAWN, HEAD, needs_note=True),
    Step("withdraw", "撤销", TaskState.POSTPONED, TaskState.WITHDRAWN, HEAD, needs_note=True),
)

SHORT_CUTS = {  # (verb, taken from) → the states it leads over where the task's template skips them
    ("hear", TaskState.REPORTED): (TaskState.REVIEWED,),
    ("feed_back", TaskState.HEARD): (TaskState.DECIDED,),
    ("report_progress", TaskState.FED_BACK): (TaskState.RECTIFYING,),
    ("evaluate", TaskState.PROGRESS_REPORTED): (TaskState.PUBLISHED,),
    ("archive", TaskState.PUBLISHED): (TaskState.EVALUATED,),
    ("archive", TaskState.PROGRESS_REPORTED): (TaskState.PUBLISHED, TaskState.EVALUATED),
}
SKIPPABLE = tuple(dict.fromkeys(state for over in SHORT_CUTS.values() for state in over))
ASIDE = ("send_back", "postpone", "resume", "withdraw")  # no step of the checklist waits for these


def _gated(step: Step) -> Step:
    """Onwards only when the mandatory steps of the stage are settled."""
    return step if step.verb in ASIDE else replace(step, guards=(*step.guards, "steps_done"))


def _short_cut(verb: str, source: TaskState, over: Collection[TaskState]) -> Step:
    """The same verb taken from further back, for a task whose template skips what lies between."""
    usual = next(step for step in _WAY if step.verb == verb)
    return replace(usual, source=source, guards=(*usual.guards, *(f"skips_{state}" for state in over)))


TASK_LIFE = LifeCycle(
    "巡察任务",
    TaskState,
    *(_gated(step) for step in _WAY),
    *(_gated(_short_cut(verb, source, over)) for (verb, source), over in SHORT_CUTS.items()),
)


def is_on_way(step: Step, skips: Collection[str]) -> bool:
    """Whether a task whose template skips these states takes the step: it neither enters one nor misses another."""
    over = SHORT_CUTS.get((step.verb, TaskState(step.source)), ())
    return step.target not in skips and all(state in skips for state in over)


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
    dict.fromkeys(step.source for step in _WAY if step.verb not in ASIDE and step.verb != "notify")
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


IDLE = (TaskState.POSTPONED, TaskState.WITHDRAWN)  # on the list, but not to be inspected for now
SETTLED = (TaskState.ARCHIVED, TaskState.WITHDRAWN)


def qualifies(kind: str) -> bool:
    """Whether a task of this kind counts to coverage unless the plan says otherwise (domain §5.1)."""
    return kind == TaskKind.ROUTINE


def contradicts(modes: Collection[str]) -> bool:
    """A task is either the office's own or part of a linkage; a round's report counts the two apart."""
    return Mode.OWN in modes and (Mode.LINKED in modes or Mode.COUNTERPART in modes)


class Milestone(Word):
    """How far "covered" reaches. Without a qualifier it is FINISHED."""

    SCHEDULED = "scheduled", "已列入轮次"
    ON_SITE = "on_site", "已进驻"
    FINISHED = "finished", "已完成了解"
    FED_BACK = "fed_back", "已反馈"


MILESTONE_DATE = {  # the task's date that proves it; a schedule is proven by the round's approval
    Milestone.ON_SITE: "entered_on",
    Milestone.FINISHED: "left_on",
    Milestone.FED_BACK: "fed_back_on",
}


class Stage(Word):
    """Where a round is: the stored states, and R5–R9 as its tasks have it (domain §4.1)."""

    DRAFTING = "drafting", "酝酿"
    SUBMITTED = "submitted", "已报审"
    APPROVED = "approved", "已批准"
    AUTHORISED = "authorised", "组队授权"
    MOBILISED = "mobilised", "培训动员"
    ON_SITE = "on_site", "进驻了解"
    DELIBERATING = "deliberating", "报告审议"
    FEEDING_BACK = "feeding_back", "反馈移交"
    RECTIFYING = "rectifying", "整改"
    ARCHIVING = "archiving", "评估归档"
    CLOSED = "closed", "办结"
    CANCELLED = "cancelled", "终止"


STAGE_OF_TASK = {
    TaskState.LISTED: Stage.MOBILISED,
    TaskState.NOTIFIED: Stage.MOBILISED,
    TaskState.ENTERED: Stage.ON_SITE,
    TaskState.LEFT: Stage.DELIBERATING,
    TaskState.REPORTED: Stage.DELIBERATING,
    TaskState.REVIEWED: Stage.DELIBERATING,
    TaskState.HEARD: Stage.DELIBERATING,
    TaskState.DECIDED: Stage.FEEDING_BACK,
    TaskState.FED_BACK: Stage.RECTIFYING,
    TaskState.RECTIFYING: Stage.RECTIFYING,
    TaskState.PROGRESS_REPORTED: Stage.RECTIFYING,
    TaskState.PUBLISHED: Stage.ARCHIVING,
    TaskState.EVALUATED: Stage.ARCHIVING,
    TaskState.ARCHIVED: Stage.ARCHIVING,
}
_ORDER = list(Stage)


def stage(state: str, task_states: Collection[str]) -> Stage:
    """The stage of a round by its stored state and the states of its tasks.

    Once a group has entered anywhere, the slowest task says where the round is; postponed and withdrawn
    tasks hold nothing up.
    """
    stages = [STAGE_OF_TASK[TaskState(s)] for s in task_states if s not in IDLE]
    begun = any(s != Stage.MOBILISED for s in stages)
    if state in (RoundState.CLOSED, RoundState.CANCELLED) or not begun:
        return Stage(state)
    return max(Stage.ON_SITE, min(stages, key=_ORDER.index), key=_ORDER.index)


DATES_IN_ORDER = (  # I10, as far as a task holds the dates itself
    "notified_on",
    "entered_on",
    "left_on",
    "reported_on",
    "heard_on",
    "decided_on",
    "fed_back_on",
)


def out_of_order(dates: Sequence[tuple[str, date | None]]) -> list[tuple[str, str]]:
    """Pairs (should be earlier, should be later) that lie the wrong way round; unknown dates are passed over.

    Each date is held against the latest of those before it, so that one wrong date is named once a follower.
    """
    faults: list[tuple[str, str]] = []
    latest: tuple[str, date] | None = None
    for name, day in dates:
        if day is None:
            continue
        if latest and day < latest[1]:
            faults.append((latest[0], name))
        else:
            latest = name, day
    return faults
