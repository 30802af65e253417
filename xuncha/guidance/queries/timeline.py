"""A supervision case from its proposal to its close, day by day."""

from dataclasses import dataclass
from datetime import date

from xuncha.guidance.models import CaseAction as Action
from xuncha.guidance.models import CaseGauge, CaseJudgement, SupervisionCase
from xuncha.guidance.rules import CaseState, Gauge, printed
from xuncha.kernel.viewer import Viewer


@dataclass(frozen=True)
class Event:
    """One thing that happened on a day, or is owed by one. tone: "" | "green" | "amber" | "red".

    `late` is how many days after its day it came.
    """

    day: date
    title: str
    text: str = ""
    light: str = ""
    tone: str = ""
    row: Action | None = None
    late: int = 0


def timeline(case: SupervisionCase, viewer: Viewer, day: date) -> list[Event]:
    """The oldest first; what is still owed stands at the day by which it is owed."""
    events = [*_opened(case, viewer)]
    actions = Action.objects.visible_to(viewer).filter(case=case).select_related("meeting", "county")
    for action in actions.order_by("at", "pk"):
        events += _acted(action, day)
    events += _moved(case)
    if case.closed_on is None:
        late = case.due_on < day
        events.append(
            Event(case.due_on, "整改期限", light="已过期" if late else "", tone="red" if late else "")
        )
    return sorted(events, key=lambda event: event.day)


def _opened(case: SupervisionCase, viewer: Viewer) -> list[Event]:
    reasons = "、".join(str(row.get_code_display()) for row in case.reasons.live().order_by("pk"))
    found = [Event(case.at, "立案督办", reasons)]
    judged = CaseJudgement.objects.visible_to(viewer).filter(case=case).first()
    if judged is not None:
        found.insert(0, Event(judged.at, "督办建议", judged.grounds))
    return found


def _acted(action: Action, day: date) -> list[Event]:
    found = [Event(action.at, str(action.get_kind_display()), action.note, row=action)]
    if action.replied_on is not None:
        late = action.late_days or 0
        word = "按期答复" if action.due_on and not late else ""
        found.append(Event(action.replied_on, "县（市、区）答复", action.reply, word, "green", late=late))
    elif action.due_on is not None:
        late = action.due_on < day
        found.append(
            Event(action.due_on, "应当答复", "", "逾期未复" if late else "待答复", "red" if late else "amber")
        )
    return found


def _moved(case: SupervisionCase) -> list[Event]:
    """Checks, returns and the close, from its history."""
    names = {"check": "核查成效", "return": "继续督办", "close": "结束督办"}
    tones = {CaseState.CHECKED: "green", CaseState.CLOSED: "green"}
    return [
        Event(step.at, names[step.verb], step.note, tone=tones.get(CaseState(step.after), ""))
        for step in case.passages()
        if step.verb in names
    ]


@dataclass(frozen=True)
class Effect:
    """A gauge of the case, before and after. `better` is None where nothing changed, or nothing was read again."""

    label: str
    line: str
    before: str
    before_rows: str
    after: str
    after_rows: str
    after_on: date | None
    change: str
    better: bool | None


def effects(case: SupervisionCase, viewer: Viewer) -> list[Effect]:
    rows = CaseGauge.objects.visible_to(viewer).filter(case=case).order_by("pk")
    return [_effect(row) for row in rows]


def _effect(row: CaseGauge) -> Effect:
    gauge = Gauge(row.gauge)
    change, better = "", None
    if row.before is not None and row.after is not None:
        grown = row.after - row.before
        change = ("+" if grown > 0 else "") + printed(gauge, grown)
        if grown:
            better = grown < 0 if gauge == Gauge.LATE_REPLIES else grown > 0
    return Effect(
        gauge.label,
        printed(gauge, row.line),
        printed(gauge, row.before),
        row.before_rows,
        printed(gauge, row.after) if row.after_on else "",
        row.after_rows,
        row.after_on,
        change,
        better,
    )
