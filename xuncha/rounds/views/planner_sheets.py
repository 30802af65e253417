"""A scheme as a spreadsheet of four sheets. Text is stored as text, never as a formula."""

import json
from collections.abc import Iterable, Sequence
from datetime import date
from tempfile import TemporaryFile
from typing import IO, Any

from django.utils.translation import gettext

from xuncha.kernel.stamps import Stamp
from xuncha.rounds.engine.planner.instance import TOGETHER
from xuncha.rounds.models import RoundScheme
from xuncha.rounds.queries.schemes import Shown, label_of
from xuncha.ui.books import Book, opening

OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
PARAMETERS = (
    "deadline", "groups", "targets", "per_year", "most_days", "preparation", "feedback", "gap", "even", "pace",
    "seconds", "seed",
)  # fmt: skip
Row = Sequence[Any]


def write(shown: Shown, office: str, day: date, stamp: Stamp) -> IO[bytes]:
    """The .xlsx as an open file at its beginning."""
    above = opening(stamp, day.isoformat(), office)
    target = TemporaryFile()  # noqa: SIM115  # the answer closes it
    with Book(target, OPTIONS, stamp) as book:
        sheets: tuple[tuple[str, Row, Iterable[Row]], ...] = (
            (
                "轮次安排",
                ("轮次", "拟进驻日期", "拟撤点日期", "巡察组", "党组织", "单位类别", "优先理由"),
                _rounds(shown),
            ),
            ("各组工作量", ("巡察组", "组日"), shown.loads),
            (
                "情景测算",
                ("情景", "完成日期", "比本方案晚（天）", "超过期限（工作日）", "轮次"),
                _cases(shown),
            ),
            ("求解条件", ("参数", "数值"), _parameters(shown.scheme)),
        )
        for name, heads, rows in sheets:
            _sheet(book, shown, above, name, heads, rows)
    target.seek(0)
    return target


def _sheet(book: Any, shown: Shown, above: str, name: str, heads: Row, rows: Iterable[Row]) -> None:
    sheet = book.add_worksheet(gettext(name))
    bold = book.add_format({"bold": True, "font_size": 14})
    head = book.add_format({"bold": True, "bg_color": "#EEF0F3", "bottom": 1})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    quoted = book.add_format({"quote_prefix": True})
    sheet.write_string(0, 0, str(shown.scheme), bold)
    sheet.write_string(1, 0, above)
    for column, text in enumerate(heads):
        sheet.write_string(3, column, gettext(text), head)
    sheet.set_column(0, len(heads) - 1, 16)
    for place, row in enumerate(rows, 4):
        for column, value in enumerate(row):
            if isinstance(value, date):
                sheet.write_datetime(place, column, value, day)
            elif isinstance(value, int):
                sheet.write_number(place, column, value)
            elif value is not None:
                sheet.write_string(place, column, str(value), quoted)


def _rounds(shown: Shown) -> Iterable[Row]:
    for line in shown.lines:
        for turn in line.turns:
            for one in turn.targets:
                reasons = "；".join(one.reasons)
                yield (
                    line.number,
                    turn.enters,
                    turn.leaves,
                    turn.name,
                    one.name,
                    gettext(one.unit_class),
                    reasons,
                )


def _cases(shown: Shown) -> Iterable[Row]:
    return ((one.label, one.ends, one.later, one.late, one.rounds) for one in shown.cases)


def _parameters(scheme: RoundScheme) -> Iterable[Row]:
    for name in PARAMETERS:
        yield (gettext(label_of(name)), getattr(scheme, name))
    asked = json.loads(scheme.asked)
    names = {one["id"]: one["name"] for one in asked["organisations"]}
    for pair in asked["pairs"]:
        label = "同组同轮（一托N）" if pair["kind"] == TOGETHER else "同轮（联动）"
        yield (gettext(label), "、".join(names[id] for id in pair["members"]))
    for one in asked["organisations"]:
        for name, label in (("earliest", "不早于某日进驻"), ("latest", "不晚于某日撤点")):
            if name in one:
                yield (gettext(label), "%s %s" % (one["name"], one[name]))
