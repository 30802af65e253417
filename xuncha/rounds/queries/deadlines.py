"""What is due in a task and when, by the rule set its round is bound to (domain §2.2)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import prefetch_related_objects

from xuncha.calendars import queries as calendars
from xuncha.kernel.deadlines import Due, Rule, due
from xuncha.kernel.workdays import Calendar
from xuncha.rounds.models import DeadlineRule, Round, Task
from xuncha.rounds.rules.deadlines import Anchor

CONCENTRATED = "D18"  # the rule that says when concentrated rectification ends; others count from its end
MET_BY = {  # the task's own date that shows a deadline was kept; the others' evidence lies in higher rooms
    "D1": "notified_on",
    "D7": "left_on",
    "D10": "reported_on",
    "D11": "heard_on",
    "D12": "decided_on",
    "D13": "fed_back_on",
}

Rules = Mapping[tuple[int, str], DeadlineRule]  # by rule set and code


@dataclass(frozen=True)
class Deadline:
    """One rule applied to a task.

    anchor_on  the day it counts from; None: not known yet, or not a task's event
    planned    the anchor is a planned day and may still move
    due        None while there is no anchor, or where the regulation gives no number (`rule.stated`)
    met_on     when it was done, as far as the task itself shows
    """

    rule: DeadlineRule
    anchor_on: date | None
    planned: bool
    due: Due | None
    met_on: date | None

    @property
    def is_late(self) -> bool:
        """Done after the day that reminders go by."""
        return self.due is not None and self.met_on is not None and self.met_on > self.due.alarm


def deadlines_of(task: Task, calendar: Calendar | None = None) -> list[Deadline]:
    """Every rule of the task's round applied to it, in the order of the table; by the stored calendar unless said."""
    known = calendar or calendars.calendar()
    rules = list(DeadlineRule.objects.live().filter(rule_set=task.round.rule_set_id).order_by("serial", "pk"))
    anchors = _anchors(task, rules, known)
    return [_applied(rule, task, anchors, known) for rule in rules]


def due_by(round_: Round, code: str, anchor: date, calendar: Calendar | None = None) -> Due | None:
    """One rule of a round's set counted from a day that the asker knows.

    None when the set lacks the rule or gives it no number.
    """
    row = next((r for r in _lines(round_) if r.code == code), None)
    return due(anchor, row.rule, calendar or calendars.calendar()) if row and row.rule else None


def read_rules(round_: Round) -> None:
    """Have the lines of its rule set at hand, for whoever asks `due_by` for many rows of one round."""
    prefetch_related_objects([round_], "rule_set__rules")


def _lines(round_: Round) -> list[DeadlineRule]:
    return [row for row in round_.rule_set.rules.all() if row.voided_at is None]


def rules_by_code(codes: Iterable[str]) -> Rules:
    """The lines of every rule set for these codes. One query."""
    rows = DeadlineRule.objects.live().filter(code__in=[code for code in codes if code])
    return {(row.rule_set_id, row.code): row for row in rows}


def counted(since: date | None, row: DeadlineRule | None, calendar: Calendar) -> date | None:
    """The day that reminders go by; None where the anchor is not known, or the set gives no number."""
    if since is None or row is None or row.rule is None:
        return None
    return due(since, row.rule, calendar).alarm


def _applied(
    row: DeadlineRule, task: Task, anchors: Mapping[Anchor, tuple[date, bool]], calendar: Calendar
) -> Deadline:
    anchor, planned = anchors.get(Anchor(row.anchor), (None, False))
    met_on: date | None = getattr(task, MET_BY[row.code]) if row.code in MET_BY else None
    found = due(anchor, row.rule, calendar) if anchor and row.rule else None
    return Deadline(row, anchor, planned, found, met_on)


def _anchors(task: Task, rules: list[DeadlineRule], calendar: Calendar) -> dict[Anchor, tuple[date, bool]]:
    """The days known so far, each with whether it is only planned."""
    facts = {
        Anchor.ENTRY: (task.entered_on, task.entry_planned_on),
        Anchor.EXIT: (task.left_on, task.exit_planned_on),
        Anchor.SECRETARY: (task.decided_on, None),
        Anchor.FEEDBACK: (task.fed_back_on, None),
        Anchor.ROUND_APPROVED: (task.round.approved_on, None),
        Anchor.CONCENTRATED_END: (_concentrated_end(task, rules, calendar), None),
    }
    known: dict[Anchor, tuple[date, bool]] = {}
    for anchor, (fact, plan) in facts.items():
        day = fact or plan
        if day:
            known[anchor] = day, fact is None
    return known


def _concentrated_end(task: Task, rules: list[DeadlineRule], calendar: Calendar) -> date | None:
    rule: Rule | None = next((row.rule for row in rules if row.code == CONCENTRATED), None)
    return due(task.fed_back_on, rule, calendar).date if rule and task.fed_back_on else None
