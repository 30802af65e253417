"""The life of a task (domain §4.2): its usual way, what leads aside, and the short cuts of a light template."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from xuncha.kernel.lifecycle import LifeCycle, Step
from xuncha.kernel.words import Word
from xuncha.rounds.rules.roles import FIELD, HEAD, OFFICE


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
        guards=(
            "findings_cite_signed_papers",
            "findings_amounts_tally",
            "lookback_verdicts_given",
            "report_filed",
        ),
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
        guards=("objections_decided", "lookback_problems_reopened", "findings_frozen"),
        sets="fed_back_on",
    ),
    Step(
        "rectify",
        "审定整改方案",
        TaskState.FED_BACK,
        TaskState.RECTIFYING,
        OFFICE,
        guards=("plan_approved",),
    ),
    Step(
        "report_progress",
        "报送整改进展",
        TaskState.RECTIFYING,
        TaskState.PROGRESS_REPORTED,
        OFFICE,
        guards=("progress_report_filed",),
    ),
    Step(
        "publish",
        "公开整改情况",
        TaskState.PROGRESS_REPORTED,
        TaskState.PUBLISHED,
        OFFICE,
        guards=("progress_report_accepted", "rectification_published"),
    ),
    Step(
        "evaluate",
        "成效评估",
        TaskState.PUBLISHED,
        TaskState.EVALUATED,
        OFFICE,
        guards=("progress_report_accepted", "effect_evaluated"),
    ),
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


IDLE = (TaskState.POSTPONED, TaskState.WITHDRAWN)  # on the list, but not to be inspected for now
SETTLED = (TaskState.ARCHIVED, TaskState.WITHDRAWN)

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
