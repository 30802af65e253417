"""The forms that come with the system: monthly, quarterly, half-yearly, annual, and one with a line for every county.

Each is a workbook like any other, with its cells and checks; an office may change it as it changes any form.
"""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import xlsxwriter

from xuncha.returns.engine.addresses import name_of
from xuncha.returns.engine.cells import CellKind, FormCell
from xuncha.returns.engine.dictionary import INDICATORS, Indicator, RollUp
from xuncha.returns.engine.periods import Offset, PeriodKind

BY_KEY = {one.key: one for one in INDICATORS if one.key}
WITHOUT_SOURCE = ("领导批示",)  # asked of every office, and held by no record: reported by hand
HEAD = 4  # the row of the headings; titles stand above it
STILL = datetime(2000, 1, 1)  # the same form gives the same bytes

SHORT = (
    *("meetings.secretary", "meetings.leading_group", "plan.units", "coverage.units", "coverage.now"),
    *("tasks.all", "tasks.routine", "tasks.special", "tasks.mobile", "tasks.lookback"),
    *("fieldwork.talks", "fieldwork.petitions", "fieldwork.papers", "fieldwork.immediate"),
    *("feedback.units", "feedback.problems", "clues.transferred", "clues.closed"),
    *("rectification.due", "rectification.done", "rectification.basically_done", "rectification.open"),
    *("rectification.rate", "supervision.cards"),
)
LONG = (
    *("meetings.standing_committee", "meetings.secretary", "meetings.leading_group", "meetings.suggestions"),
    *(
        "plan.units",
        "coverage.units",
        "coverage.now",
        "villages.planned",
        "villages.covered",
        "villages.rate",
    ),
    *("tasks.all", "tasks.routine", "tasks.special", "tasks.mobile", "tasks.lookback", "tasks.mode_linked"),
    *("groups.set_up", "groups.seconded", "pool.size", "training.courses", "training.persons"),
    *("staffing.approved", "staffing.filled", "staffing.rate"),
    *("fieldwork.talks", "fieldwork.petitions", "fieldwork.petitions_letter", "fieldwork.petitions_call"),
    *("fieldwork.petitions_visit", "fieldwork.petitions_code", "fieldwork.petitions_named"),
    *("fieldwork.questionnaires", "fieldwork.loan_volumes", "fieldwork.visits", "fieldwork.visit_households"),
    *(
        "fieldwork.hearings",
        "fieldwork.forums",
        "fieldwork.sit_ins",
        "fieldwork.papers",
        "fieldwork.immediate",
    ),
    *("feedback.units", "feedback.problems", "findings.amount", "findings.common"),
    *(
        "clues.transferred",
        "clues.to_discipline",
        "clues.to_organisation",
        "clues.to_judicial",
        "clues.to_unit",
    ),
    *("clues.to_department", "clues.to_petition", "clues.persons", "clues.closed", "clues.filed"),
    *("clues.punished", "clues.educated", "clues.judicial"),
    *("rectification.due", "rectification.done", "rectification.basically_done", "rectification.open"),
    *("rectification.rate", "rectification.measures", "rectification.rules", "rectification.recovered"),
    *("rectification.persons", "rectification.published_party", "rectification.published_society"),
    *("supervision.cards", "supervision.talks", "supervision.circulars", "rectification.evaluated"),
    *("rules.made", "rules.amended", "rules.abolished", "archive.volumes", "archive.items"),
)
FILED = (  # what an office above counties asks each of them to file
    *("plan.units", "coverage.units", "coverage.now", "tasks.all", "tasks.routine", "tasks.lookback"),
    *("feedback.problems", "clues.transferred", "rectification.due", "rectification.done"),
    *("rectification.basically_done", "rectification.open", "rectification.rate"),
)
BY_COUNTY = (
    *("plan.units", "coverage.units", "tasks.all", "feedback.problems"),
    *("rectification.due", "rectification.done", "rectification.basically_done", "rectification.open"),
)
# A whole and its parts: the parts are as many as the whole, each counted along a way of its own.
WHOLES = (
    ("tasks.all", ("tasks.routine", "tasks.special", "tasks.mobile", "tasks.lookback")),
    (
        "fieldwork.petitions",
        (
            *("fieldwork.petitions_letter", "fieldwork.petitions_call"),
            *("fieldwork.petitions_visit", "fieldwork.petitions_code"),
        ),
    ),
    (
        "clues.transferred",
        (
            *("clues.to_discipline", "clues.to_organisation", "clues.to_judicial"),
            *("clues.to_unit", "clues.to_department", "clues.to_petition"),
        ),
    ),
    ("rectification.due", ("rectification.done", "rectification.basically_done", "rectification.open")),
)
LIMITS = (
    ("coverage.units", "plan.units"),
    ("villages.covered", "villages.planned"),
    ("rectification.done", "rectification.due"),
    ("fieldwork.petitions_named", "fieldwork.petitions"),
    ("clues.judicial", "clues.punished"),
)
RATES = (
    ("coverage.now", "coverage.units", "plan.units"),
    ("villages.rate", "villages.covered", "villages.planned"),
    ("staffing.rate", "staffing.filled", "staffing.approved"),
    ("rectification.rate", "rectification.done", "rectification.due"),
)


