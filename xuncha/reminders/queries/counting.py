"""Days that no column holds: counted by the rule set of the round, for what one person sees or for everybody."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import BigIntegerField, DateField, F, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast

from xuncha.kernel.deadlines import due, next_period
from xuncha.kernel.viewer import Viewer
from xuncha.kernel.workdays import Calendar
from xuncha.reminders.queries.sources.base import Counted
from xuncha.reminders.queries.sources.catalogue import COUNTED
from xuncha.rounds.queries.deadlines import Rules, counted, rules_by_code
from xuncha.ui.lines import Line, line, number, text, union

ANCHORS = ("line_since", "line_planned", "line_last", "line_rules")


@dataclass(frozen=True)
class CountedLine:
    """A line of a list whose day was counted, and the source it came from."""

    source: Counted
    line: Line


def rules_of(sources: Sequence[Counted] = COUNTED) -> Rules:
    """All rules that these sources go by. One query."""
    return rules_by_code({code for source in sources for code in (source.rule, source.through)})


def anchored(source: Counted, rows: QuerySet[Any]) -> QuerySet[Any]:
    """The rows with what a day is counted from, in the columns `ANCHORS`."""
    found: QuerySet[Any] = rows.annotate(
        line_since=_date(source.day),
        line_planned=_date(source.planned),
        line_last=_date(source.last),
        line_rules=Cast(source.rules, BigIntegerField()),
    )
    return found


def day_of(source: Counted, anchors: Sequence[Any], rules: Rules, calendar: Calendar) -> date | None:
    """The day that reminders go by; None while the anchor is not known, or where the set gives no number."""
    since, planned, last, rule_set = anchors
    if planned is not None:
        return date.fromisoformat(str(planned))
    if source.through and since is not None:
        since = _end(since, rules.get((rule_set, source.through)), calendar)
    row = rules.get((rule_set, source.rule))
    if last is not None and since is not None and row and row.repeats and row.rule and row.rule.offset:
        return next_period(_day(since), row.rule, _day(last), calendar).alarm
    return counted(_day(since) if since else None, row, calendar)


def counted_lines(viewer: Viewer, calendar: Calendar) -> list[CountedLine]:
    """Every counted day this viewer may see. Two queries."""
    rules = rules_of()
    rows = [
        anchored(source, source.rows(viewer))
        .annotate(line_source=number(index), line_title=text(source.title), line_owner=text(source.owner))
        .values_list("line_source", *ANCHORS, "uid", "line_title", "line_owner")
        for index, source in enumerate(COUNTED)
    ]
    return list(_lines(union(rows), rules, calendar))


def _lines(rows: QuerySet[Any], rules: Rules, calendar: Calendar) -> Iterator[CountedLine]:
    days: dict[tuple[Any, ...], date | None] = {}  # the tasks of a round share their days: counted once
    for index, *anchors, uid, title, owner in rows:
        source, known = COUNTED[index], (index, *anchors)
        if known not in days:
            days[known] = day_of(source, anchors, rules, calendar)
        if (day := days[known]) is not None:
            yield CountedLine(source, line(source, day, uid, title, owner or ""))


def _end(since: Any, row: Any, calendar: Calendar) -> date | None:
    return due(_day(since), row.rule, calendar).date if row and row.rule else None


def _day(value: Any) -> date:
    """SQLite hands dates of a union over as text."""
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def _date(path: str | Combinable | None) -> Combinable:
    if not path:
        return Cast(Value(None), DateField())
    return F(path) if isinstance(path, str) else path
