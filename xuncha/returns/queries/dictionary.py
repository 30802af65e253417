"""The dictionary with what its figures say of themselves."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from xuncha.kernel.figures import Figure, Scope
from xuncha.kernel.numerals import Style
from xuncha.records.answers import Answer, Rows, Total
from xuncha.records.models import Office
from xuncha.records.queries import today
from xuncha.reports.queries.registry import find
from xuncha.returns.engine.dictionary import INDICATORS, Indicator
from xuncha.returns.engine.matching import Term, fold
from xuncha.rounds.queries.frame import one_look
from xuncha.ui.tables.paths import place

STYLES = {
    Style.EXACT: "准确数",
    Style.OVER: "“余”",
    Style.ABOUT: "“左右”",
    Style.IN_CHINESE: "汉字数",
}
LEVELS = "市级、县级"
NO_SOURCE = "无数据来源"


@dataclass(frozen=True)
class Described:
    """One row of the dictionary as a person reads it; `day` is the date column, `by` what it is counted by."""

    indicator: Indicator
    unit: str
    definition: str
    day: str
    by: str
    style: str
    levels: str

    @property
    def cells(self) -> tuple[str, ...]:
        """As the list and its spreadsheet show it."""
        one = self.indicator
        return (
            one.code,
            one.subject.label,
            one.name,
            self.unit,
            self.definition,
            self.day,
            self.by,
            one.timing.label,
            one.roll_up.label,
            self.levels,
            self.style,
            "、".join(one.aliases),
        )


HEADS = (
    "编码",
    "类别",
    "名称",
    "单位",
    "口径",
    "日期字段",
    "计数依据",
    "期间",
    "汇总方式",
    "级别",
    "约数样式",
    "别名",
)


def figure_of(one: Indicator) -> Figure[Answer] | None:
    return find(one.key)[0] if one.key else None


def unit_of(one: Indicator) -> str:
    figure = figure_of(one)
    return figure.unit if figure else one.unit


def described(office: Office, search: str = "") -> list[Described]:
    """The dictionary, or what of it holds the word in code, name, alias or definition."""
    scope = Scope(office.pk, today().year, today())
    with one_look():
        rows = [_described(one, scope) for one in INDICATORS]
    wanted = fold(search)
    return [row for row in rows if wanted in fold("".join(row.cells))] if wanted else rows


def _described(one: Indicator, scope: Scope) -> Described:
    figure = figure_of(one)
    if figure is None:
        return Described(one, one.unit, NO_SOURCE, "", "", "", LEVELS)
    rows = figure.rows(scope)
    return Described(
        one,
        figure.unit,
        figure.definition,
        _label(rows, rows.date),
        _counted_by(rows),
        STYLES[figure.style],
        LEVELS,
    )


def _counted_by(rows: Answer) -> str:
    """Rows, what they are told apart by, or the column that is added up."""
    if isinstance(rows, Rows) and rows.distinct not in ("", "pk"):
        return gettext("%(what)s去重") % {"what": _label(rows, rows.distinct)}
    if isinstance(rows, Total):
        return gettext("%(what)s合计") % {"what": _label(rows, rows.of)}
    return gettext("记录数")


def _label(rows: Answer, path: str) -> str:
    found: Any = place(rows.queryset.model, path)
    return str(found.label)


def terms() -> list[Term]:
    """What the mapper knows: indicators with a source, by their names."""
    return [Term(one.code, (one.name, *_plain_name(one), *one.aliases)) for one in INDICATORS if one.key]


def _plain_name(one: Indicator) -> list[str]:
    figure = figure_of(one)
    return [figure.name] if figure and figure.name != one.name else []