@dataclass(frozen=True)
class Supplied:
    """A form that comes with the system: its workbook, what its cells ask, and its checks."""

    name: str
    period: PeriodKind
    content: bytes
    cells: tuple[FormCell, ...]
    checks: tuple[str, ...]


@dataclass(frozen=True)
class _Spec:
    name: str
    period: PeriodKind
    keys: tuple[str, ...]
    offsets: tuple[Offset, ...]


SPECS = (
    _Spec("巡察工作月报表", PeriodKind.MONTH, SHORT, (Offset.THIS, Offset.SINCE_JANUARY)),
    _Spec("巡察工作季报表", PeriodKind.QUARTER, SHORT, (Offset.THIS, Offset.SINCE_JANUARY, Offset.LAST_YEAR)),
    _Spec("巡察工作半年报表", PeriodKind.HALF, LONG, (Offset.THIS, Offset.SINCE_JANUARY, Offset.LAST_YEAR)),
    _Spec("巡察工作年报表", PeriodKind.YEAR, LONG, (Offset.THIS, Offset.LAST_YEAR)),
)


FILED_SPEC = _Spec("县（市、区）巡察工作季报表", PeriodKind.QUARTER, FILED, (Offset.THIS,))


def supplied(units: dict[str, str], counties: Sequence[tuple[str, str]]) -> list[Supplied]:
    """All of them. `units` is indicator code → measure word, `counties` (division code, short name) in their order."""
    found = [_by_indicator(spec, units) for spec in SPECS]
    return [*found, _by_indicator(FILED_SPEC, units), _by_county(counties)] if counties else found


def _by_indicator(spec: _Spec, units: dict[str, str]) -> Supplied:
    """A line for each indicator, a column for each span of days."""
    rows = {key: HEAD + number for number, key in enumerate(spec.keys, 1)}
    columns = {offset: 4 + number for number, offset in enumerate(spec.offsets)}
    cells, checks = [], []
    for key, row in rows.items():
        one = BY_KEY[key]
        for offset, column in columns.items():
            label = one.name + " · " + offset.label
            cells.append(_figure(name_of(row, column), label, one, offset))
    unknown = [one for one in INDICATORS if one.name in WITHOUT_SOURCE]
    for row, one in enumerate(unknown, HEAD + len(rows) + 1):
        for offset, column in columns.items():
            label = one.name + " · " + offset.label
            cells.append(FormCell(name_of(row, column), CellKind.HAND.value, label))
    for column in columns.values():
        checks += _checks({key: name_of(row, column) for key, row in rows.items()})
    heads = ["序号", "指标", "单位", *(offset.label for offset in spec.offsets)]
    lines = [[str(n), BY_KEY[key].name, units[BY_KEY[key].code]] for n, key in enumerate(spec.keys, 1)]
    lines += [[str(n), one.name, one.unit] for n, one in enumerate(unknown, len(lines) + 1)]
    content = _workbook(spec.name, heads, lines, [6, 32, 8, *[14] * len(columns)])
    return Supplied(spec.name, spec.period, content, tuple(cells), tuple(checks))


def _by_county(counties: Sequence[tuple[str, str]]) -> Supplied:
    """A line for each county and one for them all, whose numbers are sums and whose rate is computed anew."""
    name, last = "巡察工作分县报表", HEAD + len(counties)
    columns = {key: 3 + number for number, key in enumerate(BY_COUNTY)}
    rate = 3 + len(columns)
    cells: list[FormCell] = []
    checks: list[str] = []
    for row, (code, county) in enumerate(counties, HEAD + 1):
        for key, column in columns.items():
            one = BY_KEY[key]
            cells.append(
                _figure(name_of(row, column), county + " · " + one.name, one, Offset.SINCE_JANUARY, code)
            )
        cells.append(_rate(row, rate, columns, county))
        checks += _checks({key: name_of(row, column) for key, column in columns.items()})
    total = last + 1
    for key, column in columns.items():
        text = f"SUM({name_of(HEAD + 1, column)}:{name_of(last, column)})"
        label = "合计 · " + BY_KEY[key].name
        cells.append(FormCell(name_of(total, column), CellKind.FORMULA.value, label, text=text))
    cells.append(_rate(total, rate, columns, "合计"))
    checks += _checks({key: name_of(total, column) for key, column in columns.items()})
    heads = ["序号", "县（市、区）", *(BY_KEY[key].name for key in BY_COUNTY), "整改完成率"]
    lines = [[str(n), county] for n, (_, county) in enumerate(counties, 1)] + [["", "合计"]]
    content = _workbook(name, heads, lines, [6, 16, *[12] * (len(columns) + 1)])
    return Supplied(name, PeriodKind.QUARTER, content, tuple(cells), tuple(checks))


def _rate(row: int, column: int, columns: dict[str, int], label: str) -> FormCell:
    done, due = (
        name_of(row, columns["rectification.done"]),
        name_of(row, columns["rectification.due"]),
    )
    text = f"ROUND({done}/{due}*100,2)"
    return FormCell(
        name_of(row, column), CellKind.FORMULA.value, label + " · 整改完成率", digits=2, text=text
    )


def _figure(cell: str, label: str, one: Indicator, offset: Offset, office: str = "") -> FormCell:
    digits = 2 if one.roll_up is RollUp.RATIO else -1
    return FormCell(cell, CellKind.FIGURE.value, label, one.code, offset.value, office, digits)


def _checks(places: dict[str, str]) -> list[str]:
    """Those of the known relations whose figures all stand in this line or column."""
    found = []
    for whole, parts in WHOLES:
        if whole in places and all(part in places for part in parts):
            found.append("%s = %s" % (places[whole], " + ".join(places[part] for part in parts)))
    for part, whole in LIMITS:
        if _is_comparable(part, whole, places):
            found.append(f"{places[part]} <= {places[whole]}")
    for rate, part, whole in RATES:
        if all(key in places for key in (rate, part, whole)):
            found.append(f"{places[rate]} = ROUND({places[part]}/{places[whole]}*100,2)")
    return found


def _is_comparable(part: str, whole: str, places: dict[str, str]) -> bool:
    same: bool = BY_KEY[part].timing is BY_KEY[whole].timing
    return same and part in places and whole in places


def _workbook(
    title: str, heads: Sequence[str], lines: Iterable[Sequence[str]], widths: Sequence[int]
) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False}) as file:
        file.set_properties({"title": title, "created": STILL})
        sheet = file.add_worksheet(title)
        form = _formats(file)
        sheet.merge_range(0, 0, 0, len(heads) - 1, title, form["title"])
        sheet.merge_range(1, 0, 1, len(heads) - 1, "", form["quiet"])
        for column, text in enumerate(heads):
            sheet.write_string(HEAD - 1, column, text, form["head"])
        for row, line in enumerate(lines, HEAD):
            for column in range(len(heads)):
                text = line[column] if column < len(line) else ""
                style = form["word"] if column < len(line) else form["number"]
                sheet.write_string(row, column, text, style) if text else sheet.write_blank(
                    row, column, None, style
                )
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.freeze_panes(HEAD, 2)
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(HEAD - 1)
        sheet.set_landscape() if len(heads) > 7 else sheet.set_portrait()
    return target.getvalue()


def _formats(file: Any) -> dict[str, Any]:
    cell = {"border": 1, "valign": "vcenter", "text_wrap": True}
    return {
        "title": file.add_format({"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"}),
        "quiet": file.add_format({"align": "right"}),
        "head": file.add_format({**cell, "bold": True, "align": "center", "bg_color": "#EEF0F3"}),
        "word": file.add_format(cell),
        "number": file.add_format({**cell, "align": "right"}),
    }
